/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/evidence.h"
#include "store/store.h"
#include "tests/store/scene.h"
#include "tests/tap.h"

enum { T0 = 1700000000 };

static const struct {
	const char *labels, *period;
	double value, low, high;
	bool approximate;
	enum basis basis;
	const char *confidence, *remark;
	const char *source, *path; /* evidence; NULL: none */
	int64_t offset;
	const char *text, *said;
} figures[] = {
	{ "", "2025Q2", 38676e6, 38676e6, 38676e6, false, BASIS_REPORTED, NULL,
	    NULL, "results", "$['quarters'][0]", 17, "38676", "June quarter" },
	{ "", "2025Q1", 0.1, 0.1, 0.1, true, BASIS_REPORTED, "high",
	    "with leases", "results", "$['quarters'][1]", 0, "0.1", NULL },
	{ "", "2024Q4", 100e9, 100e9, INFINITY, false, BASIS_REPORTED, NULL,
	    NULL, NULL, NULL, -1, NULL, NULL },
	{ "", "2024Q3", 55, -INFINITY, 55, true, BASIS_MANUAL, NULL, NULL, NULL,
	    NULL, -1, "up to 55", NULL },
	{ "", "2024Q2", 92, 91, 93, false, BASIS_GUIDED, NULL, NULL, NULL, NULL,
	    -1, NULL, "of the call" },
	{ "", "2026Q3", -1e-300, -1e-300, -1e-300, false, BASIS_ESTIMATED, NULL,
	    NULL, NULL, NULL, -1, NULL, NULL },
	{ "{bench=\"AIME25\", model=\"Qwen3-235B\"}", "2025-04-29", 81.5, 81.5,
	    81.5, false, BASIS_CLAIMED, NULL, NULL, "results", "$.b[3].score",
	    INT64_C(5000000000), "81.5", NULL },
	{ "{bench=\"AIME25\", model=\"Qwen3-235B\"}", "2025-05-08", 79, 79, 79,
	    false, BASIS_INDEPENDENT, NULL, NULL, "results", "$.b[4].score", 12,
	    "79", NULL },
	{ "{name=\"a \\\"b\\\" \\\\ , {c}=\"}", "2025-05-08T10:11:12Z",
	    9007199254740993.0, 9007199254740993.0, 9007199254740993.0, false,
	    BASIS_REPORTED, NULL, NULL, NULL, NULL, -1, NULL, NULL },
	{ "{\xe4\xb8\xad=\"\xe9\x98\xbf\xe9\x87\x8c\"}", "2024", 5e-324, 5e-324,
	    5e-324, false, BASIS_REPORTED, NULL, NULL, NULL, NULL, -1, NULL,
	    NULL },
	{ "{month=\"yes\"}", "2025-02", 1.7976931348623157e308,
	    1.7976931348623157e308, INFINITY, true, BASIS_REPORTED, NULL, NULL,
	    NULL, NULL, -1, NULL, NULL },
};

static struct period
period_of(size_t i)
{
	struct period period = { 0 };
	struct err err;

	if (!period_parse(&period, figures[i].period, FISCAL_CALENDAR, &err))
		diag("%s", err.text);
	return period;
}

static bool
keep(struct store *store, const struct signal *signal, size_t i)
{
	struct document *document =
	    figures[i].source != NULL
		? document_new(figures[i].source, "https://example.org/?k=…",
		      T0 + 5, "00ff")
		: NULL;
	struct vintage vintage = {
		.amount = { figures[i].value, figures[i].low, figures[i].high,
		    figures[i].approximate },
		.basis = figures[i].basis,
		.known_at = T0 + (int64_t)i,
		.confidence = (char *)figures[i].confidence,
		.remark = (char *)figures[i].remark,
	};
	struct period period = period_of(i);
	struct labels labels;
	struct err err;
	bool kept;

	if (document != NULL || figures[i].text != NULL ||
	    figures[i].said != NULL)
		vintage.evidence = evidence_new(document, figures[i].path,
		    figures[i].offset, figures[i].text, figures[i].said);
	kept = labels_parse(&labels, figures[i].labels) &&
	       store_add(store, signal, &labels, basis_voice(vintage.basis),
		   &period, &vintage, &err);
	labels_release(&labels);
	evidence_release(vintage.evidence);
	document_release(document);
	return kept;
}

static const char *
shown(const char *text)
{
	return text != NULL ? text : "(none)";
}

static void
check_evidence(const struct evidence *evidence, size_t i, const char *name)
{
	if (figures[i].source == NULL && figures[i].text == NULL &&
	    figures[i].said == NULL) {
		ok(evidence == NULL, name);
		return;
	}
	if (!ok(evidence != NULL &&
		    (evidence->document != NULL) == (figures[i].source != NULL),
		name))
		return;
	if (evidence->document != NULL) {
		is_string(evidence->document->source, figures[i].source, name);
		is_string(
		    evidence->document->url, "https://example.org/?k=…", name);
		is_string(evidence->document->sha256, "00ff", name);
		is_int(evidence->document->retrieved_at, T0 + 5, name);
	}
	is_string(shown(evidence->path), shown(figures[i].path), name);
	is_string(shown(evidence->text), shown(figures[i].text), name);
	is_string(shown(evidence->remark), shown(figures[i].said), name);
	is_int(evidence->offset, figures[i].offset, name);
}

static void
check_figure(const struct signal *signal, size_t i)
{
	const struct series *series;
	const struct figure *figure;
	const struct vintage *got;
	struct labels labels;
	char name[80];

	(void)snprintf(name, sizeof(name), "%zu: %s", i, figures[i].period);
	(void)labels_parse(&labels, figures[i].labels);
	series = signal_series(signal, &labels, basis_voice(figures[i].basis));
	labels_release(&labels);
	figure = series != NULL ? series_find(series, period_of(i)) : NULL;
	if (!ok(figure != NULL && figure->vintage_count == 1, name))
		return;
	got = &figure->vintages[0];
	ok(got->amount.value == figures[i].value &&
		got->amount.low == figures[i].low &&
		got->amount.high == figures[i].high &&
		got->amount.approximate == figures[i].approximate,
	    name);
	is_int(got->basis, figures[i].basis, name);
	is_int(got->known_at, T0 + (int64_t)i, name);
	is_int(figure->seen_at,
	    figures[i].source != NULL ? T0 + 5 : T0 + (int64_t)i, name);
	is_int(figure->period.start, period_of(i).start, name);
	is_int(figure->period.end, period_of(i).end, name);
	is_string(shown(got->confidence), shown(figures[i].confidence), name);
	is_string(shown(got->remark), shown(figures[i].remark), name);
	check_evidence(got->evidence, i, name);
}

static void
test_round_trip(void)
{
	struct model *model = model_new();
	struct signal *signal = scene_signal(model, "s", "d1", false);
	struct store *store = scene_store("round", "Round trip");
	struct err err;

	ok(store_begin(store, &err), "begin");
	for (size_t i = 0; i < ARRAY_LEN(figures); i++)
		ok(keep(store, signal, i), figures[i].period);
	ok(store_commit(store, &err), "commit");
	store_close(store);
	store = scene_store("round", "Round");
	ok(store_load(store, model, &err), "another watchlist");
	is_int((int64_t)signal->series_count, 0, "has its own history");
	store_close(store);
	store = scene_store("round", "-ROUND: Trip!");
	ok(store_load(store, model, &err), "load");
	for (size_t i = 0; i < ARRAY_LEN(figures); i++)
		check_figure(signal, i);
	ok(!store_is_stale(store, signal), "its own definition");
	store_close(store);
	model_free(model);
}

static const struct figure *
first_figure(const struct signal *signal)
{
	return signal->series_count > 0 && signal->series[0]->count > 0
		   ? &signal->series[0]->figures[0]
		   : NULL;
}

/* Vintages: what was known when, whatever the order in which it came. */
static void
test_vintages(void)
{
	struct model *model = model_new();
	struct signal *signal = scene_signal(model, "s", "d1", false);
	struct store *store = scene_store("vintages", "v");
	const struct labels none = { NULL, 0 };
	const struct figure *figure;
	struct period period;
	struct err err;

	(void)period_parse(&period, "2025Q2", FISCAL_CALENDAR, &err);
	(void)scene_add(store, NULL, signal, "2025Q2", 3, 300);
	(void)scene_add(store, NULL, signal, "2025Q2", 1, 100);
	(void)scene_add(store, NULL, signal, "2025Q2", 2, 200);
	(void)scene_add(store, NULL, signal, "2025Q2", 2, 250);
	(void)scene_add(store, NULL, signal, "2025Q2", 3, 300);
	ok(store_seen(
	       store, signal, &none, BASIS_REPORTED, &period, 9000, &err),
	    "said again");
	ok(store_load(store, model, &err), "load");
	figure = first_figure(signal);
	is_int((int64_t)figure->vintage_count, 3,
	    "an equal value adds no vintage, whoever brings it");
	is_number(figure_at(figure, 99) == NULL, 1, "nothing before");
	is_number(figure_at(figure, 100)->amount.value, 1, "the first");
	is_number(figure_at(figure, 299)->amount.value, 2, "the second");
	is_number(figure_at(figure, ALWAYS)->amount.value, 3, "the last");
	is_int(figure->seen_at, 9000, "last seen");
	store_close(store);
	model_free(model);
}

/* An edit of the watchlist: the old stands until the new has brought some. */
static void
test_definitions(void)
{
	struct model *model = model_new();
	struct signal *old = scene_signal(model, "s", "d1", false);
	struct model *edited = model_new();
	struct signal *signal = scene_signal(edited, "s", "d2", false);
	struct store *store = scene_store("edit", "e");
	struct err err;

	(void)scene_add(store, NULL, old, "2025Q1", 1, 100);
	ok(store_load(store, edited, &err) && store_is_stale(store, signal),
	    "of an older definition, but there");
	is_number(first_figure(signal)->vintages[0].amount.value, 1, "value");
	(void)store_begin(store, &err);
	ok(store_supersede(store, signal, &err) &&
		!store_is_stale(store, signal),
	    "set aside");
	store_rollback(store);
	ok(store_is_stale(store, signal), "rolled back: it stands again");
	(void)store_begin(store, &err);
	(void)store_supersede(store, signal, &err);
	(void)scene_add(store, NULL, signal, "2025Q1", 1000, 200);
	(void)store_commit(store, &err);
	model_clear(edited, signal);
	ok(store_load(store, edited, &err) && !store_is_stale(store, signal),
	    "the new");
	is_int(
	    (int64_t)first_figure(signal)->vintage_count, 1, "no restatement");
	is_number(
	    first_figure(signal)->vintages[0].amount.value, 1000, "value");
	ok(store_load(store, model, &err), "the edit undone");
	is_number(first_figure(old)->vintages[0].amount.value, 1000,
	    "what stands is of the later definition");
	/* One that was not superseded (two watchlists at once). */
	(void)scene_add(store, NULL, old, "2025Q3", 7, 300);
	model_clear(edited, signal);
	(void)store_load(store, edited, &err);
	is_int((int64_t)signal->series[0]->count, 1,
	    "two definitions are never mixed");
	store_close(store);
	model_free(edited);
	model_free(model);
}

static void
test_orphans(void)
{
	struct model *model = model_new(), *later = model_new();
	struct signal *gone = scene_signal(model, "gone", "d", false);
	struct signal *kept = scene_signal(model, "kept", "d", false);
	struct store *store = scene_store("orphans", "o");
	char **names;
	size_t count;
	struct err err;

	(void)scene_signal(later, "kept", "d", false);
	(void)scene_add(store, NULL, gone, "2025Q1", 1, 100);
	(void)scene_add(store, NULL, kept, "2025Q1", 1, 100);
	ok(store_orphans(store, later, &names, &count, &err) && count == 1,
	    "one orphan");
	is_string(names[0], "gone", "its name");
	mem_free(names[0]);
	mem_free(names);
	store_close(store);
	model_free(later);
	model_free(model);
}

/* The rows that a transaction added go with it, and are found anew. */
static void
test_taken_back(void)
{
	struct model *model = model_new();
	struct signal *signal = scene_signal(model, "capex", "d", false);
	struct store *store = scene_store("back", "b");
	struct err err;

	ok(store_begin(store, &err) && keep(store, signal, 0), "kept");
	store_rollback(store);
	ok(store_begin(store, &err) && keep(store, signal, 0) &&
		keep(store, signal, 1) && keep(store, signal, 6) &&
		keep(store, signal, 0) && store_commit(store, &err),
	    "after it was taken back it is kept as if for the first time");
	ok(store_load(store, model, &err), "loaded");
	is_int((int64_t)signal->series_count, 2, "two series");
	is_int((int64_t)signal->series[0]->count, 2, "of two periods");
	is_string(signal->series[0]
		      ->figures[0]
		      .vintages[0]
		      .evidence->document->source,
	    "results", "of one document");
	store_close(store);
	model_free(model);
}

int
main(void)
{
	test_round_trip();
	test_vintages();
	test_definitions();
	test_orphans();
	test_taken_back();
	return done();
}
