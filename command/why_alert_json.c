/* SPDX-License-Identifier: MIT */
#include "command/asking.h"

#include "alert/alerts.h"
#include "base/limits.h"
#include "command/output.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "model/eval.h"
#include "model/explained.h"
#include "model/expr.h"
#include "model/transition.h"

static void
json_period(struct json_writer *json, bool has_period, struct period period)
{
	struct buf label;

	buf_init(&label, LIMIT_LABEL);
	if (has_period)
		period_format(&label, period);
	json_key(json, "period");
	json_text(json, has_period ? buf_string(&label) : NULL);
	buf_release(&label);
}

static void
json_moment(struct json_writer *json, const char *key, int64_t time)
{
	json_key(json, key);
	if (time != 0)
		json_time(json, time);
	else
		json_null(json);
}

static void
json_before(struct json_writer *json, const struct ground *ground)
{
	json_key(json, "before");
	if (!ground->has_before && ground->was == NULL) {
		json_null(json);
		return;
	}
	json_object(json);
	output_amount(json, ground->has_before ? &ground->before : NULL);
	json_moment(json, "known_at", ground->before_known_at);
	json_key(json, "said");
	json_text(json, ground->was);
	json_object_end(json);
}

static void
json_ground(struct json_writer *json, const struct ground *ground)
{
	bool member = ground->of == GROUND_MEMBER;

	json_object(json);
	json_key(json, "of");
	json_text(json, ground_of_word(ground->of));
	json_key(json, "name");
	json_text(json, ground->name);
	json_key(json, "depth");
	json_integer(json, ground->depth);
	json_key(json, "labels");
	output_labels(json, &ground->labels);
	json_period(json, ground->has_period, ground->period);
	json_key(json, "title");
	json_text(json, ground->title);
	json_key(json, "said");
	json_text(json, ground->said);
	output_amount(json, ground->has_amount ? &ground->amount : NULL);
	json_key(json, "unit");
	json_text(json, ground->unit[0] != '\0' ? ground->unit : NULL);
	json_key(json, "basis");
	json_text(json, member ? NULL : basis_name(ground->basis));
	json_moment(json, "known_at", ground->known_at);
	json_key(json, "changed");
	json_flag(json, ground->changed);
	json_before(json, ground);
	why_json_evidence(json, ground->evidence);
	json_object_end(json);
}

static void
json_grounds(struct json_writer *json, const struct grounds *grounds)
{
	struct buf cause;

	buf_init(&cause, LIMIT_MESSAGE);
	grounds_format_cause(&cause, grounds, LIMIT_GROUNDS);
	json_key(json, "cause");
	json_text(json, cause.length > 0 ? buf_string(&cause) : NULL);
	buf_release(&cause);
	json_key(json, "inputs");
	json_array(json);
	for (size_t i = 0; i < grounds->count; i++)
		json_ground(json, &grounds->items[i]);
	json_array_end(json);
	json_key(json, "left_out");
	json_integer(json, (int64_t)grounds->left_out);
}

void
why_json_transition(
    struct json_writer *json, const struct transition *transition)
{
	json_object(json);
	json_moment(json, "at", transition->at);
	json_key(json, "was");
	json_text(json, alert_state_word(transition->was));
	json_key(json, "state");
	json_text(json, alert_state_word(transition->state));
	json_key(json, "was_late");
	json_flag(json, transition->was_late);
	json_key(json, "late");
	json_flag(json, transition->late);
	json_key(json, "why");
	json_text(json, alert_why_name(transition->why));
	output_amount(json, transition->has_value ? &transition->value : NULL);
	json_key(json, "unit");
	json_text(json, transition->has_value ? transition->unit : NULL);
	json_period(json, transition->has_period, transition->period);
	json_key(json, "rule");
	json_text(json, transition->rule);
	json_key(json, "reason");
	json_text(json, transition->reason);
	json_grounds(json, &transition->grounds);
	json_object_end(json);
}

/* The formula as a tree, as of a derived figure. */
static void
json_tree(struct asking *asking, const struct alert *alert)
{
	const struct labels none = { NULL, 0 };
	const struct expr *rule = alert_condition(alert);
	struct eval *eval = eval_new(asking->model);
	struct explained *explained;

	eval_alerts(
	    eval, alerts_truth, (void *)engine_alerts(asking->engine));
	eval_level(eval, rule == section_expr(alert->section, "crit"));
	explained = explain_expr(eval, rule,
	    alert->series_count > 0 ? &alert->series[0].labels : &none,
	    alert->period);
	json_key(&asking->json, "inputs");
	json_array(&asking->json);
	if (explained != NULL)
		why_json_part(asking, explained, 0);
	json_array_end(&asking->json);
	explained_free(explained);
	eval_free(eval);
}

static void
json_rules(struct json_writer *json, const struct alert *alert)
{
	static const char *const keys[] = { "warn", "crit", "clear", "for",
		"when_missing", "note" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const struct expr *expr = section_expr(alert->section, keys[i]);

		json_key(json, keys[i]);
		json_text(json, expr != NULL
			? expr->text
			: section_text(alert->section, keys[i]));
	}
}

void
why_alert_json(struct asking *asking, const struct alert *alert,
    const struct transition *changes, size_t count)
{
	struct json_writer *json = &asking->json;

	json_object(json);
	json_key(json, "alert");
	json_text(json, alert->name);
	json_key(json, "title");
	json_text(json, alert->title);
	json_key(json, "state");
	json_text(json, alert_state_word(alert->state));
	json_key(json, "late");
	json_flag(json, alert->late);
	json_moment(json, "since", alert->since);
	output_amount(json, alert->has_value ? &alert->value : NULL);
	json_key(json, "unit");
	json_text(json, alert->has_value ? alert->unit : NULL);
	json_period(json, alert->has_period, alert->period);
	json_key(json, "rule");
	json_text(json, alert->rule);
	json_key(json, "reason");
	json_text(json, alert->reason);
	json_rules(json, alert);
	output_members(json, alert);
	json_tree(asking, alert);
	json_key(json, "transitions");
	json_array(json);
	for (size_t i = 0; i < count; i++)
		why_json_transition(json, &changes[i]);
	json_array_end(json);
	json_object_end(json);
}
