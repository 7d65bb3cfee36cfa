/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "alert/alerts.h"
#include "alert/change.h"
#include "alert/entry.h"
#include "alert/finding.h"
#include "alert/judge.h"
#include "alert/red_line.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/eval.h"
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

struct stamping {
	const struct alerts *alerts;
	uint64_t stamp;
};

struct lateness {
	const struct pass *pass;
	struct alert *alert;
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
	const struct alerts *alerts = lateness->pass->alerts;
	int64_t due;

	if (node->kind == NODE_ALERT) {
		const struct alert *member = alerts_find(alerts, node->name);

		if (member != NULL && member->late)
			note_late(lateness->alert, member->late_signal,
			    member->late_due);
	} else if (node->kind == NODE_SIGNAL) {
		const struct signal *signal =
		    model_find(alerts->model, node->name);

		if (signal != NULL &&
		    signal_is_late(alerts->model, signal, &due))
			note_late(lateness->alert, node->name, due);
	}
}

static void
find_late(const struct pass *pass, struct entry *entry)
{
	struct lateness lateness = { pass, &entry->alert };

	entry->alert.late = false;
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

/* Only where the rule looks at several series: one needs no list. */
static void
list_series(struct alert *alert, const struct judgement *judgement)
{
	entry_release_series(alert);
	if (judgement->count < 2)
		return;
	alert->series =
	    mem_new_array(judgement->count, sizeof(*alert->series));
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

/* Grows with each change of what the rule is judged on; never 0. */
static void
stamp_name(void *context, const struct node *node)
{
	struct stamping *stamping = context;
	const struct alerts *alerts = stamping->alerts;
	uint64_t part = 0;

	if (node->kind == NODE_ALERT) {
		const struct alert *member = alerts_find(alerts, node->name);

		part = member == NULL ? 0
				      : (uint64_t)member->state * 64 +
			(uint64_t)member->level * 4 + member->late;
	} else if (node->kind == NODE_SIGNAL) {
		const struct signal *signal =
		    model_find(alerts->model, node->name);

		part = signal != NULL ? signal->version : 0;
	}
	stamping->stamp = stamping->stamp * 1000003 + part + 1;
}

static uint64_t
stamp_of(const struct alerts *alerts, const struct rule *rule)
{
	struct stamping stamping = { alerts,
		17 + (uint64_t)model_as_of(alerts->model) };
	const struct expr *exprs[] = { rule->warn, rule->crit, rule->clear };

	for (size_t i = 0; i < sizeof(exprs) / sizeof(exprs[0]); i++)
		if (exprs[i] != NULL)
			expr_names(exprs[i], stamp_name, &stamping);
	return stamping.stamp != 0 ? stamping.stamp : 1;
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
	list_series(alert, &judgement);
	finding_fill(alert, &entry->rule, &judgement, pass->eval);
	judgement_release(&judgement);
}

static void
judge_entry(const struct pass *pass, struct entry *entry)
{
	struct alert *alert = &entry->alert;
	uint64_t stamp;

	if (entry->judged)
		return;
	entry->judged = true; /* before its members: cycles were refused */
	for (size_t i = 0; i < entry->rule.member_count; i++) {
		struct entry *member = map_find(
		    pass->alerts->by_name, entry->rule.members[i]);

		if (member != NULL)
			judge_entry(pass, member);
	}
	alert->changed = alert->unsaved = false;
	find_late(pass, entry);
	list_members(pass->alerts, entry);
	stamp = stamp_of(pass->alerts, &entry->rule);
	if (entry->rule.timely || stamp != entry->stamp)
		judge_anew(pass, entry);
	entry->stamp = stamp;
	alert->state = entry->standing.state;
	alert->level = entry->standing.level;
	if (pass->transitions != NULL)
		change_note(pass, entry);
}

void
alerts_evaluate(struct alerts *alerts, int64_t now, bool is_run,
    struct transition **transitions, size_t *count)
{
	struct pass pass = { alerts, eval_new(alerts->model), now, is_run,
		transitions, count };

	eval_alerts(pass.eval, alerts_truth, alerts);
	for (size_t i = 0; i < alerts->count; i++)
		alerts->entries[i].judged = false;
	for (size_t i = 0; i < alerts->count; i++)
		judge_entry(&pass, &alerts->entries[i]);
	if (transitions != NULL)
		alerts->evaluated_at = now;
	eval_free(pass.eval);
}
