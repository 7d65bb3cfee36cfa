/* SPDX-License-Identifier: MIT */
#include "alert/mute.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/near.h"
#include "base/zone.h"
#include "config/watchlist.h"

enum { ALL_DAYS = 0x7f, NEVER = 0, MUTES_MOST = 100 };

struct mute {
	unsigned days; /* 1 << 0 is Sunday: on which it begins */
	int64_t from, to; /* seconds of the day; TO before FROM: the next day */
	struct zone *zone;
};

struct mutes {
	struct mute *items;
	size_t count;
};

static const struct {
	const char *word;
	unsigned days;
} words[] = {
	{ "weekends", 1u << 6 | 1u << 0 },
	{ "weekdays", ALL_DAYS & ~(1u << 6 | 1u << 0) },
	{ "sunday", 1u << 0 },
	{ "monday", 1u << 1 },
	{ "tuesday", 1u << 2 },
	{ "wednesday", 1u << 3 },
	{ "thursday", 1u << 4 },
	{ "friday", 1u << 5 },
	{ "saturday", 1u << 6 },
	{ "never", NEVER },
};

enum { WORDS = sizeof(words) / sizeof(words[0]) };

/* Days also by their first three letters, as months are. */
static bool
read_days(unsigned *days, const char *text, struct err *err)
{
	const char *names[WORDS], *near;

	for (size_t i = 0; i < WORDS; i++) {
		bool is_day = i >= 2 && i < WORDS - 1;

		names[i] = words[i].word;
		if (strcasecmp(words[i].word, text) != 0 &&
		    (!is_day || strlen(text) != 3 ||
			strncasecmp(words[i].word, text, 3) != 0))
			continue;
		*days |= words[i].days;
		return true;
	}
	near = near_name(text, names, WORDS);
	if (near != NULL)
		return err_at(
		    err, 0, "'%s' is no day; did you mean '%s'?", text, near);
	return err_at(err, 0,
	    "'%s' is no day: weekends, weekdays, mon, tue, wed, thu, fri, sat, "
	    "sun or never is expected",
	    text);
}

/* "18:00", "8:30", "24:00". */
static bool
read_time(int64_t *seconds, const char *text, struct err *err)
{
	const char *at = text;
	int hours = 0, minutes = 0, digits = 0;

	for (; isdigit((unsigned char)*at) && digits < 2; digits++)
		hours = hours * 10 + (*at++ - '0');
	if (digits > 0 && at[0] == ':' && isdigit((unsigned char)at[1]) &&
	    isdigit((unsigned char)at[2]) && at[3] == '\0') {
		minutes = (at[1] - '0') * 10 + (at[2] - '0');
		*seconds = hours * 3600 + minutes * 60;
		if (minutes < 60 && *seconds <= DAY_S)
			return true;
	}
	return err_at(err, 0,
	    "'%s' is no time of the day: one as 18:00 is expected", text);
}

static bool
read_all_days(unsigned *days, const struct value *value,
    const struct value **wrong, struct err *err)
{
	*wrong = value;
	*days = 0;
	if (value->kind == VALUE_ONE)
		return read_days(days, value->text, err);
	for (size_t i = 0; i < value->count; i++) {
		*wrong = value->items[i];
		if (value->kind == VALUE_MAP ||
		    value->items[i]->kind != VALUE_ONE)
			return err_set(err, "'days' is a list of days");
		if (!read_days(days, value->items[i]->text, err))
			return false;
	}
	return value->count > 0 || err_set(err, "'days' names no day");
}

static bool
read_entry(struct mute *mute, const char *key, const struct value *value,
    const struct value **wrong, struct err *err)
{
	static const char *const keys[] = { "days", "from", "to", "zone" };
	const char *near = near_name(key, keys, 4);

	*wrong = value;
	if (!strcmp(key, "days"))
		return read_all_days(&mute->days, value, wrong, err);
	if (strcmp(key, "from") != 0 && strcmp(key, "to") != 0 &&
	    strcmp(key, "zone") != 0)
		return near != NULL
			   ? err_set(err,
				 "'mute' has no '%s'; did you mean '%s'?", key,
				 near)
			   : err_set(err,
				 "'mute' has no '%s': one of days, from, to, "
				 "zone is "
				 "expected",
				 key);
	if (value->kind != VALUE_ONE)
		return err_set(err, "'%s' must be a single value", key);
	if (!strcmp(key, "from"))
		return read_time(&mute->from, value->text, err);
	if (!strcmp(key, "to"))
		return read_time(&mute->to, value->text, err);
	zone_free(mute->zone);
	mute->zone = zone_new(value->text, err);
	return mute->zone != NULL;
}

static bool
read_map(struct mute *mute, const struct value *value,
    const struct value **wrong, struct err *err)
{
	for (size_t i = 0; i < value->count; i++)
		if (!read_entry(
			mute, value->keys[i], value->items[i], wrong, err))
			return false;
	*wrong = value;
	return mute->from != mute->to ||
	       err_set(err,
		   "'from' and 'to' are the same time; leave both out for the "
		   "whole day");
}

static struct zone *
zone_of(const struct section *section)
{
	const char *name = section_text(section->watchlist->top, "time_zone");
	struct err unused;
	/* A wrong name was told where it stands. */
	struct zone *zone = zone_new(name, &unused);

	return zone != NULL ? zone : zone_new("UTC", &unused);
}

static bool
read_item(struct mute *mute, const struct section *section,
    const struct value *value, const struct value **wrong, struct err *err)
{
	bool fine = false;

	*mute = (struct mute){ .days = ALL_DAYS, .to = DAY_S };
	*wrong = value;
	if (value->kind == VALUE_ONE) {
		mute->days = 0;
		fine = read_days(&mute->days, value->text, err);
	} else if (value->kind == VALUE_MAP) {
		fine = read_map(mute, value, wrong, err);
	} else {
		(void)err_set(err, "'mute' holds no lists within lists");
	}
	if (fine && mute->zone == NULL)
		mute->zone = zone_of(section);
	return fine;
}

static bool
read_mutes(struct mutes *mutes, const struct section *section,
    const struct value *value, const struct value **wrong, struct err *err)
{
	const struct value *one[] = { value };
	const struct value *const *items =
	    value->kind == VALUE_LIST
		? (const struct value *const *)value->items
		: one;
	size_t count = value->kind == VALUE_LIST ? value->count : 1;

	*wrong = value;
	if (count > MUTES_MOST)
		return err_set(
		    err, "'mute' has more than %d times", MUTES_MOST);
	mutes->items = mem_new_array(count, sizeof(*mutes->items));
	mutes->count = count;
	for (size_t i = 0; i < count; i++)
		if (!read_item(&mutes->items[i], section, items[i], wrong, err))
			return false;
	return true;
}

struct mutes *
mutes_of(const struct section *section)
{
	const struct value *value = section_value(section, "mute"), *wrong;
	struct mutes *mutes;
	struct err unused;

	if (value == NULL)
		return NULL;
	mutes = mem_new(sizeof(*mutes));
	(void)read_mutes(mutes, section, value, &wrong, &unused);
	return mutes;
}

void
mutes_free(struct mutes *mutes)
{
	if (mutes == NULL)
		return;
	for (size_t i = 0; i < mutes->count; i++)
		zone_free(mutes->items[i].zone);
	mem_free(mutes->items);
	mem_free(mutes);
}

/* On the clock of the place: it is what people go by, also on the day that has
 * an hour more or less. */
static bool
is_on(const struct mute *mute, int64_t now)
{
	int64_t local = now + zone_offset(mute->zone, now);
	int64_t day = date_day_of(local), second = local - day * DAY_S;
	unsigned weekday = (unsigned)(((day + 4) % 7 + 7) % 7);
	bool today = mute->days >> weekday & 1u;
	bool yesterday = mute->days >> (weekday + 6) % 7 & 1u;

	if (mute->from < mute->to)
		return today && second >= mute->from && second < mute->to;
	return (today && second >= mute->from) ||
	       (yesterday && second < mute->to);
}

bool
mutes_are_on(const struct mutes *mutes, int64_t now)
{
	for (size_t i = 0; mutes != NULL && i < mutes->count; i++)
		if (is_on(&mutes->items[i], now))
			return true;
	return false;
}

bool
mute_check(const struct section *section, const struct value *value,
    const struct value **wrong, struct err *err)
{
	struct mutes *mutes = mem_new(sizeof(*mutes));
	bool fine = read_mutes(mutes, section, value, wrong, err);

	mutes_free(mutes);
	return fine;
}

bool
mute_check_zone(const struct section *section, const char *key,
    const char *text, struct err *err)
{
	struct zone *zone = zone_new(text, err);

	(void)section;
	(void)key;
	zone_free(zone);
	return zone != NULL;
}
