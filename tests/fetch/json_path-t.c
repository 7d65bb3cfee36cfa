/* SPDX-License-Identifier: MIT */
#include "fetch/json_path.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "tests/tap.h"

/* A path, where it is wrong, and what is said. */
struct wrong {
	const char *text;
	size_t at;
	const char *error;
};

static const struct wrong wrong[] = {
	{ "", 0, "the path ends too early: '$', the document, is expected" },
	{ "a.b", 0, "'$', the document, is expected, not 'a.b'" },
	{ "$ ", 1, "'.', '[' or the end is expected, not ' '" },
	{ "$.", 2,
	    "the path ends too early: a name (quote an odd one: "
	    "['a-b']) or * is expected" },
	{ "$..", 3,
	    "the path ends too early: a name (quote an odd one: "
	    "['a-b']) or * is expected" },
	{ "$.a-b", 3, "'.', '[' or the end is expected, not '-b'" },
	{ "$.1", 2,
	    "a name (quote an odd one: ['a-b']) or * is expected, not "
	    "'1'" },
	{ "$[", 2,
	    "the path ends too early: a name in quotes, an index, *, a "
	    "slice or ? is expected" },
	{ "$[]", 2,
	    "a name in quotes, an index, *, a slice or ? is expected, "
	    "not ']'" },
	{ "$[1", 3, "the path ends too early: ',' or ']' is expected" },
	{ "$[1,]", 4,
	    "a name in quotes, an index, *, a slice or ? is expected, "
	    "not ']'" },
	{ "$[01]", 2,
	    "'01' is no index: no leading zero, no -0, at most 2^53 - 1" },
	{ "$[-0]", 2,
	    "'-0' is no index: no leading zero, no -0, at most 2^53 - 1" },
	{ "$[9007199254740992]", 2, "an index is at most 2^53 - 1" },
	{ "$[12345678901234567]", 2,
	    "'12345678901234567' is no index: no leading zero, no -0, "
	    "at most 2^53 - 1" },
	{ "$[1:2:3:4]", 7, "',' or ']' is expected, not ':4]'" },
	{ "$['a]", 2, "the text that begins here lacks its closing quote" },
	{ "$['a\\x']", 5,
	    "an escape such as \\n, \\\\ or \\u20ac is expected, not "
	    "'x']'" },
	{ "$['\\u12']", 5,
	    "\\u with four hexadecimal digits is expected, not '12']'" },
	{ "$['\\ud83d']", 3,
	    "\\ud83d is half a character: the other half is missing" },
	{ "$['\\ud83d\\u0041']", 3,
	    "\\ud83d is half a character, and \\u0041 not its other "
	    "half" },
	{ "$['\\ude00']", 3,
	    "\\ude00 is half a character: the other half is missing" },
	{ "$['a\nb']", 4,
	    "a control character is written as an escape: \\n, \\u0007" },
	{ "$[a]", 2,
	    "a name in quotes, an index, *, a slice or ? is expected, "
	    "not 'a]'" },
	{ "$.a[#]", 4,
	    "a name in quotes, an index, *, a slice or ? is expected, "
	    "not '#]'" },
	{ "$[?]", 3,
	    "a query (@ or $), a literal or a function is expected, not "
	    "']'" },
	{ "$[?@.a==]", 8,
	    "a query (@ or $), a literal or a function is expected, not ']'" },
	{ "$[?@.a=1]", 6, "',' or ']' is expected, not '=1]'" },
	{ "$[?1]", 3, "a literal alone is no condition: compare it" },
	{ "$[?'a']", 3, "a literal alone is no condition: compare it" },
	{ "$[?@.a>@.*]", 7,
	    "only a query that finds one value at most can be compared" },
	{ "$[?@..a==1]", 3,
	    "only a query that finds one value at most can be compared" },
	{ "$[?(@.a]", 7, "')' is expected, not ']'" },
	{ "$[?!@.a==1]", 3,
	    "'!' before a comparison needs brackets: !(a == b)" },
	{ "$[?@.a && ]", 10,
	    "a query (@ or $), a literal or a function is expected, not ']'" },
	{ "$[?@.a == 01]", 10, "a number is expected, not '01]'" },
	{ "$[?@.a == 1.]", 10, "a number is expected, not '1.]'" },
	{ "$[?@.a == TRUE]", 10,
	    "a query (@ or $), a literal or a function is expected, not "
	    "'TRUE]'" },
	{ "$[?len(@.a) > 1]", 3,
	    "there is no function 'len'; did you mean 'length'?" },
	{ "$[?size(@.a) > 1]", 3, "there is no function 'size'" },
	{ "$[?lenght(@.a) > 1]", 3,
	    "there is no function 'lenght'; did you mean 'length'?" },
	{ "$[?length(@.a)]", 3,
	    "length() gives a value, which is no condition: compare it" },
	{ "$[?match(@.a,'b')==true]", 3,
	    "match() is true or false by itself: it cannot be compared" },
	{ "$[?true==search(@.a,'b')]", 9,
	    "search() is true or false by itself: it cannot be compared" },
	{ "$[?length()==1]", 10, "length() takes 1 argument" },
	{ "$[?length(@.a,@.b)==1]", 13, "length() takes 1 argument" },
	{ "$[?match(@.a)]", 12, "match() takes 2 arguments" },
	{ "$[?match(@.a,'b','c')]", 16, "match() takes 2 arguments" },
	{ "$[?match(@.a 'b')]", 13, "',' is expected, not ''b')]'" },
	{ "$[?length(@.*)==1]", 10,
	    "length() takes one value, and this query may find several" },
	{ "$[?count(1)==1]", 9,
	    "count() takes a query, which begins with @ or $" },
	{ "$[?count(length(@))==1]", 9,
	    "count() takes a query, which begins with @ or $" },
	{ "$[?length(match(@,'a'))==1]", 10,
	    "length() takes a value, and match() gives none" },
	{ "$[?count (@.*)==1]", 3,
	    "a query (@ or $), a literal or a function is expected, not "
	    "'count (@.*)=…'" },
	{ "$[?length(@.a==1)==1]", 13, "')' is expected, not '==1)==1]'" },
	{ "$[?!@.a==length(@.b)]", 3,
	    "'!' before a comparison needs brackets: !(a == b)" },
	{ "$.a b", 3, "'.', '[' or the end is expected, not ' b'" },
};

static const struct wrong wrong_relative[] = {
	{ "", 0,
	    "the path ends too early: a name (quote an odd one: "
	    "['a-b']) or * is expected" },
	{ "a..", 3,
	    "the path ends too early: a name (quote an odd one: "
	    "['a-b']) or * is expected" },
	{ "a b", 1, "'.', '[' or the end is expected, not ' b'" },
	{ "@x", 1, "'.', '[' or the end is expected, not 'x'" },
	{ "[#]", 1,
	    "a name in quotes, an index, *, a slice or ? is expected, "
	    "not '#]'" },
	{ "a[#]", 2,
	    "a name in quotes, an index, *, a slice or ? is expected, "
	    "not '#]'" },
	{ "$.a[#4]", 5,
	    "[#] may have 1 to 3 behind it: so many arrays further up" },
	{ "$.a[#0]", 5,
	    "[#] may have 1 to 3 behind it: so many arrays further up" },
	{ "$.a[#11]", 6, "',' or ']' is expected, not '1]'" },
	{ "$.a[#][#]", 0, "[#] stands alone, and once in a path" },
	{ "$.a[0,#]", 0, "[#] stands alone, and once in a path" },
	{ "$..[#]", 0, "'..' and [#] do not go together" },
	{ "$..a[#]", 0, "'..' and [#] do not go together" },
	{ "$.a[?@[#]]", 7,
	    "a name in quotes, an index, *, a slice or ? is expected, "
	    "not '#]]'" },
};

static const struct {
	const char *text;
	bool singular, uses_root;
	size_t segments;
} right[] = {
	{ "$", true, false, 0 },
	{ "$.a['b'][0]", true, false, 3 },
	{ "$ .a [ 'b' , \"c\" ]", false, false, 2 },
	{ "$.*", false, false, 1 },
	{ "$..a", false, false, 1 },
	{ "$[1:2]", false, false, 1 },
	{ "$[-9007199254740991]", true, false, 1 },
	{ "$.a[?@.b == 'it\\'s' || !(@.c < -1.5e3)].d", false, false, 3 },
	{ "$[?@.a == $.b]", false, true, 1 },
	{ "$[?match(@.a, 'x') && count(@..b) > value(@.c[*])]", false, false,
	    1 },
	{ "$[?length(value($..a)) == 1]", false, true, 1 },
	{ "$[?@.a[?search(@, $.b)]]", false, true, 1 },
	{ "$.\u20ac_1", true, false, 1 },
};

typedef struct json_path *parse(const char *text, struct err *err);

static void
check_wrong(const struct wrong *cases, size_t count, parse *parse_path)
{
	for (size_t i = 0; i < count; i++) {
		struct err err = { .text = "it was not refused" };
		struct json_path *path = parse_path(cases[i].text, &err);
		char name[80];

		(void)snprintf(name, sizeof(name), "case %zu, %.40s: where",
		    i, strpbrk(cases[i].text, "#\n") ? "" : cases[i].text);
		is_string(err.text, cases[i].error, "what is wrong");
		is_int((int64_t)err.at, (int64_t)cases[i].at, name);
		json_path_free(path);
	}
}

static void
check_depth(void)
{
	struct err err;
	struct json_path *path;
	struct buf text;

	buf_init(&text, MIB);
	(void)buf_text(&text, "$[?");
	for (int i = 0; i < 100000; i++)
		(void)buf_char(&text, '(');
	path = json_path_parse(buf_string(&text), &err);
	ok(path == NULL, "a hundred thousand brackets");
	is_string(err.text, "nested too deeply: more than 64 levels",
	    "are refused");
	is_int((int64_t)err.at, 67, "where it becomes too much");
	json_path_free(path);
	buf_clear(&text);
	(void)buf_char(&text, '$');
	for (int i = 0; i < 100000; i++)
		(void)buf_text(&text, "[?@");
	path = json_path_parse(buf_string(&text), &err);
	is_string(err.text, "nested too deeply: more than 64 levels",
	    "so are filters in filters");
	json_path_free(path);
	buf_clear(&text);
	(void)buf_text(&text, "$[?");
	for (int i = 0; i < 100000; i++)
		(void)buf_text(&text, "length(");
	path = json_path_parse(buf_string(&text), &err);
	is_string(err.text, "nested too deeply: more than 64 levels",
	    "and functions in functions");
	json_path_free(path);
	buf_release(&text);
}

int
main(void)
{
	struct err err;

	check_wrong(wrong, ARRAY_LEN(wrong), json_path_parse);
	check_wrong(wrong_relative, ARRAY_LEN(wrong_relative),
	    json_path_parse_relative);
	for (size_t i = 0; i < ARRAY_LEN(right); i++) {
		struct json_path *path = json_path_parse(right[i].text, &err);

		ok(path != NULL && path->singular == right[i].singular &&
			path->uses_root == right[i].uses_root &&
			path->count == right[i].segments,
		    right[i].text);
		json_path_free(path);
	}
	check_depth();
	return done();
}
