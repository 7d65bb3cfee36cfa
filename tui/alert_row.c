/* SPDX-License-Identifier: MIT */
#include "tui/alert_row.h"

#include <stddef.h>
#include <string.h>

#include "alert/alerts.h"
#include "alert/hush.h"
#include "alert/quiet.h"
#include "base/buf.h"
#include "base/limits.h"
#include "engine/engine.h"
#include "engine/quiet.h"
#include "model/model.h"
#include "tui/glyphs.h"
#include "tui/line.h"
#include "tui/quieting.h"
#include "tui/view.h"

enum {
	SIGN_WIDTH = 2,
	STATE_WIDTH = 12, /* the longest is "recovering ○" */
	REASON_LEAST = 10 /* less is not worth a cut word */
};

/* "ok price_cuts  ● obsolete  ? execution ○": short, as all must be seen. */
static void
add_members(struct line *line, const struct scene *scene,
    const struct alert *alert)
{
	for (size_t i = 0; i < alert->member_count; i++) {
		const struct alert_member *member = &alert->members[i];

		line_add(line, style_of_state(member->state), "%s%s",
		    i > 0 ? "  " : "",
		    member->state == ALERT_OK
			? "ok"
			: scene->glyphs->states[member->state]);
		line_add(line, STYLE_PLAIN, " %s", member->name);
		if (member->late)
			line_add(line, STYLE_LATE, " %s",
			    scene->glyphs->late);
	}
}

/* "recovering ○⊘" is too wide by the blank. */
static void
add_state(
    struct buf *state, const struct scene *scene, const struct alert *alert)
{
	bool quiet = alert_stands(alert) &&
	    hush_quiet(engine_hush(scene->engine), alert,
		model_now(engine_model(scene->engine))) != QUIET_NOT;
	bool narrow = quiet && alert->late &&
	    alert->state == ALERT_RECOVERING;

	(void)buf_printf(state, "%s%s%s%s", alert_state_name(alert->state),
	    (quiet || alert->late) && !narrow ? " " : "",
	    alert->late ? scene->glyphs->late : "",
	    quiet ? scene->glyphs->quiet : "");
}

bool
alert_is_member(const struct alerts *alerts, const char *name)
{
	for (size_t i = 0; i < alerts_count(alerts); i++) {
		const struct alert *alert = alerts_at(alerts, i);

		for (size_t k = 0; k < alert->member_count; k++)
			if (!strcmp(alert->members[k].name, name))
				return true;
	}
	return false;
}

void
alert_row(struct line *line, const struct scene *scene,
    const struct alert *alert, int width)
{
	bool members = alert->member_count > 0;
	int title = width >= 50 ? width * 2 / 5 : width - STATE_WIDTH - 1;
	int room = width - title - 1 - STATE_WIDTH - 1;
	struct buf state;

	buf_init(&state, LIMIT_LABEL);
	add_state(&state, scene, alert);
	line_cell(line, style_of_state(alert->state), SIGN_WIDTH, false,
	    scene->glyphs->states[alert->state]);
	line_cell(line, STYLE_PLAIN, title - SIGN_WIDTH, false, alert->title);
	line_text(line, STYLE_PLAIN, " ");
	if (members)
		line_text(line, style_of_state(alert->state),
		    buf_string(&state));
	else
		line_cell(line, style_of_state(alert->state), STATE_WIDTH,
		    false, buf_string(&state));
	line_text(line, STYLE_PLAIN, members ? "  " : " ");
	if (members)
		add_members(line, scene, alert);
	else if (alert->reason != NULL && room >= REASON_LEAST)
		line_text(line, STYLE_DIM, alert->reason);
	buf_release(&state);
}

void
alert_detail(struct line *line, const struct scene *scene, const char *name)
{
	const struct alert *alert =
	    alerts_find(engine_alerts(scene->engine), name);
	struct buf words;

	if (alert == NULL)
		return;
	buf_init(&words, LIMIT_MESSAGE);
	quieting_words(&words, scene, alert);
	line_add(line, STYLE_STRONG, "%s: ", alert->name);
	line_text(line, STYLE_DIM,
	    words.length > 0	  ? buf_string(&words)
		: alert->note != NULL ? alert->note
				      : alert->rule);
	buf_release(&words);
}

enum alert_state
alert_state_of(const struct scene *scene, const struct target *target)
{
	const struct alerts *alerts = engine_alerts(scene->engine);
	const struct alert *alert = target->kind == TARGET_ALERT
	    ? alerts_find(alerts, target->name)
	    : alerts_of_signal(alerts, target->name, 0);

	return alert != NULL ? alert->state : ALERT_OK;
}
