/* SPDX-License-Identifier: MIT */
#include "engine/history.h"

#include <assert.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "engine/replay.h"
#include "model/series.h"

static int64_t
end_of(int64_t day)
{
	return (day + 1) * DAY_S - 1;
}

static bool
is_firing(enum alert_state level)
{
	return level == ALERT_WARN || level == ALERT_CRIT;
}

static bool
is_wanted(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(names[i], name))
			return true;
	return count == 0;
}

static void
add_alerts(struct history *history, const struct alerts *alerts,
    const char *const *names, size_t count)
{
	for (size_t i = 0; i < alerts_count(alerts); i++) {
		const struct alert *alert = alerts_at(alerts, i);

		if (!is_wanted(alert->name, names, count))
			continue;
		history->alerts = mem_room(
		    history->alerts, history->count, sizeof(*history->alerts));
		history->alerts[history->count++] =
		    (struct past_alert){ .name = mem_text(alert->name),
			    .title = mem_text(alert->title),
			    .state = alert->state,
			    .level = alert->level };
	}
}

/* Up to the day before DAY all was as it stands. */
static void
pass_days(struct past_alert *past, int64_t day)
{
	struct stretch *last = &past->stretches[past->count - 1];
	int64_t passed = day - 1 - last->last;

	last->last = day - 1;
	past->days[last->state] += passed;
	past->late_days += past->late ? passed : 0;
}

static void
begin_stretch(
    struct past_alert *past, const struct alert *alert, int64_t day)
{
	bool fires = is_firing(alert->state) && !is_firing(past->level);
	struct stretch *stretch;

	past->stretches = mem_room(
	    past->stretches, past->count, sizeof(*past->stretches));
	stretch = &past->stretches[past->count];
	*stretch = (struct stretch){
		.first = day,
		.last = day,
		.state = alert->state,
		.was = past->state,
		.begins = past->state != alert->state,
		.since = date_day_of(alert->since),
		.fired = fires,
		.has_value = alert->has_value,
		.value = alert->value,
		.unit = mem_text(alert->has_value ? alert->unit : NULL),
		.has_period = alert->has_period,
		.period = alert->period,
		.rule = mem_text(alert->rule),
		.reason = mem_text(alert->reason),
	};
	past->count++;
	past->fired += fires;
}

/* The state at the end of DAY. */
static void
record(struct past_alert *past, const struct alert *alert, int64_t day)
{
	if (past->count > 0)
		pass_days(past, day);
	if (past->count == 0 ||
	    past->stretches[past->count - 1].state != alert->state)
		begin_stretch(past, alert, day);
	past->stretches[past->count - 1].last = day;
	past->days[alert->state]++;
	past->late_days += alert->late;
	past->state = alert->state;
	past->level = alert->level;
	past->late = alert->late;
}

static void
record_all(
    struct history *history, const struct alerts *alerts, int64_t day)
{
	for (size_t i = 0; i < history->count; i++)
		record(&history->alerts[i],
		    alerts_find(alerts, history->alerts[i].name), day);
}

void
history_record(struct history *history, struct replay *replay, int64_t first,
    int64_t last, const char *const *names, size_t count)
{
	const struct alerts *alerts = replay_alerts(replay);
	int64_t day = first;

	assert(first <= last);
	*history = (struct history){ .first = first, .last = last };
	if (replay_next(replay, INT64_MIN) <= end_of(first - 1))
		replay_through(replay, end_of(first - 1), NULL, NULL);
	add_alerts(history, alerts, names, count);
	while (day <= last) {
		int64_t next;

		replay_step(replay, end_of(day), NULL, NULL);
		record_all(history, alerts, day);
		next = replay_next(replay, end_of(day));
		day = next != ALWAYS ? date_day_of(next) : last + 1;
	}
	for (size_t i = 0; i < history->count; i++)
		pass_days(&history->alerts[i], last + 1);
}

void
history_release(struct history *history)
{
	for (size_t i = 0; i < history->count; i++) {
		struct past_alert *past = &history->alerts[i];

		for (size_t k = 0; k < past->count; k++) {
			mem_free(past->stretches[k].unit);
			mem_free(past->stretches[k].rule);
			mem_free(past->stretches[k].reason);
		}
		mem_free(past->stretches);
		mem_free(past->name);
		mem_free(past->title);
	}
	mem_free(history->alerts);
	*history = (struct history){ .alerts = NULL };
}

const struct past_alert *
history_find(const struct history *history, const char *name)
{
	for (size_t i = 0; i < history->count; i++)
		if (!strcmp(history->alerts[i].name, name))
			return &history->alerts[i];
	return NULL;
}

struct comparing {
	struct divergence *items;
	size_t count;
};

static void
add_divergence(struct comparing *comparing, const char *name, int64_t first,
    int64_t last, const struct stretch *stretches[2])
{
	comparing->items = mem_room(
	    comparing->items, comparing->count, sizeof(*comparing->items));
	comparing->items[comparing->count++] = (struct divergence){
		.name = name,
		.first = first,
		.last = last,
		.states = { stretches[0]->state, stretches[1]->state },
	};
}

/* Both are without gaps over the same days. */
static void
compare_alert(struct comparing *comparing, const struct past_alert *one,
    const struct past_alert *other)
{
	size_t i = 0, k = 0;

	while (i < one->count && k < other->count) {
		const struct stretch *pair[] = { &one->stretches[i],
			&other->stretches[k] };
		int64_t first = pair[0]->first > pair[1]->first
		    ? pair[0]->first
		    : pair[1]->first;
		int64_t last = pair[0]->last < pair[1]->last ? pair[0]->last
							     : pair[1]->last;

		if (pair[0]->state != pair[1]->state)
			add_divergence(
			    comparing, one->name, first, last, pair);
		i += pair[0]->last == last;
		k += pair[1]->last == last;
	}
}

struct divergence *
history_compare(const struct history *one, const struct history *other,
    size_t *count)
{
	struct comparing comparing = { NULL, 0 };

	assert(one->first == other->first && one->last == other->last);
	for (size_t i = 0; i < one->count; i++) {
		const struct past_alert *same =
		    history_find(other, one->alerts[i].name);

		if (same != NULL)
			compare_alert(&comparing, &one->alerts[i], same);
	}
	*count = comparing.count;
	return comparing.items;
}
