/* SPDX-License-Identifier: MIT */
#include "fetch/json_events.h"

#include <string.h>
#include <yajl/yajl_parse.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fetch/json_guard.h"
#include "fetch/json_room.h"
#include "fetch/json_wrong.h"

struct json_events {
	const struct json_handler *handler;
	void *context;
	yajl_handle yajl;
	struct buf gathered; /* until there is enough for yajl */
	size_t enough;
	const char *fed; /* what yajl works on */
	size_t fed_length;
	int64_t base; /* bytes of the document before it */
	size_t ended; /* where in it the last token ended; 0: none did */
	size_t before; /* and the one before that */
	int64_t open_at; /* a token that began in an earlier piece, or -1 */
	int64_t began_at; /* the last one did, if in an earlier piece, or -1 */
	size_t depth;
	yajl_callbacks all, callbacks; /* yajl looks at the latter each time */
	struct json_room room;
	size_t skipped; /* containers that are open and not wanted */
	bool begun; /* past a byte order mark and what is no JSON at all */
	bool ending; /* the last piece, with a newline of ours */
	const char *stopped;
};

static const char too_long[] = "a value there is too long";

int64_t
json_events_offset(const struct json_events *events)
{
	return events->began_at >= 0
		   ? events->began_at
		   : events->base + (int64_t)json_next_token(events->fed,
					events->before, events->ended);
}

/* A token has ended. Its length is looked at only where it may be too much. */
static inline void
end_token_at(struct json_events *events, size_t end)
{
	events->before = events->ended;
	events->ended = end;
	events->began_at = events->open_at;
	events->open_at = -1;
	if ((events->began_at >= 0 || end - events->before > LIMIT_TOKEN) &&
	    events->base + (int64_t)end - json_events_offset(events) >
		(int64_t)LIMIT_TOKEN)
		events->room.too_long = true;
}

static void
end_token(struct json_events *events)
{
	end_token_at(events, yajl_get_bytes_consumed(events->yajl));
}

/* Of a string that yajl has not had to decode or gather: its bytes are those of
 * the document, and the quote follows. */
static inline void
end_string(struct json_events *events, const char *text, size_t length)
{
	uintptr_t at = (uintptr_t)text - (uintptr_t)events->fed;

	if (at < events->fed_length)
		end_token_at(events, (size_t)at + length + 1);
	else
		end_token(events);
}

static bool
goes_on(const struct json_events *events)
{
	return events->stopped == NULL && !events->room.too_long;
}

static int
tell_scalar(struct json_events *events, enum json_kind kind, const char *text,
    size_t length)
{
	if (!events->room.too_long)
		events->handler->scalar(events->context, kind, text, length);
	return goes_on(events);
}

static int
on_scalar(struct json_events *events, enum json_kind kind, const char *text,
    size_t length)
{
	end_token(events);
	return tell_scalar(events, kind, text, length);
}

static int
on_null(void *context)
{
	return on_scalar(context, JSON_NULL, "null", 4);
}

static int
on_boolean(void *context, int truth)
{
	return truth ? on_scalar(context, JSON_TRUE, "true", 4)
		     : on_scalar(context, JSON_FALSE, "false", 5);
}

static int
on_number(void *context, const char *text, size_t length)
{
	return on_scalar(context, JSON_NUMBER, text, length);
}

static int
on_string(void *context, const unsigned char *text, size_t length)
{
	end_string(context, (const char *)text, length);
	return tell_scalar(context, JSON_STRING, (const char *)text, length);
}

static void
want_all(struct json_events *events)
{
	if (events->callbacks.yajl_number == NULL)
		events->callbacks = events->all;
}

static int
on_open(struct json_events *events, enum json_kind kind)
{
	end_token(events);
	if (++events->depth > LIMIT_DEPTH) {
		events->stopped = "it is nested too deeply";
		return 0;
	}
	if (events->skipped > 0) {
		events->skipped++;
	} else {
		want_all(events);
		events->handler->open(events->context, kind);
	}
	return goes_on(events);
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

/* Without a callback yajl only checks: above all, it decodes no string. */
void
json_events_want_scalar(struct json_events *events, bool wanted)
{
	const yajl_callbacks *all = &events->all;

	if (wanted == (events->callbacks.yajl_number != NULL))
		return;
	events->callbacks.yajl_null = wanted ? all->yajl_null : NULL;
	events->callbacks.yajl_boolean = wanted ? all->yajl_boolean : NULL;
	events->callbacks.yajl_number = wanted ? all->yajl_number : NULL;
	events->callbacks.yajl_string = wanted ? all->yajl_string : NULL;
}

void
json_events_skip(struct json_events *events)
{
	json_events_want_scalar(events, false);
	events->callbacks.yajl_map_key = NULL;
	events->skipped = 1;
}

static int
on_close(void *context)
{
	struct json_events *events = context;

	end_token(events);
	events->depth--;
	if (events->skipped > 1) {
		events->skipped--;
		return goes_on(events);
	}
	events->skipped = 0;
	want_all(events);
	events->handler->close(events->context);
	return goes_on(events);
}

static int
on_key(void *context, const unsigned char *text, size_t length)
{
	struct json_events *events = context;

	end_string(events, (const char *)text, length);
	if (!events->room.too_long)
		events->handler->key(
		    events->context, (const char *)text, length);
	return goes_on(events);
}

static const yajl_callbacks all = {
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

struct json_events *
json_events_new(const struct json_handler *handler, void *context)
{
	struct json_events *events = mem_new(sizeof(*events));
	yajl_alloc_funcs allocator = { json_room_new, json_room_resize,
		json_room_free, &events->room };

	events->handler = handler;
	events->context = context;
	events->enough = LIMIT_FEED;
	events->open_at = -1;
	buf_init(&events->gathered, 4 * LIMIT_TOKEN);
	events->callbacks = events->all = all;
	events->yajl = yajl_alloc(&events->callbacks, &allocator, events);
	/* UTF-8 is checked by the guard, and strictly. */
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
	at += (size_t)events->base;
	return err_at(
	    err, at, "not well-formed JSON near byte %zu: %s", at, why);
}

/* A token that the end cuts is wrong at the newline that we put there. */
static bool
is_cut(const struct json_events *events, const char *said)
{
	return events->ending && !strncmp(said, "lexical", 7) &&
	       yajl_get_bytes_consumed(events->yajl) + 1 >=
		   events->gathered.length;
}

/* yajl's own sentence, without its newline and its echo of the body. */
static bool
fail_parse(struct json_events *events, struct err *err)
{
	unsigned char *said;
	char *clean;

	if (events->room.too_long)
		return fail(events, 0, too_long, err);
	if (events->stopped != NULL)
		return err_set(err, "%s", events->stopped);
	said = yajl_get_error(events->yajl, 0, NULL, 0);
	clean = foreign_clean((struct foreign){
	    (const char *)said, strcspn((const char *)said, "\n") });
	(void)fail(events, yajl_get_bytes_consumed(events->yajl),
	    is_cut(events, clean) ? "it ends too early" : json_wrong(clean),
	    err);
	mem_free(clean);
	yajl_free_error(events->yajl, said);
	return false;
}

/* Past a byte order mark; false: it does not even begin as JSON does. */
static bool
begin(struct json_events *events, struct err *err)
{
	struct buf *gathered = &events->gathered;

	events->begun = true;
	if (gathered->length >= 3 &&
	    !memcmp(gathered->bytes, "\xef\xbb\xbf", 3)) {
		buf_drop(gathered, 3);
		events->base = 3;
	}
	return json_may_begin(
	    buf_string(gathered), gathered->length, events->ending, err);
}

/* Whether a token lasts from an earlier piece on. Of what is skipped only
 * yajl's buffer tells. */
static bool
lasts(const struct json_events *events)
{
	return events->ended == 0 &&
	       (events->skipped == 0 || events->room.grew);
}

/* yajl lexes a token anew with each piece that it spans: while one lasts, the
 * pieces double. */
static bool
end_piece(struct json_events *events, size_t length, struct err *err)
{
	size_t rest = json_next_token(events->fed, events->ended, length);

	if (events->skipped == 0 && events->open_at < 0 && rest < length)
		events->open_at = events->base + (int64_t)rest;
	if (events->ended > 0)
		events->enough = LIMIT_FEED;
	else if (lasts(events) && events->enough < LIMIT_TOKEN)
		events->enough *= 2;
	events->base += (int64_t)length;
	if (events->open_at >= 0 &&
	    events->base - events->open_at > (int64_t)LIMIT_TOKEN)
		return fail(events, 0, too_long, err);
	buf_drop(&events->gathered, length);
	return true;
}

static bool
parse(struct json_events *events, struct err *err)
{
	const char *why;
	size_t fit;

	if (!events->begun && !begin(events, err))
		return false;
	if (!json_guard(events->gathered.bytes, events->gathered.length,
		events->ending, &fit, &why))
		return fail(events, fit, why, err);
	events->fed = buf_string(&events->gathered);
	events->fed_length = fit;
	events->ended = events->before = 0;
	events->room.grew = false;
	if (yajl_parse(events->yajl, (const unsigned char *)events->fed, fit) !=
		yajl_status_ok ||
	    events->room.too_long)
		return fail_parse(events, err);
	return end_piece(events, fit, err);
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
		if (events->gathered.length == events->enough &&
		    !parse(events, err))
			return false;
	}
	return true;
}

bool
json_events_end(struct json_events *events, struct err *err)
{
	/* A string that is left open takes the newline as an error. */
	(void)buf_char(&events->gathered, '\n');
	events->ending = true;
	if (!parse(events, err))
		return false;
	events->base--; /* the newline was ours */
	return yajl_complete_parse(events->yajl) == yajl_status_ok ||
	       fail_parse(events, err);
}
