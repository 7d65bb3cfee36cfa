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
		return TRUTH_MISSING;
	level = entry->alert.level;
	if (crit)
		return level == ALERT_CRIT ? TRUTH_TRUE : TRUTH_FALSE;
	return level == ALERT_CRIT || level == ALERT_WARN ? TRUTH_TRUE
							  : TRUTH_FALSE;
}

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
	return (struct standing){ .state = memory->state,
		.level = memory->level,
		.warn_run = memory->warn_run,
		.crit_run = memory->crit_run,
		.warn_since = memory->warn_since,
		.crit_since = memory->crit_since };
}

static void
keep_standing(struct entry *entry, const struct standing *standing)
{
	struct alert_memory *memory = &entry->alert.memory;

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
why_of(const struct alert *alert, enum alert_state was, bool was_late)
{
	struct standing before = { .state = was, .level = was };
	struct standing now = { .state = alert->state,
		.level = alert->level };

	if (was == alert->state)
		return was_late ? WHY_ON_TIME : WHY_LATE;
	if (alert->state == ALERT_NO_DATA)
		return WHY_NO_DATA;
	if (alert->state == ALERT_FAILED)
		return WHY_FAILED;
	if (alert->state == ALERT_OK)
		return WHY_RESOLVED;
	if (was == ALERT_OK || was == ALERT_PENDING || was == ALERT_NO_DATA ||
	    was == ALERT_FAILED)
		return WHY_NEW;
	return standing_badness(&now) > standing_badness(&before) ? WHY_WORSE
								  : WHY_BETTER;
}

static void
add_transition(const struct pass *pass, const struct alert *alert,
    enum alert_state was, bool was_late)
{
	struct transition *transition;

	*pass->transitions = mem_room(
	    *pass->transitions, *pass->count, sizeof(**pass->transitions));
	transition = &(*pass->transitions)[(*pass->count)++];
	*transition = (struct transition){
		.alert = mem_text(alert->name),
		.title = mem_text(alert->title),
		.was = was,
		.state = alert->state,
		.was_late = was_late,
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

static void
note_change(const struct pass *pass, struct entry *entry,
    const struct standing *standing)
{
	struct alert *alert = &entry->alert;
	enum alert_state was = alert->memory.state;
	bool was_late = alert->memory.late;
	bool first = !entry->remembered;

	keep_standing(entry, standing);
	entry->remembered = true;
	alert->changed =
	    first || was != alert->state || was_late != alert->late;
	alert->memory.late = alert->late;
	if (first || was != alert->state)
		alert->since = alert->memory.since = pass->now;
	if (!alert->changed)
		return;
	alert->why = first ? WHY_BASELINE : why_of(alert, was, was_late);
	add_transition(pass, alert, was, was_late);
}

static void
judge_entry(const struct pass *pass, struct entry *entry)
{
	struct alert *alert = &entry->alert;
	struct judgement judgement;

	if (entry->judged)
		return;
	entry->judged = true; /* before its members: cycles were refused */
	for (size_t i = 0; i < entry->rule.member_count; i++) {
		struct entry *member = map_find(
		    pass->alerts->by_name, entry->rule.members[i]);

		if (member != NULL)
			judge_entry(pass, member);
	}
	judge(&judgement, &entry->rule, pass->eval, pass->alerts->model,
	    entry->remembered ? remembered_standing(&alert->memory)
			      : (struct standing){ 0 });
	alert->state = judgement.standing.state;
	alert->level = judgement.standing.level;
	alert->late = is_late(pass, &entry->rule);
	list_members(pass->alerts, entry);
	list_series(alert, &judgement);
	finding_fill(alert, &entry->rule, &judgement, pass->eval);
	if (pass->transitions != NULL)
		note_change(pass, entry, &judgement.standing);
	judgement_release(&judgement);
}

void
alerts_evaluate(struct alerts *alerts, int64_t now,
    struct transition **transitions, size_t *count)
{
	struct pass pass = { alerts, eval_new(alerts->model), now, transitions,
		count };

	eval_alerts(pass.eval, member_truth, alerts);
	for (size_t i = 0; i < alerts->count; i++)
		alerts->entries[i].judged = false;
	for (size_t i = 0; i < alerts->count; i++)
		judge_entry(&pass, &alerts->entries[i]);
	eval_free(pass.eval);
}
