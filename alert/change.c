/* SPDX-License-Identifier: MIT */
#include "alert/change.h"

#include <string.h>

#include "alert/entry.h"
#include "alert/grounds.h"
#include "alert/judge.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/mem.h"

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

static bool
is_firing(enum alert_state level)
{
	return level == ALERT_WARN || level == ALERT_CRIT;
}

static bool
is_unknown(enum alert_state state)
{
	return state == ALERT_NO_DATA || state == ALERT_FAILED;
}

/* Out of no data: what fired and fires still is no news, nor is what was well
 * and is. */
static bool
is_as_it_was(const struct alert *alert, const struct alert_memory *before)
{
	return is_unknown(before->state) &&
	    (is_firing(before->level) ? alert->state == before->level
				      : alert->state == ALERT_OK ||
			 alert->state == ALERT_PENDING);
}

/* Between states that are known, by what was told to fire last. */
static enum alert_why
course_of(const struct alert *alert, const struct alert_memory *before)
{
	/* Of no data it is what fired before that. */
	struct standing was = { .state = is_unknown(before->state)
		    ? before->level
		    : before->state,
		.level = before->level };
	struct standing now = { .state = alert->state,
		.level = alert->level };

	if (is_as_it_was(alert, before))
		return WHY_HAS_DATA;
	if (now.state == ALERT_OK && is_firing(was.level))
		return WHY_RESOLVED;
	if (is_firing(now.level) && !is_firing(was.level))
		return WHY_NEW;
	return standing_badness(&now) > standing_badness(&was) ? WHY_WORSE
							       : WHY_BETTER;
}

static enum alert_why
why_of(const struct alert *alert, const struct alert_memory *before)
{
	if (before->state == alert->state)
		return before->late ? WHY_ON_TIME : WHY_LATE;
	if (alert->state == ALERT_NO_DATA)
		return WHY_NO_DATA;
	if (alert->state == ALERT_FAILED)
		return WHY_FAILED;
	return course_of(alert, before);
}

/* One sentence: what it is now, and what it was told for. */
static char *
reason_of(const struct alert *alert)
{
	struct buf out;

	buf_init(&out, LIMIT_MESSAGE);
	if (alert->why == WHY_LATE && alert->late_signal != NULL) {
		(void)buf_printf(&out, "%s was expected by ",
		    alert->late_signal);
		date_format(&out, date_day_of(alert->late_due));
		(void)buf_text(&out, alert->reason[0] != '\0' ? "; " : "");
	}
	(void)buf_text(&out, alert->reason);
	return buf_take(&out);
}

static struct transition *
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
		.reason = reason_of(alert),
	};
	return transition;
}

/* What it is judged by, to be told if it is restated. */
static void
keep_value(struct alert *alert)
{
	struct alert_memory *memory = &alert->memory;

	memory->subject = alert->has_value ? mem_text(alert->subject) : NULL;
	memory->value = alert->value;
	memory->period = alert->has_period ? alert->period
					   : (struct period){ 0 };
}

/* An instant goes on with the clock: that alone is no other value. */
static bool
is_same_value(
    const struct alert_memory *now, const struct alert_memory *before)
{
	if (now->subject == NULL || before->subject == NULL)
		return now->subject == before->subject;
	return !strcmp(now->subject, before->subject) &&
	    amount_equal(now->value, before->value) &&
	    now->period.kind == before->period.kind &&
	    (now->period.kind == PERIOD_INSTANT ||
		period_equal(now->period, before->period));
}

/* "was 9.1 %, now 8.2 %" of the value, where that is what is another of the
 * same period; else of the figures that were restated. */
static void
add_restated(struct buf *out, const struct alert *alert,
    const struct alert_memory *before, const struct grounds *grounds)
{
	if (out->length > 0)
		(void)buf_text(out, "; ");
	(void)buf_text(out, "restated: ");
	if (alert->subject == NULL || before->subject == NULL ||
	    strcmp(alert->subject, before->subject) != 0 ||
	    !period_equal(alert->period, before->period) ||
	    amount_equal(alert->value, before->value)) {
		grounds_format_restated(out, grounds, 3);
		return;
	}
	(void)buf_text(out, "was ");
	ground_format_amount(out, &before->value, alert->unit);
	(void)buf_text(out, ", now ");
	ground_format_amount(out, &alert->value, alert->unit);
}

/* Whether it went from one state that is known to another by what was published
 * anew of periods that had been judged. */
static bool
is_restated(const struct transition *transition)
{
	return transition->why != WHY_BASELINE &&
	    transition->was != transition->state &&
	    !is_unknown(transition->was) && !is_unknown(transition->state) &&
	    grounds_are_restated(&transition->grounds);
}

static void
tell(const struct pass *pass, struct entry *entry,
    const struct alert_memory *before)
{
	struct alert *alert = &entry->alert;
	struct transition *transition = add_transition(pass, alert, before);
	struct buf reason;

	/* The baseline is told as one summary, what is well is not in it. */
	if (alert->why == WHY_BASELINE && alert->state == ALERT_OK)
		return;
	grounds_find(&transition->grounds, pass->alerts, entry, pass->eval);
	if (!is_restated(transition))
		return;
	alert->why = transition->why = WHY_RESTATED;
	buf_init(&reason, LIMIT_MESSAGE);
	(void)buf_text(&reason, transition->reason);
	add_restated(&reason, alert, before, &transition->grounds);
	mem_free(transition->reason);
	transition->reason = buf_take(&reason);
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
	    now->crit_since == before->crit_since &&
	    is_same_value(now, before);
}

void
change_note(const struct pass *pass, struct entry *entry)
{
	struct alert *alert = &entry->alert;
	struct alert_memory before = alert->memory;
	bool first = !entry->remembered;
	bool other = first || before.state != alert->state;

	keep_standing(entry);
	keep_value(alert);
	entry->remembered = true;
	entry->was = before.state;
	entry->was_late = before.late;
	alert->memory.late = alert->late;
	if (other)
		alert->since = alert->memory.since = pass->now;
	alert->unsaved = first || !is_as_before(&alert->memory, &before);
	alert->changed = other || before.late != alert->late;
	if (alert->changed) {
		alert->why = first ? WHY_BASELINE : why_of(alert, &before);
		tell(pass, entry, &before);
	}
	mem_free(before.subject);
}
