/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "alert/alerts.h"
#include "alert/entry.h"
#include "alert/finding.h"
#include "alert/judge.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/expr.h"
#include "model/model.h"

struct pass { /* one evaluation of all */
	struct alerts *alerts;
	struct eval *eval;
	int64_t now;
	bool is_run;
	struct transition **transitions;
	size_t *count;
};

static enum truth
member_truth(void *context, const char *name, bool crit)
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
	bool late;
};

static void
look_if_late(void *context, const struct node *node)
{
	struct lateness *lateness = context;
	const struct alerts *alerts = lateness->pass->alerts;

	if (node->kind == NODE_ALERT) {
		const struct alert *member = alerts_find(alerts, node->name);

		lateness->late = lateness->late ||
		    (member != NULL && member->late);
	} else if (node->kind == NODE_SIGNAL) {
		const struct signal *signal =
		    model_find(alerts->model, node->name);

		lateness->late = lateness->late ||
		    (signal != NULL &&
			signal_is_late(alerts->model, signal, NULL));
	}
}

static bool
is_late(const struct pass *pass, const struct rule *rule)
{
	struct lateness lateness = { .pass = pass };

	if (rule->warn != NULL)
		expr_names(rule->warn, look_if_late, &lateness);
	if (rule->crit != NULL)
		expr_names(rule->crit, look_if_late, &lateness);
	return lateness.late;
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

static void
keep_standing(struct entry *entry)
{
	struct alert_memory *memory = &entry->alert.memory;
	const struct standing *standing = &entry->standing;

	memory->state = standing->state;
	memory->level = standing->level;
	memory->warn_run = standing->warn_run;
	memory->crit_run = standing->crit_run;
	memory->warn_since = standing->warn_since;
	memory->crit_since = standing->crit_since;
	(void)memcpy(memory->rule_digest, entry->rule.digest,
	    sizeof(memory->rule_digest));
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

static enum alert_why
why_of(const struct alert *alert, const struct alert_memory *before)
{
	struct standing was = { .state = before->state,
		.level = before->level };
	struct standing now = { .state = alert->state,
		.level = alert->level };

	if (was.state == now.state)
		return before->late ? WHY_ON_TIME : WHY_LATE;
	if (now.state == ALERT_NO_DATA)
		return WHY_NO_DATA;
	if (now.state == ALERT_FAILED)
		return WHY_FAILED;
	if (now.state == ALERT_OK)
		return WHY_RESOLVED;
	if (was.state == ALERT_OK || was.state == ALERT_PENDING ||
	    was.state == ALERT_NO_DATA || was.state == ALERT_FAILED)
		return WHY_NEW;
	return standing_badness(&now) > standing_badness(&was) ? WHY_WORSE
							       : WHY_BETTER;
}

static void
add_transition(const struct pass *pass, const struct alert *alert,
    const struct alert_memory *before)
{
	struct transition *transition;

	*pass->transitions = mem_room(
	    *pass->transitions, *pass->count, sizeof(**pass->transitions));
	transition = &(*pass->transitions)[(*pass->count)++];
	*transition = (struct transition){
		.alert = mem_text(alert->name),
		.title = mem_text(alert->title),
		.was = before->state,
		.state = alert->state,
		.was_late = before->late,
		.late = alert->late,
		.why = alert->why,
		.at = pass->now,
		.has_value = alert->has_value,
		.value = alert->value,
		.unit = mem_text(alert->unit),
		.has_period = alert->has_period,
		.period = alert->period,
		.rule = mem_text(alert->rule),
		.reason = mem_text(alert->reason),
	};
}

static bool
is_as_before(
    const struct alert_memory *now, const struct alert_memory *before)
{
	return now->state == before->state && now->level == before->level &&
	    now->late == before->late && now->since == before->since &&
	    now->warn_run == before->warn_run &&
	    now->crit_run == before->crit_run &&
	    now->warn_since == before->warn_since &&
	    now->crit_since == before->crit_since;
}

static void
note_change(const struct pass *pass, struct entry *entry)
{
	struct alert *alert = &entry->alert;
	const struct alert_memory before = alert->memory;
	bool first = !entry->remembered;
	bool other = first || before.state != alert->state;

	keep_standing(entry);
	entry->remembered = true;
	alert->memory.late = alert->late;
	if (other)
		alert->since = alert->memory.since = pass->now;
	alert->unsaved = first || !is_as_before(&alert->memory, &before);
	alert->changed = other || before.late != alert->late;
	if (!alert->changed)
		return;
	alert->why = first ? WHY_BASELINE : why_of(alert, &before);
	add_transition(pass, alert, &before);
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
	struct stamping stamping = { alerts, 17 };
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

		eval_alerts(eval, member_truth, pass->alerts);
		pass->alerts->unknown = taken[i];
		judge(&judgement, &entry->rule, eval, pass->alerts->model,
		    occasion);
		alert->outcomes[i] = judgement.standing.state;
		judgement_release(&judgement);
		eval_free(eval);
	}
	pass->alerts->unknown = TRUTH_MISSING;
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
	alert->state = judgement.standing.state;
	alert->level = judgement.standing.level;
	find_outcomes(pass, entry, &occasion);
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
	alert->late = is_late(pass, &entry->rule);
	list_members(pass->alerts, entry);
	stamp = stamp_of(pass->alerts, &entry->rule);
	if (entry->rule.timely || stamp != entry->stamp)
		judge_anew(pass, entry);
	entry->stamp = stamp;
	alert->state = entry->standing.state;
	alert->level = entry->standing.level;
	if (pass->transitions != NULL)
		note_change(pass, entry);
}

void
alerts_evaluate(struct alerts *alerts, int64_t now, bool is_run,
    struct transition **transitions, size_t *count)
{
	struct pass pass = { alerts, eval_new(alerts->model), now, is_run,
		transitions, count };

	eval_alerts(pass.eval, member_truth, alerts);
	for (size_t i = 0; i < alerts->count; i++)
		alerts->entries[i].judged = false;
	for (size_t i = 0; i < alerts->count; i++)
		judge_entry(&pass, &alerts->entries[i]);
	eval_free(pass.eval);
}
