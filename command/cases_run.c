/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/json_writer.h"
#include "base/limits.h"
#include "base/mem.h"
#include "command/cases.h"
#include "command/output.h"
#include "config/watchlist.h"
#include "engine/replay.h"
#include "model/amount_format.h"
#include "model/eval.h"
#include "model/expr.h"
#include "model/model.h"

static const double closeness = 1e-9; /* of doubles that are the same */

struct running { /* one case */
	struct case_file *file;
	struct replay *replay;
	struct transition *transitions; /* of the steps to this day */
	size_t transition_count;
	struct buf *out;
	bool differs;
};

struct got { /* what an alert, or an expression, came to */
	bool missing, has_value, is_truth, truth, has_period;
	struct amount amount;
	struct period period;
	const struct unit *unit; /* or NULL */
	const char *reason; /* or NULL */
};

static void
add_text(struct buf *out, const char *name, const char *text)
{
	struct json_writer json;

	(void)buf_printf(out, "      %s: ", name);
	json_init(&json, out);
	json_text(&json, text);
	(void)buf_char(out, '\n');
}

/* One difference: an entry of the list. */
static void
tell(struct running *running, const struct wanted *wanted, const char *of,
    const char *expected, const char *got, const char *reason)
{
	struct buf *out = running->out;

	running->differs = true;
	(void)buf_text(out, "    - at: ");
	date_format(out, date_day_of(wanted->at));
	(void)buf_printf(out, "\n      line: %u\n", wanted->place.line);
	add_text(out, "of", wanted->subject);
	if (strcmp(of, "state") != 0)
		add_text(out, "what", of);
	add_text(out, "wanted", expected);
	add_text(out, "got", got);
	if (reason != NULL)
		add_text(out, "reason", reason);
}

static void
format_got(struct buf *out, const struct got *got)
{
	if (got->missing || !got->has_value)
		(void)buf_text(out, "missing");
	else if (got->is_truth)
		(void)buf_text(out, got->truth ? "true" : "false");
	else
		amount_format(out, &got->amount, got->unit);
}

static bool
is_near(double got, double wanted, double slack)
{
	if (isinf(got) || isinf(wanted))
		return got == wanted;
	return fabs(got - wanted) <=
	    slack + closeness * fmax(fabs(got), fabs(wanted));
}

static bool
amount_fits(const struct amount *got, const struct wanted *wanted)
{
	const struct amount *said = &wanted->amount;

	return is_near(got->value, said->value, wanted->slack) &&
	    (wanted->slack > 0 && amount_is_point(*said)
		    ? amount_is_point(*got)
		    : is_near(got->low, said->low, wanted->slack) &&
			is_near(got->high, said->high, wanted->slack));
}

static bool
value_fits(const struct wanted *wanted, const struct got *got)
{
	bool there = got->has_value && !got->missing;

	switch (wanted->value) {
	case WANTED_MISSING:
		return !there;
	case WANTED_TRUE:
		return there && got->is_truth && got->truth;
	case WANTED_FALSE:
		return there && got->is_truth && !got->truth;
	case WANTED_NUMBER:
		return there && !got->is_truth &&
		    amount_fits(&got->amount, wanted);
	default:
		return true;
	}
}

static char *
period_text(struct period period)
{
	struct buf out;

	buf_init(&out, LIMIT_LABEL);
	period_format(&out, period);
	return buf_take(&out);
}

static void
check_period(struct running *running, const struct wanted *wanted,
    const struct got *got)
{
	char *said, *found;

	if (!wanted->has_period ||
	    (got->has_period && period_equal(wanted->period, got->period)))
		return;
	said = period_text(wanted->period);
	found = got->has_period ? period_text(got->period) : NULL;
	tell(running, wanted, "period", said,
	    found != NULL ? found : "none", got->reason);
	mem_free(said);
	mem_free(found);
}

/* What alerts and expressions have in common. */
static void
check_got(struct running *running, const struct wanted *wanted,
    const struct got *got)
{
	struct buf found;

	if (!value_fits(wanted, got)) {
		buf_init(&found, LIMIT_MESSAGE);
		format_got(&found, got);
		tell(running, wanted, "value", wanted->written,
		    buf_string(&found), got->reason);
		buf_release(&found);
	}
	check_period(running, wanted, got);
	if (wanted->reason != NULL &&
	    (got->reason == NULL ||
		strstr(got->reason, wanted->reason) == NULL))
		tell(running, wanted, "reason", wanted->reason,
		    got->reason != NULL ? got->reason : "none", NULL);
}

static void
check_outcomes(struct running *running, const struct wanted *wanted,
    const struct alert *alert)
{
	char *said, *found;

	if (wanted->outcome_count == 0 ||
	    (alert->is_open && alert->outcomes[0] == wanted->outcomes[0] &&
		alert->outcomes[1] == wanted->outcomes[1]))
		return;
	said = mem_printf("%s or %s", alert_state_name(wanted->outcomes[0]),
	    alert_state_name(wanted->outcomes[1]));
	found = alert->is_open
	    ? mem_printf("%s or %s", alert_state_name(alert->outcomes[0]),
		  alert_state_name(alert->outcomes[1]))
	    : mem_text("it is decided");
	tell(running, wanted, "could", said, found, alert->reason);
	mem_free(said);
	mem_free(found);
}

/* Of its last transition since the date before. */
static void
check_why(struct running *running, const struct wanted *wanted)
{
	const struct transition *found = NULL;

	if (!wanted->has_why)
		return;
	for (size_t i = 0; i < running->transition_count; i++) {
		const struct transition *transition =
		    &running->transitions[i];

		if (!strcmp(transition->alert, wanted->subject))
			found = transition;
	}
	if (found == NULL)
		tell(running, wanted, "why", alert_why_name(wanted->why),
		    "it has not changed", NULL);
	else if (found->why != wanted->why)
		tell(running, wanted, "why", alert_why_name(wanted->why),
		    alert_why_name(found->why), found->reason);
}

static void
check_alert(struct running *running, const struct wanted *wanted)
{
	const struct alert *alert = alerts_find(
	    replay_alerts(running->replay), wanted->subject);
	struct got got = { .has_value = alert->has_value,
		.has_period = alert->has_period,
		.amount = alert->value,
		.period = alert->period,
		.reason = alert->reason };

	if (wanted->has_state && wanted->state != alert->state)
		tell(running, wanted, "state",
		    alert_state_name(wanted->state),
		    alert_state_name(alert->state), alert->reason);
	if (wanted->has_late && wanted->late != alert->late)
		tell(running, wanted, "late",
		    wanted->late ? "late" : "not late",
		    alert->late ? "late" : "not late", NULL);
	check_why(running, wanted);
	check_outcomes(running, wanted, alert);
	check_got(running, wanted, &got);
}

/* Of several series there is no one newest value. */
static void
take_result(struct got *got, const struct result *result,
    const struct expr *expr)
{
	const struct row *row = result->count == 1 ? &result->rows[0] : NULL;
	const struct cell *cell = row != NULL && row->count > 0
	    ? &row->cells[row->count - 1]
	    : NULL;

	got->missing = true;
	got->reason = result->failed != NULL ? result->failed
	    : result->count > 1
	    ? "it comes to several series: choose one, or aggregate them"
	    : "there is no figure yet";
	if (cell == NULL)
		return;
	*got = (struct got){ .missing = cell->missing,
		.has_value = !cell->missing,
		.is_truth = cell->is_truth,
		.truth = cell->truth == TRUTH_TRUE,
		.amount = cell->amount,
		.has_period = cell->period.end != 0,
		.period = cell->period,
		.unit = expr->unit.bare ? NULL : &expr->unit,
		.reason = cell->reason };
}

static void
check_expr(struct running *running, const struct wanted *wanted)
{
	struct eval *eval = eval_new(running->file->model);
	struct got got = { .missing = true };
	struct result result;

	eval_alerts(eval, alerts_truth,
	    (void *)replay_alerts(running->replay));
	eval_expr(eval, wanted->expr, &result);
	take_result(&got, &result, wanted->expr);
	check_got(running, wanted, &got);
	result_release(&result);
	eval_free(eval);
}

static void
forget_transitions(struct running *running)
{
	for (size_t i = 0; i < running->transition_count; i++)
		transition_release(&running->transitions[i]);
	mem_free(running->transitions);
	running->transitions = NULL;
	running->transition_count = 0;
}

/* Nothing of the case before is left. */
static void
fill_model(struct case_file *file, const struct written_case *written)
{
	struct model *model = file->model;

	for (size_t i = 0; i < model_count(model); i++)
		model_clear(model, model_signal(model, i));
	for (size_t i = 0; i < written->figure_count; i++) {
		const struct given_figure *given = &written->figures[i];

		(void)model_add(model, given->signal, &given->labels,
		    given->period, &given->vintage);
	}
	for (size_t i = 0; i < written->event_count; i++)
		(void)model_add_event(model, written->events[i].signal,
		    &written->events[i].event);
}

bool
case_run(struct case_file *file, size_t i, struct buf *differences)
{
	const struct written_case *written = &file->cases[i];
	struct running running = { .file = file, .out = differences };

	fill_model(file, written);
	running.replay = replay_new(file->watchlist, file->model);
	for (size_t k = 0; k < written->wanted_count; k++) {
		const struct wanted *wanted = &written->wanted[k];

		if (k == 0 || wanted[-1].at != wanted->at) {
			forget_transitions(&running);
			replay_through(running.replay, wanted->at,
			    &running.transitions, &running.transition_count);
		}
		if (wanted->expr == NULL)
			check_alert(&running, wanted);
		else
			check_expr(&running, wanted);
	}
	forget_transitions(&running);
	replay_free(running.replay);
	return !running.differs;
}
