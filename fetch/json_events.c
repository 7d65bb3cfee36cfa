/* SPDX-License-Identifier: MIT */
#include "fetch/json_events.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fetch/json_guard.h"
#include "fetch/json_inside.h"
#include "fetch/json_wrong.h"

static const char too_long[] = "a value there is too long";

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
	events->names = UINT64_MAX;
	buf_init(&events->gathered, 4 * LIMIT_TOKEN);
	events->callbacks = json_callbacks;
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

	if (events->stopped != NULL)
		return err_set(err, "%s", events->stopped);
	if (events->room.ends)
		return fail(events, 0, too_long, err);
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

	if (events->ended > 0)
		events->open_at = -1;
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
	events->ended = 0;
	events->room.grew = false;
	if (yajl_parse(events->yajl, (const unsigned char *)events->fed, fit) !=
		yajl_status_ok ||
	    events->room.ends)
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

size_t
json_events_passed(const struct json_events *events)
{
	return (size_t)events->base;
}
