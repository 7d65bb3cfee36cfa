/* SPDX-License-Identifier: MIT */
/* Streaming against its oracle: the same path evaluated on the whole
 * document. */
#include "fetch/json_match.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fetch/json_path.h"
#include "tests/fetch/json_text.h"
#include "tests/tap.h"

enum { CASES = 2000, PATHS = 4 };

struct reply {
	const struct json_path *path;
	struct buf text;
};

static uint64_t state = 88172645463325252u;

static unsigned
pick(unsigned below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state >> 33) % below;
}

static void
add_value(struct buf *out, int depth)
{
	static const char *const scalars[] = { "1", "2", "-1.5", "1.0",
		"\"a\"", "\"b\"", "true", "null", "\"\xe2\x82\xac\"" };
	bool array = pick(2) == 0;
	unsigned count = pick(4);

	if (depth == 0 || pick(4) == 0) {
		(void)buf_text(out, scalars[pick(ARRAY_LEN(scalars))]);
		return;
	}
	(void)buf_char(out, array ? '[' : '{');
	for (unsigned i = 0; i < count; i++) {
		if (i > 0)
			(void)buf_char(out, ',');
		if (!array)
			(void)buf_printf(out, "\"%c\":", 'a' + (char)i);
		add_value(out, depth - 1);
	}
	(void)buf_char(out, array ? ']' : '}');
}

static void
add_segment(struct buf *out)
{
	static const char *const segments[] = { ".a", ".b", "['c']", ".*",
		"[*]", "[0]", "[1]", "[-1]", "[1:]", "[:2]", "[::2]", "[-2:]",
		"[::-1]", "['a','b']", "[0,'a',0]", "..a", "..*", "..[0]",
		"..[1:]", "..['a','b']", "..[-1]", "..b", "..c",
		"..[?@.a]", "..[?@.b==1].a", "..a[?@.b||@.a]",
		"..[?@[?@.a==1]]", "..[?@..a].b", "[?@..[?@.a]]",
		"[?@.a]", "[?@.a==1]", "[?@.a=='a'||@.b]", "[?!(@.b<2)]",
		"[?@==1]", "[?@[0]!=@[1]]", "[?@.a==$.a]", "[?@..b]",
		"[?@.*]", "[?@.a>=1&&@.b]", "[?length(@)>1]",
		"[?count(@..a)==1]", "[?match(@.a,'a|b')]",
		"[?search(@,'.')]", "[?value(@.*)==1]", "[?@.a[?@.b]]",
		"[?match(@.a,$.b)]", "[?@.a].b", "[?@[1]].*",
		"[?@[1:]||@[-1]==1]", "[?@.b[?@.a].c]" };

	(void)buf_text(out, segments[pick(ARRAY_LEN(segments))]);
}

static struct json_path *
random_path(struct buf *text)
{
	unsigned count = pick(4);
	struct err err;
	struct json_path *path;

	buf_clear(text);
	(void)buf_char(text, '$');
	for (unsigned i = 0; i < count; i++)
		add_segment(text);
	path = json_path_parse(buf_string(text), &err);
	if (path == NULL)
		diag("%s: %s", buf_string(text), err.text);
	return path;
}

static void
on_node(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	struct reply *reply = context;

	json_steps_format(&reply->text, steps);
	(void)buf_char(&reply->text, ' ');
	json_text_add(&reply->text, tape, node);
	(void)buf_printf(&reply->text, " @%lld\n",
	    (long long)tape->nodes[node].offset);
}

static void
on_root(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	struct reply *replies = context;

	for (size_t i = 0; i < PATHS; i++)
		json_eval(tape, replies[i].path, 0, node, steps, on_node,
		    &replies[i]);
}

static bool
ask(const struct json_query *queries, size_t count, const struct buf *document,
    size_t cut, size_t held, struct err *err)
{
	struct json_match *match = json_match_new(queries, count, held);
	bool fine = true;

	for (size_t at = 0; fine && at < document->length; at += cut)
		fine = json_match_feed(match, document->bytes + at,
		    cut < document->length - at ? cut : document->length - at,
		    err);
	fine = fine && json_match_end(match, err);
	json_match_free(match);
	return fine;
}

/* The paths from FIRST on, COUNT of them in one pass, add to their replies. */
static bool
stream(struct reply *replies, size_t first, size_t count_of,
    const struct buf *document, size_t cut)
{
	struct json_query queries[PATHS];
	struct err err;

	for (size_t i = 0; i < count_of; i++)
		queries[i] = (struct json_query){ replies[first + i].path,
			on_node, &replies[first + i] };
	return ask(queries, count_of, document, cut, LIMIT_HELD, &err);
}

/* All the paths in one pass, and each alone: what one makes us hold must not
 * be what another needs. Against each on the whole document. */
static bool
agree(const struct buf *document, struct json_path *const *paths,
    const struct json_path *whole, size_t cut)
{
	struct reply streamed[PATHS], recorded[PATHS];
	struct json_query record = { whole, on_root, recorded };
	struct err err;
	bool fine;

	for (size_t i = 0; i < PATHS; i++) {
		streamed[i].path = recorded[i].path = paths[i];
		buf_init(&streamed[i].text, LIMIT_OUTPUT);
		buf_init(&recorded[i].text, LIMIT_OUTPUT);
	}
	fine = stream(streamed, 0, PATHS, document, cut);
	for (size_t i = 0; i < PATHS; i++)
		fine = fine && stream(streamed, i, 1, document, cut);
	fine = fine && stream(streamed, 0, 2, document, cut) &&
	    stream(streamed, 2, 2, document, cut);
	for (int i = 0; i < 3; i++)
		fine = fine &&
		    ask(&record, 1, document, 1 << 20, LIMIT_HELD, &err);
	for (size_t i = 0; i < PATHS; i++) {
		fine = fine &&
		    !strcmp(buf_string(&streamed[i].text),
			buf_string(&recorded[i].text));
		buf_release(&streamed[i].text);
		buf_release(&recorded[i].text);
	}
	return fine;
}

static void
check_random(void)
{
	struct err err;
	struct json_path *whole = json_path_parse("$", &err);
	struct buf document, texts[PATHS];
	size_t agreed = 0, cases = test_sample(CASES);

	buf_init(&document, LIMIT_BODY);
	for (size_t i = 0; i < PATHS; i++)
		buf_init(&texts[i], LIMIT_LABEL);
	for (size_t n = 0; n < cases; n++) {
		struct json_path *paths[PATHS];

		buf_clear(&document);
		add_value(&document, 5);
		for (size_t i = 0; i < PATHS; i++)
			paths[i] = random_path(&texts[i]);
		if (agree(&document, paths, whole, 1 + pick(9)))
			agreed++;
		else
			diag("%s\n%s %s %s %s", buf_string(&document),
			    buf_string(&texts[0]), buf_string(&texts[1]),
			    buf_string(&texts[2]), buf_string(&texts[3]));
		for (size_t i = 0; i < PATHS; i++)
			json_path_free(paths[i]);
	}
	is_int((int64_t)agreed, (int64_t)cases, "streamed and recorded agree");
	json_path_free(whole);
	buf_release(&document);
	for (size_t i = 0; i < PATHS; i++)
		buf_release(&texts[i]);
}

/* Many pieces: what is skipped, and where the rest stands. */
static void
check_large(void)
{
	struct err err;
	struct json_path *whole = json_path_parse("$", &err);
	struct buf document, text;
	size_t agreed = 0;

	buf_init(&document, LIMIT_BODY);
	buf_init(&text, LIMIT_LABEL);
	(void)buf_char(&document, '[');
	for (int i = 0; i < 10000; i++) {
		(void)buf_printf(
		    &document, "%s%*s", i > 0 ? "," : "", i % 7, "");
		if (i % 501 == 0)
			(void)buf_printf(&document,
			    "{\"b\":[\"%0*d\"],\"a\":\"\\\"%0*d\"},", 70000, 1,
			    3000, i);
		add_value(&document, 3);
	}
	(void)buf_char(&document, ']');
	for (size_t n = 0; n < 6; n++) {
		struct json_path *paths[PATHS];

		for (size_t i = 0; i < PATHS; i++)
			paths[i] = random_path(&text);
		agreed += agree(&document, paths, whole, 1448);
		for (size_t i = 0; i < PATHS; i++)
			json_path_free(paths[i]);
	}
	is_int((int64_t)agreed, 6, "also in documents of many pieces");
	json_path_free(whole);
	buf_release(&document);
	buf_release(&text);
}

static void
on_count(void *context, const struct json_tape *tape, uint32_t node,
    const struct json_steps *steps)
{
	size_t *count = context;

	(void)tape;
	(void)node;
	(void)steps;
	++*count;
}

/* How many nodes; -1: it was refused, ERR says why. */
static int64_t
count(const char *path_text, const struct buf *document, size_t held,
    struct err *err)
{
	struct json_path *path = json_path_parse(path_text, err);
	size_t found = 0;
	struct json_query query = { path, on_count, &found };
	bool fine = ask(&query, 1, document, 65536, held, err);

	json_path_free(path);
	return fine ? (int64_t)found : -1;
}

static void
check_held(void)
{
	static const struct {
		const char *path;
		int64_t found; /* of 50,000 rows with 64 KiB to hold them; -1 */
	} cases[] = {
		{ "$.rows[*].v", 50000 },
		{ "$.rows[49999]", 1 },
		{ "$.rows[?@.v>=0].v", 50000 },
		{ "$.rows[10:20:3]", 4 },
		{ "$.last", 1 },
		{ "$..last", 1 },
		{ "$..rows[49999].v", 1 },
		{ "$..rows[10:20:3].v", 4 },
		{ "$.rows[?@.v<9][?@>7]", 1 },
		{ "$..[?@.v==7].v", 1 },
		{ "$..rows[?@.v>49990]", 9 },
		{ "$.rows[-1]", -1 },
		{ "$.rows", -1 },
		{ "$..v", -1 },
		{ "$.rows[?@.v==$.last]", -1 },
	};
	struct buf document;
	struct err err;

	buf_init(&document, LIMIT_BODY);
	(void)buf_text(&document, "{\"rows\":[");
	for (int i = 0; i < 50000; i++)
		(void)buf_printf(
		    &document, "%s{\"v\":%d}", i > 0 ? "," : "", i);
	(void)buf_text(&document, "],\"last\":7}");
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		err.text[0] = '\0';
		is_int(count(cases[i].path, &document, 64 * KIB, &err),
		    cases[i].found, cases[i].path);
		if (cases[i].found < 0)
			is_string(err.text,
			    "a path makes us hold more than 64 KiB of it at "
			    "once, which is the ceiling (hold)",
			    "says why");
	}
	is_int(count("$.rows[?@.v==$.last]", &document, LIMIT_HELD, &err), 1,
	    "with room, $ in a filter is the document");
	buf_release(&document);
}

/* Long texts that nobody wants cost no more than those that are wanted. */
static void
check_skipped(void)
{
	static const char *const befores[] = { "{\"s\":[\"",
		"{\"s\":\"", "{\"s\":{\"k\":\"" };
	static const char *const afters[] = { "\"],\"v\":1}", "\",\"v\":1}",
		"\"},\"v\":1}" };
	struct buf document;
	struct err err;
	clock_t start = clock();

	buf_init(&document, LIMIT_BODY);
	for (size_t i = 0; i < ARRAY_LEN(befores); i++) {
		buf_clear(&document);
		(void)buf_text(&document, befores[i]);
		while (document.length < LIMIT_TOKEN - 100)
			(void)buf_text(&document, "\\\"");
		(void)buf_text(&document, afters[i]);
		is_int(count("$.v", &document, LIMIT_HELD, &err), 1,
		    befores[i]);
		document.length = 5;
		while (document.length < 5 * LIMIT_TOKEN)
			(void)buf_text(&document, "\\\"");
		(void)buf_text(&document, afters[i]);
		is_int(count("$.v", &document, LIMIT_HELD, &err), -1,
		    "one that is too long");
	}
	is_soon(start, 30, "and no time is lost");
	buf_release(&document);
}

/* N members, or elements, twice: B in reverse. */
static void
add_twins(struct buf *out, int n)
{
	(void)buf_text(out, "[{\"a\":{");
	for (int i = 0; i < n; i++)
		(void)buf_printf(out, "%s\"k%d\":%d", i > 0 ? "," : "", i, i);
	(void)buf_text(out, "},\"b\":{");
	for (int i = n - 1; i >= 0; i--)
		(void)buf_printf(
		    out, "\"k%d\":%d.0%s", i, i, i > 0 ? "," : "");
	(void)buf_text(out, "},\"c\":[");
	for (int i = 0; i < n; i++)
		(void)buf_printf(out, "%s%d", i > 0 ? "," : "", i);
	(void)buf_text(out, "]}]");
}

static double
seconds_for(const char *path, int n, int64_t found)
{
	struct buf document;
	struct err err;
	clock_t start;
	double seconds;

	buf_init(&document, 4 * LIMIT_BODY);
	add_twins(&document, n);
	start = clock();
	is_int(count(path, &document, 4 * LIMIT_HELD, &err), found, path);
	seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	buf_release(&document);
	return seconds;
}

static void
check_time(void)
{
	static const struct {
		const char *path;
		int each, plus; /* finds EACH * n + PLUS nodes */
	} cases[] = {
		{ "$[0].c[::-1]", 1, 0 },
		{ "$[0].c[-100000000:]", 1, 0 },
		{ "$[0]..c[1:]", 1, -1 },
		{ "$[?@.a==@.b].c[0]", 0, 1 },
		{ "$[?@.c==@.c].c[0]", 0, 1 },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int n = 20000;
		double one = seconds_for(cases[i].path, n,
		    cases[i].each * n + cases[i].plus);
		double ten = seconds_for(cases[i].path, 10 * n,
		    cases[i].each * 10 * n + cases[i].plus);

		if (!ok(ten < 30 * one + 0.5, "ten times as much, no more"))
			diag("%.3f s, then %.3f s", one, ten);
	}
}

/* Paths that go each way to each node, or look along a whole array for each of
 * its elements: an error in time, not an answer after hours. */
static void
check_steps(void)
{
	static const char *const paths[] = { "$..a..a..a..a..a",
		"$..*..*..*..*", "$[?@..a..a..a..a]", "$..[?@..a..a..a]" };
	struct buf document;
	struct err err;
	clock_t start = clock();

	buf_init(&document, LIMIT_BODY);
	(void)buf_char(&document, '[');
	for (int i = 0; i < 500; i++)
		(void)buf_text(&document, "{\"a\":");
	(void)buf_char(&document, '1');
	for (int i = 0; i < 500; i++)
		(void)buf_char(&document, '}');
	(void)buf_char(&document, ']');
	for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
		is_int(count(paths[i], &document, LIMIT_HELD, &err), -1,
		    paths[i]);
		is_string(err.text, "a path goes too many ways in it", "why");
	}
	buf_clear(&document);
	(void)buf_text(&document, "[0");
	for (int i = 1; i < 200000; i++)
		(void)buf_printf(&document, ",%d", i);
	(void)buf_char(&document, ']');
	is_int(count("$[?@==$[199999]]", &document, LIMIT_HELD, &err), -1,
	    "each element against the last");
	is_int(count("$..[?@==199999]", &document, LIMIT_HELD, &err), 1,
	    "what takes a step for each is fine");
	is_int(count("$[?@==$[9]]", &document, LIMIT_HELD, &err), 1,
	    "and so are a few");
	ok(clock() - start < 20 * CLOCKS_PER_SEC, "all in time");
	buf_release(&document);
}

/* More paths than have a bit each, and more ways than are kept: as many answers
 * as ever. */
static void
check_many(void)
{
	enum { MANY = 150, NESTED = 300 };
	struct json_path *paths[MANY];
	struct json_query queries[MANY];
	size_t found[MANY] = { 0 }, once = 0;
	struct buf document, text;
	struct err err;

	buf_init(&document, LIMIT_BODY);
	buf_init(&text, LIMIT_LABEL);
	(void)buf_char(&document, '{');
	for (int i = 0; i < MANY; i++) {
		buf_clear(&text);
		(void)buf_printf(&text, "$.n%d[1]", i);
		paths[i] = json_path_parse(buf_string(&text), &err);
		queries[i] = (struct json_query){ paths[i], on_count,
			&found[i] };
		(void)buf_printf(&document, "%s\"n%d\":[1,%d]",
		    i > 0 ? "," : "", i, i);
	}
	(void)buf_char(&document, '}');
	ok(ask(queries, MANY, &document, 4096, LIMIT_HELD, &err),
	    "many paths");
	for (int i = 0; i < MANY; i++) {
		once += found[i] == 1;
		json_path_free(paths[i]);
	}
	is_int((int64_t)once, MANY, "each finds its own");
	buf_clear(&document);
	for (int i = 0; i < NESTED; i++)
		(void)buf_text(&document, "{\"a\":");
	(void)buf_char(&document, '1');
	for (int i = 0; i < NESTED; i++)
		(void)buf_char(&document, '}');
	is_int(count("$..a..a", &document, LIMIT_HELD, &err),
	    NESTED * (NESTED - 1) / 2, "many ways");
	buf_release(&document);
	buf_release(&text);
}

int
main(void)
{
	check_random();
	check_many();
	check_steps();
	check_large();
	check_held();
	check_skipped();
	check_time();
	return done();
}
