/* SPDX-License-Identifier: MIT */
/* XPath: what is found, where it stands, and what a wrong path is told. */
#include "fetch/xml_path.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fetch/xml_tree.h"
#include "tests/fetch/xml_text.h"
#include "tests/tap.h"

static const size_t cuts[] = { 1, 7, 1448, 65536, 1 << 30 };

static const struct xml_namespace spaces[] = { { "e", "urn:e" },
	{ "f", "urn:f" } };

static const char rates[] =
    "<?xml version=\"1.0\"?>\n"
    "<g:Env xmlns:g=\"urn:g\" xmlns=\"urn:e\">\n"
    "  <Cube>\n"
    "    <Cube time=\"2026-03-03\"\n"
    "        note='a &amp; b'>\n"
    "      <Cube currency=\"CNY\" rate=\"7.9\"/><x xmlns=\"\">1</x>\n"
    "      <Cube currency=\"USD\" rate=\"1.1\" xml:lang=\"en\"/>\n"
    "    </Cube>\n"
    "    <Cube time=\"2026-03-02\"><!-- c --><p:x xmlns:p=\"urn:p\">"
    "\xe2\x82\xac" "5<x/>6&#55;</p:x><x>8</x>" "</Cube>\n"
    "  </Cube>\n"
    "</g:Env>\n";

static const struct {
	const char *path, *found;
} xml_cases[] = {
	{ "//e:Cube[@currency='CNY']/@rate",
	    "a /*[local-name()='Env']/e:Cube/e:Cube[1]/e:Cube[1]/@rate=7.9 "
	    "@6:156\n" },
	{ "//e:Cube[@time]/@time",
	    "a /*[local-name()='Env']/e:Cube/e:Cube[1]/@time=2026-03-03 "
	    "@4:85\n"
	    "a /*[local-name()='Env']/e:Cube/e:Cube[2]/@time=2026-03-02 "
	    "@9:262\n" },
	{ "//@note",
	    "a /*[local-name()='Env']/e:Cube/e:Cube[1]/@note=a & b @4:73\n" },
	{ "//*[local-name()='x']/text()",
	    "t /*[local-name()='Env']/e:Cube/e:Cube[1]/x/text()=1 @6:174\n"
	    "t /*[local-name()='Env']/e:Cube/e:Cube[2]/*[local-name()='x'][1]"
	    "/text()[1]=\xe2\x82\xac" "5 @9:305\n"
	    "t /*[local-name()='Env']/e:Cube/e:Cube[2]/*[local-name()='x'][1]"
	    "/text()[2]=67 @9:313\n"
	    "t /*[local-name()='Env']/e:Cube/e:Cube[2]/e:x/text()=8 "
	    "@9:328\n" },
	{ "//@xml:lang",
	    "a /*[local-name()='Env']/e:Cube/e:Cube[1]/e:Cube[2]/@xml:lang=en "
	    "@7:228\n" },
	{ "//comment()",
	    "? /*[local-name()='Env']/e:Cube/e:Cube[2]/comment()= c  "
	    "@9:250\n" },
	{ "/", NULL },
	{ "//e:nothing", "" },
	{ "//f:Cube", "" },
	{ "count(//e:Cube)", "n =5 @0:-1\n" },
	{ "sum(//@rate) div 2", "n =4.5 @0:-1\n" },
	{ "0 div 0", "n =NaN @0:-1\n" },
	{ "string(//@rate)", "s =7.9 @0:-1\n" },
	{ "//@rate > 2", "b =true @0:-1\n" },
	/* In the document's order, whatever the axis. */
	{ "//@rate[.='1.1']/../preceding-sibling::*/@*[2] | //@rate[.='1.1']",
	    "a /*[local-name()='Env']/e:Cube/e:Cube[1]/e:Cube[1]/@rate=7.9 "
	    "@6:156\n"
	    "a /*[local-name()='Env']/e:Cube/e:Cube[1]/e:Cube[2]/@rate=1.1 "
	    "@7:213\n" },
};

static void
check_found(void)
{
	for (size_t i = 0; i < ARRAY_LEN(xml_cases) * ARRAY_LEN(cuts); i++) {
		size_t n = i / ARRAY_LEN(cuts), cut = cuts[i % ARRAY_LEN(cuts)];
		struct err err;
		struct xml_tree *tree = xml_text_read(XML_KIND_XML, rates,
		    strlen(rates), cut, &err);
		struct buf found;
		char name[160];

		(void)snprintf(name, sizeof(name), "%s, %zu bytes at once",
		    xml_cases[n].path, cut);
		buf_init(&found, LIMIT_OUTPUT);
		xml_text_select(tree, xml_cases[n].path, spaces,
		    ARRAY_LEN(spaces), &found);
		if (xml_cases[n].found != NULL)
			(void)is_string(buf_string(&found),
			    xml_cases[n].found, name);
		else
			(void)ok(!strncmp(buf_string(&found), "? /=", 4),
			    name);
		buf_release(&found);
		xml_tree_free(tree);
	}
}

static const char page[] =
    "<!DOCTYPE html>\n<html><head><title>a<b</title>\n"
    "<script>if (a<b) c('</p>');</script></head>\n"
    "<BODY><p title='1<2>3' >4<p>5<br>6<table><tr><td>7</table>\n"
    "<svg:x>8</svg:x></body></html>";

static const struct {
	const char *path, *found;
} html_cases[] = {
	{ "//p/text()",
	    "t /html/body/p[1]/text()=4 @4:115\n"
	    "t /html/body/p[2]/text()[1]=5 @4:119\n"
	    "t /html/body/p[2]/text()[2]=6 @4:124\n" },
	{ "//p/@title", "a /html/body/p[1]/@title=1<2>3 @4:97\n" },
	{ "//td", "e /html/body/table/tr/td=7 @4:136\n" },
	{ "string(//script)", "s =if (a<b) c('</p>'); @0:-1\n" },
};

static void
check_page(void)
{
	struct err err;
	struct xml_tree *tree = xml_text_read(
	    XML_KIND_HTML, page, strlen(page), 1448, &err);

	for (size_t i = 0; i < ARRAY_LEN(html_cases); i++) {
		struct buf found;

		buf_init(&found, LIMIT_OUTPUT);
		xml_text_select(tree, html_cases[i].path, NULL, 0, &found);
		(void)is_string(buf_string(&found), html_cases[i].found,
		    html_cases[i].path);
		buf_release(&found);
	}
	xml_tree_free(tree);
}

static const struct {
	const char *path, *error; /* behind its offset */
} mistakes[] = {
	{ "", "0 the path is empty" },
	{ " ", "0 the path is empty" },
	{ "/a/e:b/g:c", "7 the prefix 'g' means nothing here: declare it in "
			"namespaces (pick: --namespace)" },
	{ "//a[@g:b='g:c']", "5 the prefix 'g' means nothing here: declare it "
			     "in namespaces (pick: --namespace)" },
	{ "//a[.='g:c']/child::b/g:*",
	    "22 the prefix 'g' means nothing here: declare it in "
	    "namespaces (pick: --namespace)" },
	{ "//a[matches(., 'x')]", "4 XPath 1.0 has no function 'matches'" },
	{ "contain(//a, 'x')", "0 XPath 1.0 has no function 'contain'; did "
			       "you mean 'contains'?" },
	{ "1+e:f(//a)", "2 XPath 1.0 has no function 'e:f'" },
	{ "$.a.b", "0 there are no variables here; a JSONPath begins with $, "
		   "an XPath with /" },
	{ "//a[b", "5 a ']' is missing" },
	{ "//a[b='x]", "6 this text does not end" },
	{ "//a]", "3 this is no XPath 1.0" },
	{ "//", "2 this is no XPath 1.0" },
	{ "//a b", "4 this is no XPath 1.0" },
	{ "count(//a", "9 this is no XPath 1.0" },
	{ "\xff", "0 the path is not UTF-8" },
};

static void
check_mistakes(void)
{
	struct buf deep;
	struct err err;

	for (size_t i = 0; i < ARRAY_LEN(mistakes); i++) {
		struct xml_path *path = xml_path_parse(mistakes[i].path, spaces,
		    ARRAY_LEN(spaces), &err);
		char told[600];

		(void)snprintf(told, sizeof(told), "%zu %s", err.at, err.text);
		(void)is_string(path == NULL ? told : NULL, mistakes[i].error,
		    mistakes[i].path[0] != '\xff' ? mistakes[i].path
						  : "no UTF-8");
		xml_path_free(path);
	}
	buf_init(&deep, LIMIT_BODY);
	xml_text_repeat(&deep, "(", 100000);
	(void)ok(xml_path_parse(deep.bytes, NULL, 0, &err) == NULL &&
		!strcmp(err.text, "this is nested too deeply") &&
		err.at == LIMIT_PATH_DEPTH,
	    "100,000 brackets");
	buf_release(&deep);
}

/* Paths that are hard work, or long; each ends, and says so. */
static void
check_limits(void)
{
	static const struct {
		const char *before, *repeated;
		size_t times;
		const char *behind, *found;
	} rows[] = {
		{ "//b[count(preceding::b)=count(following::b)]", "", 0, "",
		    "!the path takes too many steps in this document" },
		{ "count(//b[preceding-sibling::b[following-sibling::b]])",
		    "", 0, "",
		    "!the path takes too many steps in this document" },
		{ "count(//b)", "", 0, "", "n =20000 @0:-1\n" },
		{ "//b[20000]", "", 0, "", "e /a/b[20000]= @1:79999\n" },
		{ "1", "+1", 10000, "", "!the path is too long" },
		{ "1", "+1", 100, "", "n =101 @0:-1\n" },
		{ "/a", "/b", 10000, "", "" },
		{ "", "-", 10001, "1", "n =-1 @0:-1\n" },
	};
	struct buf body, path, found;
	struct xml_tree *tree;
	struct err err;

	buf_init(&body, LIMIT_BODY);
	buf_init(&path, LIMIT_BODY);
	buf_init(&found, LIMIT_BODY);
	(void)buf_text(&body, "<a>");
	xml_text_repeat(&body, "<b/>", 20000);
	(void)buf_text(&body, "</a>");
	tree = xml_text_read(
	    XML_KIND_XML, body.bytes, body.length, 65536, &err);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		buf_clear(&path);
		buf_clear(&found);
		(void)buf_text(&path, rows[i].before);
		xml_text_repeat(&path, rows[i].repeated, rows[i].times);
		(void)buf_text(&path, rows[i].behind);
		xml_text_select(tree, path.bytes, NULL, 0, &found);
		(void)is_string(
		    buf_string(&found), rows[i].found, rows[i].before);
	}
	xml_tree_free(tree);
	buf_release(&body);
	buf_release(&path);
	buf_release(&found);
}

struct check {
	const char *body;
	size_t length;
	size_t all, lead_back, begin;
};

static bool
on_only(void *context, const struct xml_match *match)
{
	const struct xml_node **only = context;

	*only = *only == NULL ? match->node : (const struct xml_node *)context;
	return true;
}

/* Whether its path leads to this node alone. */
static bool
leads_back(const struct xml_match *match)
{
	const struct xml_node *only = NULL;
	struct buf text;
	struct err err = { .text = "" };
	struct xml_path *path;
	bool fine;

	buf_init(&text, LIMIT_LABEL);
	xml_match_path(match, &text);
	path = xml_path_parse(
	    buf_string(&text), spaces, ARRAY_LEN(spaces), &err);
	fine = path != NULL &&
	    xml_select(match->tree, path, NULL, on_only, &only, &err) &&
	    only == match->node;
	if (!fine)
		diag("%s %s", buf_string(&text), err.text);
	xml_path_free(path);
	buf_release(&text);
	return fine;
}

/* Whether at its offset there stands what it is. */
static bool
begins_there(const struct check *check, const struct xml_match *match)
{
	const char *at = check->body + match->offset;
	struct buf text;
	bool fine;

	if (match->offset < 0 || (size_t)match->offset >= check->length)
		return false;
	buf_init(&text, LIMIT_LABEL);
	xml_match_text(match, &text);
	fine = match->kind == XML_FOUND_ELEMENT ? *at == '<'
	    : strchr("<&", *at) != NULL
	    ? true /* a reference, or its element */
	    : !strncmp(at, buf_string(&text), strcspn(at, "<&\""));
	buf_release(&text);
	return fine;
}

static bool
on_any(void *context, const struct xml_match *match)
{
	struct check *check = context;

	check->all++;
	check->lead_back += leads_back(match);
	check->begin += begins_there(check, match);
	return true;
}

static void
check_all_nodes(enum xml_kind kind, const char *body, const char *name)
{
	struct check check = { body, strlen(body), 0, 0, 0 };
	struct err err;
	struct xml_tree *tree =
	    xml_text_read(kind, body, check.length, 1448, &err);
	struct xml_path *own = xml_path_parse(
	    "//node()|//@*", spaces, ARRAY_LEN(spaces), &err);

	(void)ok(tree != NULL && xml_select(tree, own, NULL, on_any, &check,
				     &err) &&
		check.all > 10,
	    name);
	is_int((int64_t)check.lead_back, (int64_t)check.all,
	    "each node's path leads to it alone");
	is_int((int64_t)check.begin, (int64_t)check.all,
	    "and at its offset it begins");
	xml_path_free(own);
	xml_tree_free(tree);
}

static bool
on_text(void *context, const struct xml_match *match)
{
	struct buf *out = context;

	xml_match_text(match, out);
	(void)buf_char(out, match->kind == XML_FOUND_BOOLEAN ? ';' : ' ');
	return match->kind != XML_FOUND_ATTRIBUTE;
}

/* From each row: its date, the first rate, and whether there are others. */
static bool
on_row(void *context, const struct xml_match *match)
{
	static const char *const inside[] = { "@time", "e:Cube/@rate",
		"count(e:Cube) > 1" };

	for (size_t i = 0; i < ARRAY_LEN(inside); i++) {
		struct err err;
		struct xml_path *path = xml_path_parse(
		    inside[i], spaces, ARRAY_LEN(spaces), &err);

		(void)xml_select(match->tree, path, match->node, on_text,
		    context, &err);
		xml_path_free(path);
	}
	return true;
}

static void
check_relative(void)
{
	struct err err;
	struct buf out;
	struct xml_path *path = xml_path_parse(
	    "//e:Cube[@time]", spaces, ARRAY_LEN(spaces), &err);
	struct xml_tree *tree = xml_text_read(
	    XML_KIND_XML, rates, strlen(rates), 7, &err);

	buf_init(&out, LIMIT_BODY);
	(void)xml_select(tree, path, NULL, on_row, &out, &err);
	(void)is_string(buf_string(&out),
	    "2026-03-03 7.9 true;2026-03-02 false;",
	    "paths from a node; a search that had enough");
	buf_release(&out);
	xml_path_free(path);
	xml_tree_free(tree);
}

enum { COLUMNS = 20 };
enum column { ID = 0, BODY = 1, LANG = 11, VALUE, TIME, SPACES, NODES = 16 };

/* Splits TEXT at SIGN, in place. */
static size_t
split(char *text, char sign, char **parts, size_t most)
{
	size_t count = 0;

	for (;;) {
		char *end = strchr(text, sign);

		parts[count++] = text;
		if (end == NULL || count == most)
			return count;
		*end = '\0';
		text = end + 1;
	}
}

struct values {
	struct buf texts; /* '\0' behind each */
	size_t count;
	bool nodes, numbers;
};

static bool
on_value(void *context, const struct xml_match *match)
{
	struct values *values = context;

	xml_match_text(match, &values->texts);
	(void)buf_char(&values->texts, '\0');
	values->nodes = match->node != NULL;
	values->numbers = match->kind == XML_FOUND_NUMBER;
	values->count++;
	return true;
}

static void
find_values(struct xml_tree *tree, const char *text, char *declared,
    struct values *values)
{
	struct xml_namespace own[8];
	char *words[8];
	size_t count = split(declared, ' ', words, ARRAY_LEN(words));
	size_t known = 0;
	struct xml_path *path;
	struct err err;

	buf_init(&values->texts, LIMIT_OUTPUT);
	for (size_t i = 0; i < count; i++) {
		char *sign = strchr(words[i], '=');

		if (sign != NULL)
			*sign = '\0';
		if (sign != NULL)
			own[known++] =
			    (struct xml_namespace){ words[i], sign + 1 };
	}
	path = xml_path_parse(text, own, known, &err);
	if (path == NULL ||
	    !xml_select(tree, path, NULL, on_value, values, &err))
		diag("%s: %s", text, err.text);
	for (size_t i = 0; i < count; i++)
		words[i][strlen(words[i])] = '=';
	xml_path_free(path);
}

/* Each item as the manifest writes it, behind it SEPARATOR. */
static void
add_items(struct buf *out, const struct values *values,
    const struct values *times, const char *separator)
{
	const char *value = values->texts.bytes, *time = times->texts.bytes;
	const char *quote = values->numbers ? "" : "\"";

	for (size_t i = 0; i < values->count; i++) {
		if (times->nodes)
			(void)buf_printf(out, "[\"%s\",\"%s\"]", time, value);
		else
			(void)buf_printf(out, "%s%s%s", quote, value, quote);
		if (i + 1 < values->count || separator[0] == '\n')
			(void)buf_text(out, separator);
		value += strlen(value) + 1;
		if (times->nodes)
			time += strlen(time) + 1;
	}
}

static bool
is_expected(const char *expected, const struct values *values,
    const struct values *times)
{
	struct buf all;
	char hex[DIGEST_HEX];
	bool fine;

	buf_init(&all, LIMIT_OUTPUT);
	if (expected[0] == '{') {
		add_items(&all, values, times, "\n");
		digest_of(all.bytes, all.length, hex);
		fine = strstr(expected, hex) != NULL;
	} else {
		(void)buf_char(&all, '[');
		add_items(&all, values, times, ",");
		(void)buf_char(&all, ']');
		fine = !strcmp(buf_string(&all), expected);
		if (!fine)
			diag("%s\n%s", buf_string(&all), expected);
	}
	buf_release(&all);
	return fine;
}

/* Cut at some places, and with some bytes changed: it is refused, or whole to
 * its last element; there is a tree or a sentence. */
static void
check_damage(const struct buf *body, const char *name)
{
	size_t places = body->length < 100 * KIB ? 200 : 4;
	size_t step = body->length / places + 1, end = body->length;
	size_t cut = 0, changed = 0, all = 0;
	char *copy = mem_bytes(body->bytes, body->length);

	while (end > 0 && copy[end - 1] != '>')
		end--;
	for (size_t at = 0; at < end; at += step, all++) {
		struct err err = { .text = "" };
		struct xml_tree *tree =
		    xml_text_read(XML_KIND_XML, copy, at, 65536, &err);

		cut += tree == NULL && err.text[0] != '\0';
		xml_tree_free(tree);
		copy[at] = (char)(copy[at] ^ (1 << at % 8));
		err.text[0] = '\0';
		tree = xml_text_read(
		    XML_KIND_XML, copy, body->length, 65536, &err);
		changed += (tree == NULL) == (err.text[0] != '\0');
		xml_tree_free(tree);
		copy[at] = body->bytes[at];
	}
	mem_free(copy);
	is_int((int64_t)cut, (int64_t)all, name);
	is_int((int64_t)changed, (int64_t)all, "and with a byte changed");
}

static void
check_row(char **row)
{
	char *path = mem_printf("api/%s", row[BODY]);
	struct values values = { .count = 0 }, times = { .count = 0 };
	struct xml_tree *tree = NULL;
	struct buf body;
	struct err err = { .text = "" };

	buf_init(&body, LIMIT_BODY);
	if (file_read(test_data(path), &body, &err))
		tree = xml_text_read(
		    XML_KIND_XML, body.bytes, body.length, 1448, &err);
	if (tree != NULL) {
		find_values(tree, row[VALUE], row[SPACES], &values);
		if (row[TIME][0] != '\0')
			find_values(tree, row[TIME], row[SPACES], &times);
		(void)ok(is_expected(row[NODES], &values, &times), row[ID]);
		check_damage(&body, "cut, it is refused");
	} else {
		(void)ok(false, row[ID]);
		diag("%s", err.text);
	}
	buf_release(&values.texts);
	buf_release(&times.texts);
	buf_release(&body);
	xml_tree_free(tree);
	mem_free(path);
}

static void
check_manifest(void)
{
	const char *path = test_data("api/MANIFEST.tsv");
	struct buf manifest;
	struct err err;
	char *line;
	int64_t rows = 0;

	if (path == NULL) {
		skip("the rows of the manifest",
		    "BELLWETHER_TEST_DATA is not set");
		return;
	}
	buf_init(&manifest, LIMIT_BODY);
	if (!file_read(path, &manifest, &err))
		diag("%s", err.text);
	line = manifest.bytes;
	while (line != NULL && *line != '\0') {
		char *row[COLUMNS] = { NULL };
		char *end = strchr(line, '\n');

		if (end != NULL)
			*end = '\0';
		if (split(line, '\t', row, COLUMNS) > NODES &&
		    !strcmp(row[LANG], "xpath")) {
			check_row(row);
			rows++;
		}
		line = end != NULL ? end + 1 : NULL;
	}
	is_int(rows, 10, "rows of the manifest are XPath");
	buf_release(&manifest);
}

int
main(void)
{
	check_found();
	check_page();
	check_mistakes();
	check_limits();
	check_relative();
	check_all_nodes(XML_KIND_XML, rates, "XML, node by node");
	check_all_nodes(XML_KIND_HTML,
	    "<html><head><title>a</title></head><body><p>1<p a=b>2<b>3</b>4"
	    "<o:p>5</o:p><o:p>6</o:p><!-- c --><br>&lt;7</body></html>",
	    "HTML, node by node");
	check_manifest();
	xml_release();
	return done();
}
