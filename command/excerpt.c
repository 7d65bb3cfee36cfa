/* SPDX-License-Identifier: MIT */
#include "command/excerpt.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "engine/engine.h"
#include "model/evidence.h"

enum { BEFORE = 48, AFTER = 32 };

struct window { /* of the body: what lies in [from, to) */
	int64_t from, to, at;
	struct buf bytes;
};

static bool
take_piece(void *context, const char *bytes, size_t length)
{
	struct window *window = context;
	int64_t end = window->at + (int64_t)length;

	if (end > window->from && window->at < window->to) {
		int64_t first =
		    window->from > window->at ? window->from - window->at : 0;
		int64_t last = window->to < end ? window->to - window->at
						: (int64_t)length;

		(void)buf_add(&window->bytes, bytes + first,
		    (size_t)(last - first));
	}
	window->at = end;
	return end < window->to;
}

static bool
is_continuation(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

static void
show(struct buf *out, const char *bytes, size_t length)
{
	foreign_show(
	    out, (struct foreign){ bytes, length }, LIMIT_EVIDENCE_TEXT);
}

/* The length of the match in the body: a JSON string with its quotes, else what
 * was read, as it stands. */
static size_t
match_length(const char *bytes, size_t room, const char *text)
{
	size_t length = 1;

	if (bytes[0] != '"')
		return strlen(text) < room ? strlen(text) : room;
	while (length < room && bytes[length] != '"')
		length += bytes[length] == '\\' && length + 1 < room ? 2 : 1;
	return length < room ? length + 1 : room;
}

static void
show_window(struct buf *out, const struct window *window, size_t before,
    const char *text)
{
	const char *bytes = buf_string(&window->bytes);
	size_t length = window->bytes.length;
	size_t match = match_length(bytes + before, length - before, text);
	size_t start = 0, end = before + match + AFTER;

	if (end > length)
		end = length;
	/* Cut between characters. */
	while (start < before && is_continuation(bytes[start]))
		start++;
	while (end > before + match && end < length &&
	    is_continuation(bytes[end]))
		end--;
	(void)buf_text(out, window->from > 0 ? "in …" : "in ");
	show(out, bytes + start, before - start);
	(void)buf_text(out, "»");
	show(out, bytes + before, match);
	(void)buf_text(out, "«");
	show(out, bytes + before + match, end - before - match);
	if (end < length)
		(void)buf_text(out, "…");
}

bool
excerpt_format(struct buf *out, const struct engine *engine,
    const struct evidence *evidence)
{
	const struct document *document = evidence->document;
	struct window window = { 0 };
	struct err unused;
	size_t before;
	bool found;

	if (document == NULL || document->sha256 == NULL ||
	    evidence->offset < 0 || evidence->text == NULL)
		return false;
	window.from =
	    evidence->offset > BEFORE ? evidence->offset - BEFORE : 0;
	window.to = evidence->offset + (int64_t)strlen(evidence->text) * 6 +
	    AFTER + 8;
	before = (size_t)(evidence->offset - window.from);
	buf_init(&window.bytes, LIMIT_MESSAGE);
	found = engine_body_read(engine, document->sha256, take_piece, &window,
		    &unused) &&
	    window.bytes.length > before;
	if (found)
		show_window(out, &window, before, evidence->text);
	buf_release(&window.bytes);
	return found;
}
