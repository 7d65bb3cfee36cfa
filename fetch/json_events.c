/* SPDX-License-Identifier: MIT */
#include "fetch/json_events.h"

#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

struct json_events {
	const struct json_handler *handler;
	void *context;
	yajl_handle yajl;
	struct buf gathered; /* until there is enough for yajl */
	size_t enough;
	const char *fed; /* what yajl works on */
	int64_t base;	 /* bytes of the document before it */
	char tail[4];	 /* a character that the last piece cut */
	size_t tail_length;
	size_t depth;
	bool begun;	/* past a byte order mark */
	bool too_long;	/* a token */
	const char *stopped;
};

/* Where the token that yajl just read ends in what it was fed. */
static size_t
token_end(const struct json_events *events)
{
	return yajl_get_bytes_consumed(events->yajl);
}

/* Back from the closing quote to the opening one: the first that no odd number
 * of backslashes precedes. */
static size_t
string_start(const char *bytes, size_t end)
{
	for (size_t at = end - 1; at > 0;) {
		size_t slashes = 0;

		if (bytes[--at] != '"')
			continue;
		while (slashes < at && bytes[at - 1 - slashes] == '\\')
			slashes++;
		if (slashes % 2 == 0)
			return at;
	}
	return 0; /* it began in an earlier piece */
}

static int
on_scalar(struct json_events *events, enum json_kind kind, const char *text,
    size_t length, size_t raw_length)
{
	size_t end = token_end(events);
	size_t start = kind == JSON_STRING ? string_start(events->fed, end)
	    : end > raw_length		   ? end - raw_length
					   : 0;

	events->handler->scalar(events->context, kind, text, length,
	    events->base + (int64_t)start);
	return events->stopped == NULL;
}

static int
on_null(void *context)
{
	return on_scalar(context, JSON_NULL, "null", 4, 4);
}

static int
on_boolean(void *context, int truth)
{
	return truth ? on_scalar(context, JSON_TRUE, "true", 4, 4)
		     : on_scalar(context, JSON_FALSE, "false", 5, 5);
}

static int
on_number(void *context, const char *text, size_t length)
{
	return on_scalar(context, JSON_NUMBER, text, length, length);
}

static int
on_string(void *context, const unsigned char *text, size_t length)
{
	return on_scalar(
	    context, JSON_STRING, (const char *)text, length, 0);
}

static int
on_open(struct json_events *events, enum json_kind kind)
{
	if (++events->depth > LIMIT_DEPTH) {
		events->stopped = "it is nested too deeply";
		return 0;
	}
	events->handler->open(events->context, kind,
	    events->base + (int64_t)token_end(events) - 1);
	return events->stopped == NULL;
}

static int
on_close(void *context)
{
	struct json_events *events = context;

	events->depth--;
	events->handler->close(events->context);
	return events->stopped == NULL;
}

static int
on_start_map(void *context)
{
	return on_open(context, JSON_OBJECT);
}

static int
on_start_array(void *context)
{
	return on_open(context, JSON_ARRAY);
}

static int
on_key(void *context, const unsigned char *text, size_t length)
{
	struct json_events *events = context;

	events->handler->key(events->context, (const char *)text, length);
	return events->stopped == NULL;
}

static const yajl_callbacks callbacks = {
	.yajl_null = on_null,
	.yajl_boolean = on_boolean,
	.yajl_number = on_number, /* text: exact, and no strtod */
	.yajl_string = on_string,
	.yajl_start_map = on_start_map,
	.yajl_map_key = on_key,
	.yajl_end_map = on_close,
	.yajl_start_array = on_start_array,
	.yajl_end_array = on_close,
};

static void *
on_malloc(void *context, size_t size)
{
	(void)context;
	return mem_new(size);
}

/* yajl buffers a token that spans pieces whole: this is its ceiling. What it
 * asks for is given, and the parse ends right after. */
static void *
on_realloc(void *context, void *memory, size_t size)
{
	struct json_events *events = context;

	if (size > 2 * LIMIT_TOKEN)
		events->too_long = true;
	return mem_resize(memory, size);
}

static void
on_free(void *context, void *memory)
{
	(void)context;
	mem_free(memory);
}

struct json_events *
json_events_new(const struct json_handler *handler, void *context)
{
	struct json_events *events = mem_new(sizeof(*events));
	yajl_alloc_funcs allocator = { on_malloc, on_realloc, on_free,
		events };

	events->handler = handler;
	events->context = context;
	events->enough = LIMIT_FEED;
	buf_init(&events->gathered, 4 * LIMIT_TOKEN);
	events->yajl = yajl_alloc(&callbacks, &allocator, events);
	/* UTF-8 is checked here, and strictly. */
	(void)yajl_config(events->yajl, yajl_dont_validate_strings, 1);
	return events;
}

void
json_events_free(struct json_events *events)
{
	if (events == NULL)
		return;
	yajl_free(events->yajl);
	buf_release(&events->gathered);
	mem_free(events);
}

void
json_events_stop(struct json_events *events, const char *reason)
{
	events->stopped = reason;
}

static bool
fail(const struct json_events *events, size_t at, const char *why,
    struct err *err)
{
	return err_set(err, "not well-formed JSON near byte %lld: %s",
	    (long long)(events->base + (int64_t)at), why);
}

/* yajl's own sentence, without its newline and its echo of the body. */
static bool
fail_parse(struct json_events *events, struct err *err)
{
	unsigned char *said;
	char *clean;

	if (events->stopped != NULL)
		return err_set(err, "%s", events->stopped);
	said = yajl_get_error(events->yajl, 0, NULL, 0);
	clean = foreign_clean((struct foreign){ (const char *)said,
	    strcspn((const char *)said, "\n") });
	(void)fail(events, token_end(events),
	    !strncmp(clean, "parse error: ", 13)	    ? clean + 13
		: !strncmp(clean, "lexical error: ", 15) ? clean + 15
							 : clean,
	    err);
	mem_free(clean);
	yajl_free_error(events->yajl, said);
	return false;
}

static bool
is_plain(const char *bytes)
{
	uint64_t word;

	(void)memcpy(&word, bytes, sizeof(word));
	return (word & 0x8080808080808080u) == 0 &&
	    memchr(bytes, '\v', 8) == NULL && memchr(bytes, '\f', 8) == NULL;
}

/* A character that the end of the piece cuts is kept for the next one. */
static bool
guard(struct json_events *events, const char *bytes, size_t length,
    struct err *err)
{
	size_t at = 0;
	uint32_t character;

	while (events->tail_length > 0 && at < length) {
		events->tail[events->tail_length++] = bytes[at++];
		if (utf8_decode(
			events->tail, events->tail_length, &character) > 0)
			events->tail_length = 0;
		else if (events->tail_length == 4)
			return fail(events, at, "it is not UTF-8", err);
	}
	while (at < length) {
		size_t used;

		if (length - at >= 8 && is_plain(bytes + at)) {
			at += 8;
			continue;
		}
		used = utf8_decode(bytes + at, length - at, &character);
		if (used == 0 && length - at < 4 &&
		    (unsigned char)bytes[at] >= 0xc2) {
			events->tail_length = length - at;
			(void)memcpy(
			    events->tail, bytes + at, events->tail_length);
			return true;
		}
		if (used == 0)
			return fail(events, at, "it is not UTF-8", err);
		if (character == '\v' || character == '\f')
			return fail(events, at,
			    "a control character stands there", err);
		at += used;
	}
	return true;
}

static bool
parse(struct json_events *events, struct err *err)
{
	const char *bytes = buf_string(&events->gathered);
	size_t length = events->gathered.length;
	bool quoted = memchr(bytes, '"', length) != NULL;
	yajl_status status;

	if (!guard(events, bytes, length, err))
		return false;
	events->fed = bytes;
	status = yajl_parse(
	    events->yajl, (const unsigned char *)bytes, length);
	if (events->too_long)
		return fail(events, 0, "a value there is too long", err);
	if (status != yajl_status_ok)
		return fail_parse(events, err);
	events->base += (int64_t)length;
	buf_clear(&events->gathered);
	/* yajl lexes a token anew with each piece that it spans: while one
	 * lasts, the pieces double. */
	if (quoted)
		events->enough = LIMIT_FEED;
	else if (events->enough < LIMIT_TOKEN)
		events->enough *= 2;
	return true;
}

static void
skip_mark(struct json_events *events)
{
	struct buf *gathered = &events->gathered;

	events->begun = true;
	if (gathered->length < 3 ||
	    memcmp(gathered->bytes, "\xef\xbb\xbf", 3) != 0)
		return;
	gathered->length -= 3;
	(void)memmove(
	    gathered->bytes, gathered->bytes + 3, gathered->length + 1);
	events->base = 3;
}

bool
json_events_feed(struct json_events *events, const char *bytes, size_t length,
    struct err *err)
{
	while (length > 0) {
		size_t room = events->enough - events->gathered.length;
		size_t piece = length < room ? length : room;

		(void)buf_add(&events->gathered, bytes, piece);
		bytes += piece;
		length -= piece;
		if (events->gathered.length < events->enough)
			return true;
		if (!events->begun)
			skip_mark(events);
		if (!parse(events, err))
			return false;
	}
	return true;
}

bool
json_events_end(struct json_events *events, struct err *err)
{
	if (!events->begun)
		skip_mark(events);
	/* A string that is left open takes the newline as an error. */
	(void)buf_char(&events->gathered, '\n');
	if (!parse(events, err))
		return false;
	if (events->tail_length > 0)
		return fail(events, 0, "it is not UTF-8", err);
	if (yajl_complete_parse(events->yajl) != yajl_status_ok)
		return fail_parse(events, err);
	return true;
}
