/* SPDX-License-Identifier: MIT */
#include "tui/layout.h"

#include <string.h>

#include "base/buf.h"
#include "base/foreign.h"
#include "base/mem.h"

enum { LONGEST = 4096, INDENT = 2, DEEPEST = 40 };

enum part { BEFORE, MATCH, AFTER, PARTS };

struct layout {
	bool json;
	int64_t offset, wanted;
	size_t length, around;

	int64_t at;		/* of the next byte */
	struct buf parts[PARTS]; /* of the line in the making */
	enum part part;
	bool in_match, was_matched; /* was: somewhere before */
	int depth;
	bool in_string, escaped, opened; /* opened: a container, just now */

	struct layout_line *lines;
	size_t count, marked;
	uint64_t total;
	bool enough;
};

struct layout *
layout_new(bool json, int64_t offset, size_t length, size_t around)
{
	struct layout *layout = mem_new(sizeof(*layout));

	layout->json = json;
	layout->wanted = offset;
	layout->length = length;
	layout->around = around;
	for (int i = 0; i < PARTS; i++)
		buf_init(&layout->parts[i], LONGEST);
	return layout;
}

static void
release_line(struct layout_line *line)
{
	mem_free(line->before);
	mem_free(line->match);
	mem_free(line->after);
}

void
layout_free(struct layout *layout)
{
	if (layout == NULL)
		return;
	for (size_t i = 0; i < layout->count; i++)
		release_line(&layout->lines[i]);
	mem_free(layout->lines);
	for (int i = 0; i < PARTS; i++)
		buf_release(&layout->parts[i]);
	mem_free(layout);
}

static char *
clean_part(struct buf *part)
{
	struct foreign text = { buf_string(part), part->length };
	struct buf out;

	buf_init(&out, 8 * LONGEST);
	foreign_show(&out, text, 4 * LONGEST);
	if (part->full)
		(void)buf_text(&out, "…");
	buf_clear(part);
	return buf_take(&out);
}

/* Before the mark only the last lines are kept, dropped in blocks. */
static void
drop_oldest(struct layout *layout)
{
	size_t drop = layout->around;

	if (layout->wanted < 0 || layout->was_matched ||
	    layout->count < 2 * layout->around)
		return;
	for (size_t i = 0; i < drop; i++)
		release_line(&layout->lines[i]);
	layout->count -= drop;
	memmove(layout->lines, layout->lines + drop,
	    layout->count * sizeof(*layout->lines));
}

static void
end_line(struct layout *layout)
{
	struct layout_line line;
	bool has_match = layout->parts[MATCH].length > 0;

	layout->total++;
	if (layout->enough) {
		for (int i = 0; i < PARTS; i++)
			buf_clear(&layout->parts[i]);
		return;
	}
	line.before = clean_part(&layout->parts[BEFORE]);
	line.match = clean_part(&layout->parts[MATCH]);
	line.after = clean_part(&layout->parts[AFTER]);
	line.number = layout->total;
	drop_oldest(layout);
	layout->lines =
	    mem_room(layout->lines, layout->count, sizeof(*layout->lines));
	if (has_match && !layout->was_matched) {
		layout->marked = layout->count;
		layout->was_matched = true;
	}
	layout->lines[layout->count++] = line;
	layout->enough =
	    (layout->was_matched || layout->wanted < 0) &&
	    layout->count > layout->marked + layout->around;
	layout->part = layout->in_match ? MATCH : BEFORE;
}

static void
put(struct layout *layout, char byte)
{
	(void)buf_char(&layout->parts[layout->part], byte);
}

static void
new_line(struct layout *layout)
{
	int indent = layout->depth < DEEPEST ? layout->depth : DEEPEST;

	end_line(layout);
	for (int i = 0; i < indent * INDENT; i++)
		put(layout, ' ');
}

static void
begin_match(struct layout *layout)
{
	if (layout->at != layout->wanted)
		return;
	layout->in_match = true;
	layout->part = MATCH;
}

static void
end_match(struct layout *layout)
{
	layout->in_match = false;
	layout->part = AFTER;
}

static bool
is_over(const struct layout *layout)
{
	return layout->in_match && layout->length > 0 &&
	    layout->at >= layout->wanted + (int64_t)layout->length;
}

static void
take_in_string(struct layout *layout, char byte)
{
	put(layout, byte);
	if (layout->escaped) {
		layout->escaped = false;
	} else if (byte == '\\') {
		layout->escaped = true;
	} else if (byte == '"') {
		layout->in_string = false;
		if (layout->in_match)
			end_match(layout);
	}
}

static void
take_open(struct layout *layout, char byte)
{
	put(layout, byte);
	if (layout->in_match) /* of a container its bracket alone */
		end_match(layout);
	layout->depth++;
	layout->opened = true;
}

static void
take_close(struct layout *layout, char byte)
{
	layout->depth -= layout->depth > 0;
	if (!layout->opened)
		new_line(layout);
	layout->opened = false;
	put(layout, byte);
}

/* A container that was just opened wants a new line before what is in it. */
static void
take_token(struct layout *layout, char byte)
{
	if (layout->opened) {
		layout->opened = false;
		new_line(layout);
	}
	begin_match(layout);
	put(layout, byte);
	layout->in_string = byte == '"';
}

static void
take_json(struct layout *layout, char byte)
{
	if (layout->in_string) {
		take_in_string(layout, byte);
		return;
	}
	if (strchr(" \t\r\n,:]}", byte) != NULL && layout->in_match)
		end_match(layout);
	switch (byte) {
	case ' ':
	case '\t':
	case '\r':
	case '\n':
		return;
	case '{':
	case '[':
		if (layout->opened) {
			layout->opened = false;
			new_line(layout);
		}
		begin_match(layout);
		take_open(layout, byte);
		return;
	case '}':
	case ']':
		take_close(layout, byte);
		return;
	case ',':
		put(layout, byte);
		new_line(layout);
		return;
	case ':':
		put(layout, byte);
		put(layout, ' ');
		return;
	default:
		take_token(layout, byte);
	}
}

static void
take_text(struct layout *layout, char byte)
{
	if (is_over(layout))
		end_match(layout);
	begin_match(layout);
	if (byte == '\n')
		end_line(layout);
	else if (byte != '\r')
		put(layout, byte);
}

void
layout_feed(struct layout *layout, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (layout->json && bytes[i] != '\0')
			take_json(layout, bytes[i]);
		else
			take_text(layout, bytes[i]);
		layout->at++;
	}
}

void
layout_end(struct layout *layout)
{
	if (layout->parts[BEFORE].length + layout->parts[MATCH].length +
		layout->parts[AFTER].length >
	    0)
		end_line(layout);
}

size_t
layout_count(const struct layout *layout)
{
	return layout->count;
}

const struct layout_line *
layout_line(const struct layout *layout, size_t i)
{
	return &layout->lines[i];
}

uint64_t
layout_total(const struct layout *layout)
{
	return layout->total;
}

size_t
layout_marked(const struct layout *layout)
{
	return layout->marked;
}
