/* SPDX-License-Identifier: MIT */
/* Feeds of all kinds, told as one line an item. */
#include "fetch/feed.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fetch/feed_text.h"
#include "fetch/json_path.h"
#include "fetch/url_join.h"
#include "fetch/xml_tree.h"
#include "tests/fetch/xml_text.h"
#include "tests/tap.h"

static bool
on_item(void *context, const struct feed_item *item)
{
	struct buf *out = context;

	(void)buf_printf(out, "%s|%s|%s|%s|%s\n", item->id, item->title,
	    item->link, item->date, item->summary);
	return true;
}

#define RSS(inside) \
	"<?xml version='1.0'?><rss version='2.0' " \
	"xmlns:dc='http://purl.org/dc/elements/1.1/' " \
	"xmlns:atom='http://www.w3.org/2005/Atom' " \
	"xmlns:media='http://search.yahoo.com/mrss/' " \
	"xmlns:content='http://purl.org/rss/1.0/modules/content/'>" \
	"<channel><title>F</title><link>https://h.example/news/</link>" \
	"<atom:link rel='self' href='https://h.example/self'/>" inside \
	"</channel></rss>"
#define ATOM(attributes, inside) \
	"<feed xmlns='http://www.w3.org/2005/Atom' " attributes ">" \
	"<title>F</title><link rel='self' href='https://h.example/f.atom'/>" \
	"<link href='/home/'/>" inside "</feed>"

static const struct {
	const char *name, *feed, *items; /* id|title|link|date|summary */
} cases[] = {
	{ "RSS 2.0", RSS("<item><guid>g1</guid><title>One</title>"
	    "<link>https://h.example/1</link><description>first</description>"
	    "<pubDate>\n Fri, 31 Jul 2026 00:12:00 Z\n</pubDate></item>"
	    "<item><guid>g1</guid><title>Two</title></item>"),
	    "g1|One|https://h.example/1|Fri, 31 Jul 2026 00:12:00 Z|first\n"
	    "g1|Two|||\n" },
	{ "RSS without items", RSS(""), "" },
	{ "RSS of items without anything", RSS("<item/>"), "||||\n" },
	{ "a guid that is a link, and one that is none",
	    RSS("<item><guid>https://h.example/a</guid></item>"
	    "<item><guid isPermaLink='false'>https://h.example/b</guid></item>"
	    "<item><guid>urn:c</guid></item>"),
	    "https://h.example/a||https://h.example/a||\n"
	    "https://h.example/b||||\n"
	    "urn:c||||\n" },
	{ "links that are relative", RSS("<item><link>1</link></item>"
	    "<item><link> /2?x=../y </link></item>"
	    "<item xml:base='https://o.example/a/b'><link>../3</link></item>"
	    "<item><link>//o.example/4</link></item>"),
	    "||https://h.example/news/1||\n"
	    "||https://h.example/2?x=../y||\n"
	    "||https://o.example/3||\n"
	    "||https://o.example/4||\n" },
	{ "other vocabularies", RSS("<item><media:title>no</media:title>"
	    "<dc:title>T</dc:title><dc:date>2026-03-01</dc:date>"
	    "<atom:link href='https://h.example/x'/>"
	    "<atom:id>no</atom:id><content:encoded>&lt;p&gt;S&lt;/p&gt;"
	    "</content:encoded></item>"),
	    "|T|https://h.example/x|2026-03-01|S\n" },
	{ "HTML in titles", RSS("<item><title>A &amp;amp; B &lt;b&gt;C"
	    "&lt;/b&gt;D&lt;br/&gt;E</title></item>"
	    "<item><title><![CDATA[x < y, <i>z</i> & <1 %&nbsp;\n\n 2]]>"
	    "</title></item><item><title>AT&amp;T</title></item>"),
	    "|A & B CD E|||\n|x < y, z & <1 % 2|||\n|AT&T|||\n" },
	{ "RSS 0.91 with its DOCTYPE",
	    "<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS "
	    "0.91//EN' 'http://my.netscape.com/publish/formats/rss-0.91.dtd'>"
	    "<rss version='0.91'><channel><item><title>T</title>"
	    "<link>http://h.example/</link></item></channel></rss>",
	    "|T|http://h.example/||\n" },
	{ "RSS 1.0", "<rdf:RDF xmlns='http://purl.org/rss/1.0/' "
	    "xmlns:dc='http://purl.org/dc/elements/1.1/' "
	    "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
	    "<channel rdf:about='c'><title>F</title></channel>"
	    "<item rdf:about='urn:1'><title>T</title><link>http://h.example/1"
	    "</link><dc:date>2026-03-01T10:00:00+01:00</dc:date>"
	    "<description>S</description></item></rdf:RDF>",
	    "urn:1|T|http://h.example/1|2026-03-01T10:00:00+01:00|S\n" },
	{ "RSS 0.90", "<r:RDF xmlns='http://my.netscape.com/rdf/simple/0.9/' "
	    "xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><channel/>"
	    "<item><title>T</title></item></r:RDF>", "|T|||\n" },
	{ "Atom", ATOM("", "<entry><id>urn:1</id><title>A &lt; B</title>"
	    "<link rel='enclosure' href='e'/><link rel='alternate' href='1'/>"
	    "<updated>2026-03-02T00:00:00Z</updated>"
	    "<published>2026-03-01T00:00:00Z</published>"
	    "<summary>S</summary><content>no</content></entry>"
	    "<entry><id>urn:2</id><updated>2026-03-02T00:00:00Z</updated>"
	    "<link rel='related' href='https://o.example/'/>"
	    "<content>C</content></entry>"),
	    "urn:1|A < B|https://h.example/home/1|2026-03-01T00:00:00Z|S\n"
	    "urn:2||https://o.example/|2026-03-02T00:00:00Z|C\n" },
	{ "Atom's types", ATOM("", "<entry><title type='text'>&lt;b&gt;1"
	    "</title></entry><entry><title type='html'>&lt;b&gt;2&amp;euro;"
	    "</title></entry><entry><title type='xhtml'><div xmlns="
	    "'http://www.w3.org/1999/xhtml'>\n<b>3</b> 4 </div></title>"
	    "</entry>"),
	    "|<b>1|||\n|2\xe2\x82\xac|||\n|3 4|||\n" },
	{ "Atom with xml:base", ATOM("xml:base='https://b.example/x/'",
	    "<entry><link href='1'/></entry>"
	    "<entry xml:base='y/'><link href='2'/></entry>"),
	    "||https://b.example/x/1||\n||https://b.example/x/y/2||\n" },
	{ "Atom 0.3", "<feed xmlns='http://purl.org/atom/ns#'><entry>"
	    "<title>T</title><link rel='alternate' href='http://h.example/'/>"
	    "<issued>2004-01-01</issued><modified>2005-01-01</modified>"
	    "</entry></feed>", "|T|http://h.example/|2004-01-01|\n" },
	{ "a document that is no feed", "<Envelope><item/></Envelope>",
	    "!it is no feed: it begins with <Envelope>, not with <rss>, "
	    "<rdf:RDF> or Atom's <feed>" },
	{ "a feed of another kind", "<feed><entry/></feed>",
	    "!it is no feed: it begins with <feed>, not with <rss>, <rdf:RDF> "
	    "or Atom's <feed>" },
};

static void
read_items(const char *feed, size_t length, struct buf *out)
{
	struct err err;
	struct xml_tree *tree =
	    xml_text_read(XML_KIND_XML, feed, length, 1448, &err);

	if (tree == NULL ||
	    !feed_read(tree, "https://h.example/f/feed.xml", on_item, out,
		&err))
		(void)buf_printf(out, "!%s", err.text);
	xml_tree_free(tree);
}

static void
check_feeds(void)
{
	struct buf items;

	buf_init(&items, LIMIT_OUTPUT);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		buf_clear(&items);
		read_items(cases[i].feed, strlen(cases[i].feed), &items);
		(void)is_string(
		    buf_string(&items), cases[i].items, cases[i].name);
	}
	buf_release(&items);
}

static const struct {
	const char *html, *text;
} texts[] = {
	{ "", "" },
	{ "plain", "plain" },
	{ " \n a \t b\r\n", "a b" },
	{ "<p>a</p><p>b</p>", "a b" },
	{ "a<b>b</b>c", "abc" },
	{ "a<br>b<BR/>c", "a b c" },
	{ "a < b > c", "a < b > c" },
	{ "1 <5 % and <unknown> stay", "1 <5 % and <unknown> stay" },
	{ "<b", "<b" },
	{ "<b <b <b", "<b <b <b" },
	{ "&lt;b&gt;", "<b>" },
	{ "&amp;amp;", "&amp;" },
	{ "AT&T &unknown; &", "AT&T &unknown; &" },
	{ "&#65;&#x42;&#X43;", "ABC" },
	{ "&#xD800;&#0;&#99999999999;",
	    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ "&#;&#x;&#65", "&#;&#x;&#65" },
	{ "a&nbsp;&nbsp;b\xc2\xa0"
	  "c",
	    "a b c" },
	{ "a<!-- <b>x</b> -->b<!-- c", "ab" },
	{ "a<script>if (x<y) z('</p>')</script>b", "a b" },
	{ "a<style>p { }</style>b<script>c", "a b" },
	{ "a<img src='x' alt='y'>b", "a b" },
	{ "\xe2\x82\xac&eacute;&apos;", "\xe2\x82\xac\xc3\xa9'" },
};

static void
check_texts(void)
{
	struct buf out;

	buf_init(&out, LIMIT_LABEL);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		buf_clear(&out);
		feed_text(texts[i].html, &out);
		(void)is_string(buf_string(&out), texts[i].text,
		    "markup becomes text");
	}
	buf_release(&out);
	buf_init(&out, 8);
	feed_text("a \xe2\x82\xac\xe2\x82\xac\xe2\x82\xac", &out);
	(void)is_string(buf_string(&out), "a \xe2\x82\xac\xe2\x82\xac",
	    "what is too long is cut between characters");
	buf_release(&out);
}

static void
check_joins(void)
{
	static const struct {
		const char *base, *link, *url;
	} rows[] = { /* RFC 3986, 5.4.1, and what feeds have */
		{ "http://a/b/c/d;p?q", "g:h", "g:h" },
		{ "http://a/b/c/d;p?q", "g", "http://a/b/c/g" },
		{ "http://a/b/c/d;p?q", "./g", "http://a/b/c/g" },
		{ "http://a/b/c/d;p?q", "g/", "http://a/b/c/g/" },
		{ "http://a/b/c/d;p?q", "/g", "http://a/g" },
		{ "http://a/b/c/d;p?q", "//g", "http://g" },
		{ "http://a/b/c/d;p?q", "?y", "http://a/b/c/d;p?y" },
		{ "http://a/b/c/d;p?q", "g?y", "http://a/b/c/g?y" },
		{ "http://a/b/c/d;p?q", "g#s", "http://a/b/c/g#s" },
		{ "http://a/b/c/d;p?q", ";x", "http://a/b/c/;x" },
		{ "http://a/b/c/d;p?q", ".", "http://a/b/c/" },
		{ "http://a/b/c/d;p?q", "./", "http://a/b/c/" },
		{ "http://a/b/c/d;p?q", "..", "http://a/b/" },
		{ "http://a/b/c/d;p?q", "../g", "http://a/b/g" },
		{ "http://a/b/c/d;p?q", "../..", "http://a/" },
		{ "http://a/b/c/d;p?q", "../../../../g", "http://a/g" },
		{ "http://a/b/c/d;p?q", "g;x=1/../y", "http://a/b/c/y" },
		{ "http://a/b/c/d;p?q", "g?y/../x", "http://a/b/c/g?y/../x" },
		{ "http://a", "g", "http://a/g" },
		{ "http://a", "/", "http://a/" },
		{ "/relative", "g", "g" },
		{ "mailto:x@y", "g", "g" },
		{ NULL, "g", "g" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *url = url_join(rows[i].base, rows[i].link);

		(void)is_string(url, rows[i].url, rows[i].link);
		mem_free(url);
	}
}

/* Each of its prefixes is told as malformed, or has the items. */
static void
check_truncation(void)
{
	const char *feed = cases[0].feed;
	size_t length = strlen(feed), refused = 0;
	struct buf items;

	buf_init(&items, LIMIT_OUTPUT);
	for (size_t i = 0; i < length; i++) {
		buf_clear(&items);
		read_items(feed, i, &items);
		refused += buf_string(&items)[0] == '!';
	}
	is_int((int64_t)refused, (int64_t)length,
	    "a feed that is cut has no items");
	buf_release(&items);
}

static void
check_json_feed(void)
{
	size_t fine = 0;
	struct err err;
	struct json_path *each = json_path_parse(feed_json_each, &err);

	for (size_t i = 0; i < feed_json_count; i++) {
		struct json_path *path = json_path_parse_relative(
		    feed_json_paths[i].path, &err);

		fine += path != NULL && path->singular;
		json_path_free(path);
	}
	(void)ok(each != NULL, feed_json_each);
	is_int((int64_t)fine, (int64_t)feed_json_count,
	    "the paths of JSON Feed are paths");
	json_path_free(each);
}

static bool
on_filing(void *context, const struct feed_item *item)
{
	size_t *fine = context;
	struct err err;
	int64_t time;

	*fine += !strncmp(item->id, "urn:tag:sec.gov,2008:accession", 30) &&
	    !strncmp(item->link, "https://www.sec.gov/Archives/", 29) &&
	    item->title[0] != '\0' &&
	    !strncmp(item->summary, "Filed: 2025-12-12 AccNo: ", 25) &&
	    date_parse_time(&time, NULL, item->date, &err);
	return true;
}

static void
check_recorded(void)
{
	const char *path = test_data("api/sec/getcurrent_start0.atom.xml");
	struct xml_tree *tree;
	struct buf body;
	struct err err;
	size_t fine = 0;

	if (path == NULL) {
		skip("a feed as it was published",
		    "BELLWETHER_TEST_DATA is not set");
		return;
	}
	buf_init(&body, LIMIT_BODY);
	if (!file_read(path, &body, &err))
		diag("%s", err.text);
	tree = xml_text_read(
	    XML_KIND_XML, body.bytes, body.length, 1448, &err);
	if (tree == NULL ||
	    !feed_read(tree, NULL, on_filing, &fine, &err))
		diag("%s", err.text);
	is_int((int64_t)fine, 40, "a feed as it was published");
	xml_tree_free(tree);
	buf_release(&body);
}

int
main(void)
{
	check_feeds();
	check_texts();
	check_joins();
	check_truncation();
	check_json_feed();
	check_recorded();
	xml_release();
	return done();
}
