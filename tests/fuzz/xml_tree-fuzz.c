/* SPDX-License-Identifier: MIT */
/* A libFuzzer target: XML, HTML, XPath and feeds. The first byte says how it
 * is read, the second how long the path is that stands before the document.
 *	clang -g -O1 -fsanitize=fuzzer,address,undefined -D_GNU_SOURCE -I. \
 *	    $(pkg-config --cflags libxml-2.0) tests/fuzz/xml_tree-fuzz.c \
 *	    fetch/xml_?*.c fetch/feed?*.c fetch/feed.c fetch/url_join.c \
 *	    fetch/encoding.c base/?*.c \
 *	    $(pkg-config --libs libxml-2.0 libpcre2-8 libcrypto) -lm */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fetch/feed.h"
#include "fetch/xml_path.h"
#include "fetch/xml_tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { MATCHES = 200 };

struct seen {
	struct buf text;
	size_t count;
};

/* What is told of a node must be sound: its path is a path. */
static bool
on_match(void *context, const struct xml_match *match)
{
	struct seen *seen = context;

	buf_clear(&seen->text);
	xml_match_text(match, &seen->text);
	buf_clear(&seen->text);
	xml_match_path(match, &seen->text);
	if (match->node != NULL && seen->text.length == 0)
		abort();
	return ++seen->count < MATCHES;
}

static bool
on_item(void *context, const struct feed_item *item)
{
	struct seen *seen = context;

	seen->count += strlen(item->id) + strlen(item->title) +
	    strlen(item->link) + strlen(item->date) + strlen(item->summary);
	return true;
}

static struct xml_tree *
read_tree(enum xml_kind kind, const char *bytes, size_t length, size_t cut)
{
	struct xml_tree *tree =
	    xml_tree_new(kind, NULL, LIMIT_BODY, LIMIT_HELD);
	struct err err = { .text = "" };
	bool fine = true;

	for (size_t at = 0; fine && at < length; at += cut)
		fine = xml_tree_feed(tree, bytes + at,
		    cut < length - at ? cut : length - at, &err);
	if (fine && xml_tree_end(tree, &err))
		return tree;
	if (err.text[0] == '\0')
		abort();
	xml_tree_free(tree);
	return NULL;
}

static void
ask(struct xml_tree *tree, const char *text, struct seen *seen)
{
	static const struct xml_namespace spaces[] = { { "a", "u" } };
	struct err err;
	struct xml_path *path = xml_path_parse(text, spaces, 1, &err);

	if (path != NULL)
		(void)xml_select(tree, path, NULL, on_match, seen, &err);
	xml_path_free(path);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const size_t cuts[] = { 1, 7, 1448, 65536 };
	struct seen seen = { .count = 0 };
	struct xml_tree *tree;
	struct err err;
	size_t path_length;
	char *path;

	if (length < 2)
		return 0;
	path_length = bytes[1] < length - 2 ? bytes[1] : length - 2;
	path = mem_bytes((const char *)bytes + 2, path_length);
	tree = read_tree((bytes[0] & 4) != 0 ? XML_KIND_HTML : XML_KIND_XML,
	    (const char *)bytes + 2 + path_length, length - 2 - path_length,
	    cuts[bytes[0] & 3]);
	buf_init(&seen.text, LIMIT_LABEL);
	if (tree != NULL) {
		ask(tree, path, &seen);
		ask(tree, "//node()|//@*", &seen);
		(void)feed_read(
		    tree, "http://h.example/a/", on_item, &seen, &err);
	}
	buf_release(&seen.text);
	xml_tree_free(tree);
	mem_free(path);
	return 0;
}
