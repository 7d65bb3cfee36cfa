/* SPDX-License-Identifier: MIT */
#include "alert/finding.h"

#include <math.h>
#include <string.h>

#include "alert/alerts.h"
#include "alert/judge.h"
#include "alert/rule.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/amount_format.h"
#include "model/eval.h"
#include "model/explained.h"
#include "model/expr.h"

static bool
is_comparison(const struct node *node)
{
	return node->kind == NODE_BINARY && node->op >= OP_EQ &&
	    node->op <= OP_GE;
}

static enum truth
truth_of(const struct explained *part)
{
	return part->cell.missing ? TRUTH_MISSING : part->cell.truth;
}

/* The first comparison that made the condition what it is. */
static const struct explained *
decider(const struct explained *part)
{
	if (part == NULL || is_comparison(part->node))
		return part;
	for (int any = 0; any <= 1; any++)
		for (size_t i = 0; i < part->input_count; i++) {
			const struct explained *input = part->inputs[i];
			bool same = part->node->kind == NODE_NOT ||
			    truth_of(input) == truth_of(part);
			const struct explained *found =
			    same || any ? decider(input) : NULL;

			if (found != NULL)
				return found;
		}
	return NULL;
}

/* The signal in an expression, or NULL. */
static const struct node *
mention(const struct node *node, const char *name)
{
	const struct node *found = NULL;

	if (node->kind == NODE_SIGNAL && strcmp(node->name, name) == 0)
		return node;
	for (size_t i = 0; i < node->child_count && found == NULL; i++)
		found = mention(node->children[i], name);
	return found;
}

/* Whether a comparison is a level on the signal that is watched: it has an
 * order, and what is compared is of the signal (a difference of percentages is
 * in points), not how long or how often. */
static bool
is_level(const struct node *node, const char *watched)
{
	const struct node *left = node->children[0];
	const struct node *signal =
	    watched != NULL ? mention(left, watched) : NULL;

	return signal != NULL && node->op != OP_EQ && node->op != OP_NE &&
	    (unit_equal(&left->unit, &signal->unit) ||
		(unit_is(&left->unit, "pp") &&
		    unit_is(&signal->unit, "%")));
}

/* The nearest threshold, over all levels on the signal that is watched. */
static void
nearest(const struct explained *part, const char *watched, double *distance)
{
	if (!is_comparison(part->node)) {
		for (size_t i = 0; i < part->input_count; i++)
			nearest(part->inputs[i], watched, distance);
		return;
	}
	if (is_level(part->node, watched) && part->input_count == 2 &&
	    !part->inputs[0]->cell.missing && !part->inputs[1]->cell.missing) {
		double apart = part->inputs[0]->cell.amount.value -
		    part->inputs[1]->cell.amount.value;

		if (isnan(*distance) || fabs(apart) < fabs(*distance))
			*distance = apart;
	}
}

static void
name_unit(struct alert *alert, const struct node *node)
{
	struct buf unit;

	buf_init(&unit, LIMIT_MESSAGE);
	if (!node->unit.bare)
		unit_format(&unit, &node->unit);
	mem_free(alert->unit);
	alert->unit = buf_take(&unit);
}

/* The left side of the comparison that decided, or NULL. */
static const struct explained *
decided_value(const struct explained *explained)
{
	const struct explained *comparison = decider(explained);

	if (comparison == NULL || comparison->input_count == 0 ||
	    comparison->inputs[0]->cell.missing)
		return NULL;
	return comparison->inputs[0];
}

static struct explained *
explain_state(const struct rule *rule, enum alert_state state,
    const struct judged_series *judged, struct eval *eval)
{
	const struct expr *condition = rule_condition(rule, state);

	eval_level(eval, condition == rule->crit);
	return explain_expr(eval, condition, &judged->labels, judged->period);
}

/* What decided, as it is said: "capex_yoy is 75 % (2026Q2)". */
static void
say_value(struct buf *out, const struct explained *value)
{
	(void)buf_printf(out, "%s is ", value->text);
	amount_format(out, &value->cell.amount, NULL);
	if (!value->node->unit.bare && !unit_is_none(&value->node->unit) &&
	    !unit_is(&value->node->unit, "count")) {
		(void)buf_char(out, ' ');
		unit_format(out, &value->node->unit);
	}
	if (value->cell.period.end == 0)
		return;
	(void)buf_text(out, " (");
	if (value->cell.period.kind == PERIOD_INSTANT)
		date_format(out, date_day_of(value->cell.period.start));
	else
		period_format(out, value->cell.period);
	(void)buf_char(out, ')');
}

/* To the worse level while the milder one holds; EXPLAINED is what decided. */
static void
find_distance(struct alert *alert, const struct rule *rule,
    const struct judged_series *worst, struct eval *eval,
    const struct explained *explained)
{
	struct explained *worse = NULL;
	double distance = NAN;

	if (alert->state == ALERT_WARN && rule->crit != NULL)
		worse = explain_state(rule, ALERT_CRIT, worst, eval);
	if (worse != NULL)
		nearest(worse, alert->watched, &distance);
	else if (explained != NULL)
		nearest(explained, alert->watched, &distance);
	alert->has_distance = !isnan(distance);
	alert->distance = alert->has_distance ? distance : 0;
	explained_free(worse);
}

static void
find_value(struct alert *alert, const struct rule *rule,
    const struct judged_series *worst, struct eval *eval, struct buf *said)
{
	struct explained *explained =
	    explain_state(rule, alert->state, worst, eval);
	const struct explained *value = decided_value(explained);

	if (value != NULL) {
		alert->has_value = true;
		alert->value = value->cell.amount;
		alert->subject = mem_text(value->text);
		name_unit(alert, value->node);
		say_value(said, value);
	}
	find_distance(alert, rule, worst, eval, explained);
	explained_free(explained);
}

static void
find_series_values(struct alert *alert, const struct rule *rule,
    const struct judgement *judgement, struct eval *eval)
{
	for (size_t i = 0; i < alert->series_count; i++) {
		struct alert_series *series = &alert->series[i];
		struct explained *explained = explain_state(
		    rule, series->state, &judgement->series[i], eval);
		const struct explained *value = decided_value(explained);

		series->has_value = value != NULL;
		if (value != NULL)
			series->value = value->cell.amount;
		explained_free(explained);
	}
}

static void
say_members(struct buf *out, const struct alert *alert)
{
	for (size_t i = 0; i < alert->member_count; i++)
		(void)buf_printf(out, "%s%s %s%s", i > 0 ? ", " : "",
		    alert->members[i].name,
		    alert_state_name(alert->members[i].state),
		    alert->members[i].late ? " (late)" : "");
	if (alert->takes != NULL)
		(void)buf_printf(out, "; %s", alert->takes);
	else if (alert->is_open && alert->outcomes[0] != alert->outcomes[1])
		(void)buf_printf(out, "; %s or %s once all are known",
		    alert_state_name(alert->outcomes[0]),
		    alert_state_name(alert->outcomes[1]));
}

/* Whether the watchlist, not a figure, made it what it is. */
static bool
is_settled(const struct alert *alert, const struct judgement *judgement)
{
	return alert->state != ALERT_NO_DATA && judgement->count > 0 &&
	    verdict_is_missing(judgement->series[0].verdict);
}

static void
say_settled(struct buf *out, const struct alert *alert,
    const struct judged_series *judged, enum when_missing when_missing)
{
	(void)buf_text(
	    out, judged->reason != NULL ? judged->reason : "it is missing");
	if (when_missing == MISSING_KEEPS)
		(void)buf_text(out, "; it stays as it was");
	else
		(void)buf_printf(out, "; that is %s by when_missing",
		    alert_state_name(alert->state));
}

/* SAID is what find_value found. */
static void
say(struct alert *alert, const struct judgement *judgement,
    enum when_missing when_missing, const struct buf *said)
{
	struct buf out;

	buf_init(&out, LIMIT_MESSAGE);
	if (judgement->failed != NULL)
		(void)buf_text(&out, judgement->failed);
	else if (is_settled(alert, judgement))
		say_settled(&out, alert, &judgement->series[0], when_missing);
	else if (alert->state == ALERT_NO_DATA && !alert->is_open &&
	    judgement->series[0].reason != NULL)
		(void)buf_text(&out, judgement->series[0].reason);
	else if (alert->has_value)
		(void)buf_text(&out, buf_string(said));
	if (alert->member_count > 0) {
		if (out.length > 0)
			(void)buf_text(&out, "; ");
		say_members(&out, alert);
	}
	mem_free(alert->reason);
	alert->reason = buf_take(&out);
}

void
finding_fill(struct alert *alert, const struct rule *rule,
    const struct judgement *judgement, struct eval *eval)
{
	struct buf said;

	buf_init(&said, LIMIT_MESSAGE);
	alert->has_value = alert->has_period = alert->has_distance = false;
	mem_free(alert->unit);
	alert->unit = mem_text("");
	mem_free(alert->subject);
	alert->subject = NULL;
	mem_free(alert->rule);
	alert->rule = mem_text(rule_condition(rule, alert->state)->text);
	if (judgement->failed == NULL) {
		const struct judged_series *worst = &judgement->series[0];

		alert->has_period = worst->has_period;
		alert->period = worst->period;
		find_value(alert, rule, worst, eval, &said);
		find_series_values(alert, rule, judgement, eval);
	}
	say(alert, judgement, rule->when_missing, &said);
	buf_release(&said);
}

static void
note_name(void *context, const struct node *node)
{
	const char **name = context;

	if (*name == NULL && node->kind == NODE_SIGNAL)
		*name = node->name;
}

static double
level_of(const struct expr *condition, const char *watched)
{
	const struct node *root = condition != NULL ? condition->root : NULL;

	if (root == NULL || !is_comparison(root) || watched == NULL ||
	    root->children[0]->kind != NODE_SIGNAL ||
	    strcmp(root->children[0]->name, watched) != 0 ||
	    root->children[1]->kind != NODE_NUMBER)
		return NAN;
	return root->children[1]->number;
}

void
finding_levels(struct alert *alert, const struct rule *rule)
{
	alert->watched = NULL;
	if (rule->warn != NULL)
		expr_names(rule->warn, note_name, &alert->watched);
	if (rule->crit != NULL && alert->watched == NULL)
		expr_names(rule->crit, note_name, &alert->watched);
	alert->warn_level = level_of(rule->warn, alert->watched);
	alert->crit_level = level_of(rule->crit, alert->watched);
}
