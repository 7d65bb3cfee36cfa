/* SPDX-License-Identifier: MIT */
#include "alert/fold.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "tests/tap.h"

/* A step is a letter: 'c' crit, 'w' warn, '-' neither, '!' neither and clear,
 * 'm' missing, 'u' warn while crit is missing. A day passes between steps. */
static struct verdict
verdict_of(char letter, bool has_clear)
{
	struct verdict verdict = { .has_clear = has_clear };

	verdict.warn = strchr("cwu", letter) != NULL ? TRUTH_TRUE
		       : letter == 'm'               ? TRUTH_MISSING
						     : TRUTH_FALSE;
	verdict.crit = letter == 'c'                    ? TRUTH_TRUE
		       : letter == 'm' || letter == 'u' ? TRUTH_MISSING
							: TRUTH_FALSE;
	verdict.clear = letter == '!' ? TRUTH_TRUE : TRUTH_FALSE;
	return verdict;
}

/* o ok, p pending, w warn, c crit, r recovering, n no data. */
static char
letter_of(enum alert_state state)
{
	return "opwcrnf"[state];
}

static const struct {
	const char *name, *hold; /* hold: NULL or as in the watchlist */
	bool clear, keeps;
	const char *steps, *states;
} cases[] = {
	{ "at once", NULL, false, false, "-w-c-", "owoco" },
	{ "worse and better", NULL, false, false, "wcwc", "wcwc" },
	{ "crit is warn too", NULL, false, false, "c", "c" },
	{ "crit unknown, warn known", NULL, false, false, "uw", "ww" },
	{ "missing", NULL, false, false, "m-mw", "nonw" },
	{ "no data never resolves", NULL, true, false, "wm-!", "wnro" },
	{ "without clear it does not stay", NULL, false, false, "wm-", "wno" },
	{ "for 3", "3 runs", false, false, "wwwww-ww", "ppwwwopp" },
	{ "for 3, broken", "3 runs", false, false, "ww-wwww", "ppoppww" },
	{ "for 3, a hole breaks it", "3 runs", false, false, "wwmwwww",
	    "ppnppww" },
	{ "for 1 is at once", "1 run", false, false, "w", "w" },
	{ "for 2 periods", "2 periods", false, false, "-wwcc", "opwwc" },
	{ "crit held counts for warn", "2 runs", false, false, "cc", "pc" },
	{ "a mix holds warn only", "2 runs", false, false, "wcwcc", "pwwwc" },
	{ "crit stays crit without a second wait", "2 runs", true, false,
	    "cc-c!", "pcrco" },
	{ "for 2 days", "2d", false, false, "wwww-w", "ppwwop" },
	{ "clear", NULL, true, false, "w--w-!-", "wrrwroo" },
	{ "clear keeps the level", NULL, true, false, "c-w-!", "crwro" },
	{ "recovering, crit again", NULL, true, false, "c-c!", "crco" },
	{ "clear without firing", NULL, true, false, "-!w!", "oowo" },
	{ "keep", NULL, false, true, "wmm-m", "wwwoo" },
	{ "keep, nothing to keep yet", NULL, false, true, "mm-m", "nnoo" },
	{ "keep while recovering", NULL, true, true, "c-m!", "crro" },
	{ "keep goes on counting", "3 runs", false, true, "wwmw", "pppw" },
};

static void
fold(size_t i)
{
	struct terms terms = { .keeps = cases[i].keeps };
	struct standing standing = { 0 };
	char states[32] = "";
	struct err err;

	if (cases[i].hold != NULL &&
	    !hold_parse(&terms.hold, cases[i].hold, &err))
		diag("%s", err.text);
	for (size_t k = 0; cases[i].steps[k] != '\0'; k++) {
		standing = fold_step(standing,
		    verdict_of(cases[i].steps[k], cases[i].clear), &terms,
		    (int64_t)(k + 1) * 86400);
		states[k] = letter_of(standing.state);
	}
	is_string(states, cases[i].states, cases[i].name);
}

static const struct {
	const char *text;
	enum hold_by by;
	unsigned count;
	int64_t seconds;
	const char *error; /* NULL: it is fine */
} holds[] = {
	{ "2 periods", HOLD_PERIODS, 2, 0, NULL },
	{ "1 period", HOLD_PERIODS, 1, 0, NULL },
	{ "1000 runs", HOLD_RUNS, 1000, 0, NULL },
	{ "1 run", HOLD_RUNS, 1, 0, NULL },
	{ "3d", HOLD_SECONDS, 0, 259200, NULL },
	{ "90m", HOLD_SECONDS, 0, 5400, NULL },
	{ "0 runs", 0, 0, 0, "'0 runs': between 1 and 1000 are possible" },
	{ "1001 periods", 0, 0, 0,
	    "'1001 periods': between 1 and 1000 are possible" },
	{ "2", 0, 0, 0,
	    "'2' is no stretch to hold for: write 2 periods, 3d or 2 runs" },
	{ "0d", 0, 0, 0,
	    "'0d' is no stretch to hold for: write 2 periods, 3d or 2 runs" },
	{ "two runs", 0, 0, 0,
	    "'two runs' is no stretch to hold for: write 2 periods, 3d or 2 "
	    "runs" },
	{ "", 0, 0, 0,
	    "'' is no stretch to hold for: write 2 periods, 3d or 2 runs" },
	{ "-1 runs", 0, 0, 0,
	    "'-1 runs' is no stretch to hold for: write 2 periods, 3d or 2 "
	    "runs" },
};

static void
parse(size_t i)
{
	struct hold hold = { 0 };
	struct err err = { .text = "" };
	bool fine = hold_parse(&hold, holds[i].text, &err);

	is_string(err.text, holds[i].error != NULL ? holds[i].error : "",
	    holds[i].text);
	ok(fine == (holds[i].error == NULL) &&
		(!fine ||
		    (hold.by == holds[i].by && hold.count == holds[i].count &&
			hold.seconds == holds[i].seconds)),
	    holds[i].text);
}

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		fold(i);
	for (size_t i = 0; i < ARRAY_LEN(holds); i++)
		parse(i);
	return done();
}
