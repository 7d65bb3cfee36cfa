/* SPDX-License-Identifier: MIT */
/* Documents, good and hostile: what is told of them, whatever the cut. */
#include "fetch/xml_tree.h"

#include <fcntl.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "tests/fetch/xml_text.h"
#include "tests/tap.h"

static const size_t cuts[] = { 1, 7, 1448, 65536, 1 << 30 };

#define X XML_KIND_XML
#define H XML_KIND_HTML
#define PLACE(line, column) \
	"not well-formed XML (line " #line ", column " #column "): "

static const struct {
	const char *name;
	enum xml_kind kind;
	const char *text;
	size_t length;		  /* 0: up to its end */
	const char *told, *error; /* the whole text, or what is wrong */
} cases[] = {
	{ "an element", X, "<a>1<b x='2'>3</b></a>", 0, "13", NULL },
	{ "a declaration, comments, instructions", X,
	    "<?xml version='1.0'?><!-- c --><?p q?><a>1</a><!-- d -->\n", 0,
	    "1", NULL },
	{ "CDATA is text", X, "<a>1<![CDATA[<2>&]]>3</a>", 0, "1<2>&3",
	    NULL },
	{ "references", X, "<a>&lt;&#65;&#x20ac;&amp;&quot;</a>", 0,
	    "<A\xe2\x82\xac&\"", NULL },
	{ "the ends of lines are one newline", X, "<a>1\r\n2\r3\n</a>\r", 0,
	    "1\n2\n3\n", NULL },
	{ "UTF-8 with a mark", X, "\xef\xbb\xbf<a>\xe2\x82\xac</a>", 0,
	    "\xe2\x82\xac", NULL },
	{ "UTF-16 with a mark", X, "\xff\xfe<\0a\0>\0\xac\x20<\0/\0a\0>\0", 18,
	    "\xe2\x82\xac", NULL },
	{ "UTF-16 without one", X, "\0<\0a\0> \xac\0<\0/\0a\0>", 16,
	    "\xe2\x82\xac", NULL },
	{ "ISO-8859-1", X,
	    "<?xml version='1.0' encoding='ISO-8859-1'?><a>caf\xe9</a>", 0,
	    "caf\xc3\xa9", NULL },
	{ "windows-1251", X,
	    "<?xml version=\"1.0\" encoding=\"windows-1251\"?>"
	    "<a>\xde\xe0\xed\xfc</a>", 0,
	    "\xd0\xae\xd0\xb0\xd0\xbd\xd1\x8c", NULL },
	{ "GB2312", X, "<?xml version='1.0' encoding='gb2312'?>"
	    "<a>\xd2\xda</a>", 0, "\xe4\xba\xbf", NULL },
	{ "Shift_JIS", X, "<?xml version='1.0' encoding='x-sjis'?>"
	    "<a>\x89\x7e</a>", 0, "\xe5\x86\x86", NULL },
	{ "EUC-JP", X, "<?xml version='1.0' encoding='EUC-JP'?>"
	    "<a>\xb1\xdf</a>", 0, "\xe5\x86\x86", NULL },
	{ "UTF-16 that is none", X,
	    "<?xml version='1.0' encoding='utf-16'?><a>1</a>", 0, "1",
	    NULL },
	{ "namespaces", X, "<p:a xmlns:p='u' xmlns='v' p:b='1'><c/></p:a>", 0,
	    "", NULL },
	{ "a namespace that is no URI", X, "<a xmlns='not a uri'>1</a>", 0,
	    "1", NULL },
	{ "a DOCTYPE without declarations of its own", X,
	    "<!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' "
	    "'http://127.0.0.1:1/rss-0.91.dtd'><rss>1</rss>", 0, "1", NULL },
	{ "DOCTYPE html in XML", X, "<!DOCTYPE html><html>1</html>", 0, "1",
	    NULL },

	{ "nothing", X, "", 0, NULL, "it is empty" },
	{ "blanks", X, " \n\t", 0, NULL, "it is empty" },
	{ "JSON", X, "{\"a\":1}", 0, NULL,
	    "it is not XML: it begins with '{\"a\":1}'" },
	{ "a sentence", H, "Too Many Requests\r\n", 0, NULL,
	    "it is not HTML: it begins with 'Too Many Requests'" },
	{ "what would colour the terminal", X, "\x1b[31mred", 0, NULL,
	    "it is not XML: it begins with '<1B>[31mred'" },
	{ "gzip", X, "\x1f\x8b\x08", 3, NULL, "it is not UTF-8 at byte 1" },
	{ "a page for a feed", X,
	    "<!DOCTYPE html>\n<html><br>\n</html>", 0, NULL,
	    "it is an HTML page, not XML (line 3, column 8): "
	    "<br> of line 2 is closed by </html>" },
	{ "a zero", X, "<a>\0</a>", 8, NULL,
	    "it is not XML: there are zero bytes in it" },
	{ "Latin-1 that is not told", X, "<a>\xe9</a>", 0, NULL,
	    "it is not UTF-8 at byte 3" },
	{ "half a character", X, "<a>\xe2\x82", 0, NULL,
	    "it ends within a character of UTF-8" },
	{ "UTF-7", X, "<?xml version='1.0' encoding='UTF-7'?>"
	    "+ADw-a/+AD4-", 0, NULL,
	    "it says that its encoding is 'UTF-7', which is not read" },
	{ "EBCDIC", X, "<?xml version='1.0' encoding='IBM037'?><a/>", 0, NULL,
	    "it says that its encoding is 'IBM037', which is not read" },
	{ "cut", X, "<a>\n<Cube r='1'>", 0, NULL,
	    "it ends within <Cube> (line 2)" },
	{ "cut within a tag", X, "<a>\n<e:b xmlns:e='u'>\n<c d='", 0, NULL,
	    "it ends within <e:b> (line 2)" },
	{ "cut before the first element", X, "<?xml version='1.0'?>\n<!-- ",
	    0, NULL, "it ends before its first element" },
	{ "cut behind the last", X, "<a/><!-- ", 0, NULL,
	    "it ends within what follows its last element" },
	{ "closed by another", X, "<a>\n<b></c></a>", 0, NULL,
	    PLACE(2, 8) "<b> of line 2 is closed by </c>" },
	{ "two documents", X, "<a/><a/>", 0, NULL,
	    PLACE(1, 5) "more follows after its end" },
	{ "an attribute twice", X, "<a b='1' b='2'/>", 0, NULL,
	    PLACE(1, 15) "the attribute 'b' is there twice" },
	{ "an attribute twice, by its namespace", X,
	    "<a xmlns:x='u' xmlns:y='u' x:b='1' y:b='2'/>", 0, NULL,
	    PLACE(1, 43) "the attribute 'b' is there twice" },
	{ "no quotes", X, "<a b=1/>", 0, NULL,
	    PLACE(1, 6) "the value is not in quotes" },
	{ "an & alone", X, "<a>\nR&D;&E </a>", 0, NULL,
	    PLACE(2, 5) "the entity 'D' is not defined" },
	{ "an & and a blank", X, "<a>R & D;</a>", 0, NULL,
	    PLACE(1, 7) "a name is missing" },
	{ "an entity that a DTD elsewhere may have", X,
	    "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a>1&nbsp;2</a>", 0,
	    NULL, PLACE(1, 51) "the entity 'nbsp' is not defined" },
	{ "a prefix of nobody", X, "<p:a/>", 0, NULL,
	    PLACE(1, 5) "the prefix 'p' is not declared" },
	{ "a control character", X, "<a>\x01</a>", 0, NULL,
	    PLACE(1, 4) "a character that XML does not allow" },
	{ "a control by reference", X, "<a>&#7;</a>", 0, NULL,
	    PLACE(1, 8) "a character that XML does not allow" },
	{ "a blank before the declaration", X, "\n<?xml version='1.0'?><a/>",
	    0, NULL, PLACE(2, 6) "something stands before <?xml" },

	{ "HTML without its ends", H, "<p>1<p>2<br>3", 0, "123", NULL },
	{ "HTML's entities", H, "<p>&euro;&nbsp;1&unknown;", 0,
	    "\xe2\x82\xac\xc2\xa0" "1&unknown;", NULL },
	{ "HTML in UTF-8 by default", H, "<p>\xe2\x82\xac", 0,
	    "\xe2\x82\xac", NULL },
	{ "HTML by its meta", H,
	    "<!-- <meta charset=x> --><meta charset='windows-1251'><p>\xde",
	    0, "\xd0\xae", NULL },
	{ "HTML by its older meta", H,
	    "<meta content='text/html; charset=ISO-8859-1'><p>\x80", 0,
	    "\xe2\x82\xac", NULL },
	{ "HTML with a DOCTYPE", H, "<!DOCTYPE html>\n<title>x</title>", 0,
	    "x", NULL },
	{ "HTML that wants a DTD", H,
	    "<!DOCTYPE html SYSTEM 'file:///etc/passwd' [<!ENTITY x 'y'>]>"
	    "<p>1", 0, "]>1", NULL },
	{ "HTML of nothing but a comment", H, "<!-- c -->", 0, NULL,
	    "there is no element in it" },
};

static void
check_cases(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases) * ARRAY_LEN(cuts); i++) {
		size_t n = i / ARRAY_LEN(cuts), cut = cuts[i % ARRAY_LEN(cuts)];
		size_t length = cases[n].length > 0 ? cases[n].length
						    : strlen(cases[n].text);
		struct err err = { .text = "" };
		struct xml_tree *tree = xml_text_read(
		    cases[n].kind, cases[n].text, length, cut, &err);
		struct buf text;
		char name[160];

		(void)snprintf(name, sizeof(name), "%s, %zu bytes at once",
		    cases[n].name, cut);
		buf_init(&text, LIMIT_BODY);
		if (tree != NULL)
			xml_node_text(xml_tree_root(tree), &text);
		if ((tree != NULL) != (cases[n].told != NULL))
			diag("%s: %s", cases[n].name,
			    tree != NULL ? buf_string(&text) : err.text);
		if (cases[n].told != NULL)
			(void)is_string(tree != NULL ? buf_string(&text) : NULL,
			    cases[n].told, name);
		else
			(void)is_string(tree == NULL ? err.text : NULL,
			    cases[n].error, name);
		buf_release(&text);
		xml_tree_free(tree);
	}
}

#define OWN "its DOCTYPE has declarations of its own, which are not read "
#define GAP "a tag or a comment in it is too long "
#define DEEP "it is nested too deeply "
#define MANY "an element has too many attributes "

static void
add_numbered(struct buf *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		(void)buf_printf(out, " a%zu=''", i);
}

#define BLANKS_100 \
	"                                                  " \
	"                                                  "
#define BLANKS \
	BLANKS_100 BLANKS_100 BLANKS_100 BLANKS_100 BLANKS_100 \
	BLANKS_100 BLANKS_100 BLANKS_100 BLANKS_100 BLANKS_100

#define K4 BLANKS BLANKS BLANKS BLANKS

/* Hostile bodies: what stands before, what is repeated, what stands behind.
 * A repeated NULL: attributes, each with a name of its own. */
static const struct {
	const char *name;
	enum xml_kind kind;
	const char *before, *repeated;
	size_t times;
	const char *behind, *error;
} hostile[] = {
	{ "parameter entities in parameter entities", X,
	    "<!DOCTYPE a [<!ENTITY % p0 '<!ENTITY x \"1\">'>"
	    "<!ENTITY % p1 '%p0;%p0;%p0;%p0;%p0;%p0;%p0;%p0;%p0;%p0;'>"
	    "<!ENTITY % p2 '%p1;%p1;%p1;%p1;%p1;%p1;%p1;%p1;%p1;%p1;'>"
	    "<!ENTITY % p3 '%p2;%p2;%p2;%p2;%p2;%p2;%p2;%p2;%p2;%p2;'>"
	    "%p3;%p3;%p3;%p3;]><a/>", "", 0, "", OWN "(line 1)" },
	{ "a billion laughs", X,
	    "<!DOCTYPE a [<!ENTITY a 'ha'>\n<!ENTITY b '&a;&a;&a;&a;&a;'>\n"
	    "<!ENTITY c '&b;&b;&b;&b;&b;'>]><a>&c;", "&c;", 1000, "</a>",
	    OWN "(line 1)" },
	{ "a file as an entity", X,
	    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
	    "", 0, "", OWN "(line 1)" },
	{ "a host as an entity", X,
	    "<!DOCTYPE a [<!ENTITY x SYSTEM 'http://127.0.0.1:1/'>]>"
	    "<a>&x;</a>", "", 0, "", OWN "(line 1)" },
	{ "a file as a parameter entity", X,
	    "<!DOCTYPE a [<!ENTITY % x SYSTEM 'file:///etc/passwd'>%x;]><a/>",
	    "", 0, "", OWN "(line 1)" },
	{ "a DTD, and declarations", X,
	    "<!DOCTYPE a SYSTEM 'file:///etc/passwd' [<!ENTITY x '1'>]><a/>",
	    "", 0, "", OWN "(line 1)" },
	{ "declarations that are empty", X, "<!DOCTYPE a\n[]><a/>", "", 0,
	    "", OWN "(line 2)" },
	{ "attributes by default", X,
	    "<!DOCTYPE a [<!ATTLIST a b CDATA '1'>]><a/>", "", 0, "",
	    OWN "(line 1)" },
	{ "a DTD that nobody loads", X,
	    "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "", 0, "", NULL },
	{ "an XInclude that nobody follows", X,
	    "<a xmlns:i='http://www.w3.org/2001/XInclude'>"
	    "<i:include href='file:///etc/passwd' parse='text'/></a>", "", 0,
	    "", NULL },
	{ "a schema and a style sheet that nobody asks for", X,
	    "<?xml-stylesheet href='file:///etc/passwd'?><a xmlns:s="
	    "'http://www.w3.org/2001/XMLSchema-instance' "
	    "s:noNamespaceSchemaLocation='file:///etc/passwd'/>", "", 0, "",
	    NULL },
	{ "1000 attributes", X, "<a", NULL, 1000, "/>", NULL },
	{ "1001 attributes", X, "<a", NULL, 1001, "/>", MANY "(line 1)" },
	{ "100,000 attributes", X, "<a", NULL, 100000, "/>",
	    GAP "(line 1)" },
	{ "100,000 attributes of HTML", H, "<a", NULL, 100000, ">",
	    GAP "(line 1)" },
	{ "namespaces within namespaces", X, "<r>",
	    "<a xmlns:a='u' xmlns:b='v' xmlns:c='w' xmlns:d='x'>", 300, "",
	    MANY "(line 1)" },
	{ "512 levels", X, "<a>", "<a>", 511, "", "it ends within <a> "
	    "(line 1)" },
	{ "513 levels", X, "<a>", "<a>", 512, "", DEEP "(line 1)" },
	{ "100,000 levels", X, "\n<a>", "<a>", 100000, "", DEEP "(line 2)" },
	{ "100,000 levels of HTML", H, "\n", "<div>", 100000, "",
	    DEEP "(line 2)" },
	{ "a value of 60 KiB", X, "<a b='", "1234567890", 6144, "'/>", NULL },
	{ "a value of 1 MB", X, "<a b='", "1234567890", 100000, "'/>",
	    GAP "(line 1)" },
	{ "a comment of 1 MB", X, "<a><!-- ", "1234567890", 100000,
	    " --></a>", GAP "(line 1)" },
	{ "a comment of HTML of 1 MB", H, "<p><!-- ", "1234567890", 100000,
	    " -->", NULL },
	{ "a script of 1 MB", H, "<script>", "if (a<b) c();", 80000,
	    "</script><p>1", NULL },
	{ "a text of 4 MiB", X, "<a>", "&lt;234567", 524287, "</a>", NULL },
	{ "longer texts apart", X, "<a>", K4 "<b/>", 1100, "</a>", NULL },
	{ "a longer text", X, "\n<a>", "&lt;234567", 524289 * 2, "</a>",
	    "a text in it is too long (line 2)" },
	{ "200,000 elements", X, "<a>", "<b/>", 200000, "</a>", NULL },
	{ "a million elements", X, "<a>", "<b/>", 1000000, "</a>",
	    "its tree would take more than 64 MiB, which is the ceiling "
	    "(hold) (line 1)" },
	{ "a body over its limit", X, "<a>", "<b" BLANKS "/>", 33554, "</a>",
	    "it is larger than 32768 KiB" },
};

static int loads;

static xmlParserInputPtr
count_load(const char *url, const char *id, xmlParserCtxtPtr parser)
{
	(void)id;
	(void)parser;
	diag("asked for %s", url);
	loads++;
	return NULL;
}

static void
check_loader(void)
{
	struct xml_tree *tree = xml_tree_new(X, NULL, 100, 100);
	xmlExternalEntityLoader loader = xmlGetExternalEntityLoader();

	(void)ok(loader("file:///etc/passwd", NULL, NULL) == NULL &&
		loader("/etc/passwd", NULL, NULL) == NULL,
	    "the loader of entities refuses whatever it is asked");
	xml_tree_free(tree);
	xmlSetExternalEntityLoader(count_load);
}

static void
check_hostile(void)
{
	for (size_t i = 0; i < ARRAY_LEN(hostile); i++) {
		struct err err = { .text = "" };
		struct xml_tree *tree;
		struct buf body;

		buf_init(&body, 2 * LIMIT_BODY);
		(void)buf_text(&body, hostile[i].before);
		if (hostile[i].repeated == NULL)
			add_numbered(&body, hostile[i].times);
		else
			xml_text_repeat(&body, hostile[i].repeated,
			    hostile[i].times);
		(void)buf_text(&body, hostile[i].behind);
		tree = xml_text_read(
		    hostile[i].kind, body.bytes, body.length, 1448, &err);
		(void)is_string(err.text,
		    hostile[i].error != NULL ? hostile[i].error : "",
		    hostile[i].name);
		xml_tree_free(tree);
		buf_release(&body);
	}
	is_int(loads, 0, "none of them made libxml2 ask for a file or a host");
}

static const char small[] =
    "<?xml version='1.0' encoding='utf-8'?>\n<!-- c --><e:r xmlns:e='u'>\n"
    "<e:a t=\"1&amp;2\">3<![CDATA[4]]></e:a><?p q?>\xe2\x82\xac&#65;</e:r>";

/* The prefix of LENGTH, by every reader of it. */
static bool
is_refused(const char *bytes, size_t length)
{
	struct err err = { .text = "" };
	struct xml_tree *tree = xml_text_read(X, bytes, length, 13, &err);

	xml_tree_free(tree);
	return tree == NULL && err.text[0] != '\0';
}

static void
check_truncation(void)
{
	char wide[2 * sizeof(small)] = "\xff\xfe";
	size_t count = 2, refused = 0, length = strlen(small);

	for (size_t i = 0; i < length; i++)
		refused += is_refused(small, i);
	is_int((int64_t)refused, (int64_t)length,
	    "cut at each of its bytes it is refused");
	/* Only ASCII of it, in UTF-16. */
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)small[i] < 0x80) {
			wide[count++] = small[i];
			wide[count++] = '\0';
		}
	refused = 0;
	for (size_t i = 0; i < count; i++)
		refused += is_refused(wide, i);
	is_int((int64_t)refused, (int64_t)count, "and so in UTF-16");
	(void)ok(!is_refused(small, length) && !is_refused(wide, count),
	    "and whole they are read");
}

/* With any one byte changed: a tree or a sentence. */
static void
check_changes(void)
{
	static const char others[] = "<>&;\"'/![]x \x80\xff\0-=";
	size_t told = 0, all = 0, length = strlen(small);

	for (size_t i = 0; i < length * sizeof(others); i++) {
		enum xml_kind kind = i % 2 == 0 ? X : H;
		struct err err = { .text = "" };
		char *copy = mem_bytes(small, length);
		struct xml_tree *tree;

		copy[i / sizeof(others)] = others[i % sizeof(others)];
		tree = xml_text_read(kind, copy, length, 1448, &err);
		told += (tree == NULL) != (err.text[0] == '\0');
		all++;
		xml_tree_free(tree);
		mem_free(copy);
	}
	is_int((int64_t)told, (int64_t)all,
	    "with a byte changed there is a tree or a sentence");
}

static void
check_told(void)
{
	static const struct {
		const char *encoding, *text, *told;
	} rows[] = {
		{ "cp1251", "<a>\xde</a>", "\xd0\xae" },
		{ "latin1", "<?xml version='1.0' encoding='UTF-8'?><a>\xe9</a>",
		    "\xc3\xa9" },
		{ "ISO-8859-1", "\xef\xbb\xbf<a>\xe2\x82\xac</a>",
		    "\xe2\x82\xac" },
		{ "UTF-7", "<a/>",
		    "the encoding 'UTF-7' is not one that is read" },
		{ "utf8", "<?xml version='1.0' encoding='UTF-7'?><a>1</a>",
		    "1" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct xml_tree *tree = xml_tree_new(
		    X, rows[i].encoding, LIMIT_BODY, LIMIT_HELD);
		struct err err = { .text = "" };
		struct buf text;

		buf_init(&text, LIMIT_BODY);
		if (xml_tree_feed(tree, rows[i].text, strlen(rows[i].text),
			&err) &&
		    xml_tree_end(tree, &err))
			xml_node_text(xml_tree_root(tree), &text);
		(void)is_string(
		    err.text[0] != '\0' ? err.text : buf_string(&text),
		    rows[i].told, rows[i].encoding);
		buf_release(&text);
		xml_tree_free(tree);
	}
}

/* What libxml2 would print goes to standard error. */
static int
catch_errors(const char *path)
{
	int kept = dup(STDERR_FILENO);
	int fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);

	if (kept < 0 || fd < 0 || dup2(fd, STDERR_FILENO) < 0)
		skip_all("no file for standard error");
	(void)close(fd);
	return kept;
}

int
main(void)
{
	char *path = mem_printf("%s/stderr", test_directory());
	int kept = catch_errors(path);
	struct file_facts facts = { .size = -1 };

	check_loader();
	check_cases();
	check_told();
	check_truncation();
	check_changes();
	check_hostile();
	(void)dup2(kept, STDERR_FILENO);
	(void)close(kept);
	(void)file_look(path, &facts);
	is_int(facts.size, 0, "libxml2 printed nothing");
	mem_free(path);
	xml_release();
	return done();
}
