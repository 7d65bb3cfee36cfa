/* SPDX-License-Identifier: MIT */
/* Acknowledgements, silences and what was told: kept, and seen by others. */
#include "store/quiet.h"

#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/quiet.h"
#include "store/store.h"
#include "tests/store/scene.h"
#include "tests/tap.h"

static const char hostile[] = "'); DROP TABLE silence; --\x1b[31m\xe2\x80\xae";

static struct quiets
all(struct store *store)
{
	struct quiets quiets;
	struct err err = { .text = "" };

	if (!store_quiets(store, &quiets, &err))
		diag("%s", err.text);
	return quiets;
}

static void
test_acknowledgements(struct store *store, struct store *other)
{
	struct acknowledgement made = { .alert = (char *)"a",
		.level = ALERT_CRIT,
		.sticky = true,
		.at = 1700000000,
		.author = (char *)"ana",
		.reason = (char *)hostile };
	struct quiets quiets;
	struct err err;

	ok(!store_changed(other) || !store_changed(other), "nothing is new");
	ok(store_begin(store, &err) && store_acknowledge(store, &made, &err) &&
		store_commit(store, &err),
	    "kept");
	ok(store_changed(other), "another process sees that");
	quiets = all(other);
	ok(quiets.acknowledgement_count == 1 &&
		quiets.acknowledgements[0].level == ALERT_CRIT &&
		quiets.acknowledgements[0].sticky &&
		quiets.acknowledgements[0].at == 1700000000,
	    "and what it is");
	is_string(quiets.acknowledgements[0].reason,
	    "'); DROP TABLE silence; --<1B>[31m<U+202E>", "clean");
	quiets_release(&quiets);
	made.level = ALERT_WARN;
	ok(store_acknowledge(store, &made, &err), "again");
	quiets = all(store);
	ok(quiets.acknowledgement_count == 1 &&
		quiets.acknowledgements[0].level == ALERT_WARN,
	    "replaces it");
	quiets_release(&quiets);
	ok(store_unacknowledge(store, "a", &err) &&
		store_unacknowledge(store, "a", &err),
	    "taken back, twice");
	quiets = all(store);
	ok(quiets.acknowledgement_count == 0, "and gone");
	quiets_release(&quiets);
}

static void
test_silences(struct store *store)
{
	struct silence silence = { .panel = (char *)"A \"panel\"",
		.at = 5,
		.until = 4000000000,
		.author = (char *)"ana",
		.reason = (char *)"why" };
	struct quiets quiets;
	struct err err;

	labels_init(&silence.labels);
	labels_put(&silence.labels, "m", "Qwen3 \"A\\B\"");
	for (int64_t id = 1; id <= 2; id++)
		ok(store_add_silence(store, &silence, &err) && silence.id == id,
		    "numbered");
	quiets = all(store);
	ok(quiets.silence_count == 2 && quiets.silences[1].id == 2 &&
		quiets.silences[1].alert == NULL &&
		quiets.silences[1].signal == NULL &&
		quiets.silences[1].at == 5 &&
		quiets.silences[1].until == 4000000000 &&
		!labels_compare(&quiets.silences[1].labels, &silence.labels),
	    "as it was");
	is_string(quiets.silences[1].panel, "A \"panel\"", "its panel");
	quiets_release(&quiets);
	ok(store_end_silence(store, 2, 9, &err), "ended");
	quiets = all(store);
	ok(quiets.silence_count == 1 && quiets.silences[0].id == 1,
	    "only those that last");
	quiets_release(&quiets);
	ok(store_add_silence(store, &silence, &err) && silence.id == 3,
	    "no number twice");
	labels_release(&silence.labels);
}

static void
test_tellings(struct store *store)
{
	struct telling telling = {
		.alert = (char *)"a", .told_at = 17, .late = true
	};
	struct err err;

	for (int i = 0; i < QUIET_COUNT; i++) {
		struct quiets quiets;

		telling.quiet = (enum quiet)i;
		telling.state = (enum alert_state)i;
		ok(store_save_telling(store, &telling, &err), "kept");
		quiets = all(store);
		ok(quiets.telling_count == 1 &&
			quiets.tellings[0].quiet == telling.quiet &&
			quiets.tellings[0].state == telling.state &&
			quiets.tellings[0].told_at == 17 &&
			quiets.tellings[0].late,
		    quiet_name(telling.quiet));
		quiets_release(&quiets);
	}
}

static int64_t
add(struct store *store, const char *alert)
{
	struct transition transition = { .alert = (char *)alert,
		.title = (char *)"",
		.unit = (char *)"",
		.rule = (char *)"",
		.reason = (char *)"" };
	struct err err;

	return store_add_transition(store, &transition, &err) ? transition.id
							      : 0;
}

static void
test_hush(struct store *store)
{
	struct transition *got;
	int64_t last;
	size_t count, hushed = 0;
	struct err err;

	(void)add(store, "a");
	(void)store_mark_told(store, add(store, "a"), &err);
	(void)add(store, "b");
	ok(store_hush(store, "a", QUIET_SILENCED, &hushed, &err) && hushed == 1,
	    "what was not told yet");
	last = add(store, "a");
	ok(store_hush_one(store, last, QUIET_MUTED, &err), "one");
	ok(store_untold(store, &got, &count, &err) && count == 1 &&
		!strcmp(got[0].alert, "b"),
	    "the other's is to be told");
	transition_release(&got[0]);
	mem_free(got);
	ok(store_transitions(store, "a", 9, &got, &count, &err) && count == 3,
	    "history is whole");
	ok(got[0].quiet == QUIET_MUTED && !got[0].told &&
		got[1].quiet == QUIET_NOT && got[1].told &&
		got[2].quiet == QUIET_SILENCED && !got[2].told,
	    "and says why it was not told");
	for (size_t i = 0; i < count; i++)
		transition_release(&got[i]);
	mem_free(got);
}

int
main(void)
{
	struct store *store = scene_store("quiet", "s");
	struct store *other = scene_store("quiet", "s");

	test_acknowledgements(store, other);
	test_silences(store);
	test_tellings(store);
	test_hush(store);
	store_close(other);
	store_close(store);
	return done();
}
