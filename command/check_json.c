/* SPDX-License-Identifier: MIT */
#include "command/checking.h"

#include <string.h>

#include "alert/alerts.h"
#include "base/json_writer.h"
#include "base/limits.h"
#include "command/asking.h"
#include "command/output.h"
#include "command/quieting.h"
#include "engine/engine.h"
#include "engine/quiet.h"
#include "model/model.h"

static const char *
worst_word(int status)
{
	static const char *const words[] = { "ok", "warn", "crit", "unknown" };

	return words[status];
}

static void
json_series(struct json_writer *json, const struct alert *alert)
{
	json_key(json, "series");
	json_array(json);
	for (size_t i = 0; i < alert->series_count; i++) {
		const struct alert_series *series = &alert->series[i];
		struct buf label;

		buf_init(&label, LIMIT_LABEL);
		period_format(&label, series->period);
		json_object(json);
		json_key(json, "labels");
		output_labels(json, &series->labels);
		json_key(json, "state");
		json_text(json, alert_state_word(series->state));
		json_key(json, "value");
		if (series->has_value)
			json_number(json, series->value.value);
		else
			json_null(json);
		json_key(json, "period");
		json_text(json, buf_string(&label));
		json_object_end(json);
		buf_release(&label);
	}
	json_array_end(json);
}

/* All that was not told yet, oldest first. */
static void
json_transitions(struct json_writer *json, const struct checking *checking,
    const struct alert *alert)
{
	json_key(json, "transitions");
	json_array(json);
	for (size_t i = 0; i < checking->untold_count; i++)
		if (!strcmp(checking->untold[i].alert, alert->name))
			why_json_transition(json, &checking->untold[i]);
	json_array_end(json);
}

/* Its last change that was not told yet, whoever found it; or NULL. */
static const struct transition *
news_of(const struct checking *checking, const struct alert *alert)
{
	for (size_t i = checking->untold_count; i > 0; i--)
		if (!strcmp(checking->untold[i - 1].alert, alert->name))
			return &checking->untold[i - 1];
	return NULL;
}

static void
json_alert(struct json_writer *json, const struct checking *checking,
    const struct alert *alert)
{
	const struct transition *news = news_of(checking, alert);
	struct buf period;

	buf_init(&period, LIMIT_LABEL);
	if (alert->has_period)
		period_format(&period, alert->period);
	json_object(json);
	json_key(json, "name");
	json_text(json, alert->name);
	json_key(json, "title");
	json_text(json, alert->title);
	json_key(json, "state");
	json_text(json, alert_state_word(alert->state));
	json_key(json, "late");
	json_flag(json, alert->late);
	json_key(json, "since");
	if (alert->since != 0)
		json_time(json, alert->since);
	else
		json_null(json);
	json_key(json, "value");
	if (alert->has_value)
		json_number(json, alert->value.value);
	else
		json_null(json);
	json_key(json, "unit");
	json_text(json, alert->has_value ? alert->unit : NULL);
	json_key(json, "period");
	json_text(json, alert->has_period ? buf_string(&period) : NULL);
	json_key(json, "changed");
	json_flag(json, news != NULL);
	json_key(json, "why");
	json_text(json, news != NULL ? alert_why_name(news->why) : NULL);
	json_key(json, "rule");
	json_text(json, alert->rule);
	json_key(json, "reason");
	json_text(json, alert->reason);
	quieting_json(json, engine_hush(checking->engine), alert,
	    model_now(engine_model(checking->engine)));
	json_series(json, alert);
	output_members(json, alert);
	json_transitions(json, checking, alert);
	json_object_end(json);
	buf_release(&period);
}

static void
json_source(struct json_writer *json, const struct engine *engine, size_t i)
{
	const struct source_memory *source = engine_source(engine, i);

	json_object(json);
	json_key(json, "name");
	json_text(json, source->name);
	json_key(json, "state");
	json_text(json, source_state_name(source->state));
	json_key(json, "reason");
	json_text(json, source->reason);
	json_key(json, "retrieved_at");
	if (source->retrieved_at != 0)
		json_time(json, source->retrieved_at);
	else
		json_null(json);
	quieting_json(json, engine_hush(engine),
	    engine_source_alert(engine, i), model_now(engine_model(engine)));
	json_object_end(json);
}

void
check_json(struct checking *checking)
{
	struct json_writer json;

	json_init(&json, &checking->out);
	json_object(&json);
	json_key(&json, "at");
	json_time(&json, model_now(engine_model(checking->engine)));
	json_key(&json, "worst");
	json_text(&json, worst_word(checking->status));
	json_key(&json, "exit");
	json_integer(&json, checking->status);
	json_key(&json, "alerts");
	json_array(&json);
	for (size_t i = 0; i < alerts_count(checking->alerts); i++)
		json_alert(&json, checking, alerts_at(checking->alerts, i));
	json_array_end(&json);
	json_key(&json, "sources");
	json_array(&json);
	for (size_t i = 0; i < engine_source_count(checking->engine); i++)
		json_source(&json, checking->engine, i);
	json_array_end(&json);
	json_object_end(&json);
	(void)buf_char(&checking->out, '\n');
}
