/* SPDX-License-Identifier: MIT */
/* Figures with their vintages, events with their versions, as of any time; what
 * is late; where it breaks. */
#include "model/model.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "model/definition.h"
#include "model/event.h"
#include "tests/model/fixture.h"
#include "tests/tap.h"

static const struct labels no_labels = { NULL, 0 };

static enum added
add(struct model *model, struct period period, struct amount amount,
    int64_t known_at)
{
	struct vintage vintage = { .amount = amount, .known_at = known_at };

	return model_add(model, model_signal(model, 0), &no_labels, period,
	    &vintage);
}

static double
known(const struct model *model, struct period period, int64_t as_of)
{
	const struct series *series = signal_series(
	    model_signal(model, 0), &no_labels, BASIS_REPORTED);
	const struct figure *figure = series_find(series, period);
	const struct vintage *vintage =
	    figure != NULL ? figure_at(figure, as_of) : NULL;

	return vintage != NULL ? vintage->amount.value : -1;
}

static void
test_vintages(void)
{
	struct model *model = fixture_model("signal x RMB\n");
	struct period one = period_of_days(0, 90, false);
	struct period two = period_of_days(90, 181, false);
	uint64_t version;

	is_int(add(model, two, amount_exact(5), 200), ADDED_FIGURE, "new");
	is_int(add(model, one, amount_exact(1), 100), ADDED_FIGURE, "older");
	version = model_signal(model, 0)->version;
	is_int(add(model, one, amount_exact(1), 300), ADDED_NOTHING,
	    "an equal value adds no vintage");
	ok(model_signal(model, 0)->version == version, "nor a version");
	is_int(add(model, one, amount_exact(2), 300), ADDED_VINTAGE,
	    "a restatement");
	is_int(add(model, one, amount_exact(7), 200), ADDED_VINTAGE,
	    "learned later, known before");
	is_int(add(model, one, amount_exact(9), 300), ADDED_VINTAGE,
	    "at the same time the later call wins");
	is_int(add(model, one, amount_bounded(9, BOUND_ABOUT), 400),
	    ADDED_VINTAGE, "about 9 is not 9");
	is_number(known(model, one, 99), -1, "nothing was known");
	is_number(known(model, one, 100), 1, "then 1");
	is_number(known(model, one, 250), 7, "then 7");
	is_number(known(model, one, 300), 9, "then 9");
	is_number(known(model, one, ALWAYS), 9, "and now about 9");
	ok(model_signal(model, 0)->series[0]->figures[0].period.end ==
		one.end,
	    "ordered by period");
	model_clear(model, model_signal(model, 0));
	is_int((int64_t)model_signal(model, 0)->series_count, 0, "cleared");
	model_free(model);
	model_free(NULL);
}

static void
test_series(void)
{
	struct model *model = fixture_model(
	    "signal x RMB\n"
	    "x 2025Q1 1\nx 2025Q2 2 basis=manual\nx 2025Q3 3 basis=guided\n"
	    "x{a=\"2\"} 2025Q1 4\nx{a=\"1\"} 2025Q1 5\n");
	const struct signal *signal = model_find(model, "x");
	const struct series *accounts =
	    signal_series(signal, &no_labels, BASIS_REPORTED);
	const struct figure *latest;

	is_int((int64_t)signal->series_count, 4, "one a voice and labels");
	is_int((int64_t)accounts->count, 2, "by hand is as reported");
	ok(signal_series(signal, &no_labels, BASIS_CLAIMED) == NULL,
	    "nobody claimed");
	latest = series_latest(accounts, ALWAYS);
	ok(latest == &accounts->figures[1], "the latest");
	ok(series_before(accounts, latest, ALWAYS) == &accounts->figures[0] &&
		series_before(accounts, &accounts->figures[0], ALWAYS) == NULL,
	    "and that before");
	ok(series_latest(accounts, 0) == NULL, "nothing was known then");
	is_string(signal->series[2]->labels.pairs[0].value, "1", "sorted");
	ok(model_find(model, "y") == NULL, "no such signal");
	model_free(model);
}

/* A year's last quarter in weeks is found among the year that ends with it. */
static void
test_mixed(void)
{
	struct model *model = fixture_model("signal x RMB\n");
	int64_t end = fixture_time("2025-01-26") / DAY_S;
	struct period quarter = period_of_days(end - 90, end, true);
	struct period year = period_of_days(end - 363, end, true);
	struct period same = quarter;

	same.end += 2 * DAY_S;
	(void)add(model, year, amount_exact(4), 1);
	(void)add(model, quarter, amount_exact(1), 1);
	(void)add(model, period_shift(quarter, 1), amount_exact(2), 1);
	is_int(add(model, same, amount_exact(1), 2), ADDED_NOTHING,
	    "the same quarter, though it ends two days later");
	is_number(known(model, same, ALWAYS), 1, "is found as the quarter");
	is_number(known(model, year, ALWAYS), 4, "and the year as the year");
	model_free(model);
}

static const char event_lines[] =
    "events deals\n"
    "event deals{multi_year=\"yes\"} 2024-01-10 a\n"
    "event deals{multi_year=\"yes\"} 2025-03-01 b kind=win\n"
    "event deals{multi_year=\"no\"} 2025-06-01 c kind=win\n"
    "event deals 2025-07-10 d status=dropped\n"
    "event deals 2025-12-01 e @2025-05-01\n"
    "event deals 2025-04-01 f due=2025-06-30\n"
    "event deals 2025-04-01 g due=2025-06-30 status=delivered\n"
    "event deals 2025-04-01 h due=2025-09-30\n"
    "events nothing\n";

static const struct {
	const char *text, *wanted;
} events[] = {
	{ "count(deals)", "6" },
	{ "count(deals, 365d)", "5" },
	{ "count(deals, 30d)", "0" },
	{ "count(deals{multi_year=\"yes\"}, 365d)", "1" },
	{ "count(deals{multi_year=\"yes\"})", "2" },
	{ "count(deals{kind=\"win\"})", "2" },
	{ "count(deals{status=\"delivered\"})", "1" },
	{ "count(deals{basis=\"claimed\"})", "0" },
	{ "last(deals)", "49" },
	{ "last(deals{multi_year=\"yes\"})", "141" },
	{ "last(deals{multi_year=\"maybe\"})", "?" },
	{ "overdue(deals)", "1" },
	{ "count(nothing)", "?" },
	{ "last(nothing)", "?" },
	{ "overdue(nothing)", "?" },
	{ "count(deals, 365d) < 4", "false" },
};

static void
test_events(void)
{
	struct model *model = fixture_model(event_lines);

	clock_set(fixture_time("2025-07-20"));
	for (size_t i = 0; i < ARRAY_LEN(events); i++)
		is_result(model, events[i].text, events[i].wanted);
	is_reason(model, "count(nothing)", "no event is known");
	is_reason(model, "last(deals{multi_year=\"maybe\"})",
	    "no such event is known");
	clock_set(fixture_time("2025-06-30") + DAY_S - 1);
	is_result(model, "overdue(deals)", "0"); /* the day is not over */
	clock_set(fixture_time("2025-07-01"));
	is_result(model, "overdue(deals)", "1");
	clock_set(fixture_time("2025-12-02"));
	is_result(model, "count(deals)", "7");
	is_result(model, "overdue(deals)", "2");
	model_set_as_of(model, fixture_time("2025-04-15"));
	is_result(model, "count(deals)", "5");
	is_result(model, "overdue(deals)", "0");
	model_free(model);
	clock_run();
}

static size_t
current(const struct signal *signal, const char *date)
{
	int64_t as_of = date != NULL ? fixture_time(date) : ALWAYS;
	size_t count = 0;

	for (size_t i = 0; i < signal->event_count; i++)
		count += signal_event_is_current(signal, i, as_of);
	return count;
}

/* A date that slips is the same item; what was known then stays known. */
static void
test_versions(void)
{
	struct model *model = fixture_model(
	    "events chip\n"
	    "event chip 2025-01-01 a due=2025-06-01\n"
	    "event chip 2025-01-01 a due=2025-12-01 @2025-05-01\n"
	    "event chip 2025-01-01 a due=2025-09-01 @2025-03-01\n"
	    "event chip 2025-01-01 a due=2025-12-01 @2025-08-01\n"
	    "event chip 2024-06-01 z @2024-06-01\n");
	const struct signal *signal = model_find(model, "chip");

	is_int((int64_t)signal->event_count, 4, "the same is no news");
	ok(!strcmp(signal->events[0]->id, "z"), "by date");
	is_int((int64_t)current(signal, "2024-12-31"), 1, "z alone");
	is_int((int64_t)current(signal, "2025-02-01"), 2, "each id once");
	is_int((int64_t)current(signal, NULL), 2, "also now");
	model_set_as_of(model, fixture_time("2025-07-01"));
	is_result(model, "overdue(chip)", "0");
	model_set_as_of(model, fixture_time("2025-02-15"));
	is_result(model, "overdue(chip)", "0");
	model_set_as_of(model, fixture_time("2026-01-01"));
	is_result(model, "overdue(chip)", "1");
	model_clear(model, model_find(model, "chip"));
	fixture_add(model, "event chip 2025-01-01 a\n");
	is_int((int64_t)signal->event_count, 1, "cleared, and filled again");
	model_free(model);
}

static const struct {
	const char *now, *text, *wanted;
} changes[] = {
	{ "2025-02-15", "changed(chip, 60d)", "0" }, /* nothing but news */
	{ "2025-03-15", "changed(chip, 60d)", "1" }, /* its due */
	{ "2025-03-15", "changed(chip{kind=\"n7\"}, 60d)", "1" },
	{ "2025-03-15", "changed(chip{kind=\"n5\"}, 60d)", "0" },
	{ "2025-04-29", "changed(chip, 60d)", "1" }, /* to the day */
	{ "2025-05-01", "changed(chip, 60d)", "0" }, /* 60 days are over */
	{ "2025-05-15", "changed(chip, 60d)", "1" }, /* delivered */
	{ "2025-06-15", "changed(chip, 60d)", "2" }, /* the other dropped */
	{ "2025-06-15", "changed(chip, 7d)", "0" },
	{ "2025-06-15", "changed(chip{status=\"dropped\"}, 60d)", "1" },
	{ "2025-07-08", "changed(chip, 7d)", "1" }, /* another kind */
	{ "2025-07-20", "changed(chip, 365d)", "3" }, /* an item, once */
	{ "2025-08-15", "changed(chip, 10d)", "0" }, /* quiet since */
	{ "2025-07-20", "changed(nothing, 7d)", "?" },
};

/* Planned, then delivered, delayed, dropped, something else: what was known of
 * it is compared version by version, each as of its day. */
static void
test_changed(void)
{
	struct model *model = fixture_model(
	    "events chip\n"
	    "event chip 2025-01-01 a kind=n7 due=2025-06-01 @2025-01-01\n"
	    "event chip 2025-01-01 b kind=n5 @2025-01-01\n"
	    "event chip 2025-01-01 c kind=n5 @2025-01-01\n"
	    "event chip 2025-01-01 a kind=n7 due=2025-09-01 @2025-03-01\n"
	    "event chip 2025-01-01 a kind=n7 due=2025-09-01 "
	    "status=delivered @2025-05-05\n"
	    "event chip 2025-01-01 b kind=n5 status=dropped @2025-06-01\n"
	    "event chip 2025-01-01 c kind=n4 @2025-07-05\n"
	    "events nothing\n");

	for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
		model_set_as_of(model, fixture_time(changes[i].now));
		is_result(model, changes[i].text, changes[i].wanted);
	}
	model_free(model);
}

static const struct {
	const char *now, *name;
	bool late;
	const char *due; /* or NULL */
} lateness[] = {
	{ "2025-12-24", "q", false, NULL },
	{ "2025-12-25", "q", true, "2025-12-25" }, /* 2025Q3 + 85 days */
	{ "2025-06-08", "d", false, NULL },
	{ "2025-06-10", "d", true, "2025-06-09" }, /* the last + 7 days */
	{ "2025-06-20", "l", false, NULL },
	{ "2025-06-22", "l", true, "2025-06-21" }, /* learned on the 1st */
	{ "2025-12-25", "guided", true, "2025-12-25" },
	{ "2030-01-01", "empty", false, NULL },
	{ "2030-01-01", "plain", false, NULL },
	{ "2025-06-10", "sum", true, "2025-06-09" },
	{ "2025-06-08", "sum", false, NULL },
	{ "2025-06-10", "above", true, "2025-06-09" },
	{ "2025-06-22", "deals", true, "2025-06-21" },
};

static void
test_late(void)
{
	struct model *model = fixture_model(
	    "signal q RMB expect=85\nq 2025Q1 1\nq 2025Q2 1\n"
	    "signal d RMB expect=7\nd 2025-06-01 1\n"
	    "signal l RMB expect=20l\nl 2024Q1 1 @2025-06-01\n"
	    "signal guided RMB expect=85\n"
	    "guided 2025Q2 1\nguided 2027Q4 1 basis=guided @2025-01-01\n"
	    "signal empty RMB expect=1\n"
	    "signal plain RMB\nplain 2020Q1 1\n"
	    "events deals\nevent deals 2025-06-01 a\n"
	    "derive sum RMB = d + q\n"
	    "derive above RMB = sum + sum + plain\n");
	struct definition *deals = (struct definition *)
				       model_find(model, "deals")
					   ->definition;

	deals->expect.of = EXPECT_AFTER_LEARNED;
	deals->expect.seconds = 20 * DAY_S;
	for (size_t i = 0; i < ARRAY_LEN(lateness); i++) {
		int64_t due = 0, now = fixture_time(lateness[i].now);
		bool late;

		clock_set(now + 1);
		late = signal_is_late(
		    model, model_find(model, lateness[i].name), &due);
		ok(late == lateness[i].late, lateness[i].name);
		if (late && lateness[i].due != NULL)
			is_int(due, fixture_time(lateness[i].due), "its due");
	}
	model_set_as_of(model, fixture_time("2025-07-10"));
	ok(!signal_is_late(model, model_find(model, "q"), NULL),
	    "it was not late then");
	model_free(model);
	clock_run();
}

static void
test_breaks(void)
{
	struct model *model = fixture_model(
	    "signal x RMB break=2025Q1\nx 2024Q4 1\nx 2025Q1 2\nx 2025Q2 2\n"
	    "derive twice RMB = x + x\n"
	    "derive deep RMB = ttm(twice)\n"
	    "derive point RMB = latest(x)\n");
	static const struct {
		const char *name;
		int first, second;
		bool breaks;
	} cases[] = {
		{ "x", 0, 1, true }, { "x", 1, 2, false }, { "x", 0, 2, true },
		{ "twice", 0, 1, true }, { "twice", 1, 2, false },
		{ "deep", 0, 1, true }, { "point", 0, 1, false },
	};
	const struct series *series = model_find(model, "x")->series[0];

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		ok(signal_breaks_between(model,
		       model_find(model, cases[i].name), series,
		       series->figures[cases[i].first].period,
		       series->figures[cases[i].second].period) ==
			cases[i].breaks,
		    cases[i].name);
	is_result(model, "qoq(x)", "2024Q4=? 2025Q1=? 2025Q2=0");
	model_free(model);
}

/* Many of everything, in the worst order, take no time that grows with their
 * square: a mention doubles at each of sixty levels. */
static void
test_many(void)
{
	struct model *model = fixture_model("events e\nsignal s0 RMB expect=1\n"
					    "s0 2025Q1 1\n");
	struct signal *signal = model_find(model, "e");
	clock_t start = clock();
	char text[128];

	clock_set(fixture_time("2025-07-20"));
	for (int i = 0; i < 20000; i++) {
		struct event event = { .due = NO_DATE, .title = text,
			.id = text, .known_at = i % 3, .date = -i };

		(void)snprintf(text, sizeof(text), "item %d", i);
		(void)model_add_event(model, signal, &event);
	}
	is_result(model, "count(e)", "20000");
	for (int i = 1; i <= 60; i++) {
		(void)snprintf(text, sizeof(text),
		    "derive s%d RMB = (s%d + s%d) / 2", i, i - 1, i - 1);
		fixture_add(model, text);
	}
	is_derived(model, "s60", "2025Q1=1");
	ok(signal_is_late(model, model_find(model, "s60"), NULL), "late");
	is_soon(start, 30, "in time");
	model_free(model);
	clock_run();
}

int
main(void)
{
	test_vintages();
	test_series();
	test_mixed();
	test_events();
	test_versions();
	test_changed();
	test_late();
	test_breaks();
	test_many();
	return done();
}
