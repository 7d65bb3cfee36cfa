/* A document's body as it was received, laid out, what was picked marked. */
/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "fetch/format.h"
#include "model/evidence.h"
#include "model/model.h"
#include "store/bodies.h"
#include "tui/canvas.h"
#include "tui/desk.h"
#include "tui/facts.h"
#include "tui/layout.h"
#include "tui/view.h"
#include "tui/views.h"

enum { AROUND = 2000, NUMBER_WIDTH = 7 };

struct document_view {
	bool placed; /* the cursor was put on the mark once */
	int shift;   /* cells that are scrolled out on the left */
};

static bool
feed(void *context, const char *bytes, size_t length)
{
	layout_feed(context, bytes, length);
	return true;
}

static bool
is_json(const struct view *view, const char *source)
{
	const struct section *section = watchlist_section(
	    engine_watchlist(view->scene->engine), SECTION_SOURCE, source);

	return section == NULL ||
	    format_of_source(section) == &format_json;
}

static void
add_head(struct view *view, const struct body_facts *facts)
{
	struct page *page = &view->page;
	char *size = mem_printf("%lld bytes, %lld kept",
	    (long long)facts->size, (long long)facts->stored);

	facts_add(page, view->width, "address", STYLE_PLAIN, facts->url, NULL);
	facts_time(page, view->width, "retrieved", facts->retrieved_at);
	facts_add(page, view->width, "answer", STYLE_PLAIN, facts->about, NULL);
	facts_add(page, view->width, "size", STYLE_PLAIN, size, NULL);
	facts_add(page, view->width, "sha256", STYLE_DIM, facts->sha256, NULL);
	(void)page_add(page, NULL);
	mem_free(size);
}

/* TEXT without its first *CELLS cells; those that it has not are left. */
static const char *
behind(const char *text, int *cells)
{
	while (*text != '\0' && *cells > 0) {
		uint32_t character;
		size_t step = utf8_decode(text, strlen(text), &character);

		*cells -= step > 0 ? utf8_width(character) : 1;
		text += step > 0 ? step : 1;
	}
	return text;
}

static void
add_line(struct view *view, const struct layout_line *from)
{
	const struct document_view *state = view->state;
	struct line *line = page_add(&view->page, NULL);
	int shift = state->shift;

	line_add(line, STYLE_FRAME, "%*llu ", NUMBER_WIDTH - 1,
	    (unsigned long long)from->number);
	line_text(line, STYLE_PLAIN, behind(from->before, &shift));
	line_text(line, STYLE_MARK, behind(from->match, &shift));
	line_text(line, STYLE_PLAIN, behind(from->after, &shift));
}

/* At first so far to the right that the mark is seen. */
static void
shift_to_mark(struct view *view, const struct layout *layout)
{
	struct document_view *state = view->state;
	const struct layout_line *line =
	    layout_line(layout, layout_marked(layout));
	int before = utf8_text_width(line->before);
	int seen = view->width - NUMBER_WIDTH;

	if (!state->placed && line->match[0] != '\0' &&
	    before + utf8_text_width(line->match) > seen)
		state->shift = before - seen / 3;
}

static void
add_left_out(struct view *view, uint64_t lines, const char *where)
{
	if (lines > 0)
		line_add(page_add(&view->page, NULL), STYLE_DIM,
		    "%*s %llu lines %s", NUMBER_WIDTH - 1, "",
		    (unsigned long long)lines, where);
}

static void
add_lines(struct view *view, const struct layout *layout)
{
	struct document_view *state = view->state;
	size_t count = layout_count(layout), first;

	if (count == 0)
		return;
	shift_to_mark(view, layout);
	add_left_out(view, layout_line(layout, 0)->number - 1, "before");
	first = view->page.count;
	for (size_t i = 0; i < count; i++)
		add_line(view, layout_line(layout, i));
	add_left_out(view,
	    layout_total(layout) - layout_line(layout, count - 1)->number,
	    "more");
	if (!state->placed && view->target.offset >= 0) {
		view->page.kept_at = first + layout_marked(layout);
		if (view->page.kept_at > (size_t)view->height / 2)
			view->page.top = view->page.kept_at -
			    (size_t)view->height / 2;
	}
	state->placed = true;
}

static void
build(struct view *view)
{
	const struct target *target = &view->target;
	struct engine *engine = view->scene->engine;
	struct body_facts facts;
	struct layout *layout;
	struct err err;
	bool json;

	if (!engine_body_find(engine, target->id, &facts)) {
		page_paragraph(&view->page, STYLE_LATE, 0, view->width,
		    "the body of this document is not kept: it was fetched "
		    "before bodies were kept, or gave way to newer ones "
		    "(keep_bodies)");
		return;
	}
	add_head(view, &facts);
	json = is_json(view, facts.source);
	layout = layout_new(json, target->offset, target->length, AROUND);
	if (engine_body_read(engine, target->id, feed, layout, &err)) {
		layout_end(layout);
		add_lines(view, layout);
	} else {
		page_paragraph(
		    &view->page, STYLE_FAILED, 0, view->width, err.text);
	}
	layout_free(layout);
	body_facts_release(&facts);
}

static void
crumb(const struct view *view, struct buf *out)
{
	(void)buf_printf(out, "document of %s",
	    view->target.name != NULL ? view->target.name : "?");
}

static unsigned
scroll(struct view *view, int by)
{
	struct document_view *state = view->state;

	state->shift += by;
	if (state->shift < 0)
		state->shift = 0;
	desk_update(view->desk);
	return REACT_DRAW;
}

static unsigned
left(struct view *view)
{
	return scroll(view, -(view->width / 2));
}

static unsigned
right(struct view *view)
{
	return scroll(view, view->width / 2);
}

static const struct view_action actions[] = {
	{ CMD_LEFT, left },
	{ CMD_RIGHT, right },
	{ CMD_NONE, NULL },
};

const struct view_ops view_document = {
	.name = "document",
	.state_size = sizeof(struct document_view),
	.build = build,
	.crumb = crumb,
	.actions = actions,
};
