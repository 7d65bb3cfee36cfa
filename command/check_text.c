/* SPDX-License-Identifier: MIT */
#include "command/checking.h"

#include <string.h>

#include "alert/alerts.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "command/quieting.h"
#include "command/table.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "engine/quiet.h"
#include "model/model.h"

/* The word for the state, then all that is said of it, wrapped. */
static void
text_state(struct buf *out, enum alert_state state, struct buf *line)
{
	(void)buf_printf(out, "%-10s ", alert_state_name(state));
	table_wrap(out, buf_string(line), 11, 11);
	buf_release(line);
}

/* How it came about: "(worse, was warn)". */
static void
add_change(struct buf *line, const struct transition *transition)
{
	bool told = transition->why != WHY_BASELINE &&
	    transition->why != WHY_FAILED && transition->why != WHY_LATE &&
	    transition->why != WHY_ON_TIME;

	if (transition->late)
		(void)buf_text(line, " (late)");
	else if (transition->was_late)
		(void)buf_text(line, " (on time again)");
	if (told && transition->was == transition->state)
		(void)buf_printf(
		    line, " (%s)", alert_why_name(transition->why));
	else if (told)
		(void)buf_printf(line, " (%s, was %s)",
		    alert_why_name(transition->why),
		    alert_state_name(transition->was));
}

/* Beside what was said where it fits there, else in a line of its own. */
static void
add_rule(struct buf *out, struct buf *line, const char *rule)
{
	char *text = mem_printf("[%s]", rule);
	int width = 11 + utf8_text_width(buf_string(line)) + 1 +
	    utf8_text_width(text);

	if (width <= TABLE_WIDTH) {
		(void)buf_printf(line, " %s", text);
		mem_free(text);
		return;
	}
	table_wrap(out, buf_string(line), 11, 11);
	buf_clear(line);
	(void)buf_printf(out, "%11s", "");
	(void)buf_text(line, text);
	mem_free(text);
}

static void
text_transition(struct buf *out, const struct transition *transition)
{
	struct buf line;

	buf_init(&line, LIMIT_MESSAGE);
	(void)buf_printf(out, "%-10s ", alert_state_name(transition->state));
	(void)buf_text(&line, transition->title);
	add_change(&line, transition);
	if (transition->reason[0] != '\0')
		(void)buf_printf(&line, ": %s", transition->reason);
	if (transition->rule[0] != '\0' && transition->state != ALERT_OK)
		add_rule(out, &line, transition->rule);
	table_wrap(out, buf_string(&line), 11, 11);
	buf_release(&line);
}

/* What is most urgent stands first. */
static const enum alert_state by_urgency[] = { ALERT_CRIT, ALERT_WARN,
	ALERT_RECOVERING, ALERT_FAILED, ALERT_NO_DATA, ALERT_PENDING,
	ALERT_OK };

static void
text_baseline_of(struct checking *checking, enum alert_state state)
{
	for (size_t i = 0; i < checking->untold_count; i++) {
		const struct transition *one = &checking->untold[i];

		if (one->why == WHY_BASELINE && one->state == state &&
		    (state != ALERT_OK || one->late))
			text_transition(&checking->out, one);
	}
}

/* The first run tells where everything stands: a line of counts, and one for
 * each alert that is not ok. */
static void
text_baseline(struct checking *checking)
{
	size_t counts[ALERT_STATE_COUNT] = { 0 }, total = 0;
	const char *between = ": ";

	for (size_t i = 0; i < checking->untold_count; i++)
		if (checking->untold[i].why == WHY_BASELINE) {
			counts[checking->untold[i].state]++;
			total++;
		}
	if (total == 0)
		return;
	(void)buf_printf(&checking->out, "%s, baseline of %zu alert%s",
	    section_text(engine_watchlist(checking->engine)->top, "name"),
	    total, total == 1 ? "" : "s");
	for (int i = 0; i < ALERT_STATE_COUNT; i++) {
		if (counts[by_urgency[i]] == 0)
			continue;
		(void)buf_printf(&checking->out, "%s%zu %s", between,
		    counts[by_urgency[i]], alert_state_name(by_urgency[i]));
		between = ", ";
	}
	(void)buf_char(&checking->out, '\n');
	for (int i = 0; i < ALERT_STATE_COUNT; i++)
		text_baseline_of(checking, by_urgency[i]);
}

void
check_text_changes(struct checking *checking)
{
	text_baseline(checking);
	for (size_t i = 0; i < checking->untold_count; i++)
		if (checking->untold[i].why != WHY_BASELINE)
			text_transition(&checking->out, &checking->untold[i]);
}

/* The last change of ALERT that nobody was told of, or NULL. */
static const struct transition *
untold_of(const struct checking *checking, const char *alert)
{
	for (size_t i = checking->untold_count; i > 0; i--) {
		const struct transition *one = &checking->untold[i - 1];

		if (one->why != WHY_BASELINE && !strcmp(one->alert, alert))
			return one;
	}
	return NULL;
}

static void
text_alert(struct checking *checking, const struct alert *alert)
{
	const struct transition *change = untold_of(checking, alert->name);
	struct buf line;

	buf_init(&line, LIMIT_MESSAGE);
	(void)buf_text(&line, alert->title);
	if (change != NULL)
		add_change(&line, change);
	else if (alert->late)
		(void)buf_text(&line, " (late)");
	(void)buf_printf(&line, "%s%s", alert->reason[0] != '\0' ? ": " : "",
	    alert->reason);
	quieting_format(&line, engine_hush(checking->engine), alert,
	    model_now(engine_model(checking->engine)));
	text_state(&checking->out, alert->state, &line);
}

void
check_text_all(struct checking *checking)
{
	struct buf line;

	for (size_t i = 0; i < alerts_count(checking->alerts); i++)
		text_alert(checking, alerts_at(checking->alerts, i));
	for (size_t i = 0; i < engine_source_count(checking->engine); i++) {
		const struct source_memory *source =
		    engine_source(checking->engine, i);

		if (source->state == SOURCE_OK)
			continue;
		buf_init(&line, LIMIT_MESSAGE);
		(void)buf_printf(&line, "Source %s: %s: %s", source->name,
		    source_state_name(source->state),
		    source->reason != NULL ? source->reason : "");
		quieting_format(&line, engine_hush(checking->engine),
		    engine_source_alert(checking->engine, i),
		    model_now(engine_model(checking->engine)));
		text_state(&checking->out, ALERT_FAILED, &line);
	}
}
