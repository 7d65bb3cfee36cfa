/* SPDX-License-Identifier: MIT */
#include "model/labels.h"

#include "base/buf.h"
#include "model/amount.h"
#include "model/basis.h"
#include "model/source_state.h"
#include "model/transition.h"
#include "tests/tap.h"

static const char *const there_and_back[] = {
	"",
	"{model=\"Qwen3-32B\"}",
	"{bench=\"AIME25\", model=\"Qwen3-32B\"}",
	"{a=\"say \\\"x\\\" \\\\ y\"}",
	"{a=\"}, b=\\\"\"}",
	"{a=\"\"}",
	"{模型=\"阿里\"}",
};

static const char *const no_labels[] = {
	"{", "{}", "x", "{a}", "{a=b}", "{a=\"b}", "{a=\"b\"", "{=\"b\"}",
	"{a=\"b\",c=\"d\"}", "{a=\"b\"} ", "{a=\"b\", }", "{a=\"b\\",
};

static void
test_text(void)
{
	struct labels labels;
	struct buf out;

	buf_init(&out, 1000);
	for (size_t i = 0; i < ARRAY_LEN(there_and_back); i++) {
		buf_clear(&out);
		ok(labels_parse(&labels, there_and_back[i]),
		    there_and_back[i]);
		labels_format(&out, &labels);
		is_string(buf_string(&out), there_and_back[i], "and back");
		labels_release(&labels);
	}
	for (size_t i = 0; i < ARRAY_LEN(no_labels); i++)
		ok(!labels_parse(&labels, no_labels[i]) && labels.count == 0 &&
			labels.pairs == NULL,
		    no_labels[i]);
	buf_release(&out);
}

static void
test_set(void)
{
	struct labels a, b;

	labels_init(&a);
	labels_put(&a, "model", "x");
	labels_put(&a, "bench", "y");
	labels_put(&a, "model", "z");
	is_int((int64_t)a.count, 2, "a name stands once");
	is_string(a.pairs[0].name, "bench", "sorted");
	is_string(labels_find(&a, "model"), "z", "replaced");
	ok(labels_find(&a, "mode") == NULL, "not there");
	labels_copy(&b, &a);
	ok(labels_compare(&a, &b) == 0, "a copy is equal");
	for (char name[] = "a"; name[0] <= 'z'; name[0]++)
		labels_put(&b, name, "v");
	is_int((int64_t)b.count, 28, "and grows");
	labels_drop(&b, "nothing");
	labels_drop(&b, "m");
	ok(b.count == 27 && labels_find(&b, "m") == NULL &&
		labels_find(&b, "model") != NULL,
	    "dropped");
	ok(labels_compare(&b, &a) < 0 && labels_compare(&a, &b) > 0,
	    "an order");
	labels_drop(&a, "bench");
	labels_drop(&a, "model");
	labels_put(&a, "again", "1");
	is_int((int64_t)a.count, 1, "empty, and filled again");
	labels_release(&a);
	labels_release(&b);
}

/* Every word of a small list is its own, and is read again. */
static void
test_words(void)
{
	enum basis basis;
	enum bound bound;
	int wrong = 0;

	for (int i = 0; i < BASIS_COUNT; i++)
		wrong += !basis_parse(&basis, basis_name((enum basis)i)) ||
		    (int)basis != i;
	for (int i = 0; i < BOUND_COUNT; i++)
		wrong += !bound_parse(&bound, bound_name((enum bound)i)) ||
		    (int)bound != i;
	is_int(wrong, 0, "bases and bounds there and back");
	ok(!basis_parse(&basis, "Reported") && !bound_parse(&bound, "most"),
	    "and no others");
	ok(basis_voice(BASIS_DERIVED) == BASIS_REPORTED &&
		basis_voice(BASIS_MANUAL) == BASIS_REPORTED &&
		basis_voice(BASIS_GUIDED) == BASIS_GUIDED &&
		basis_voice(BASIS_CLAIMED) == BASIS_CLAIMED,
	    "the accounts are one voice, all others their own");
	is_string(source_state_name(SOURCE_UNREADABLE), "unreadable",
	    "a source's state");
	is_string(alert_state_name(ALERT_NO_DATA), "no data", "a state's name");
	is_string(alert_state_word(ALERT_NO_DATA), "no_data", "and its word");
	is_string(alert_why_name(WHY_ON_TIME), "on time", "why");
}

int
main(void)
{
	test_text();
	test_set();
	test_words();
	return done();
}
