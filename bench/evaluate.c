/* SPDX-License-Identifier: MIT */
/* What an evaluation costs, in CPU seconds (user and system) of one run: all of
 * a made-up watchlist, then one new figure at a time, with its alerts judged.
 *	evaluate FOLDER SIGNALS...
 * FOLDER is for the watchlist. Four of ten signals are derived, over one to
 * three others; a tenth of those are single values with a figure for each day
 * on which an input became known. The others have FIGURES quarters each. One
 * alert to ten signals. Each size runs in a process of its own, so that its peak
 * of memory is its own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/fetcher.h"
#include "fetch/picker.h"
#include "model/eval.h"
#include "model/model.h"

enum { FIGURES = 40, NEWS = 1000, PART = 4000, PATH_ROOM = 4096 };

static const struct settings *const tables[] = { &fetch_settings,
	&pick_settings, &alert_settings };

/* A and B and C are signals before it, in its unit. */
static const char *const layers[] = { "A + B", "A - B", "A + B - C",
	"prev(A)", "delta(A)", "avg(A, 4)", "max(A, 4)", "A * 2 - B",
	"(A + B + C) / 3" };
static const char *const ends[] = { "yoy(A)", "(A / B - 1) * 100" };
static const char *const points[] = { "latest(A)", "latest(A) - latest(B)",
	"at(A, 2020Q1) - latest(B)" };

static uint64_t state = 20260101;

static unsigned
chance(unsigned below)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)((state >> 33) % below);
}

static void
fail(const char *what)
{
	(void)fprintf(stderr, "evaluate: %s\n", what);
	exit(74);
}

static double
cpu_seconds(void)
{
	struct timespec time;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* The signals of one size: bases first, then those that may be built on, then
 * those that are not. */
struct plan {
	const char *folder;
	unsigned signals, bases, layered;
};

static unsigned
some_before(const struct plan *plan, unsigned i)
{
	return chance(i < plan->layered ? i : plan->layered);
}

static void
write_signal(FILE *file, const struct plan *plan, unsigned i)
{
	bool point = i >= plan->signals - (plan->signals - plan->bases) / 10;
	const char *formula = point
	    ? points[chance(sizeof(points) / sizeof(points[0]))]
	    : i >= plan->layered
	    ? ends[chance(sizeof(ends) / sizeof(ends[0]))]
	    : layers[chance(sizeof(layers) / sizeof(layers[0]))];

	if (i < plan->bases) {
		(void)fprintf(file,
		    "  s%u: { unit: RMB, from: s, each: '$[*]', value: v, "
		    "period: p }\n", i);
		return;
	}
	(void)fprintf(file, "  s%u: { unit: %s, expr: '", i,
	    point || i < plan->layered ? "RMB" : "'%'");
	for (; *formula != '\0'; formula++)
		if (strchr("ABC", *formula) != NULL)
			(void)fprintf(file, "s%u", some_before(plan, i));
		else
			(void)fputc(*formula, file);
	(void)fputs("' }\n", file);
}

static void
write_alert(FILE *file, const struct plan *plan, unsigned i)
{
	unsigned of = chance(plan->signals);

	if (i % 50 == 49)
		(void)fprintf(file,
		    "  a%u: { crit: 'atleast(2, a%u, a%u, a%u)' }\n", i,
		    i - 1, i - 2, i - 3);
	else if (i % 10 == 8)
		(void)fprintf(file, "  a%u: { warn: 'age(s%u) > 400d' }\n", i,
		    chance(plan->bases));
	else
		(void)fprintf(file,
		    "  a%u: { warn: 's%u < %u', crit: 's%u < %u'%s }\n", i,
		    of, chance(90), of, chance(20),
		    of < plan->layered ? ", for: 2 periods" : "");
}

/* In parts: a file has a ceiling. */
static void
write_part(const struct plan *plan, unsigned part)
{
	char path[PATH_ROOM];
	unsigned first = part * PART, end = first + PART;
	FILE *file;

	if (end > plan->signals)
		end = plan->signals;
	(void)snprintf(
	    path, sizeof(path), "%s/part%u.yaml", plan->folder, part);
	file = fopen(path, "w");
	if (file == NULL)
		fail(path);
	(void)fputs("signals:\n", file);
	for (unsigned i = first; i < end; i++)
		write_signal(file, plan, i);
	(void)fputs("alerts:\n", file);
	for (unsigned i = first / 10; i < end / 10; i++)
		write_alert(file, plan, i);
	if (fclose(file) != 0)
		fail(path);
}

static struct watchlist *
load(const struct plan *plan)
{
	struct complaints complaints = { 0 };
	char path[PATH_ROOM];
	struct watchlist *watchlist;
	struct buf words;
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/main.yaml", plan->folder);
	file = fopen(path, "w");
	if (file == NULL)
		fail(path);
	(void)fputs("name: Made up\nsources:\n  s: { url: 'file:none.json' }\n"
		    "include:\n", file);
	for (unsigned i = 0; i * PART < plan->signals; i++) {
		write_part(plan, i);
		(void)fprintf(file, "  - part%u.yaml\n", i);
	}
	if (fclose(file) != 0)
		fail(path);
	watchlist = watchlist_load(path, tables,
	    sizeof(tables) / sizeof(tables[0]), &complaints);
	if (watchlist == NULL) {
		buf_init(&words, LIMIT_MESSAGE);
		complaints_format(&words, &complaints);
		fail(buf_string(&words));
	}
	return watchlist;
}

struct market {
	struct plan plan;
	struct model *model;
	struct alerts *alerts;
	unsigned *quarters; /* of each base, so far */
};

/* The next quarter of a base, learned some weeks after its end or just now. */
static void
add_figure(struct market *market, unsigned base, bool now)
{
	static const struct labels none = { NULL, 0 };
	struct period first = period_of_days(
	    date_days(2014, 1, 1), date_days(2014, 4, 1), false);
	struct period period =
	    period_shift(first, (int)market->quarters[base]++);
	struct vintage vintage = { .amount = amount_exact(chance(100) + 1),
		.basis = BASIS_REPORTED,
		.known_at = now ? clock_now()
				: period.end + (20 + chance(40)) * DAY_S,
		.seen_at = 1 };

	(void)model_add(market->model, model_signal(market->model, base),
	    &none, period, &vintage);
}

static void
evaluate(struct market *market)
{
	struct transition *changes = NULL;
	size_t count = 0;

	eval_derived(market->model);
	alerts_evaluate(
	    market->alerts, clock_now(), true, &changes, &count);
	model_end_round(market->model);
	for (size_t i = 0; i < count; i++)
		transition_release(&changes[i]);
	mem_free(changes);
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

struct costs {
	double whole, middle, most; /* seconds: of all; of one new figure */
	double computed;	    /* by a new figure, on average */
	size_t figures;		    /* of all signals, after the first */
};

static size_t
count_figures(const struct model *model)
{
	size_t count = 0;

	for (size_t i = 0; i < model_count(model); i++) {
		const struct signal *signal = model_signal(model, i);

		for (size_t k = 0; k < signal->series_count; k++)
			count += signal->series[k]->count;
	}
	return count;
}

static struct costs
measure(struct market *market)
{
	double *each = mem_new_array(NEWS, sizeof(*each)), start;
	uint64_t before;
	struct costs costs;

	start = cpu_seconds();
	evaluate(market);
	costs.whole = cpu_seconds() - start;
	costs.figures = count_figures(market->model);
	evaluate(market); /* what counts evaluations comes to rest */
	before = model_computations(market->model);
	for (int i = 0; i < NEWS; i++) {
		clock_set(clock_now() + 1);
		start = cpu_seconds();
		add_figure(market, chance(market->plan.bases), true);
		evaluate(market);
		each[i] = cpu_seconds() - start;
	}
	qsort(each, NEWS, sizeof(*each), compare);
	costs.middle = each[NEWS / 2];
	costs.most = each[NEWS * 99 / 100];
	costs.computed =
	    (double)(model_computations(market->model) - before) / NEWS;
	mem_free(each);
	return costs;
}

static void
bench(const char *folder, unsigned signals)
{
	struct market market = { .plan = { .folder = folder,
		.signals = signals,
		.bases = signals / 10 * 6,
		.layered = signals / 10 * 9 } };
	struct watchlist *watchlist = load(&market.plan);
	struct definition **definitions;
	struct rusage usage;
	struct costs costs;
	size_t count;

	definitions = watchlist_take_definitions(watchlist, &count);
	market.model = model_new();
	for (size_t i = 0; i < count; i++)
		(void)model_define(market.model, definitions[i]);
	mem_free(definitions);
	market.alerts = alerts_new(watchlist, market.model);
	market.quarters = mem_new_array(signals, sizeof(unsigned));
	clock_set(date_days(2024, 6, 1) * DAY_S);
	for (unsigned i = 0; i < market.plan.bases; i++)
		for (int k = 0; k < FIGURES; k++)
			add_figure(&market, i, false);
	costs = measure(&market);
	(void)getrusage(RUSAGE_SELF, &usage);
	(void)printf("%8u %8u %8zu %7zu %8.3f %8.2f %10.0f %8.0f %9.1f %7.0f\n",
	    signals, signals - market.plan.bases, costs.figures,
	    alerts_count(market.alerts), costs.whole,
	    costs.whole / signals * 1e6, costs.middle * 1e6, costs.most * 1e6,
	    costs.computed, (double)usage.ru_maxrss / 1024);
	(void)fflush(stdout);
	_exit(0); /* what is given back is not measured */
}

int
main(int argc, char **argv)
{
	int status;

	if (argc < 3) {
		(void)fputs("usage: evaluate FOLDER SIGNALS...\n", stderr);
		return 64;
	}
	(void)printf("CPU of an evaluation: of all, and with one new figure "
		     "(of %d)\n%8s %8s %8s %7s %8s %8s %10s %8s %9s %7s\n",
	    NEWS, "signals", "derived", "figures", "alerts", "all, s",
	    "us each", "median, us", "99 %, us", "computed", "MiB");
	(void)fflush(stdout);
	for (int i = 2; i < argc; i++) {
		pid_t child = fork();

		if (child == 0)
			bench(argv[1], (unsigned)strtoul(argv[i], NULL, 10));
		if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0)
			return 74;
	}
	return 0;
}
