/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "alert/hush.h"
#include "alert/quiet.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "engine/quiet.h"
#include "model/definition.h"
#include "model/model.h"
#include "tui/facts.h"
#include "tui/glyphs.h"
#include "tui/quieting.h"
#include "tui/row.h"
#include "tui/view.h"
#include "tui/views.h"

enum { NAME_WIDTH = 22, STATE_WIDTH = 12, TIME_WIDTH = 20, NARROW = 70 };

static enum style
style_of_source(enum source_state state)
{
	return state == SOURCE_OK		? STYLE_OK
	    : state == SOURCE_MISSING		? STYLE_WARN
	    : state == SOURCE_IMPLAUSIBLE	? STYLE_WARN
						: STYLE_FAILED;
}

static bool
is_quiet(const struct view *view, size_t i)
{
	const struct engine *engine = view->scene->engine;
	const struct alert *alert = engine_source_alert(engine, i);

	return alert_stands(alert) &&
	    hush_quiet(engine_hush(engine), alert,
		model_now(view_model(view))) != QUIET_NOT;
}

static void
add_source(struct view *view, size_t i)
{
	const struct engine *engine = view->scene->engine;
	const struct source_memory *source = engine_source(engine, i);
	struct target target = target_named(TARGET_SOURCE, source->name);
	struct line *line = page_add(&view->page, &target);
	struct buf time, state;

	buf_init(&time, LIMIT_LABEL);
	if (source->retrieved_at != 0)
		date_format_time(&time, source->retrieved_at);
	else
		(void)buf_text(&time, "never read");
	line_cell(line, STYLE_PLAIN,
	    view->width >= NARROW ? NAME_WIDTH : STATE_WIDTH, false,
	    source->name);
	line_text(line, STYLE_PLAIN, " ");
	buf_init(&state, LIMIT_LABEL);
	(void)buf_printf(&state, "%s%s",
	    engine_is_fetching(engine, i) ? "reading"
					  : source_state_name(source->state),
	    is_quiet(view, i) ? view->scene->glyphs->quiet : "");
	line_cell(line, style_of_source(source->state), STATE_WIDTH, false,
	    buf_string(&state));
	buf_release(&state);
	if (view->width >= NARROW) {
		line_text(line, STYLE_PLAIN, " ");
		line_cell(line, STYLE_DIM, TIME_WIDTH, false,
		    buf_string(&time));
	}
	if (source->reason != NULL)
		line_add(line, STYLE_PLAIN, " %s", source->reason);
	buf_release(&time);
}

static void
build(struct view *view)
{
	const struct engine *engine = view->scene->engine;

	for (size_t i = 0; i < engine_source_count(engine); i++)
		add_source(view, i);
	if (view->page.count == 0)
		line_text(page_add(&view->page, NULL), STYLE_DIM,
		    "the watchlist has no sources");
}

static void
crumb(const struct view *view, struct buf *out)
{
	(void)view;
	(void)buf_text(out, "Sources");
}

/* What keeps it quiet; the caller owns it. */
static char *
quiet_words(const struct view *view, const char *source)
{
	char *name = mem_printf("%s%s", SOURCE_ALERT, source);
	const struct alert *alert =
	    engine_alert_named(view->scene->engine, name);
	struct buf words;

	buf_init(&words, LIMIT_MESSAGE);
	if (alert != NULL)
		quieting_words(&words, view->scene, alert);
	mem_free(name);
	return buf_take(&words);
}

static void
detail(const struct view *view, struct line *line)
{
	const struct target *target = page_target(&view->page);
	const struct source_memory *source = target != NULL
	    ? engine_source_named(view->scene->engine, target->name)
	    : NULL;
	char *words;

	if (source == NULL)
		return;
	words = quiet_words(view, source->name);
	if (words[0] != '\0')
		line_text(line, STYLE_DIM, words);
	else if (source->reason != NULL)
		line_text(line, STYLE_DIM, source->reason);
	mem_free(words);
}

const struct view_ops view_sources = {
	.name = "sources",
	.build = build,
	.crumb = crumb,
	.detail = detail,
};

/* As the watchlist has it, secrets hidden. */
static void
add_address(struct view *view, const struct section *section)
{
	const struct value *url = section_value(section, "url");
	const struct value *command = section_value(section, "command");
	struct buf text;

	if (url != NULL)
		facts_add(&view->page, view->width, "address", STYLE_PLAIN,
		    url->shown, NULL);
	if (command == NULL)
		return;
	buf_init(&text, LIMIT_MESSAGE);
	for (size_t i = 0; i < command->count; i++)
		(void)buf_printf(&text, "%s%s", i > 0 ? " " : "",
		    command->items[i]->shown);
	facts_add(&view->page, view->width, "command", STYLE_PLAIN,
	    command->kind == VALUE_ONE ? command->shown : buf_string(&text),
	    NULL);
	buf_release(&text);
}

static void
add_memory(struct view *view, const struct source_memory *source)
{
	struct page *page = &view->page;
	char *words = quiet_words(view, source->name);

	facts_add(page, view->width, "state", style_of_source(source->state),
	    source_state_name(source->state), NULL);
	facts_add(page, view->width, "reason", STYLE_PLAIN, source->reason,
	    NULL);
	if (words[0] != '\0')
		facts_add(page, view->width, "quiet", STYLE_DIM, words, NULL);
	mem_free(words);
	if (source->retrieved_at != 0)
		facts_time(
		    page, view->width, "last read", source->retrieved_at);
	if (source->asked_at != 0)
		facts_time(page, view->width, "last asked", source->asked_at);
	if (source->not_before != 0)
		facts_time(
		    page, view->width, "not before", source->not_before);
	facts_add(page, view->width, "etag", STYLE_DIM, source->etag, NULL);
	facts_add(page, view->width, "modified", STYLE_DIM,
	    source->last_modified, NULL);
}

static void
build_source(struct view *view)
{
	const struct engine *engine = view->scene->engine;
	const struct source_memory *source =
	    engine_source_named(engine, view->target.name);
	const struct section *section =
	    watchlist_section(engine_watchlist(engine), SECTION_SOURCE,
		view->target.name);
	const struct model *model = view_model(view);

	if (source == NULL || section == NULL) {
		line_text(page_add(&view->page, NULL), STYLE_FAILED,
		    "the watchlist has no such source");
		return;
	}
	add_address(view, section);
	add_memory(view, source);
	facts_title(&view->page, "Signals that read it");
	for (size_t i = 0; i < model_count(model); i++) {
		const struct signal *signal = model_signal(model, i);
		const struct definition *definition = signal->definition;
		struct target target;

		if (definition->source == NULL ||
		    strcmp(definition->source, view->target.name) != 0)
			continue;
		target = target_named(TARGET_SIGNAL, definition->name);
		row_signal(page_add(&view->page, &target), view->scene,
		    signal, NULL, definition->title, view->width);
	}
}

static void
crumb_source(const struct view *view, struct buf *out)
{
	(void)buf_printf(out, "source %s", view->target.name);
}

const struct view_ops view_source = {
	.name = "source",
	.build = build_source,
	.crumb = crumb_source,
};
