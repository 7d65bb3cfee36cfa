/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/json_writer.h"
#include "base/mem.h"
#include "fetch/query.h"
#include "fetch/query_way.h"
#include "fetch/xml_path.h"
#include "fetch/xml_tree.h"

struct asked {
	struct xml_path *path;
	struct xml_tree *tree;
	struct query_settings settings; /* its texts are not used again */
	struct buf text, value, steps, shown;
	bool found; /* anything */
	char *note;
};

/* NaN and Infinity are no numbers of JSON: they stay texts. */
static bool
is_literal(const struct xml_match *match, const struct buf *text)
{
	const char *digits = buf_string(text);

	if (match->kind == XML_FOUND_BOOLEAN)
		return true;
	digits += *digits == '-';
	return match->kind == XML_FOUND_NUMBER && *digits >= '0' &&
	    *digits <= '9';
}

static bool
on_match(void *context, const struct xml_match *found)
{
	struct asked *asked = context;
	struct query_match match = { .path = NULL };
	struct json_writer json;

	asked->found = true;
	buf_clear(&asked->text);
	buf_clear(&asked->value);
	xml_match_text(found, &asked->text);
	json_init(&json, &asked->value);
	(is_literal(found, &asked->text) ? json_literal : json_bytes)(
	    &json, buf_string(&asked->text), asked->text.length);
	if (asked->settings.paths) {
		buf_clear(&asked->steps);
		buf_clear(&asked->shown);
		xml_match_path(found, &asked->steps);
		foreign_show(&asked->shown,
		    (struct foreign){ buf_string(&asked->steps),
			asked->steps.length },
		    SIZE_MAX);
		match.path = buf_string(&asked->shown);
	}
	match.value = buf_string(&asked->value);
	match.length = asked->value.length;
	asked->settings.found(asked->settings.context, &match);
	return true;
}

static void *
start(const struct query_settings *settings, struct err *err)
{
	struct xml_path *path = xml_path_parse(settings->text,
	    settings->namespaces, settings->namespace_count, err);
	struct asked *asked;

	if (path == NULL)
		return NULL;
	asked = mem_new(sizeof(*asked));
	asked->path = path;
	asked->settings = *settings;
	asked->tree = xml_tree_new(settings->format == QUERY_HTML
		? XML_KIND_HTML
		: XML_KIND_XML,
	    NULL, SIZE_MAX, settings->held);
	buf_init(&asked->text, SIZE_MAX);
	buf_init(&asked->value, SIZE_MAX);
	buf_init(&asked->steps, SIZE_MAX);
	buf_init(&asked->shown, SIZE_MAX);
	return asked;
}

static bool
feed(void *own, const char *bytes, size_t length, struct err *err)
{
	struct asked *asked = own;

	return xml_tree_feed(asked->tree, bytes, length, err);
}

/* Most often it is that, where a path finds nothing that one sees there. */
static void
note_namespace(struct asked *asked)
{
	const struct xml_node *root = xml_tree_root(asked->tree);
	const char *space = root != NULL ? xml_node_space(root) : "";
	char *shown;

	if (asked->found || asked->settings.namespace_count > 0 ||
	    space[0] == '\0')
		return;
	shown = foreign_clean((struct foreign){ space, strlen(space) });
	asked->note = mem_printf(
	    "nothing was found; the document's names are of a namespace: add "
	    "--namespace P=%s and write P: before them",
	    shown);
	mem_free(shown);
}

static bool
end(void *own, struct err *err)
{
	struct asked *asked = own;

	if (!xml_tree_end(asked->tree, err) ||
	    !xml_select(
		asked->tree, asked->path, NULL, on_match, asked, err))
		return false;
	note_namespace(asked);
	return true;
}

static const char *
note(const void *own)
{
	const struct asked *asked = own;

	return asked->note;
}

static void
stop(void *own)
{
	struct asked *asked = own;

	xml_tree_free(asked->tree);
	xml_path_free(asked->path);
	buf_release(&asked->text);
	buf_release(&asked->value);
	buf_release(&asked->steps);
	buf_release(&asked->shown);
	mem_free(asked->note);
	mem_free(asked);
}

const struct query_way query_xml = {
	.start = start,
	.feed = feed,
	.end = end,
	.note = note,
	.stop = stop,
};
