/* SPDX-License-Identifier: MIT */
#include "tests/tui/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/chance.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/file.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "fetch/fetcher.h"
#include "fetch/picker.h"
#include "model/series.h"
#include "tests/tap.h"
#include "tui/canvas.h"
#include "tui/desk.h"
#include "tui/glyphs.h"
#include "tui/keymap.h"
#include "tui/tui.h"

struct world {
	struct engine *engine;
	struct keymap *keymap;
	struct desk *desk;
	struct canvas *canvas;
	struct buf text, line;
};

static const struct settings *const tables[] = {
	&fetch_settings,
	&pick_settings,
	&alert_settings,
	&tui_settings,
};

static struct buf mistakes, small;

static void
bail(const char *what)
{
	diag("%s", what);
	(void)puts("Bail out! no world");
	exit(1);
}

void
world_file(const char *name, const char *text)
{
	char *path = mem_printf("%s/%s", test_directory(), name);
	FILE *file = fopen(path, "w");

	if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0)
		bail(path);
	mem_free(path);
}

const char *
world_mistakes(const char *text)
{
	struct complaints complaints = { 0 };
	char *path = mem_printf("%s/mistaken.yaml", test_directory());

	world_file("mistaken.yaml", text);
	watchlist_free(
	    watchlist_load(path, tables, ARRAY_LEN(tables), &complaints));
	buf_release(&mistakes);
	buf_init(&mistakes, LIMIT_MESSAGE);
	for (size_t i = 0; i < complaints.count; i++)
		(void)buf_printf(&mistakes, "%u:%u: error: %s\n",
		    complaints.items[i].place.line,
		    complaints.items[i].place.column,
		    complaints.items[i].text);
	complaints_release(&complaints);
	mem_free(path);
	return buf_string(&mistakes);
}

const char *
world_small(void)
{
	static const char *const names[] = { "figures.json", "scores.json",
		"deals.json", "small.yaml" };
	struct err err;

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *path = mem_printf("tests/tui/small/%s", names[i]);

		buf_release(&small);
		buf_init(&small, LIMIT_MESSAGE);
		if (!file_read(test_source(path), &small, &err))
			bail(err.text);
		world_file(names[i], buf_string(&small));
		mem_free(path);
	}
	return buf_string(&small);
}

static struct engine *
open_engine(const char *text, const struct world_options *options)
{
	static int worlds;
	char *path = mem_printf("%s/world.yaml", test_directory());
	char *state = mem_printf("%s/state-%d", test_directory(), worlds++);
	struct engine_options wanted = {
		.watchlist_file = path,
		.state_directory = state,
		.as_of = options->as_of != 0 ? options->as_of : ALWAYS,
		.no_fetch = options->unread,
		.tables = tables,
		.table_count = ARRAY_LEN(tables),
	};
	struct complaints complaints = { 0 };
	enum engine_failure failure;
	struct engine *engine;
	struct err err = { .text = "" };
	struct buf out;

	world_file("world.yaml", text);
	engine = engine_new(&wanted, &failure, &complaints, &err);
	if (engine == NULL) {
		buf_init(&out, LIMIT_MESSAGE);
		complaints_format(&out, &complaints);
		diag("%s%s", buf_string(&out), err.text);
		bail("the watchlist does not load");
	}
	complaints_release(&complaints);
	mem_free(path);
	mem_free(state);
	return engine;
}

struct world *
world_with(const char *text, const struct world_options *options)
{
	struct world *world = mem_new(sizeof(*world));

	clock_set(WORLD_NOW);
	chance_seed(1);
	buf_init(&world->text, LIMIT_OUTPUT);
	buf_init(&world->line, LIMIT_OUTPUT);
	world->engine = open_engine(text, options);
	if (!options->unread)
		engine_run(world->engine);
	world->keymap = keymap_new(engine_watchlist(world->engine));
	world->canvas = canvas_new(options->width, options->height);
	world->desk = desk_new(world->engine, world->keymap,
	    options->ascii ? &glyphs_ascii : &glyphs_unicode, options->width,
	    options->height);
	return world;
}

struct world *
world_new(const char *text, int width, int height)
{
	struct world_options options = { .width = width, .height = height };

	return world_with(text, &options);
}

void
world_free(struct world *world)
{
	desk_free(world->desk);
	canvas_free(world->canvas);
	keymap_free(world->keymap);
	engine_free(world->engine);
	buf_release(&world->text);
	buf_release(&world->line);
	buf_release(&mistakes);
	buf_release(&small);
	mem_free(world);
}

struct engine *
world_engine(struct world *world)
{
	return world->engine;
}

struct desk *
world_desk(struct world *world)
{
	return world->desk;
}

const struct watchlist *
world_watchlist(struct world *world)
{
	return engine_watchlist(world->engine);
}

void
world_fetch(struct world *world)
{
	(void)engine_refresh(world->engine, NULL, true);
	engine_run(world->engine);
	desk_update(world->desk);
}

static unsigned
type_word(struct world *world, const char *word)
{
	int key = keymap_parse_key(word);
	size_t length = strlen(word);
	unsigned reaction = 0;

	if (key != KEY_NONE)
		return desk_key(world->desk, key);
	for (size_t at = 0, step; at < length; at += step) {
		uint32_t character;

		step = utf8_decode(word + at, length - at, &character);
		if (step == 0)
			bail("keys are UTF-8");
		reaction = desk_key(world->desk, (int)character);
	}
	return reaction;
}

unsigned
world_keys(struct world *world, const char *keys)
{
	unsigned reaction = 0;

	while (*(keys += strspn(keys, " ")) != '\0') {
		size_t length = strcspn(keys, " ");
		char *word = mem_bytes(keys, length);

		reaction = type_word(world, word);
		mem_free(word);
		keys += length;
	}
	return reaction;
}

const char *
world_screen(struct world *world)
{
	desk_draw(world->desk, world->canvas);
	buf_clear(&world->text);
	canvas_format(&world->text, world->canvas);
	return buf_string(&world->text);
}

const char *
world_resized(struct world *world, int width, int height)
{
	canvas_resize(world->canvas, width, height);
	desk_resize(world->desk, width, height);
	return world_screen(world);
}

const struct canvas *
world_canvas(struct world *world)
{
	return world->canvas;
}

/* From X to the last cell that is not blank. */
static void
take_line(struct world *world, int y, bool selected)
{
	struct cell_look look;

	buf_clear(&world->line);
	for (int x = 0; x < canvas_width(world->canvas); x++) {
		const char *text = canvas_cell(world->canvas, x, y, &look);

		if (!selected || look.selected)
			(void)buf_text(&world->line, text);
	}
	while (world->line.length > 0 &&
	    world->line.bytes[world->line.length - 1] == ' ')
		world->line.bytes[--world->line.length] = '\0';
}

const char *
world_selected(struct world *world)
{
	int x, y;

	(void)world_screen(world);
	canvas_rest_at(world->canvas, &x, &y);
	take_line(world, y, true);
	return buf_string(&world->line);
}

const char *
world_line(struct world *world, int y)
{
	(void)world_screen(world);
	take_line(world, y < 0 ? canvas_height(world->canvas) + y : y, false);
	return buf_string(&world->line);
}

static const char *
cell_fault(const struct canvas *canvas, int x, int y)
{
	const char *text = canvas_cell(canvas, x, y, NULL);
	int width = utf8_text_width(text);
	uint32_t character;

	if (!foreign_is_clean(foreign_text(text)))
		return "a character that cannot be seen";
	if (text[0] == '\0')
		return x > 0 && utf8_text_width(canvas_cell(
				    canvas, x - 1, y, NULL)) == 2
		    ? NULL
		    : "a right half without its left";
	(void)utf8_decode(text, strlen(text), &character);
	if (width < 1 || width > 2 || utf8_width(character) != width)
		return "a cell of another width";
	if (width == 2 &&
	    (x + 1 >= canvas_width(canvas) ||
		canvas_cell(canvas, x + 1, y, NULL)[0] != '\0'))
		return "a left half without its right";
	return NULL;
}

const char *
world_fault(const struct canvas *canvas)
{
	int rest_x, rest_y;

	for (int y = 0; y < canvas_height(canvas); y++)
		for (int x = 0; x < canvas_width(canvas); x++) {
			const char *fault = cell_fault(canvas, x, y);

			if (fault != NULL)
				return fault;
		}
	canvas_rest_at(canvas, &rest_x, &rest_y);
	if (canvas_width(canvas) > 0 && canvas_height(canvas) > 0 &&
	    (rest_x < 0 || rest_x >= canvas_width(canvas) || rest_y < 0 ||
		rest_y >= canvas_height(canvas)))
		return "the terminal's cursor is outside";
	return NULL;
}
