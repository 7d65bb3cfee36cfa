/* SPDX-License-Identifier: MIT */
#include "tests/fetch/xml_text.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"

struct xml_tree *
xml_text_read(enum xml_kind kind, const char *bytes, size_t length,
    size_t cut, struct err *err)
{
	struct xml_tree *tree =
	    xml_tree_new(kind, NULL, LIMIT_BODY, LIMIT_HELD);
	bool fine = true;

	for (size_t at = 0; fine && at < length; at += cut) {
		size_t piece = cut < length - at ? cut : length - at;
		char *copy = mem_new(piece);

		(void)memcpy(copy, bytes + at, piece);
		fine = xml_tree_feed(tree, copy, piece, err);
		mem_free(copy);
	}
	if (fine && xml_tree_end(tree, err))
		return tree;
	xml_tree_free(tree);
	return NULL;
}

static bool
on_match(void *context, const struct xml_match *match)
{
	static const char letters[] = "eat?snb"; /* by kind */
	struct buf *out = context;

	(void)buf_printf(out, "%c ", letters[match->kind]);
	xml_match_path(match, out);
	(void)buf_char(out, '=');
	xml_match_text(match, out);
	(void)buf_printf(out, " @%zu:%lld\n", match->line,
	    (long long)match->offset);
	return true;
}

void
xml_text_select(struct xml_tree *tree, const char *text,
    const struct xml_namespace *namespaces, size_t count, struct buf *out)
{
	struct err err;
	struct xml_path *path =
	    xml_path_parse(text, namespaces, count, &err);

	if (path == NULL)
		(void)buf_printf(out, "!%zu %s", err.at, err.text);
	else if (!xml_select(tree, path, NULL, on_match, out, &err))
		(void)buf_printf(out, "!%s", err.text);
	xml_path_free(path);
}

void
xml_text_repeat(struct buf *out, const char *text, size_t times)
{
	for (size_t i = 0; i < times; i++)
		(void)buf_text(out, text);
}
