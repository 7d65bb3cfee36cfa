/* SPDX-License-Identifier: MIT */
#include "fetch/json_events.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "tests/tap.h"

static const size_t cuts[] = { 1, 7, 1448, 65536, 1 << 30 };

struct run {
	struct buf heard; /* the events as text */
	struct json_events *events;
	const char *stop_at; /* a key */
	char error[512];
};

static void
on_scalar(void *context, enum json_kind kind, const char *text, size_t length)
{
	static const char letters[] = "0ftns"; /* by kind */
	struct run *run = context;

	(void)buf_printf(&run->heard, "%c%lld:", letters[kind],
	    (long long)json_events_offset(run->events));
	(void)buf_add(&run->heard, text, length);
	(void)buf_char(&run->heard, ' ');
}

static void
on_open(void *context, enum json_kind kind)
{
	struct run *run = context;

	(void)buf_printf(&run->heard, "%c%lld ",
	    kind == JSON_ARRAY ? '[' : '{',
	    (long long)json_events_offset(run->events));
}

static bool
on_key(void *context, const char *text, size_t length)
{
	struct run *run = context;

	(void)buf_char(&run->heard, '.');
	(void)buf_add(&run->heard, text, length);
	(void)buf_char(&run->heard, ' ');
	if (run->stop_at != NULL && !strncmp(text, run->stop_at, length))
		json_events_stop(run->events, "enough of it");
	return true;
}

static void
on_close(void *context)
{
	struct run *run = context;

	(void)buf_text(&run->heard, "; ");
}

static const struct json_handler handler = { on_scalar, on_open, on_key,
	on_close };

/* True: well formed to its end. The caller releases what was heard. */
static bool
read_it(struct run *run, const char *bytes, size_t length, size_t cut)
{
	struct err err = { .text = "" };
	bool fine = true;

	buf_init(&run->heard, LIMIT_OUTPUT);
	run->events = json_events_new(&handler, run);
	for (size_t at = 0; fine && at < length; at += cut) {
		size_t piece = cut < length - at ? cut : length - at;
		/* Its own memory: a byte too far is seen by ASan. */
		char *copy = mem_new(piece);

		(void)memcpy(copy, bytes + at, piece);
		fine = json_events_feed(run->events, copy, piece, &err);
		mem_free(copy);
	}
	fine = fine && json_events_end(run->events, &err);
	json_events_free(run->events);
	(void)snprintf(run->error, sizeof(run->error), "%s", err.text);
	return fine;
}

#define NEAR "not well-formed JSON near byte "

static const struct {
	const char *name, *text;
	size_t length; /* 0: up to its end */
	const char *heard, *error;
} cases[] = {
	{ "scalars and where they begin",
	    "{\"a\": [1, -2.50e+3 ,\"x\" ],\n\"b\":null,\"\":true}", 0,
	    "{0 .a [6 n7:1 n10:-2.50e+3 s20:x ; .b 031:null . t39:true ; ",
	    NULL },
	{ "an escaped quote does not end a string", "[\"a\\\"b\\\\\", \"c\"]",
	    0, "[0 s1:a\"b\\ s11:c ; ", NULL },
	{ "a number alone", "12", 0, "n0:12 ", NULL },
	{ "a number keeps its text", "[1e999,-0,12345678901234567890,1.10]",
	    0, "[0 n1:1e999 n7:-0 n10:12345678901234567890 n31:1.10 ; ",
	    NULL },
	{ "a byte order mark counts as bytes", "\xef\xbb\xbf[7]", 0,
	    "[3 n4:7 ; ", NULL },
	{ "two byte order marks", "\xef\xbb\xbf\xef\xbb\xbf[7]", 0, "",
	    "it is not JSON: it begins with '<U+FEFF>[7]'" },
	{ "a pair of surrogates", "[\"\\ud83d\\ude00\"]", 0,
	    "[0 s1:\xf0\x9f\x98\x80 ; ", NULL },
	{ "a high surrogate alone", "[\"a\\ud83d\"]", 0,
	    "[0 s1:a\xef\xbf\xbd ; ", NULL },
	{ "a high surrogate before a letter's escape",
	    "[\"\\ud800\\u0041\"]", 0, "[0 s1:\xef\xbf\xbd" "A ; ", NULL },
	{ "two high surrogates", "[\"\\uD800\\uD83D\\uDE00\"]", 0,
	    "[0 s1:\xef\xbf\xbd\xf0\x9f\x98\x80 ; ", NULL },
	{ "a low surrogate alone", "[\"\\uDC00\"]", 0,
	    "[0 s1:\xef\xbf\xbd ; ", NULL },
	{ "a backslash before what looks like one", "[\"\\\\ud800\"]", 0,
	    "[0 s1:\\ud800 ; ", NULL },
	{ "a zero as an escape", "[\"a\\u0000b\"]", 0, "[0 s1:a\0b ; ", NULL },
	{ "UTF-8 of every length", "[\"\xc2\xa2\xe2\x82\xac\xf0\x9f\x98\x80\"]",
	    0, "[0 s1:\xc2\xa2\xe2\x82\xac\xf0\x9f\x98\x80 ; ", NULL },
	{ "overlong", "[\"\xc0\x80\"]", 0, "", NEAR "2: it is not UTF-8" },
	{ "overlong slash", "[\"\xe0\x80\xaf\"]", 0, "",
	    NEAR "2: it is not UTF-8" },
	{ "a surrogate in UTF-8", "[\"\xed\xa0\x80\"]", 0, "",
	    NEAR "2: it is not UTF-8" },
	{ "beyond U+10FFFF", "[\"\xf4\x90\x80\x80\"]", 0, "",
	    NEAR "2: it is not UTF-8" },
	{ "Latin-1", "[\"caf\xe9\"]", 0, "", NEAR "5: it is not UTF-8" },
	{ "a character that the end cuts", "[\"\xe2\x82", 0, "",
	    NEAR "2: it is not UTF-8" },
	{ "a vertical tab as a blank", "[1,\v2]", 0, "",
	    NEAR "3: a control character stands there" },
	{ "a form feed as a blank", "[1]\f", 0, "",
	    NEAR "3: a control character stands there" },
	{ "a newline in a string", "[\"a\nb\"]", 0, NULL,
	    NEAR "3: invalid character inside string." },
	{ "a string left open behind the end", "{\"a\":1}\"junk", 0, NULL,
	    NULL },
	{ "a second document", "[1][2]", 0, NULL,
	    NEAR "4: more follows after its end" },
	{ "cut", "[1,2", 0, NULL, NEAR "5: it ends too early" },
	{ "cut in a string", "[\"ab", 0, NULL, NEAR "4: it ends too early" },
	{ "cut in a word", "[tru", 0, NULL, NEAR "4: it ends too early" },
	{ "a letter too much", "[1] x", 0, NULL,
	    NEAR "5: more follows after its end" },
	{ "a word too much", "[1] true", 0, NULL,
	    NEAR "8: more follows after its end" },
	{ "a comma too much", "[1,]", 0, NULL,
	    NEAR "4: unallowed token at this point in JSON text" },
	{ "nothing", "", 0, "", "it is empty" },
	{ "blanks alone", " \n\t ", 0, "", "it is empty" },
	{ "a login page", "\n<!DOCTYPE html>\n<title>Log in</title>", 0, "",
	    "it is not JSON: it begins with '<!DOCTYPE html>'" },
	{ "a page that would colour the terminal", "\x1b[31mred", 0, "",
	    "it is not JSON: it begins with '<1B>[31mred'" },
	{ "UTF-16", "\xff\xfe[\0", 4, "",
	    "it is not JSON: it begins with '<FF><FE>[<00>'" },
	{ "gzip that nobody decoded", "\x1f\x8b\x08", 3, "",
	    "it is not JSON: it begins with '<1F><8B><08>'" },
};

static void
check_case(size_t i)
{
	size_t length =
	    cases[i].length > 0 ? cases[i].length : strlen(cases[i].text);

	for (size_t k = 0; k < ARRAY_LEN(cuts); k++) {
		struct run run = { .stop_at = NULL };
		char name[160];
		bool fine =
		    read_it(&run, cases[i].text, length, cuts[k]);

		(void)snprintf(name, sizeof(name), "%s, %zu bytes at once",
		    cases[i].name, cuts[k]);
		if (fine != (cases[i].error == NULL && cases[i].heard != NULL))
			(void)ok(false, name);
		else if (fine)
			(void)is_string(buf_string(&run.heard),
			    cases[i].heard, name);
		else if (cases[i].error != NULL)
			(void)is_string(run.error, cases[i].error, name);
		else
			(void)ok(run.error[0] != '\0', name);
		buf_release(&run.heard);
	}
}

/* Strings, numbers and escapes that straddle every border of 64 KiB. */
static void
add_long_document(struct buf *out)
{
	(void)buf_char(out, '[');
	for (unsigned i = 0; out->length < 400000; i++) {
		static const char *const parts[] = {
			"\"\\\\\\\"\\u20ac\\ud83d\\ude00\xe2\x82\xac\"",
			"123456.789e-12", "true", "{\"k\\n\":null}", "\"\"",
		};

		(void)buf_printf(out, "%*s", (int)(i % 9), "");
		if (i % 997 == 5)
			(void)buf_printf(out, "\"%0*d\"", 90000, 1);
		else
			(void)buf_text(out, parts[i * i % 5]);
		(void)buf_text(out, " ,");
	}
	(void)buf_text(out, "0]");
}

/* Each scalar's offset is where its literal stands. */
static bool
offsets_hold(const struct buf *heard, const char *document)
{
	const char *at = buf_string(heard);
	size_t seen = 0;

	while ((at = strchr(at, 'n')) != NULL) { /* numbers are plain enough */
		char *text;
		long long offset = strtoll(++at, &text, 10);

		if (text == at || *text++ != ':')
			continue;
		if (strncmp(document + offset, text, strcspn(text, " ")) != 0)
			return false;
		seen++;
	}
	return seen > 1000;
}

static void
check_borders(void)
{
	struct buf document;
	struct run first = { .stop_at = NULL };

	buf_init(&document, 4 * MIB);
	add_long_document(&document);
	ok(read_it(&first, document.bytes, document.length, 1 << 30),
	    "tokens across borders");
	ok(offsets_hold(&first.heard, document.bytes),
	    "offsets across borders are those of the document");
	for (size_t k = 0; k + 1 < ARRAY_LEN(cuts); k++) {
		struct run run = { .stop_at = NULL };
		char name[80];

		(void)snprintf(name, sizeof(name),
		    "the same events, %zu bytes at once", cuts[k]);
		ok(read_it(&run, document.bytes, document.length, cuts[k]) &&
			run.heard.length == first.heard.length &&
			!memcmp(run.heard.bytes, first.heard.bytes,
			    first.heard.length),
		    name);
		buf_release(&run.heard);
	}
	buf_release(&first.heard);
	buf_release(&document);
}

static bool
fits_nested(int levels, char *error)
{
	struct run run = { .stop_at = NULL };
	char *text = mem_new((size_t)levels * 2);
	bool fine;

	(void)memset(text, '[', (size_t)levels);
	(void)memset(text + levels, ']', (size_t)levels);
	fine = read_it(&run, text, (size_t)levels * 2, 1448);
	(void)snprintf(error, sizeof(run.error), "%s", run.error);
	buf_release(&run.heard);
	mem_free(text);
	return fine;
}

static void
check_depth(void)
{
	char error[512];

	ok(fits_nested(LIMIT_DEPTH, error), "as deep as may be");
	ok(!fits_nested(LIMIT_DEPTH + 1, error), "one deeper");
	is_string(error, "it is nested too deeply", "one deeper: why");
	ok(!fits_nested(1000000, error), "a million deep");
}

/* One string, or one number, of LENGTH bytes, its quotes counted. */
static bool
fits_token(const char *piece, size_t length, size_t cut, char *error)
{
	struct run run = { .stop_at = NULL };
	struct buf text;
	bool fine;
	char quote = piece[0] == '1' ? '1' : '"';

	buf_init(&text, 64 * MIB);
	(void)buf_text(&text, "{\"a\":1,\"b\":");
	(void)buf_char(&text, quote);
	while (text.length + strlen(piece) < 11 + length)
		(void)buf_text(&text, piece);
	while (text.length < 11 + length - 1)
		(void)buf_char(&text, '1');
	(void)buf_char(&text, quote);
	(void)buf_char(&text, '}');
	fine = read_it(&run, text.bytes, text.length, cut);
	(void)snprintf(error, sizeof(run.error), "%s", run.error);
	buf_release(&run.heard);
	buf_release(&text);
	return fine;
}

static void
check_tokens(void)
{
	static const struct {
		const char *name, *piece;
	} kinds[] = { { "a string", "abcdefghijklmnop" }, { "a number", "1" },
		{ "an escaped string", "\\u0041" },
		{ "a string of quotes", "\\\"" } };
	char error[512], name[120];

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		const char *piece = kinds[i].piece;
		clock_t start = clock();

		(void)snprintf(
		    name, sizeof(name), "%s of 4 MiB", kinds[i].name);
		ok(fits_token(piece, LIMIT_TOKEN, 1448, error), name);
		(void)snprintf(
		    name, sizeof(name), "%s of a byte more", kinds[i].name);
		ok(!fits_token(piece, LIMIT_TOKEN + 1, 1448, error), name);
		ok(strstr(error, ": a value there is too long") != NULL, name);
		ok(!fits_token(piece, 20 * MIB, 65536, error), name);
		(void)snprintf(name, sizeof(name),
		    "%s: no time is lost on it", kinds[i].name);
		is_soon(start, 20, name); /* quadratic: minutes */
	}
}

static void
check_truncation(void)
{
	static const char text[] = "{\"a\": [1, \"\\u20ac\xe2\x82\xac\", null, "
				   "{\"b\\\\\": true}], \"c\": -1.5e3}";
	size_t refused = 0;

	for (size_t length = 0; length < sizeof(text) - 1; length++) {
		struct run run = { .stop_at = NULL };

		refused += !read_it(&run, text, length, 5);
		buf_release(&run.heard);
	}
	is_int((int64_t)refused, sizeof(text) - 1,
	    "no beginning of a document is a document");
}

static void
check_stop(void)
{
	struct run run = { .stop_at = "b" };
	static const char text[] = "{\"a\":1,\"b\":2,\"c\":3}";

	ok(!read_it(&run, text, sizeof(text) - 1, 4), "one that had enough");
	is_string(run.error, "enough of it", "says why");
	is_string(buf_string(&run.heard), "{0 .a n5:1 .b ",
	    "and hears no more");
	buf_release(&run.heard);
}

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		check_case(i);
	check_borders();
	check_depth();
	check_tokens();
	check_truncation();
	check_stop();
	return done();
}
