/* SPDX-License-Identifier: MIT */
#include "command/replaying.h"

#include "base/json_writer.h"
#include "base/limits.h"
#include "command/output.h"

static void
json_period(struct json_writer *json, const struct stretch *stretch)
{
	struct buf label;

	json_key(json, "period");
	if (!stretch->has_period) {
		json_null(json);
		return;
	}
	buf_init(&label, LIMIT_LABEL);
	period_format(&label, stretch->period);
	json_text(json, buf_string(&label));
	buf_release(&label);
}

static void
json_stretch(struct json_writer *json, const struct stretch *stretch)
{
	json_object(json);
	json_key(json, "from");
	json_date(json, stretch->first);
	json_key(json, "to");
	json_date(json, stretch->last);
	json_key(json, "days");
	json_integer(json, stretch->last - stretch->first + 1);
	json_key(json, "since");
	json_date(json, stretch->since);
	json_key(json, "state");
	json_text(json, alert_state_word(stretch->state));
	json_key(json, "was");
	json_text(json,
	    stretch->begins ? alert_state_word(stretch->was) : NULL);
	json_key(json, "fired");
	json_flag(json, stretch->fired);
	json_key(json, "value");
	if (stretch->has_value)
		json_number(json, stretch->value.value);
	else
		json_null(json);
	json_key(json, "unit");
	json_text(json, stretch->unit);
	json_period(json, stretch);
	json_key(json, "rule");
	json_text(json, stretch->rule);
	json_key(json, "reason");
	json_text(json, stretch->reason);
	json_object_end(json);
}

static void
json_alert(struct json_writer *json, const struct past_alert *alert)
{
	json_object(json);
	json_key(json, "name");
	json_text(json, alert->name);
	json_key(json, "title");
	json_text(json, alert->title);
	json_key(json, "fired");
	json_integer(json, (int64_t)alert->fired);
	json_key(json, "days");
	json_object(json);
	for (int i = 0; i < ALERT_STATE_COUNT; i++) {
		json_key(json, alert_state_word((enum alert_state)i));
		json_integer(json, alert->days[i]);
	}
	json_key(json, "late");
	json_integer(json, alert->late_days);
	json_object_end(json);
	json_key(json, "stretches");
	json_array(json);
	for (size_t i = 0; i < alert->count; i++)
		json_stretch(json, &alert->stretches[i]);
	json_array_end(json);
	json_object_end(json);
}

static void
json_alerts(struct json_writer *json, const struct history *history)
{
	json_key(json, "alerts");
	json_array(json);
	for (size_t i = 0; i < history->count; i++)
		json_alert(json, &history->alerts[i]);
	json_array_end(json);
}

/* The alerts of ONE that OTHER does not have. */
static void
json_missing(struct json_writer *json, const char *key,
    const struct history *one, const struct history *other)
{
	json_key(json, key);
	json_array(json);
	for (size_t i = 0; i < one->count; i++)
		if (history_find(other, one->alerts[i].name) == NULL)
			json_text(json, one->alerts[i].name);
	json_array_end(json);
}

static void
json_difference(struct json_writer *json, const struct replaying *replaying)
{
	json_object(json);
	json_missing(
	    json, "only_here", &replaying->here, &replaying->there);
	json_missing(
	    json, "only_there", &replaying->there, &replaying->here);
	json_key(json, "stretches");
	json_array(json);
	for (size_t i = 0; i < replaying->divergence_count; i++) {
		const struct divergence *one = &replaying->divergences[i];

		json_object(json);
		json_key(json, "name");
		json_text(json, one->name);
		json_key(json, "from");
		json_date(json, one->first);
		json_key(json, "to");
		json_date(json, one->last);
		json_key(json, "days");
		json_integer(json, one->last - one->first + 1);
		json_key(json, "here");
		json_text(json, alert_state_word(one->states[0]));
		json_key(json, "there");
		json_text(json, alert_state_word(one->states[1]));
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
}

void
replay_json(struct replaying *replaying)
{
	struct json_writer json;

	json_init(&json, &replaying->out);
	json_object(&json);
	json_key(&json, "watchlist");
	json_text(&json, replaying->name);
	json_key(&json, "from");
	json_date(&json, replaying->here.first);
	json_key(&json, "to");
	json_date(&json, replaying->here.last);
	json_alerts(&json, &replaying->here);
	json_key(&json, "with");
	if (replaying->other != NULL) {
		json_object(&json);
		json_key(&json, "file");
		json_text(&json, replaying->other);
		json_alerts(&json, &replaying->there);
		json_key(&json, "difference");
		json_difference(&json, replaying);
		json_object_end(&json);
	} else {
		json_null(&json);
	}
	json_object_end(&json);
	(void)buf_char(&replaying->out, '\n');
}
