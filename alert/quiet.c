/* SPDX-License-Identifier: MIT */
#include "alert/quiet.h"

#include <stddef.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "model/expr.h"
#include "model/quiet.h"

static bool
is_firing(enum alert_state level)
{
	return level == ALERT_WARN || level == ALERT_CRIT;
}

bool
alert_stands(const struct alert *alert)
{
	return alert->late ||
	       (alert->state != ALERT_OK && alert->state != ALERT_PENDING);
}

enum alert_state
alert_firing_level(const struct alert *alert)
{
	if (is_firing(alert->state))
		return alert->state;
	if (alert->state == ALERT_OK || alert->state == ALERT_PENDING)
		return ALERT_OK;
	return is_firing(alert->level) ? alert->level : alert->state;
}

bool
acknowledgement_holds(
    const struct acknowledgement *acknowledgement, const struct alert *alert)
{
	return alert_stands(alert) &&
	       (acknowledgement->sticky ||
		   acknowledgement->level == alert_firing_level(alert));
}

struct sought { /* a signal among those of a condition */
	const struct section *panel; /* it shows it … */
	const char *signal; /* … or it is this one */
	bool found;
};

static bool
panel_has(const struct section *panel, const char *signal)
{
	const struct value *show = section_value(panel, "show");

	if (show == NULL)
		return false;
	if (show->kind == VALUE_ONE)
		return !strcmp(show->text, signal);
	for (size_t i = 0; i < show->count; i++)
		if (!strcmp(show->items[i]->text, signal))
			return true;
	return false;
}

static void
look(void *context, const struct node *node)
{
	struct sought *sought = context;

	if (node->kind != NODE_SIGNAL)
		return;
	if (sought->panel != NULL)
		sought->found =
		    sought->found || panel_has(sought->panel, node->name);
	else if (!strcmp(sought->signal, node->name))
		sought->found = true;
}

static bool
is_found(const struct alert *alert, struct sought sought)
{
	static const char *const conditions[] = { "warn", "crit" };

	for (size_t i = 0; alert->section != NULL && i < 2; i++) {
		const struct expr *expr =
		    section_expr(alert->section, conditions[i]);

		if (expr != NULL)
			expr_names(expr, look, &sought);
	}
	return sought.found;
}

static bool
is_of_panel(const struct alert *alert, const char *title,
    const struct watchlist *watchlist)
{
	if (alert->panel != NULL)
		return !strcmp(alert->panel, title);
	for (size_t i = 0; i < watchlist->counts[SECTION_PANEL]; i++) {
		const struct section *panel =
		    watchlist->sections[SECTION_PANEL][i];

		if (!strcmp(section_text(panel, "title"), title) &&
		    is_found(alert, (struct sought){ .panel = panel }))
			return true;
	}
	return false;
}

static bool
has_labels(const struct alert *alert, const struct labels *wanted)
{
	for (size_t i = 0; i < wanted->count; i++) {
		const char *value =
		    labels_find(&alert->labels, wanted->pairs[i].name);

		if (value == NULL || strcmp(value, wanted->pairs[i].value) != 0)
			return false;
	}
	return true;
}

bool
silence_fits(const struct silence *silence, const struct alert *alert,
    const struct watchlist *watchlist)
{
	if (silence->alert != NULL && strcmp(silence->alert, alert->name) != 0)
		return false;
	if (silence->signal != NULL &&
	    !is_found(alert, (struct sought){ .signal = silence->signal }))
		return false;
	return has_labels(alert, &silence->labels) &&
	       (silence->panel == NULL ||
		   is_of_panel(alert, silence->panel, watchlist));
}

static bool
is_as_told(const struct telling *telling, const struct alert *alert)
{
	return telling->state == alert->state && telling->late == alert->late;
}

/* What kept it quiet is over. */
static enum alert_why
end_of(enum quiet was, const struct telling *telling, const struct alert *alert)
{
	bool as_told = is_as_told(telling, alert);

	switch (was) {
	case QUIET_SILENCED:
		return alert_stands(alert) || !as_told ? WHY_SILENCE_ENDED
						       : WHY_BASELINE;
	case QUIET_MUTED:
		return as_told ? WHY_BASELINE : WHY_MUTE_ENDED;
	case QUIET_ACKNOWLEDGED:
		return as_told ? WHY_BASELINE : WHY_ACKNOWLEDGEMENT_ENDED;
	default:
		return WHY_BASELINE;
	}
}

static bool
is_to_remind(const struct telling *telling, const struct alert *alert,
    int64_t remind_s, int64_t now)
{
	return remind_s > 0 && alert->state != ALERT_OK &&
	       alert->state != ALERT_PENDING &&
	       now - telling->told_at >= remind_s;
}

enum alert_why
telling_step(struct telling *telling, const struct alert *alert,
    enum quiet quiet, int64_t remind_s, int64_t now)
{
	enum quiet was = telling->quiet;
	enum alert_why why = WHY_BASELINE;

	if (quiet != QUIET_NOT) {
		/* A silence that runs out in a mute time is told after it. */
		if (was != QUIET_SILENCED || quiet != QUIET_MUTED)
			telling->quiet = quiet;
		return WHY_BASELINE;
	}
	telling->quiet = QUIET_NOT;
	if (!alert->changed)
		why = end_of(was, telling, alert);
	if (!alert->changed && why == WHY_BASELINE &&
	    is_to_remind(telling, alert, remind_s, now))
		why = WHY_REMINDER;
	if (!alert->changed && why == WHY_BASELINE)
		return WHY_BASELINE;
	telling->told_at = now;
	telling->state = alert->state;
	telling->late = alert->late;
	return why;
}

struct transition
telling_transition(const struct alert *alert, const struct telling *before,
    enum alert_why why, int64_t now)
{
	bool told = before->told_at != 0; /* else it was nothing to anybody */

	return (struct transition){
		.alert = mem_text(alert->name),
		.title = mem_text(alert->title),
		.was = told ? before->state : alert->state,
		.state = alert->state,
		.was_late = told ? before->late : alert->late,
		.late = alert->late,
		.why = why,
		.at = now,
		.has_value = alert->has_value,
		.value = alert->value,
		.unit = mem_text(alert->unit != NULL ? alert->unit : ""),
		.has_period = alert->has_period,
		.period = alert->period,
		.rule = mem_text(alert->rule != NULL ? alert->rule : ""),
		.reason = mem_text(alert->reason != NULL ? alert->reason : ""),
	};
}

struct transition
silence_transition(const struct silence *silence, int64_t now)
{
	char *scope = silence_scope(silence);
	struct buf reason;
	struct transition transition;

	buf_init(&reason, LIMIT_MESSAGE);
	(void)buf_printf(&reason, "it was set on ");
	date_format(&reason, date_day_of(silence->at));
	(void)buf_printf(&reason, " by %s until ", silence->author);
	date_format_time(&reason, silence->until);
	(void)buf_printf(&reason, ": %s", silence->reason);
	transition = (struct transition){
		.alert = mem_printf("silence:%lld", (long long)silence->id),
		.title = mem_printf(
		    "Silence %lld of %s", (long long)silence->id, scope),
		.was = ALERT_OK,
		.state = ALERT_OK,
		.why = WHY_SILENCE_ENDED,
		.at = now,
		.unit = mem_text(""),
		.rule = mem_text(""),
		.reason = buf_take(&reason),
	};
	mem_free(scope);
	return transition;
}
