/* SPDX-License-Identifier: MIT */
/* What yajl tells, and what is told on. */
#include "base/limits.h"
#include "fetch/json_events.h"
#include "fetch/json_guard.h"
#include "fetch/json_inside.h"

int64_t
json_events_offset(const struct json_events *events)
{
	return events->base + events->begins;
}

/* A token has ended that yajl does not show in its place. Only such a one can
 * be of several pieces, and longer than one of them. */
static void
end_token(struct json_events *events)
{
	size_t end = yajl_get_bytes_consumed(events->yajl);

	if (events->ended == 0 && events->open_at >= 0)
		events->begins = events->open_at - events->base;
	else
		events->begins = (int64_t)json_next_token(
		    events->fed, events->ended, end);
	events->ended = end;
	if ((int64_t)end - events->begins > (int64_t)LIMIT_TOKEN)
		events->room.ends = true;
}

/* Of a number or string that yajl has not had to decode or gather: its bytes
 * are those of the document; a string has a QUOTE before and behind it. */
static inline void
end_text(struct json_events *events, const char *text, size_t length,
    size_t quote)
{
	uintptr_t at = (uintptr_t)text - (uintptr_t)events->fed;

	if (at >= events->fed_length) {
		end_token(events);
		return;
	}
	events->begins = (int64_t)at - (int64_t)quote;
	events->ended = (size_t)at + length + quote;
}

static inline int
tell_scalar(struct json_events *events, enum json_kind kind, const char *text,
    size_t length)
{
	if (!events->room.ends)
		events->handler->scalar(events->context, kind, text, length);
	return !events->room.ends;
}

static int
on_null(void *context)
{
	end_token(context);
	return tell_scalar(context, JSON_NULL, "null", 4);
}

static int
on_boolean(void *context, int truth)
{
	end_token(context);
	return truth ? tell_scalar(context, JSON_TRUE, "true", 4)
		     : tell_scalar(context, JSON_FALSE, "false", 5);
}

static int
on_number(void *context, const char *text, size_t length)
{
	end_text(context, text, length, 0);
	return tell_scalar(context, JSON_NUMBER, text, length);
}

static int
on_string(void *context, const unsigned char *text, size_t length)
{
	end_text(context, (const char *)text, length, 1);
	return tell_scalar(context, JSON_STRING, (const char *)text, length);
}

/* Without a callback yajl only checks: above all, it decodes no string. */
static void
want_scalars(struct json_events *events, bool wanted)
{
	const yajl_callbacks *all = &json_callbacks;

	events->callbacks.yajl_null = wanted ? all->yajl_null : NULL;
	events->callbacks.yajl_boolean = wanted ? all->yajl_boolean : NULL;
	events->callbacks.yajl_number = wanted ? all->yajl_number : NULL;
	events->callbacks.yajl_string = wanted ? all->yajl_string : NULL;
	events->deaf = !wanted;
}

static void
want_all(struct json_events *events)
{
	if (events->deaf)
		want_scalars(events, true);
	events->callbacks.yajl_map_key = json_callbacks.yajl_map_key;
}

void
json_events_hear(struct json_events *events, uint64_t names)
{
	events->names = names;
}

/* And all below. */
static void
skip(struct json_events *events)
{
	if (!events->deaf)
		want_scalars(events, false);
	events->callbacks.yajl_map_key = NULL;
	events->skipped = 1;
}

void
json_events_skip(struct json_events *events)
{
	skip(events);
}

/* A bracket or brace. */
static inline void
end_sign(struct json_events *events)
{
	events->ended = yajl_get_bytes_consumed(events->yajl);
	events->begins = (int64_t)events->ended - 1;
}

static int
on_open(struct json_events *events, enum json_kind kind)
{
	end_sign(events);
	if (++events->depth > LIMIT_DEPTH) {
		json_events_stop(events, "it is nested too deeply");
		return 0;
	}
	if (events->skipped > 0) {
		events->skipped++;
	} else if (events->unheard) {
		skip(events);
		events->untold = true;
	} else {
		want_all(events);
		events->handler->open(events->context, kind);
	}
	return !events->room.ends;
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
on_close(void *context)
{
	struct json_events *events = context;

	end_sign(events);
	events->depth--;
	if (events->skipped > 1) {
		events->skipped--;
		return 1;
	}
	events->skipped = 0;
	want_all(events);
	if (!events->untold)
		events->handler->close(events->context);
	events->unheard = events->untold = false;
	return !events->room.ends;
}

static int
tell_key(struct json_events *events, const char *name, size_t length)
{
	bool wanted;

	if (events->room.ends)
		return 0;
	events->unheard = false;
	wanted = events->handler->key(events->context, name, length);
	if (wanted == events->deaf)
		want_scalars(events, wanted);
	return !events->room.ends;
}

static int
on_key(void *context, const unsigned char *text, size_t length)
{
	struct json_events *events = context;

	end_text(events, (const char *)text, length, 1);
	if ((events->names & json_name_bit((const char *)text, length)) != 0)
		return tell_key(events, (const char *)text, length);
	events->unheard = true;
	if (!events->deaf)
		want_scalars(events, false);
	return !events->room.ends;
}

const yajl_callbacks json_callbacks = {
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

void
json_events_stop(struct json_events *events, const char *reason)
{
	events->stopped = reason;
	events->room.ends = true;
}
