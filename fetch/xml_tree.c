/* SPDX-License-Identifier: MIT */
#include "fetch/xml_tree.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <string.h>
#include <strings.h>

#include "base/foreign.h"
#include "base/mem.h"
#include "fetch/encoding.h"
#include "fetch/xml_charset.h"
#include "fetch/xml_inside.h"

/* libxml2 is fed in pieces of its own, wherever ours are cut: so the result
 * cannot depend on that, and a gap without an event is seen in time. */
enum { PIECE = 16 * 1024, DECODED = 256 * 1024 };

struct xml_tree *
xml_tree_new(enum xml_kind kind, const char *encoding, size_t ceiling,
    size_t held)
{
	struct xml_tree *tree = mem_new(sizeof(*tree));

	xml_begin();
	tree->kind = kind;
	tree->told = mem_text(encoding);
	tree->ceiling = ceiling;
	tree->held = held;
	buf_init(&tree->head, XML_HEAD);
	buf_init(&tree->text, SIZE_MAX);
	tree->parser = xml_parser_new(tree);
	return tree;
}

void
xml_tree_free(struct xml_tree *tree)
{
	if (tree == NULL)
		return;
	xmlXPathFreeContext(tree->xpath);
	if (tree->parser != NULL) {
		xmlFreeDoc(tree->parser->myDoc);
		tree->parser->myDoc = NULL;
		xmlFreeParserCtxt(tree->parser);
	}
	xmlFreeDoc(tree->document);
	encoding_free(tree->encoding);
	buf_release(&tree->head);
	buf_release(&tree->text);
	mem_free(tree->places);
	mem_free(tree->told);
	mem_free(tree);
}

static const char *
kind_name(const struct xml_tree *tree)
{
	return tree->kind == XML_KIND_HTML ? "HTML" : "XML";
}

static bool
settle_encoding(struct xml_tree *tree, struct err *err)
{
	const char *name;
	char *clean;

	if (tree->told == NULL) {
		if (!xml_charset_declared(buf_string(&tree->head),
			tree->head.length, tree->kind == XML_KIND_HTML, &name,
			err))
			return false;
	} else {
		name = xml_charset_find(tree->told);
	}
	if (tree->told != NULL && name == NULL) {
		clean = foreign_clean(foreign_text(tree->told));
		(void)err_set(err,
		    "the encoding '%.60s' is not one that is read", clean);
		mem_free(clean);
		return false;
	}
	tree->encoding = encoding_new(name);
	return true;
}

/* Whether the text begins as it should; shows what it is instead. */
static bool
begin(struct xml_tree *tree, struct err *err)
{
	const char *text = buf_string(&tree->text);
	size_t blanks = strspn(text, " \t\r\n");
	struct buf shown;

	tree->begun = true;
	if (blanks == tree->text.length)
		return tree->text.length >= PIECE ||
		    err_set(err, "it is empty");
	text += blanks;
	tree->looks_html = tree->kind == XML_KIND_XML &&
	    (!strncasecmp(text, "<!doctype html", 14) ||
		!strncasecmp(text, "<html", 5));
	if (*text == '<')
		return true;
	buf_init(&shown, LIMIT_LABEL);
	foreign_show(&shown,
	    (struct foreign){ text, strcspn(text, "\r\n") }, 60);
	(void)err_set(err, "it is not %s: it begins with '%s'",
	    kind_name(tree), buf_string(&shown));
	buf_release(&shown);
	return false;
}

static bool
fail(const struct xml_tree *tree, struct err *err)
{
	return err_set(err, "%s", tree->why.text);
}

/* Scripts and comments of HTML may be long; nothing else may go on without an
 * event: so many attributes would take libxml2 minutes. */
static size_t
longest_gap(const struct xml_tree *tree)
{
	return tree->kind == XML_KIND_HTML &&
		tree->parser->instate != XML_PARSER_START_TAG
	    ? LIMIT_TOKEN
	    : LIMIT_FEED;
}

static bool
parse(struct xml_tree *tree, const char *bytes, size_t length, bool last,
    struct err *err)
{
	int result;

	tree->parsed += (int64_t)length;
	result = tree->kind == XML_KIND_HTML
	    ? htmlParseChunk(tree->parser, bytes, (int)length, last)
	    : xmlParseChunk(tree->parser, bytes, (int)length, last);
	if (tree->failed)
		return fail(tree, err);
	if (tree->kind == XML_KIND_XML &&
	    (!tree->parser->wellFormed ||
		(result != XML_ERR_OK && !tree->forgave)))
		return err_set(err, "it is not well-formed XML (%d)", result);
	if (!last &&
	    tree->parsed - tree->heard > (int64_t)longest_gap(tree)) {
		(void)xml_stop(tree, "a tag or a comment in it is too long");
		return fail(tree, err);
	}
	return true;
}

/* A zero would end a text early, and libxml2 guess another encoding. */
static bool
has_zero(const struct buf *text, size_t from)
{
	return text->length > from &&
	    memchr(text->bytes + from, '\0', text->length - from) != NULL;
}

/* What was gathered, in pieces; of LAST all of it. */
static bool
parse_gathered(struct xml_tree *tree, bool last, struct err *err)
{
	struct buf *text = &tree->text;
	size_t at = 0;

	if (!tree->begun && (last || text->length >= PIECE) &&
	    !begin(tree, err))
		return false;
	while (text->length - at >= PIECE || (last && at < text->length)) {
		size_t rest = text->length - at;
		size_t length = rest < PIECE ? rest : PIECE;

		if (!parse(tree, text->bytes + at, length, false, err))
			return false;
		at += length;
	}
	if (at == 0)
		return true;
	text->length -= at;
	(void)memmove(text->bytes, text->bytes + at, text->length + 1);
	return true;
}

static bool
decode(struct xml_tree *tree, const char *bytes, size_t length,
    struct err *err)
{
	while (length > 0) {
		size_t piece = length < DECODED ? length : DECODED;
		size_t before = tree->text.length;

		if (!encoding_feed(
			tree->encoding, bytes, piece, &tree->text, err))
			return false;
		if (has_zero(&tree->text, before))
			return err_set(err,
			    "it is not %s: there are zero bytes in it",
			    kind_name(tree));
		if (!parse_gathered(tree, false, err))
			return false;
		bytes += piece;
		length -= piece;
	}
	return true;
}

static bool
decode_head(struct xml_tree *tree, struct err *err)
{
	return settle_encoding(tree, err) &&
	    decode(tree, buf_string(&tree->head), tree->head.length, err);
}

bool
xml_tree_feed(struct xml_tree *tree, const char *bytes, size_t length,
    struct err *err)
{
	if (length > tree->ceiling - tree->taken)
		return err_set(err, "it is larger than %zu KiB",
		    tree->ceiling / KIB);
	tree->taken += length;
	if (tree->encoding == NULL) {
		size_t room = XML_HEAD - tree->head.length;
		size_t piece = length < room ? length : room;

		(void)buf_add(&tree->head, bytes, piece);
		bytes += piece;
		length -= piece;
		if (tree->head.length < XML_HEAD)
			return true;
		if (!decode_head(tree, err))
			return false;
	}
	return decode(tree, bytes, length, err);
}

bool
xml_tree_end(struct xml_tree *tree, struct err *err)
{
	xmlParserCtxtPtr parser = tree->parser;

	if ((tree->encoding == NULL && !decode_head(tree, err)) ||
	    !encoding_end(tree->encoding, &tree->text, err) ||
	    !parse_gathered(tree, true, err))
		return false;
	tree->ending = true;
	if (!parse(tree, "", 0, true, err))
		return false;
	if (parser->myDoc == NULL ||
	    xmlDocGetRootElement(parser->myDoc) == NULL)
		return err_set(err, "there is no element in it");
	tree->document = parser->myDoc;
	parser->myDoc = NULL;
	xmlFreeParserCtxt(parser);
	tree->parser = NULL;
	buf_release(&tree->head);
	buf_release(&tree->text);
	return true;
}
