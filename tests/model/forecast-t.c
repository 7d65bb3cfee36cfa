/* SPDX-License-Identifier: MIT */
/* What is guided or estimated of a period to come, beside what is reported. */
#include "model/forecast.h"


#include "base/clock.h"
#include "base/err.h"
#include "model/definition.h"
#include "model/model.h"
#include "tests/model/fixture.h"
#include "tests/tap.h"

/* Guidance of 2025Q2 was raised once, and missed; that of 2025Q3 stands. */
static const char lines[] =
    "signal x USD kind=flow voices expect=45d\n"
    "x 2024Q2 80 @2024-07-20\nx 2025Q1 100 @2025-04-20\n"
    "x 2025Q2 120 @2025-07-20\n"
    "x{basis=\"guided\"} 2025Q2 110-120 @2025-04-20\n"
    "x{basis=\"guided\"} 2025Q2 126 @2025-06-10\n"
    "x{basis=\"guided\"} 2025Q3 140 @2025-07-20\n"
    "x{basis=\"guided\"} 2025Q3 154 @2025-09-10\n"
    "x{basis=\"estimated\"} 2025Q1 99 @2025-05-01\n"
    "x{basis=\"estimated\"} 2025Q3 150 @2025-07-30\n"
    "x{basis=\"estimated\"} 2025 600 @2025-07-30\n"
    /* nothing but forecasts: they stand for themselves */
    "signal plan USD voices\n"
    "plan{basis=\"guided\"} 2026Q1 5 @2025-09-01\n"
    "signal always USD\nalways 2026Q1 7 @2025-09-01 basis=guided\n"
    "signal mixed USD voices\nmixed 2025Q1 3\n"
    "mixed{basis=\"claimed\"} 2025Q2 4\n"
    "signal other USD\nother 2025Q1 10\nother 2025Q2 10\n"
    "other 2025Q3 10\n"
    "derive next USD = x{basis=\"guided\"} + 1\n"
    "derive now USD = other + 1\n";

static const struct {
	const char *text, *wanted;
} cases[] = {
	/* the name alone is what is known */
	{ "x{basis=\"reported\"}", "2024Q2=80 2025Q1=100 2025Q2=120" },
	{ "latest(x{basis!=\"estimated\"})",
	    "2025Q2=120; {basis=\"guided\"} 2025Q3=154" },
	{ "latest(x{basis=\"reported\"})", "2025Q2=120" },
	{ "yoy(x{basis=\"reported\"})", "2024Q2=? 2025Q1=? 2025Q2=50" },
	{ "mixed", "2025Q1=3; {basis=\"claimed\"} 2025Q2=4" },
	{ "plan", "" },
	{ "latest(plan{basis=\"guided\"})", "2026Q1=5" },
	{ "latest(always)", "2026Q1=7" },
	{ "age(always)", "2026Q1=0" },
	/* raised, or cut */
	{ "revision(x{basis=\"guided\"}, 60d)", "2025Q3=10" },
	{ "revision(x{basis=\"guided\"}, 5d)", "2025Q3=0" },
	/* met, or missed */
	{ "x{basis=\"reported\"} / x{basis=\"guided\"}",
	    "2025Q2=0.9523809524 2025Q3=?" },
	{ "at(x{basis=\"reported\"} >= x{basis=\"guided\"}, 2025Q2)",
	    "2025Q2=false" },
	{ "x{basis=\"guided\"} - x{basis=\"estimated\"}",
	    "2025Q2=? 2025Q3=4 2025=?" },
};

/* Without a basis: as reported, with what was estimated of the past. */
static const struct {
	const char *text, *wanted;
} alone[] = {
	{ "x", "2024Q2=80 2025Q1=100 2025Q2=120; {basis=\"estimated\"} "
	       "2025Q1=99" },
	{ "latest(x)", "2025Q2=120; {basis=\"estimated\"} 2025Q1=99" },
	{ "age(x)", "2025Q2=81; {basis=\"estimated\"} 2025Q1=172" },
	{ "known(x)", "2025Q2=62; {basis=\"estimated\"} 2025Q1=142" },
};

static void
test_language(void)
{
	struct model *model = fixture_model(lines);

	clock_set(fixture_time("2025-09-20"));
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		is_result(model, cases[i].text, cases[i].wanted);
	for (size_t i = 0; i < ARRAY_LEN(alone); i++)
		is_result(model, alone[i].text, alone[i].wanted);
	model_free(model);
}

static const struct {
	enum basis basis;
	const char *period, *known, *word;
} words[] = {
	{ BASIS_REPORTED, "2025Q2", "2025-07-20", "reported" },
	{ BASIS_REPORTED, "2025Q2", "2025-06-20", "reported" },
	{ BASIS_GUIDED, "2025Q2", "2025-04-20", "guided (forecast)" },
	{ BASIS_GUIDED, "2025Q2", "2025-07-20", "guided (forecast)" },
	{ BASIS_ESTIMATED, "2025Q2", "2025-06-30", "estimated (forecast)" },
	{ BASIS_ESTIMATED, "2025Q2", "2025-07-01", "estimated" },
	{ BASIS_ESTIMATED, "2025-06-30", "2025-06-30", "estimated" },
	{ BASIS_DERIVED, "2025Q2", "2025-06-30", "derived (forecast)" },
	{ BASIS_DERIVED, "2025Q2", "2025-07-01", "derived" },
	{ BASIS_DERIVED, "2025-06-30", "2025-06-30", "derived" },
	{ BASIS_CLAIMED, "2025Q2", "2025-05-01", "claimed" },
};

static void
test_words(void)
{
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		struct vintage vintage = { .basis = words[i].basis,
			.known_at = fixture_time(words[i].known) };
		struct period period;
		struct err err;

		if (period_parse(&period, words[i].period, 12, &err))
			is_string(vintage_word(&vintage, &period),
			    words[i].word, words[i].period);
	}
}

static const struct series *
series_of(const struct model *model, const char *name)
{
	const struct signal *signal = model_find(model, name);

	return signal_main_series(signal, ALWAYS);
}

static void
test_main_series(void)
{
	struct model *model = fixture_model(
	    "signal x USD voices\nx 2025Q1 1\nx 2025Q2 2\n"
	    "x{basis=\"guided\"} 2025Q2 3 @2025-05-01\n"
	    "x{basis=\"guided\"} 2025Q3 4 @2025-05-01\n"
	    "x{basis=\"estimated\"} 2025Q4 5 @2025-05-01\n"
	    "signal plan USD voices\nplan{basis=\"guided\"} 2026Q1 5\n"
	    "signal two USD voices\ntwo 2025Q1 3\n"
	    "two{basis=\"claimed\"} 2025Q2 4\n"
	    "signal none USD voices\n");
	const struct signal *x = model_find(model, "x");
	const struct series *main = series_of(model, "x"), *other = NULL;
	const struct figure *next;

	ok(main != NULL && main->voice == BASIS_REPORTED, "what is reported");
	ok(series_of(model, "plan") != NULL, "the only one, if of forecasts");
	ok(series_of(model, "two") == NULL, "two that are none");
	ok(series_of(model, "none") == NULL, "none");
	next = signal_forecast(
	    x, main, signal_latest(x, main, ALWAYS), ALWAYS, &other);
	ok(next != NULL && other->voice == BASIS_GUIDED &&
		next->vintages[0].amount.value == 4,
	    "the forecast of the first period to come");
	ok(signal_forecast(x, main, NULL, fixture_time("2025-01-01"),
	       &other) == NULL,
	    "which was not known earlier");
	model_free(model);
}

static void
test_late(void)
{
	struct model *model = fixture_model(lines);
	int64_t due = 0;

	clock_set(fixture_time("2025-09-20"));
	ok(!signal_is_late(model, model_find(model, "x"), NULL), "in time");
	clock_set(fixture_time("2025-11-20"));
	ok(signal_is_late(model, model_find(model, "x"), &due),
	    "guidance of the quarter does not make it come in time");
	is_int(due, fixture_time("2025-11-15"), "45 days after its end");
	model_free(model);
	model = fixture_model("signal x USD voices expect=45dl\n"
			      "x 2025Q2 120 @2025-07-20\n"
			      "x{basis=\"guided\"} 2025Q3 1 @2025-09-20\n");
	clock_set(fixture_time("2025-09-21"));
	ok(signal_is_late(model, model_find(model, "x"), &due),
	    "nor is it news");
	is_int(due, fixture_time("2025-09-03"), "45 days after the last");
	model_free(model);
}

static void
test_derived(void)
{
	struct model *model = fixture_model(lines);
	const struct signal *next = model_find(model, "next");
	const struct figure *figure;

	clock_set(fixture_time("2025-09-20"));
	is_derived(model, "next", "2025Q2=127 2025Q3=155");
	figure = series_latest(next->series[0], ALWAYS);
	is_string(vintage_word(&figure->vintages[0], &figure->period),
	    "derived (forecast)", "derived of guidance");
	is_derived(model, "now", "2025Q1=11 2025Q2=11 2025Q3=11");
	figure = &model_find(model, "now")->series[0]->figures[0];
	is_string(vintage_word(&figure->vintages[0], &figure->period),
	    "derived", "derived of what is reported");
	model_free(model);
}

int
main(void)
{
	test_language();
	test_words();
	test_main_series();
	test_late();
	test_derived();
	return done();
}
