/* SPDX-License-Identifier: MIT */
/* What is told of an alert and what is not: stories, a word a step. */
#include "alert/quiet.h"

#include <stdio.h>
#include <string.h>

#include "alert/alert.h"
#include "alert/alerts.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/number.h"
#include "model/quiet.h"
#include "tests/alert/scene.h"
#include "tests/tap.h"

/* A state, or one of these: "=" as before, "+3d" so much later; with "/a", "/s"
 * or "/m" behind it the alert is acknowledged, silenced or muted at that
 * evaluation. Then what is told: "!" its own change, "-" nothing, else why. */
static const struct {
	const char *story, *told;
} stories[] = {
	{ "ok warn crit ok", "! ! ! !" },
	{ "ok = =", "! - -" },
	/* a silence: what stands at its end is told, whether told before … */
	{ "warn =/s =/s = =", "! - - silence ended -" },
	/* … or not; what resolved in it and had been told, too; else nothing */
	{ "ok warn/s = =", "! - silence ended -" },
	{ "warn ok/s =", "! - silence ended" },
	{ "ok warn/s ok/s = =", "! - - - -" },
	{ "warn =/s crit", "! - !" }, /* its change tells it */
	/* a mute time: only what is otherwise than it was told */
	{ "warn =/m =", "! - -" },
	{ "ok warn/m = =", "! - mute ended -" },
	{ "warn ok/m =", "! - mute ended" },
	{ "ok warn/m ok/m =", "! - - -" },
	{ "warn crit/m warn/m =", "! - - -" },
	/* a silence that ends in a mute time is told after it */
	{ "warn =/s =/m = =", "! - - silence ended -" },
	{ "warn =/m =/s =", "! - - silence ended" },
	{ "warn =/s =/a =", "! - - -" },
	/* an acknowledgement that is taken back */
	{ "warn =/a =", "! - -" },
	{ "warn =/a crit/a = =", "! - - acknowledgement ended -" },
	/* reminders: after 7 days, from when it was told last */
	{ "warn +6d +1d +6d +1d", "! - reminder - reminder" },
	{ "warn +6d crit +6d +1d", "! - ! - reminder" },
	{ "ok +30d", "! -" },
	{ "pending +30d", "! -" },
	{ "no_data +7d", "! reminder" },
	{ "recovering +7d", "! reminder" },
	{ "warn +30d/a +30d/s +30d/m +1d", "! - - - silence ended" },
	{ "warn +30d/a +30d/m +1d", "! - - reminder" },
	{ "warn +5d/s = +5d +2d", "! - silence ended - reminder" },
};

static enum quiet
quiet_of(const char *word)
{
	const char *sign = strchr(word, '/');

	if (sign == NULL)
		return QUIET_NOT;
	return sign[1] == 'a'   ? QUIET_ACKNOWLEDGED
	       : sign[1] == 's' ? QUIET_SILENCED
				: QUIET_MUTED;
}

static void
step_to(struct alert *alert, const char *word, int64_t *now)
{
	char *state = mem_bytes(word, strcspn(word, "/"));
	int64_t seconds = 0;
	struct err err;

	alert->changed = word[0] != '=' && word[0] != '+';
	if (word[0] == '+' && duration_parse(&seconds, state + 1, &err))
		*now += seconds;
	for (int i = 0; alert->changed && i < ALERT_STATE_COUNT; i++)
		if (!strcmp(state, alert_state_word((enum alert_state)i)))
			alert->state = (enum alert_state)i;
	mem_free(state);
}

static char *
tell(const char *story)
{
	char *copy = mem_text(story), *rest = copy;
	struct alert alert = { .name = "a" };
	struct telling telling = { .alert = (char *)"a" };
	int64_t now = SCENE_START;
	struct buf told;

	buf_init(&told, LIMIT_MESSAGE);
	for (char *word = strsep(&rest, " "); word != NULL;
	     word = strsep(&rest, " ")) {
		enum quiet quiet = quiet_of(word);
		enum alert_why why;

		step_to(&alert, word, &now);
		why = telling_step(&telling, &alert, quiet, 7 * DAY_S, now);
		(void)buf_printf(&told, "%s%s", told.length > 0 ? " " : "",
		    why != WHY_BASELINE  ? alert_why_name(why)
		    : quiet != QUIET_NOT ? "-"
		    : alert.changed      ? "!"
					 : "-");
	}
	mem_free(copy);
	return buf_take(&told);
}

static void
test_stories(void)
{
	for (size_t i = 0; i < ARRAY_LEN(stories); i++) {
		char *told = tell(stories[i].story);

		is_string(told, stories[i].told, stories[i].story);
		mem_free(told);
	}
}

/* Acknowledged at one state; whether it holds at another, and if sticky. */
static const struct {
	enum alert_state at, at_level;
	enum alert_state now, level;
	bool late, holds, sticky;
} acknowledged[] = {
	{ ALERT_WARN, ALERT_WARN, ALERT_WARN, ALERT_WARN, 0, true, true },
	{ ALERT_WARN, ALERT_WARN, ALERT_CRIT, ALERT_CRIT, 0, false, true },
	{ ALERT_CRIT, ALERT_CRIT, ALERT_WARN, ALERT_WARN, 0, false, true },
	{ ALERT_WARN, ALERT_WARN, ALERT_OK, ALERT_OK, 0, false, false },
	{ ALERT_WARN, ALERT_WARN, ALERT_PENDING, ALERT_OK, 0, false, false },
	{ ALERT_WARN, ALERT_WARN, ALERT_RECOVERING, ALERT_WARN, 0, true, true },
	{ ALERT_WARN, ALERT_WARN, ALERT_NO_DATA, ALERT_WARN, 0, true, true },
	{ ALERT_WARN, ALERT_WARN, ALERT_NO_DATA, ALERT_CRIT, 0, false, true },
	{ ALERT_NO_DATA, ALERT_OK, ALERT_NO_DATA, ALERT_OK, 0, true, true },
	{ ALERT_NO_DATA, ALERT_OK, ALERT_FAILED, ALERT_OK, 0, false, true },
	{ ALERT_NO_DATA, ALERT_OK, ALERT_WARN, ALERT_WARN, 0, false, true },
	{ ALERT_NO_DATA, ALERT_OK, ALERT_OK, ALERT_OK, 0, false, false },
	/* late and ok can be acknowledged, and is until it is well */
	{ ALERT_OK, ALERT_OK, ALERT_OK, ALERT_OK, true, true, true },
	{ ALERT_OK, ALERT_OK, ALERT_OK, ALERT_OK, false, false, false },
	{ ALERT_OK, ALERT_OK, ALERT_WARN, ALERT_WARN, true, false, true },
};

static void
test_acknowledgements(void)
{
	for (size_t i = 0; i < ARRAY_LEN(acknowledged); i++) {
		struct alert at = { .state = acknowledged[i].at,
			.level = acknowledged[i].at_level };
		struct alert now = { .state = acknowledged[i].now,
			.level = acknowledged[i].level,
			.late = acknowledged[i].late };
		struct acknowledgement made = { .level =
						    alert_firing_level(&at) };
		char name[80];

		(void)snprintf(name, sizeof(name), "%s, now %s",
		    alert_state_word(at.state), alert_state_word(now.state));
		ok(acknowledgement_holds(&made, &now) == acknowledged[i].holds,
		    name);
		made.sticky = true;
		ok(acknowledgement_holds(&made, &now) == acknowledged[i].sticky,
		    name);
	}
}

/* Which of the alerts below fit. */
static const struct {
	const char *alert, *signal, *panel, *label, *value, *fit;
} silences[] = {
	{ "one", NULL, NULL, NULL, NULL, "one" },
	{ NULL, "x", NULL, NULL, NULL, "one many" },
	{ NULL, "y", NULL, NULL, NULL, "one two" },
	{ NULL, NULL, "Xs", NULL, NULL, "one many" },
	{ NULL, NULL, "Ys", NULL, NULL, "one" },
	{ NULL, NULL, "Own", NULL, NULL, "two" },
	{ NULL, NULL, NULL, "m", "A", "many" },
	{ NULL, NULL, NULL, "m", "B", "" },
	{ NULL, NULL, NULL, "h", "1", "many" },
	{ NULL, NULL, NULL, "h", "2", "" },
	{ NULL, "x", NULL, "m", "A", "many" },
	{ "one", NULL, NULL, "m", "A", "" },
	{ "one", "y", "Xs", NULL, NULL, "one" },
};

static void
check_silence(const struct scene *scene, size_t row)
{
	static const char *const names[] = { "one", "two", "many", "line" };
	struct silence silence = { .alert = (char *)silences[row].alert,
		.signal = (char *)silences[row].signal,
		.panel = (char *)silences[row].panel };
	char fit[80] = "";
	char *scope;

	labels_init(&silence.labels);
	if (silences[row].label != NULL)
		labels_put(
		    &silence.labels, silences[row].label, silences[row].value);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (silence_fits(&silence, scene_alert(scene, names[i]),
			scene->watchlist))
			(void)snprintf(fit + strlen(fit),
			    sizeof(fit) - strlen(fit), "%s%s",
			    fit[0] != '\0' ? " " : "", names[i]);
	scope = silence_scope(&silence);
	is_string(fit, silences[row].fit, scope);
	mem_free(scope);
	labels_release(&silence.labels);
}

/* A's x fires, with two hosts of which one is well; B's is well. */
static void
test_silences(void)
{
	struct scene scene;

	scene_open(&scene, "",
	    "  one: { warn: x > y }\n"
	    "  two: { warn: y > 5, panel: Own }\n"
	    "  many: { warn: x > 5 }\n"
	    "  line: { warn: 'atleast(1, one, two)' }\n"
	    "panels:\n"
	    "  - { title: Xs, show: [x] }\n"
	    "  - { title: Ys, show: y }\n"
	    "  - { title: Own }\n");
	scene_put(&scene, "x", "{h=\"1\", m=\"A\"}", "2020Q1", 9);
	scene_put(&scene, "x", "{h=\"2\", m=\"A\"}", "2020Q1", 1);
	scene_put(&scene, "x", "{h=\"1\", m=\"B\"}", "2020Q1", 1);
	scene_run(&scene, true);
	is_string(scene_state(&scene, "many"), "warn", "it fires");
	for (size_t i = 0; i < ARRAY_LEN(silences); i++)
		check_silence(&scene, i);
	/* B fires as well: what they have in common is the host */
	scene_put(&scene, "x", "{h=\"1\", m=\"B\"}", "2020Q2", 9);
	scene_put(&scene, "x", "{h=\"1\", m=\"A\"}", "2020Q2", 9);
	scene_put(&scene, "x", "{h=\"2\", m=\"A\"}", "2020Q2", 1);
	scene_run(&scene, true);
	ok(labels_find(&scene_alert(&scene, "many")->labels, "m") == NULL &&
		labels_find(&scene_alert(&scene, "many")->labels, "h") != NULL,
	    "the labels of all that fire");
	scene_close(&scene);
}

/* Now is 2026-11-22T12:00:00Z. */
static const struct {
	const char *text;
	int64_t until; /* 0: a mistake */
	const char *sentence;
} untils[] = {
	{ "7d", 1795348800 + 7 * 86400, NULL },
	{ "90m", 1795348800 + 5400, NULL },
	{ "2026-11-22", 1795392000, NULL }, /* to the end of today */
	{ "2026-12-01", 1796169600, NULL },
	{ "2026-12-01T18:00:00+08:00", 1796119200, NULL },
	{ "2026-11-21", 0, "'2026-11-21' is over already" },
	{ "0d", 0, "'0d' is over already" },
	{ "2099-01-01", 0, "'2099-01-01' is more than ten years ahead" },
	{ "9999999d", 0,
	    "'9999999d' is no end of a silence: write 7d, "
	    "2026-12-01 or 2026-12-01T18:00:00Z" },
	{ "tomorrow", 0,
	    "'tomorrow' is no end of a silence: write 7d, "
	    "2026-12-01 or 2026-12-01T18:00:00Z" },
	{ "", 0,
	    "'' is no end of a silence: write 7d, 2026-12-01 or "
	    "2026-12-01T18:00:00Z" },
};

static void
test_untils(void)
{
	for (size_t i = 0; i < ARRAY_LEN(untils); i++) {
		struct err err = { .text = "" };
		int64_t until = 0;
		bool fine = silence_until_parse(
		    &until, untils[i].text, 1795348800, &err);

		is_int(fine ? until : 0, untils[i].until, untils[i].text);
		is_string(err.text,
		    untils[i].sentence != NULL ? untils[i].sentence : "",
		    untils[i].text);
	}
}

int
main(void)
{
	test_stories();
	test_acknowledgements();
	test_silences();
	test_untils();
	return done();
}
