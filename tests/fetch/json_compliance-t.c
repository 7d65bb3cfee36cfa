/* SPDX-License-Identifier: MIT */
/* The JSONPath Compliance Test Suite: each selector streamed whole, streamed a
 * byte at a time, and evaluated on the recorded document. */
#include "fetch/json_match.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "fetch/json_path.h"
#include "tests/fetch/json_text.h"
#include "tests/tap.h"

struct answer { /* as the suite writes them: two arrays */
	struct buf nodes, paths;
};

struct question {
	const struct json_path *path;
	struct answer answer;
};

static int passed, refused, failed;

static void
answer_init(struct answer *answer)
{
	buf_init(&answer->nodes, LIMIT_OUTPUT);
	buf_init(&answer->paths, LIMIT_OUTPUT);
}

static void
answer_release(struct answer *answer)
{
	buf_release(&answer->nodes);
	buf_release(&answer->paths);
}

static void
on_node(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	struct answer *answer = context;

	json_text_add(&answer->nodes, tape, node);
	(void)buf_char(&answer->nodes, '\n');
	json_steps_format(&answer->paths, steps);
	(void)buf_char(&answer->paths, '\n');
}

static void
on_recorded(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	struct question *question = context;

	json_eval(tape, question->path, 0, node, steps, on_node,
	    &question->answer);
}

static bool
ask(const struct json_query *query, const struct buf *document, size_t cut)
{
	struct json_match *match = json_match_new(query, 1, LIMIT_HELD);
	struct err err;
	bool fine = true;

	for (size_t at = 0; fine && at < document->length; at += cut)
		fine = json_match_feed(match, document->bytes + at,
		    cut < document->length - at ? cut : document->length - at,
		    &err);
	fine = fine && json_match_end(match, &err);
	json_match_free(match);
	return fine;
}

/* The elements of an array, a line each: NODES as they are, PATHS as texts. */
static void
add_lines(struct buf *out, const struct json_tape *tape, uint32_t array,
    bool texts)
{
	uint32_t child = array + 1;

	for (uint32_t i = 0; i < tape->nodes[array].children; i++) {
		size_t length;
		const char *text = json_tape_text(tape, child, &length);

		if (texts)
			(void)buf_add(out, text, length);
		else
			json_text_add(out, tape, child);
		(void)buf_char(out, '\n');
		child = tape->nodes[child].end;
	}
}

static bool
same(const struct buf *a, const struct buf *b)
{
	return !strcmp(buf_string(a), buf_string(b));
}

static bool
is_wanted(const struct answer *answer, const struct json_tape *tape,
    uint32_t nodes, uint32_t paths)
{
	struct answer wanted;
	bool equal;

	answer_init(&wanted);
	add_lines(&wanted.nodes, tape, nodes, false);
	add_lines(&wanted.paths, tape, paths, true);
	equal = same(&wanted.nodes, &answer->nodes) &&
	    same(&wanted.paths, &answer->paths);
	answer_release(&wanted);
	return equal;
}

/* One result, or one of several where the order is free. */
static bool
is_right(const struct answer *answer, const struct json_tape *tape,
    uint32_t test)
{
	uint32_t one = json_text_member(tape, test, "result");
	uint32_t many = json_text_member(tape, test, "results");
	uint32_t nodes, paths;

	if (one != 0)
		return is_wanted(answer, tape, one,
		    json_text_member(tape, test, "result_paths"));
	nodes = many + 1;
	paths = json_text_member(tape, test, "results_paths") + 1;
	for (uint32_t i = 0; i < tape->nodes[many].children; i++) {
		if (is_wanted(answer, tape, nodes, paths))
			return true;
		nodes = tape->nodes[nodes].end;
		paths = tape->nodes[paths].end;
	}
	return false;
}

static void
check_valid(const struct json_path *path, const struct json_tape *tape,
    uint32_t test, const char *name)
{
	static const size_t cuts[] = { 1 << 20, 1 };
	struct err err;
	struct json_path *whole = json_path_parse("$", &err);
	struct question question = { .path = path };
	struct json_query record = { whole, on_recorded, &question };
	struct buf document;
	bool fine = true;

	buf_init(&document, LIMIT_BODY);
	json_text_add(
	    &document, tape, json_text_member(tape, test, "document"));
	answer_init(&question.answer);
	fine = ask(&record, &document, 1 << 20) &&
	    is_right(&question.answer, tape, test);
	if (!fine)
		diag("recorded: %s\n%s%s", name,
		    buf_string(&question.answer.nodes),
		    buf_string(&question.answer.paths));
	for (size_t i = 0; i < ARRAY_LEN(cuts); i++) {
		struct answer answer;
		struct json_query query = { path, on_node, &answer };
		bool right;

		answer_init(&answer);
		right = ask(&query, &document, cuts[i]) &&
		    is_right(&answer, tape, test);
		if (!right)
			diag("streamed: %s\n%s%s", name,
			    buf_string(&answer.nodes),
			    buf_string(&answer.paths));
		fine = fine && right;
		answer_release(&answer);
	}
	passed += fine;
	failed += !fine;
	answer_release(&question.answer);
	buf_release(&document);
	json_path_free(whole);
}

static void
check_test(const struct json_tape *tape, uint32_t test)
{
	size_t length;
	const char *name = json_tape_text(
	    tape, json_text_member(tape, test, "name"), &length);
	char copy[256], selector[4096];
	const char *text;
	bool invalid = json_text_member(tape, test, "invalid_selector") != 0;
	struct err err;
	struct json_path *path;

	(void)snprintf(copy, sizeof(copy), "%.*s", (int)length, name);
	text = json_tape_text(
	    tape, json_text_member(tape, test, "selector"), &length);
	(void)snprintf(
	    selector, sizeof(selector), "%.*s", (int)length, text);
	path = json_path_parse(selector, &err);
	if (invalid) {
		refused += path == NULL;
		failed += path != NULL;
		if (path != NULL)
			diag("not refused: %s: %s", copy, selector);
	} else if (path == NULL) {
		failed++;
		diag("refused: %s: %s: %s", copy, selector, err.text);
	} else {
		check_valid(path, tape, test, copy);
	}
	json_path_free(path);
}

static void
on_suite(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	uint32_t test = node + 1;

	(void)context;
	(void)steps;
	for (uint32_t i = 0; i < tape->nodes[node].children; i++) {
		check_test(tape, test);
		test = tape->nodes[test].end;
	}
}

int
main(void)
{
	const char *path = test_data("jsonpath/cts.json");
	struct err err;
	struct json_path *tests = json_path_parse("$.tests", &err);
	struct json_query query = { tests, on_suite, NULL };
	struct buf suite;

	buf_init(&suite, LIMIT_BODY);
	if (path == NULL)
		skip_all("BELLWETHER_TEST_DATA is not set");
	if (!file_read(path, &suite, &err))
		skip_all("the test data has no compliance suite");
	ok(ask(&query, &suite, 1 << 20), "the suite is read");
	is_int(failed, 0, "none is answered wrongly");
	diag("%d answered, %d refused", passed, refused);
	is_int(passed + refused, 703, "all of it was there");
	buf_release(&suite);
	json_path_free(tests);
	return done();
}
