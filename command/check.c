/* SPDX-License-Identifier: MIT */
#include "command/check.h"

#include <string.h>
#include <sysexits.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/json_writer.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "command/command.h"
#include "command/open.h"
#include "command/output.h"
#include "command/table.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "model/model.h"
#include "model/series.h"

enum { LOCK_WAIT_MS = 10000, UNKNOWN = 3 };

struct checking {
	struct engine *engine;
	const struct alerts *alerts;
	struct transition *untold;
	size_t untold_count;
	int status;
	struct buf out;
};

/* 2 before 1 before 3: a source that fails leaves things unknown. */
static int
status_of(const struct checking *checking)
{
	int status = alerts_exit(checking->alerts);

	for (size_t i = 0; i < engine_source_count(checking->engine); i++)
		if (status == 0 &&
		    engine_source(checking->engine, i)->state != SOURCE_OK)
			status = UNKNOWN;
	if (status == 0 && engine_store_trouble(checking->engine) != NULL)
		status = UNKNOWN;
	return status;
}

static const char *
worst_word(int status)
{
	static const char *const words[] = { "ok", "warn", "crit", "unknown" };

	return words[status];
}

/* The word for the state, then all that is said of it, wrapped. */
static void
text_state(struct buf *out, enum alert_state state, struct buf *line)
{
	(void)buf_printf(out, "%-10s ", alert_state_name(state));
	table_wrap(out, buf_string(line), 11, 11);
	buf_release(line);
}

/* How it came about: "(worse, was warn)". */
static void
add_change(struct buf *line, const struct transition *transition)
{
	bool told = transition->why != WHY_BASELINE &&
	    transition->why != WHY_FAILED && transition->why != WHY_LATE &&
	    transition->why != WHY_ON_TIME;

	if (transition->late)
		(void)buf_text(line, " (late)");
	else if (transition->was_late)
		(void)buf_text(line, " (on time again)");
	if (told)
		(void)buf_printf(line, " (%s, was %s)",
		    alert_why_name(transition->why),
		    alert_state_name(transition->was));
}

/* Beside what was said where it fits there, else in a line of its own. */
static void
add_rule(struct buf *out, struct buf *line, const char *rule)
{
	char *text = mem_printf("[%s]", rule);
	int width = 11 + utf8_text_width(buf_string(line)) + 1 +
	    utf8_text_width(text);

	if (width <= TABLE_WIDTH) {
		(void)buf_printf(line, " %s", text);
		mem_free(text);
		return;
	}
	table_wrap(out, buf_string(line), 11, 11);
	buf_clear(line);
	(void)buf_printf(out, "%11s", "");
	(void)buf_text(line, text);
	mem_free(text);
}

static void
text_transition(struct buf *out, const struct transition *transition)
{
	struct buf line;

	buf_init(&line, LIMIT_MESSAGE);
	(void)buf_printf(out, "%-10s ", alert_state_name(transition->state));
	(void)buf_text(&line, transition->title);
	add_change(&line, transition);
	if (transition->reason[0] != '\0')
		(void)buf_printf(&line, ": %s", transition->reason);
	if (transition->rule[0] != '\0' && transition->state != ALERT_OK)
		add_rule(out, &line, transition->rule);
	table_wrap(out, buf_string(&line), 11, 11);
	buf_release(&line);
}

/* What is most urgent stands first. */
static const enum alert_state by_urgency[] = { ALERT_CRIT, ALERT_WARN,
	ALERT_RECOVERING, ALERT_FAILED, ALERT_NO_DATA, ALERT_PENDING,
	ALERT_OK };

static void
text_baseline_of(struct checking *checking, enum alert_state state)
{
	for (size_t i = 0; i < checking->untold_count; i++) {
		const struct transition *one = &checking->untold[i];

		if (one->why == WHY_BASELINE && one->state == state &&
		    (state != ALERT_OK || one->late))
			text_transition(&checking->out, one);
	}
}

/* The first run tells where everything stands: a line of counts, and one for
 * each alert that is not ok. */
static void
text_baseline(struct checking *checking)
{
	size_t counts[ALERT_STATE_COUNT] = { 0 }, total = 0;
	const char *between = ": ";

	for (size_t i = 0; i < checking->untold_count; i++)
		if (checking->untold[i].why == WHY_BASELINE) {
			counts[checking->untold[i].state]++;
			total++;
		}
	if (total == 0)
		return;
	(void)buf_printf(&checking->out, "%s, baseline of %zu alert%s",
	    section_text(engine_watchlist(checking->engine)->top, "name"),
	    total, total == 1 ? "" : "s");
	for (int i = 0; i < ALERT_STATE_COUNT; i++) {
		if (counts[by_urgency[i]] == 0)
			continue;
		(void)buf_printf(&checking->out, "%s%zu %s", between,
		    counts[by_urgency[i]], alert_state_name(by_urgency[i]));
		between = ", ";
	}
	(void)buf_char(&checking->out, '\n');
	for (int i = 0; i < ALERT_STATE_COUNT; i++)
		text_baseline_of(checking, by_urgency[i]);
}

static void
text_changes(struct checking *checking)
{
	text_baseline(checking);
	for (size_t i = 0; i < checking->untold_count; i++)
		if (checking->untold[i].why != WHY_BASELINE)
			text_transition(&checking->out, &checking->untold[i]);
}

static void
text_all(struct checking *checking)
{
	struct buf line;

	for (size_t i = 0; i < alerts_count(checking->alerts); i++) {
		const struct alert *alert = alerts_at(checking->alerts, i);

		buf_init(&line, LIMIT_MESSAGE);
		(void)buf_printf(&line, "%s%s%s%s", alert->title,
		    alert->late ? " (late)" : "",
		    alert->reason[0] != '\0' ? ": " : "", alert->reason);
		text_state(&checking->out, alert->state, &line);
	}
	for (size_t i = 0; i < engine_source_count(checking->engine); i++) {
		const struct source_memory *source =
		    engine_source(checking->engine, i);

		if (source->state == SOURCE_OK)
			continue;
		buf_init(&line, LIMIT_MESSAGE);
		(void)buf_printf(&line, "Source %s: %s: %s", source->name,
		    source_state_name(source->state),
		    source->reason != NULL ? source->reason : "");
		text_state(&checking->out, ALERT_FAILED, &line);
	}
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
	json_key(json, "members");
	json_array(json);
	for (size_t i = 0; i < alert->member_count; i++) {
		json_object(json);
		json_key(json, "name");
		json_text(json, alert->members[i].name);
		json_key(json, "state");
		json_text(json, alert_state_word(alert->members[i].state));
		json_key(json, "late");
		json_flag(json, alert->members[i].late);
		json_object_end(json);
	}
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
json_alert(struct json_writer *json, const struct alert *alert,
    const struct transition *news)
{
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
	json_text(json, alert->unit);
	json_key(json, "period");
	json_text(json, alert->has_period ? buf_string(&period) : NULL);
	json_key(json, "changed");
	json_flag(json, news != NULL);
	json_key(json, "why");
	json_text(json, news != NULL ? alert_why_name(news->why) : NULL);
	json_key(json, "rule");
	json_text(json, alert->rule);
	json_series(json, alert);
	json_object_end(json);
	buf_release(&period);
}

static void
json_source(struct json_writer *json, const struct source_memory *source)
{
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
	json_object_end(json);
}

static void
json_all(struct checking *checking)
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
		json_alert(&json, alerts_at(checking->alerts, i),
		    news_of(checking, alerts_at(checking->alerts, i)));
	json_array_end(&json);
	json_key(&json, "sources");
	json_array(&json);
	for (size_t i = 0; i < engine_source_count(checking->engine); i++)
		json_source(&json, engine_source(checking->engine, i));
	json_array_end(&json);
	json_object_end(&json);
	(void)buf_char(&checking->out, '\n');
}

static bool
tell(struct checking *checking, const struct invocation *invocation,
    struct err *err)
{
	if (!engine_untold(checking->engine, &checking->untold,
		&checking->untold_count, err))
		return false;
	checking->status = status_of(checking);
	if (invocation->format == FORMAT_JSON)
		json_all(checking);
	else if (invocation->all || invocation->as_of != ALWAYS)
		text_all(checking); /* as of another day nothing is kept */
	else
		text_changes(checking);
	/* Told first, marked after: a change may be told twice, never not. */
	return print_answer(&checking->out, invocation->format)
	    ? engine_mark_told(checking->engine, checking->untold,
		  checking->untold_count, err)
	    : err_set(err, "the changes stay untold");
}

static int
run(const struct invocation *invocation)
{
	struct checking checking = { .status = EX_OK };
	struct err err;

	checking.engine = open_engine(invocation, &checking.status);
	if (checking.engine == NULL)
		return checking.status;
	checking.alerts = engine_alerts(checking.engine);
	buf_init(&checking.out, LIMIT_OUTPUT);
	if (!engine_lock(checking.engine, LOCK_WAIT_MS, &err)) {
		checking.status = say_failure(UNKNOWN, "%s", err.text);
	} else {
		engine_run(checking.engine);
		if (!tell(&checking, invocation, &err))
			checking.status = say_failure(UNKNOWN, "%s", err.text);
		else if (engine_store_trouble(checking.engine) != NULL)
			(void)say_failure(0, "nothing is kept: %s",
			    engine_store_trouble(checking.engine));
	}
	for (size_t i = 0; i < checking.untold_count; i++)
		transition_release(&checking.untold[i]);
	mem_free(checking.untold);
	buf_release(&checking.out);
	engine_free(checking.engine);
	return checking.status;
}

const struct command command_check = {
	.name = "check",
	.operands = "",
	.help = "Fetch what is due, evaluate, and print what changed",
	.formats = 1 << FORMAT_TEXT | 1 << FORMAT_JSON,
	.takes_all = true,
	.run = run,
};
