/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/evidence.h"
#include "model/source_state.h"
#include "store/store.h"
#include "tests/store/scene.h"
#include "tests/tap.h"

static const char *
shown(const char *text)
{
	return text != NULL ? text : "(none)";
}

static const struct source_memory sources[] = {
	{ .name = (char *)"edgar",
	    .key = (char *)"k1",
	    .definition = (char *)"d1",
	    .state = SOURCE_OK,
	    .retrieved_at = 1700000000,
	    .asked_at = 1700000001,
	    .etag = (char *)"W/\"x-1\"",
	    .last_modified = (char *)"Tue, 04 Nov 2025 10:00:00 GMT" },
	{ .name = (char *)"file",
	    .state = SOURCE_IMPLAUSIBLE,
	    .reason = (char *)"capex of 2025Q2 is implausible: \xe2\x80\xa6",
	    .asked_at = 5,
	    .file_size = INT64_C(5000000000),
	    .file_modified_ns = INT64_C(1700000000123456789) },
	{ .name = (char *)"gone",
	    .state = SOURCE_UNREACHABLE,
	    .reason = (char *)"connection refused",
	    .asked_at = 7,
	    .not_before = 4000000000,
	    .failures = 17 },
	{ .name = (char *)"bad", .state = SOURCE_UNREADABLE },
	{ .name = (char *)"none", .state = SOURCE_MISSING },
};

static void
check_source(struct store *store, const struct source_memory *wanted)
{
	struct source_memory got;
	const char *name = wanted->name;
	struct err err;

	if (!ok(store_source(store, name, &got, &err), name))
		return;
	is_string(shown(got.name), name, name);
	is_string(shown(got.key), shown(wanted->key), name);
	is_string(shown(got.definition), shown(wanted->definition), name);
	is_string(shown(got.reason), shown(wanted->reason), name);
	is_string(shown(got.etag), shown(wanted->etag), name);
	is_string(shown(got.last_modified), shown(wanted->last_modified), name);
	ok(got.state == wanted->state &&
		got.retrieved_at == wanted->retrieved_at &&
		got.asked_at == wanted->asked_at &&
		got.not_before == wanted->not_before &&
		got.failures == wanted->failures &&
		got.file_size == wanted->file_size &&
		got.file_modified_ns == wanted->file_modified_ns,
	    name);
	source_memory_release(&got);
}

static void
test_sources(struct store **store)
{
	struct source_memory got;
	struct err err;

	ok(store_source(*store, "edgar", &got, &err) && got.name == NULL,
	    "an unknown source is all zero");
	for (size_t i = 0; i < ARRAY_LEN(sources); i++)
		ok(store_save_source(*store, &sources[i], &err),
		    sources[i].name);
	ok(store_save_source(*store, &sources[0], &err), "again: replaced");
	store_close(*store);
	*store = scene_store("states", "s");
	for (size_t i = 0; i < ARRAY_LEN(sources); i++)
		check_source(*store, &sources[i]);
}

static void
test_alerts(struct store **store)
{
	struct alert_memory memory = { .name = (char *)"a",
		.since = 1700000000,
		.late = true,
		.warn_run = 3,
		.crit_run = 1,
		.warn_since = 11,
		.crit_since = 12,
		.rule_digest = "abc",
		.subject = (char *)"margin",
		.value = { 7.25, 7, INFINITY, true } };
	struct alert_memory got;
	bool known = true;
	struct err err;

	ok(store_alert(*store, "a", &got, &known, &err) && !known,
	    "an unknown alert");
	(void)period_parse(&memory.period, "2025Q2", FISCAL_CALENDAR, &err);
	for (int state = 0; state < ALERT_STATE_COUNT; state++) {
		const char *name = alert_state_name((enum alert_state)state);

		memory.state = (enum alert_state)state;
		memory.level = state % 2 ? ALERT_WARN : ALERT_CRIT;
		(void)store_save_alert(*store, &memory, &err);
		store_close(*store);
		*store = scene_store("states", "s");
		ok(store_alert(*store, "a", &got, &known, &err) && known, name);
		ok(got.state == memory.state && got.level == memory.level &&
			got.late && got.since == memory.since &&
			got.warn_run == 3 && got.crit_run == 1 &&
			got.warn_since == 11 && got.crit_since == 12,
		    name);
		is_string(got.name, "a", name);
		is_string(got.rule_digest, "abc", name);
		is_string(shown(got.subject), "margin", name);
		ok(amount_equal(got.value, memory.value) &&
			period_equal(got.period, memory.period),
		    "what it was judged by");
		alert_memory_release(&got);
	}
	memory.subject = NULL;
	(void)store_save_alert(*store, &memory, &err);
	(void)store_alert(*store, "a", &got, &known, &err);
	ok(got.subject == NULL, "judged by nothing");
	alert_memory_release(&got);
}

static struct transition
transition_of(int i)
{
	struct transition transition = {
		.alert = (char *)(i % 2 ? "a" : "b"),
		.title = (char *)"Title",
		.was = (enum alert_state)(i % ALERT_STATE_COUNT),
		.state = (enum alert_state)((i + 3) % ALERT_STATE_COUNT),
		.was_late = i % 3 == 0,
		.late = i % 4 == 0,
		.why = (enum alert_why)(i % ALERT_WHY_COUNT),
		.at = 1700000000 + i,
		.has_value = i % 5 != 0,
		.value = { 7.25, i % 2 ? -INFINITY : 7.25,
		    i % 3 ? INFINITY : 7.25, i % 2 == 0 },
		.unit = (char *)"%",
		.has_period = i % 4 != 1,
		.rule = (char *)"margin < 8",
		.reason = (char *)"margin is 7.25 %",
	};
	struct err err;

	(void)period_parse(&transition.period, "2025Q2", FISCAL_CALENDAR, &err);
	return transition;
}

static bool
is_same(const struct transition *a, const struct transition *b)
{
	return !strcmp(a->alert, b->alert) && !strcmp(a->title, b->title) &&
	       a->was == b->was && a->state == b->state &&
	       a->was_late == b->was_late && a->late == b->late &&
	       a->why == b->why && a->at == b->at &&
	       a->has_value == b->has_value &&
	       (!a->has_value || amount_equal(a->value, b->value)) &&
	       !strcmp(a->unit, b->unit) && a->has_period == b->has_period &&
	       (!a->has_period || period_equal(a->period, b->period)) &&
	       !strcmp(a->rule, b->rule) && !strcmp(a->reason, b->reason);
}

static void
release(struct transition *transitions, size_t count)
{
	for (size_t i = 0; i < count; i++)
		transition_release(&transitions[i]);
	mem_free(transitions);
}

static void
test_transitions(struct store **store)
{
	enum { COUNT = 20 };
	struct transition *got;
	size_t count;
	struct err err;
	char name[32];

	for (int i = 0; i < COUNT; i++) {
		struct transition transition = transition_of(i);

		ok(store_add_transition(*store, &transition, &err) &&
			transition.id == i + 1,
		    "kept, with its number");
	}
	store_close(*store);
	*store = scene_store("states", "s");
	ok(store_untold(*store, &got, &count, &err) && count == COUNT,
	    "all untold, oldest first");
	for (size_t i = 0; i < count; i++) {
		struct transition wanted = transition_of((int)i);

		(void)snprintf(name, sizeof(name), "transition %zu", i);
		ok(is_same(&got[i], &wanted) && !got[i].told, name);
		if (i % 2 == 0)
			(void)store_mark_told(*store, got[i].id, &err);
	}
	release(got, count);
	ok(store_untold(*store, &got, &count, &err) && count == COUNT / 2 &&
		got[0].id == 2,
	    "told once, told for good");
	release(got, count);
	ok(store_transitions(*store, "b", 3, &got, &count, &err) &&
		count == 3 && got[0].id == 19 && got[2].id == 15 && got[0].told,
	    "the last of one, newest first");
	release(got, count);
}

/* A figure that was restated, a derived one, an event that was told otherwise,
 * a member, one that is missing: every field there and back. */
static struct grounds
grounds_of(struct evidence *evidence)
{
	static const struct ground wanted[] = {
		{ .of = GROUND_FIGURE,
		    .changed = true,
		    .name = (char *)"margin",
		    .has_amount = true,
		    .amount = { 8.25, 8, INFINITY, true },
		    .unit = (char *)"%",
		    .basis = BASIS_CLAIMED,
		    .known_at = 1700000000,
		    .has_before = true,
		    .before = { 9.125, 9.125, 9.125, false },
		    .before_known_at = 1690000000 },
		{ .depth = 2,
		    .name = (char *)"x",
		    .unit = (char *)"",
		    .basis = BASIS_DERIVED,
		    .said = (char *)"a break" },
		{ .of = GROUND_EVENT,
		    .name = (char *)"silicon",
		    .unit = (char *)"",
		    .title = (char *)"Tape-out \xe2\x80\xa6",
		    .said = (char *)"launch, delivered",
		    .was = (char *)"planned" },
		{ .of = GROUND_MEMBER,
		    .depth = 1,
		    .changed = true,
		    .name = (char *)"squeeze",
		    .unit = (char *)"",
		    .title = (char *)"Squeeze",
		    .said = (char *)"warn",
		    .was = (char *)"ok" },
	};
	struct grounds grounds = { .count = ARRAY_LEN(wanted),
		.left_out = 7 };
	struct err err;

	grounds.items = mem_new_array(grounds.count, sizeof(*grounds.items));
	for (size_t i = 0; i < grounds.count; i++)
		grounds.items[i] = wanted[i];
	labels_put(&grounds.items[0].labels, "region", "\"EU\"");
	grounds.items[0].has_period = true;
	(void)period_parse(
	    &grounds.items[0].period, "2025Q2", FISCAL_CALENDAR, &err);
	grounds.items[0].evidence = evidence;
	return grounds;
}

static void
check_ground(const struct ground *got, const struct ground *wanted)
{
	const char *name = wanted->name;

	ok(got->of == wanted->of && got->depth == wanted->depth &&
		got->changed == wanted->changed &&
		got->basis == wanted->basis &&
		got->known_at == wanted->known_at,
	    name);
	is_string(got->name, name, name);
	is_string(got->unit, wanted->unit, name);
	is_string(shown(got->title), shown(wanted->title), name);
	is_string(shown(got->said), shown(wanted->said), name);
	is_string(shown(got->was), shown(wanted->was), name);
	ok(!labels_compare(&got->labels, &wanted->labels) &&
		got->has_period == wanted->has_period &&
		(!got->has_period ||
		    period_equal(got->period, wanted->period)),
	    "labels and period");
	ok(got->has_amount == wanted->has_amount &&
		(!got->has_amount ||
		    amount_equal(got->amount, wanted->amount)) &&
		got->has_before == wanted->has_before &&
		(!got->has_before ||
		    (amount_equal(got->before, wanted->before) &&
			got->before_known_at == wanted->before_known_at)),
	    "what it is and was");
	ok((got->evidence != NULL) == (wanted->evidence != NULL), "evidence");
}

static void
test_grounds(struct store **store)
{
	struct document *document =
	    document_new("s", "https://example.org/", 1700000000, "00ff");
	struct evidence *evidence =
	    evidence_new(document, "$[0]", 3, "8.25", NULL);
	struct transition transition = transition_of(1), *got;
	size_t count;
	struct err err;

	transition.alert = (char *)"g";
	transition.grounds = grounds_of(evidence);
	ok(store_add_transition(*store, &transition, &err), "with its grounds");
	store_close(*store);
	*store = scene_store("states", "s");
	ok(store_transitions(*store, "g", 9, &got, &count, &err) && count == 1,
	    "and back");
	is_int((int64_t)got[0].grounds.count, 4, "four");
	is_int((int64_t)got[0].grounds.left_out, 7, "what was left out");
	for (size_t i = 0; i < got[0].grounds.count; i++)
		check_ground(&got[0].grounds.items[i],
		    &transition.grounds.items[i]);
	is_string(got[0].grounds.items[0].evidence->document->sha256, "00ff",
	    "down to the bytes");
	is_string(got[0].grounds.items[0].evidence->text, "8.25", "as read");
	release(got, count);
	labels_release(&transition.grounds.items[0].labels);
	mem_free(transition.grounds.items);
	evidence_release(evidence);
	document_release(document);
}

/* What was judged is no news to whoever loads it, what came after it is. */
static void
test_rounds(void)
{
	struct store *store = scene_store("rounds", "r");
	struct model *model = model_new();
	struct signal *signal = scene_signal(model, "x", "d", false);
	const struct figure *figures;
	struct err err;

	(void)scene_add(store, NULL, signal, "2025Q1", 1, 1700000000);
	ok(store_note_judged(store, &err), "judged");
	(void)scene_add(store, NULL, signal, "2025Q2", 2, 1600000000);
	(void)scene_add(store, NULL, signal, "2025Q1", 3, 1700000000);
	store_close(store);
	store = scene_store("rounds", "r");
	ok(store_load(store, model, &err), "load");
	figures = signal->series[0]->figures;
	is_int(figures[0].vintages[0].round, ROUND_JUDGED, "before");
	is_int(figures[0].vintages[1].round, model_round(model), "after");
	is_int(figures[1].vintages[0].round, model_round(model),
	    "after, though it was known before");
	store_close(store);
	model_free(model);
}

/* Events: every field, and versions of one item. */
static struct event
event_of(struct evidence *evidence)
{
	struct event event = {
		.id = (char *)"x-1",
		.date = 1700000000,
		.due = 1710000000,
		.title = (char *)"Tape-out",
		.kind = (char *)"tape-out",
		.link = (char *)"https://example.org/1",
		.status = (char *)"announced",
		.has_amount = true,
		.amount = { 5, 5, INFINITY, true },
		.unit = unit_named("USD"),
		.basis = BASIS_CLAIMED,
		.remark = (char *)"by the vendor",
		.known_at = 1700000100,
		.evidence = evidence,
	};

	labels_init(&event.labels);
	labels_put(&event.labels, "chip", "T-Head 810E");
	return event;
}

static void
check_event(const struct event *got, const struct event *wanted)
{
	is_string(got->id, wanted->id, "event: id");
	is_string(got->title, wanted->title, "event: title");
	is_string(got->kind, wanted->kind, "event: kind");
	is_string(got->link, wanted->link, "event: link");
	is_string(got->status, "announced", "event: status");
	is_string(got->remark, wanted->remark, "event: remark");
	ok(got->date == wanted->date && got->due == wanted->due &&
		got->known_at == wanted->known_at,
	    "event: dates");
	ok(got->has_amount && amount_equal(got->amount, wanted->amount),
	    "event: amount");
	ok(unit_equal(&got->unit, &wanted->unit), "event: unit");
	ok(got->basis == wanted->basis &&
		!labels_compare(&got->labels, &wanted->labels),
	    "event: basis and labels");
	is_string(got->evidence->text, "TO", "event: text");
	is_string(got->evidence->remark, "said", "event: evidence's remark");
	is_int(got->evidence->offset, 3, "event: offset");
}

static void
test_events(struct store **store)
{
	struct model *model = model_new();
	struct signal *signal = scene_signal(model, "e", "d", true);
	struct evidence *evidence = evidence_new(NULL, "$[0]", 3, "TO", "said");
	struct event event = event_of(evidence);
	struct err err;

	ok(store_add_event(*store, signal, &event, &err), "event");
	event.known_at++;
	ok(store_add_event(*store, signal, &event, &err), "the same again");
	event.known_at += 100;
	event.status = (char *)"delivered";
	event.due = NO_DATE;
	event.has_amount = false;
	ok(store_add_event(*store, signal, &event, &err), "a later version");
	store_close(*store);
	*store = scene_store("states", "s");
	ok(store_load(*store, model, &err), "load");
	is_int((int64_t)signal->event_count, 2, "two versions");
	is_string(signal->events[1]->status, "delivered", "the later");
	ok(signal->events[1]->due == NO_DATE && !signal->events[1]->has_amount,
	    "no due, no amount");
	event.known_at = 1700000100;
	event.due = 1710000000;
	check_event(signal->events[0], &event);
	labels_release(&event.labels);
	evidence_release(evidence);
	model_free(model);
}

int
main(void)
{
	struct store *store = scene_store("states", "s");

	test_sources(&store);
	test_alerts(&store);
	test_transitions(&store);
	test_grounds(&store);
	test_rounds();
	test_events(&store);
	store_close(store);
	return done();
}
