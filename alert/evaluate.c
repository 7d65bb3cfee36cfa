/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "alert/agenda.h"
#include "alert/alerts.h"
#include "alert/change.h"
#include "alert/entry.h"
#include "alert/finding.h"
#include "alert/judge.h"
#include "alert/red_line.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/event.h"
#include "model/expr.h"
#include "model/model.h"

enum truth
alerts_truth(void *context, const char *name, bool crit)
{
	const struct alerts *alerts = context;
	const struct entry *entry = map_find(alerts->by_name, name);
	enum alert_state level;

	if (entry == NULL || entry->alert.state == ALERT_NO_DATA ||
	    entry->alert.state == ALERT_FAILED)
		return alerts->unknown;
	level = entry->alert.level;
	if (crit)
		return level == ALERT_CRIT ? TRUTH_TRUE : TRUTH_FALSE;
	return level == ALERT_CRIT || level == ALERT_WARN ? TRUTH_TRUE
							  : TRUTH_FALSE;
}

struct lateness {
	const struct alerts *alerts;
	struct entry *entry;
};

static void
note_late(struct alert *alert, const char *signal, int64_t due)
{
	if (!alert->late || due < alert->late_due) {
		alert->late_signal = signal;
		alert->late_due = due;
	}
	alert->late = true;
}

static void
look_if_late(void *context, const struct node *node)
{
	struct lateness *lateness = context;
	const struct alerts *alerts = lateness->alerts;
	struct entry *entry = lateness->entry;

	if (node->kind == NODE_ALERT) {
		const struct alert *member = alerts_find(alerts, node->name);

		if (member != NULL && member->late)
			note_late(&entry->alert, member->late_signal,
			    member->late_due);
	} else if (node->kind == NODE_SIGNAL) {
		const struct signal *signal =
		    model_find(alerts->model, node->name);
		int64_t due = signal != NULL ? signal_due(alerts->model, signal)
					     : NO_DATE;

		if (due != NO_DATE && due < model_now(alerts->model))
			note_late(&entry->alert, node->name, due);
		else if (due != NO_DATE && due < entry->due)
			entry->due = due;
	}
}

static void
find_late(const struct alerts *alerts, struct entry *entry)
{
	struct lateness lateness = { alerts, entry };

	entry->alert.late = false;
	entry->due = INT64_MAX;
	if (entry->rule.warn != NULL)
		expr_names(entry->rule.warn, look_if_late, &lateness);
	if (entry->rule.crit != NULL)
		expr_names(entry->rule.crit, look_if_late, &lateness);
}

static struct standing
remembered_standing(const struct alert_memory *memory)
{
	return (struct standing){ .known = memory->state != ALERT_NO_DATA &&
					   memory->state != ALERT_FAILED,
		.state = memory->state,
		.level = memory->level,
		.warn_run = memory->warn_run,
		.crit_run = memory->crit_run,
		.warn_since = memory->warn_since,
		.crit_since = memory->crit_since };
}

void
entry_release_series(struct alert *alert)
{
	for (size_t i = 0; i < alert->series_count; i++)
		labels_release(&alert->series[i].labels);
	mem_free(alert->series);
	alert->series = NULL;
	alert->series_count = 0;
}

static bool
is_well(const struct judged_series *series)
{
	return series->standing.state == ALERT_OK ||
	       series->standing.state == ALERT_PENDING;
}

/* Where all series are well, of all. */
static void
find_labels(struct alert *alert, const struct judgement *judgement)
{
	bool first = true;

	labels_release(&alert->labels);
	labels_init(&alert->labels);
	for (size_t i = 0; i < judgement->count; i++) {
		const struct judged_series *series = &judgement->series[i];

		/* the worst stand first */
		if (!first && is_well(series) && !is_well(judgement->series))
			break;
		if (first)
			labels_copy(&alert->labels, &series->labels);
		else
			labels_keep_common(&alert->labels, &series->labels);
		first = false;
	}
}

/* Only where the rule looks at several series: one needs no list. */
static void
list_series(struct alert *alert, const struct judgement *judgement)
{
	entry_release_series(alert);
	if (judgement->count < 2)
		return;
	alert->series = mem_new_array(judgement->count, sizeof(*alert->series));
	alert->series_count = judgement->count;
	for (size_t i = 0; i < judgement->count; i++) {
		struct alert_series *series = &alert->series[i];
		const struct judged_series *judged = &judgement->series[i];

		labels_init(&series->labels);
		labels_copy(&series->labels, &judged->labels);
		series->state = judged->standing.state;
		series->period = judged->period;
	}
}

static void
list_members(const struct alerts *alerts, struct entry *entry)
{
	for (size_t i = 0; i < entry->rule.member_count; i++) {
		const struct alert *member =
		    alerts_find(alerts, entry->rule.members[i]);

		if (member == NULL)
			continue;
		entry->alert.members[i] = (struct alert_member){
			.name = member->name,
			.state = member->state,
			.late = member->late,
		};
	}
}

static bool
is_unknown(const struct alert_member *member)
{
	return member->state == ALERT_NO_DATA || member->state == ALERT_FAILED;
}

/* The two outcomes that unknown members could still lead to. */
static void
find_outcomes(const struct pass *pass, struct entry *entry,
    const struct occasion *occasion)
{
	static const enum truth taken[] = { TRUTH_FALSE, TRUTH_TRUE };
	struct alert *alert = &entry->alert;
	bool unknown = false;

	for (size_t i = 0; i < alert->member_count; i++)
		unknown = unknown || is_unknown(&alert->members[i]);
	alert->is_open = unknown && alert->state == ALERT_NO_DATA;
	for (int i = 0; i < 2 && alert->is_open; i++) {
		struct judgement judgement;
		struct eval *eval = eval_new(pass->alerts->model);

		eval_alerts(eval, alerts_truth, pass->alerts);
		pass->alerts->unknown = taken[i];
		judge(&judgement, &entry->rule, eval, pass->alerts->model,
		    occasion);
		alert->outcomes[i] = judgement.standing.state;
		judgement_release(&judgement);
		eval_free(eval);
	}
	pass->alerts->unknown = TRUTH_MISSING;
}

/* No data never resolves: what fired is kept until it is known to be over, also
 * where nothing is left that it could be folded over. */
static void
keep_level(struct entry *entry)
{
	struct standing *standing = &entry->standing;
	enum alert_state level = entry->alert.memory.level;

	if (entry->remembered && standing->level == ALERT_OK &&
	    (standing->state == ALERT_NO_DATA ||
		standing->state == ALERT_FAILED) &&
	    (level == ALERT_WARN || level == ALERT_CRIT))
		standing->level = level;
}

static void
judge_anew(const struct pass *pass, struct entry *entry)
{
	struct alert *alert = &entry->alert;
	struct occasion occasion = { .is_run = pass->is_run };
	struct judgement judgement;

	if (entry->remembered)
		occasion.before = remembered_standing(&alert->memory);
	judge(&judgement, &entry->rule, pass->eval, pass->alerts->model,
	    &occasion);
	entry->standing = judgement.standing;
	keep_level(entry);
	alert->state = judgement.standing.state;
	alert->level = entry->standing.level;
	find_outcomes(pass, entry, &occasion);
	mem_free(alert->takes);
	alert->takes = red_line_takes(pass->alerts, entry);
	labels_release(&entry->labels);
	if (judgement.count > 0)
		labels_copy(&entry->labels, &judgement.series[0].labels);
	find_labels(alert, &judgement);
	list_series(alert, &judgement);
	finding_fill(alert, &entry->rule, &judgement, pass->eval);
	judgement_release(&judgement);
}

static void
sooner(int64_t *at, int64_t time)
{
	if (time < *at)
		*at = time;
}

/* When it may come out otherwise though nothing is touched: its clock says so,
 * it comes to be late, it will have held long enough. What is told by its day
 * is told anew on the next one, runs are counted one by one. */
static int64_t
next_time(const struct pass *pass, const struct entry *entry)
{
	const struct hold *hold = &entry->rule.terms.hold;
	const struct standing *standing = &entry->standing;
	const int64_t since[] = { standing->warn_since, standing->crit_since };
	int64_t now = model_now(pass->alerts->model);
	int64_t at = eval_watched(pass->eval).wakes_at;

	if (hold->by == HOLD_RUNS)
		return now;
	if (entry->due != INT64_MAX)
		sooner(&at, entry->due + 1);
	if (entry->rule.timely)
		sooner(&at, (date_day_of(now) + 1) * DAY_S);
	for (size_t i = 0; i < 2 && hold->by == HOLD_SECONDS; i++)
		if (since[i] != 0 && since[i] + hold->seconds > now)
			sooner(&at, since[i] + hold->seconds);
	return at;
}

static bool
is_same_standing(const struct standing *a, const struct standing *b)
{
	return a->known == b->known && a->state == b->state &&
	       a->level == b->level && a->warn_run == b->warn_run &&
	       a->crit_run == b->crit_run && a->warn_since == b->warn_since &&
	       a->crit_since == b->crit_since;
}

/* What is folded over evaluations goes on until it comes to rest. */
static void
note(const struct pass *pass, struct entry *entry)
{
	struct standing before = remembered_standing(&entry->alert.memory);
	struct standing after;
	bool first = !entry->remembered;

	change_note(pass, entry);
	after = remembered_standing(&entry->alert.memory);
	if (entry->rule.timely && (first || !is_same_standing(&before, &after)))
		agenda_wait(pass->alerts->agenda,
		    (size_t)(entry - pass->alerts->entries),
		    model_now(pass->alerts->model));
}

static void
tell_lines(const struct pass *pass, struct entry *entry)
{
	struct entry_view view = { entry->alert.state, entry->alert.level,
		entry->alert.late,
		entry->alert.late ? entry->alert.late_due : 0 };

	if (view.state != entry->told.state ||
	    view.level != entry->told.level || view.late != entry->told.late ||
	    view.late_due != entry->told.late_due)
		agenda_wake_lines(pass->alerts->agenda,
		    (size_t)(entry - pass->alerts->entries));
	entry->told = view;
}

static void
judge_entry(const struct pass *pass, size_t i)
{
	struct entry *entry = &pass->alerts->entries[i];
	struct alert *alert = &entry->alert;

	find_late(pass->alerts, entry);
	list_members(pass->alerts, entry);
	eval_watch(pass->eval);
	judge_anew(pass, entry);
	agenda_wait(pass->alerts->agenda, i, next_time(pass, entry));
	alert->state = entry->standing.state;
	alert->level = entry->standing.level;
	if (pass->transitions != NULL)
		note(pass, entry);
	tell_lines(pass, entry);
}

void
alerts_evaluate(struct alerts *alerts, int64_t now, bool is_run,
    struct transition **transitions, size_t *count)
{
	struct pass pass = { alerts, eval_new(alerts->model), now, is_run,
		transitions, count };
	size_t i;

	eval_alerts(pass.eval, alerts_truth, alerts);
	agenda_begin(alerts->agenda, alerts, transitions != NULL);
	while (agenda_next(alerts->agenda, &i))
		judge_entry(&pass, i);
	if (transitions != NULL)
		alerts->evaluated_at = now;
	eval_free(pass.eval);
}
