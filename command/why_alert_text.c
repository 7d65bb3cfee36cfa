/* SPDX-License-Identifier: MIT */
#include "command/asking.h"

#include <string.h>

#include "alert/alerts.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "model/eval.h"
#include "model/evidence.h"
#include "model/explained.h"
#include "model/expr.h"
#include "model/transition.h"

enum { CAUSES = 5 }; /* that a line names */

static void
add_moment(struct buf *line, const char *before, int64_t time)
{
	(void)buf_text(line, before);
	date_format_time(line, time);
}

static void
text_head(struct asking *asking, const struct alert *alert)
{
	struct buf line;

	buf_init(&line, LIMIT_MESSAGE);
	(void)buf_printf(&line, "%s: %s%s", alert->name,
	    alert_state_name(alert->state), alert->late ? " (late)" : "");
	if (alert->since != 0)
		add_moment(&line, " since ", alert->since);
	(void)buf_printf(&line, "; %s", alert->title);
	why_text_line(asking, &line, 0);
	if (alert->reason[0] != '\0') {
		(void)buf_text(&line, alert->reason);
		why_text_line(asking, &line, 1);
	}
	if (alert->late && alert->late_signal != NULL) {
		(void)buf_printf(&line, "late: %s was expected by ",
		    alert->late_signal);
		date_format(&line, date_day_of(alert->late_due));
		why_text_line(asking, &line, 1);
	}
	buf_release(&line);
}

static void
text_rule(struct asking *asking, const struct alert *alert)
{
	static const char *const keys[] = { "warn", "crit", "clear", "for",
		"when_missing", "note" };
	struct buf line;

	buf_init(&line, LIMIT_MESSAGE);
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const struct expr *expr = section_expr(alert->section, keys[i]);
		const char *text = expr != NULL
		    ? expr->text
		    : section_text(alert->section, keys[i]);

		if (text == NULL || !strcmp(text, "no_data"))
			continue; /* as it is where nothing is said */
		(void)buf_printf(&line, "%s: %s", keys[i], text);
		why_text_line(asking, &line, 1);
	}
	buf_release(&line);
}

static void
text_members(struct asking *asking, const struct alert *alert)
{
	const struct alerts *alerts = engine_alerts(asking->engine);
	struct buf line;

	buf_init(&line, LIMIT_MESSAGE);
	for (size_t i = 0; i < alert->member_count; i++) {
		const struct alert *member =
		    alerts_find(alerts, alert->members[i].name);

		(void)buf_printf(&line, "%s: %s%s", alert->members[i].name,
		    alert_state_name(alert->members[i].state),
		    alert->members[i].late ? " (late)" : "");
		if (member != NULL && member->reason[0] != '\0')
			(void)buf_printf(&line, "; %s", member->reason);
		why_text_line(asking, &line, 2);
	}
	buf_release(&line);
}

/* Members stand for themselves; all else is explained down to the bytes. */
static void
text_tree(struct asking *asking, const struct alert *alert)
{
	const struct labels none = { NULL, 0 };
	struct explained *explained;
	struct eval *eval;
	struct buf line;

	buf_init(&line, LIMIT_MESSAGE);
	(void)buf_text(&line, "It rests on:");
	why_text_line(asking, &line, 0);
	buf_release(&line);
	if (alert->member_count > 0) {
		text_members(asking, alert);
		return;
	}
	eval = eval_new(asking->model);
	explained = explain_expr(eval, alert_condition(alert),
	    alert->series_count > 0 ? &alert->series[0].labels : &none,
	    alert->period);
	if (explained != NULL)
		why_text_part(asking, explained, 1);
	explained_free(explained);
	eval_free(eval);
}

static void
text_ground(struct asking *asking, const struct ground *ground)
{
	struct buf line;

	buf_init(&line, LIMIT_MESSAGE);
	ground_format_name(&line, ground);
	(void)buf_text(&line, ": ");
	if (ground->title != NULL)
		(void)buf_printf(&line, "%s: ", ground->title);
	ground_format_value(&line, ground);
	if (ground->of != GROUND_MEMBER)
		(void)buf_printf(&line, ", %s", basis_name(ground->basis));
	if (ground->known_at != 0) {
		(void)buf_text(&line, ", known ");
		date_format(&line, date_day_of(ground->known_at));
	}
	if (ground->has_before || ground->was != NULL) {
		(void)buf_text(&line, "; before: ");
		ground_format_before(&line, ground);
	}
	if (ground->has_before) {
		(void)buf_text(&line, ", known ");
		date_format(&line, date_day_of(ground->before_known_at));
	}
	why_text_line(asking, &line, 2 + ground->depth);
	if (ground->evidence != NULL)
		why_text_evidence(asking, ground->evidence, 3 + ground->depth);
	buf_release(&line);
}

/* What has changed, with its evidence; the rest is in JSON. */
static void
text_grounds(struct asking *asking, const struct grounds *grounds)
{
	size_t others = grounds->left_out;
	struct buf line;

	buf_init(&line, LIMIT_MESSAGE);
	grounds_format_cause(&line, grounds, CAUSES);
	if (line.length > 0) {
		char *cause = buf_take(&line);

		(void)buf_printf(&line, "because %s", cause);
		mem_free(cause);
		why_text_line(asking, &line, 2);
	}
	for (size_t i = 0; i < grounds->count; i++) {
		if (grounds->items[i].changed)
			text_ground(asking, &grounds->items[i]);
		others += !grounds->items[i].changed;
	}
	if (others > 0) {
		(void)buf_printf(
		    &line, "and %zu more that it rests on", others);
		if (grounds->left_out > 0)
			(void)buf_printf(&line, ", %zu of them not kept",
			    grounds->left_out);
		why_text_line(asking, &line, 2);
	}
	buf_release(&line);
}

static void
text_change(struct asking *asking, const struct transition *change)
{
	struct buf line;

	buf_init(&line, LIMIT_MESSAGE);
	date_format_time(&line, change->at);
	(void)buf_printf(&line, " %s%s (%s", alert_state_name(change->state),
	    change->late && change->why != WHY_LATE ? " (late)" : "",
	    alert_why_name(change->why));
	if (change->why != WHY_BASELINE && change->was != change->state)
		(void)buf_printf(
		    &line, ", was %s", alert_state_name(change->was));
	(void)buf_text(&line, ")");
	if (change->reason[0] != '\0')
		(void)buf_printf(&line, ": %s", change->reason);
	if (change->rule[0] != '\0')
		(void)buf_printf(&line, " [%s]", change->rule);
	why_text_line(asking, &line, 1);
	buf_release(&line);
	text_grounds(asking, &change->grounds);
}

void
why_alert_text(struct asking *asking, const struct alert *alert,
    const struct transition *changes, size_t count)
{
	struct buf line;

	text_head(asking, alert);
	text_rule(asking, alert);
	text_tree(asking, alert);
	if (count == 0)
		return;
	buf_init(&line, LIMIT_MESSAGE);
	(void)buf_text(&line, "It was:");
	why_text_line(asking, &line, 0);
	buf_release(&line);
	for (size_t i = 0; i < count; i++)
		text_change(asking, &changes[i]);
}
