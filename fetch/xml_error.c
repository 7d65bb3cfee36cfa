/* SPDX-License-Identifier: MIT */
/* libxml2's errors in our words. */
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdio.h>
#include <string.h>

#include "base/foreign.h"
#include "base/mem.h"
#include "fetch/xml_inside.h"

/* %s: the name that libxml2 tells with it. */
static const struct {
	int code;
	const char *meaning;
} meanings[] = {
	{ XML_ERR_NO_MEMORY, "a text in it is too long" },
	{ XML_ERR_DOCUMENT_END, "more follows after its end" },
	{ XML_ERR_INVALID_HEX_CHARREF, "a reference &#x...; is not one" },
	{ XML_ERR_INVALID_DEC_CHARREF, "a reference &#...; is not one" },
	{ XML_ERR_INVALID_CHARREF, "a reference &#...; is not one" },
	{ XML_ERR_INVALID_CHAR, "a character that XML does not allow" },
	{ XML_ERR_UNDECLARED_ENTITY, "the entity '%s' is not defined" },
	{ XML_WAR_UNDECLARED_ENTITY, "the entity '%s' is not defined" },
	{ XML_ERR_NAME_REQUIRED, "a name is missing" },
	{ XML_ERR_ENTITYREF_SEMICOL_MISSING,
	    "an & is neither written &amp; nor ended by ;" },
	{ XML_ERR_LT_IN_ATTRIBUTE, "a < in the value of an attribute" },
	{ XML_ERR_ATTRIBUTE_NOT_STARTED, "the value is not in quotes" },
	{ XML_ERR_ATTRIBUTE_NOT_FINISHED, "a value's quotes do not end" },
	{ XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "the attribute '%s' has no value" },
	{ XML_ERR_ATTRIBUTE_REDEFINED, "the attribute '%s' is there twice" },
	{ XML_NS_ERR_ATTRIBUTE_REDEFINED,
	    "the attribute '%s' is there twice" },
	{ XML_ERR_COMMENT_NOT_FINISHED, "a comment does not end" },
	{ XML_ERR_HYPHEN_IN_COMMENT, "-- within a comment" },
	{ XML_ERR_PI_NOT_FINISHED, "a <? does not end" },
	{ XML_ERR_CDATA_NOT_FINISHED, "a CDATA section does not end" },
	{ XML_ERR_MISPLACED_CDATA_END, "]]> in a text" },
	{ XML_ERR_RESERVED_XML_NAME, "something stands before <?xml" },
	{ XML_ERR_XMLDECL_NOT_FINISHED, "<?xml does not end with ?>" },
	{ XML_ERR_XMLDECL_NOT_STARTED, "<?xml is not followed by a blank" },
	{ XML_ERR_VERSION_MISSING, "<?xml tells no version" },
	{ XML_ERR_UNKNOWN_VERSION, "its version of XML is not known" },
	{ XML_ERR_SPACE_REQUIRED, "a blank is missing" },
	{ XML_ERR_GT_REQUIRED, "a tag does not end with >" },
	{ XML_ERR_LTSLASH_REQUIRED, "a </ is missing" },
	{ XML_ERR_EQUAL_REQUIRED, "an = is missing" },
	{ XML_ERR_DOCTYPE_NOT_FINISHED, "its DOCTYPE does not end" },
	{ XML_NS_ERR_UNDEFINED_NAMESPACE, "the prefix '%s' is not declared" },
	{ XML_NS_ERR_QNAME, "'%s' is no name with a prefix" },
	{ XML_NS_ERR_COLON, "'%s' is no name with a prefix" },
	{ XML_NS_ERR_EMPTY, "xmlns:%s is empty" },
	{ XML_ERR_NAME_TOO_LONG, "a name is too long" },
};

/* Not everything that libxml2 calls an error makes a document malformed. */
static bool
is_forgiven(int code)
{
	return code == XML_WAR_NS_URI || code == XML_WAR_NS_URI_RELATIVE ||
	    code == XML_WAR_LANG_VALUE || code == XML_WAR_SPACE_VALUE ||
	    code == XML_WAR_UNKNOWN_VERSION;
}

static void
add_clean(struct buf *out, const char *text)
{
	foreign_show(out, foreign_text(text), 60);
}

static void
add_mismatch(struct buf *out, const xmlError *error)
{
	(void)buf_text(out, "<");
	add_clean(out, error->str1);
	(void)buf_printf(out, "> of line %d is closed by </",
	    error->int1);
	add_clean(out, error->str2);
	(void)buf_text(out, ">");
}

static void
add_meaning(struct buf *out, const xmlError *error)
{
	const char *meaning = NULL, *name;

	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
		if (meanings[i].code == error->code)
			meaning = meanings[i].meaning;
	if (error->code == XML_ERR_TAG_NAME_MISMATCH) {
		add_mismatch(out, error);
		return;
	}
	if (meaning == NULL) {
		(void)buf_printf(
		    out, "it breaks a rule of XML (%d)", error->code);
		return;
	}
	name = strstr(meaning, "%s");
	if (name == NULL) {
		(void)buf_text(out, meaning);
		return;
	}
	(void)buf_add(out, meaning, (size_t)(name - meaning));
	add_clean(out, error->str1);
	(void)buf_text(out, name + 2);
}

/* What the document was in the middle of when it ended. */
static void
word_end(struct xml_tree *tree)
{
	const xmlNode *node = tree->parser->node;
	struct buf name;

	buf_init(&name, LIMIT_LABEL);
	if (node != NULL) {
		if (node->ns != NULL && node->ns->prefix != NULL) {
			add_clean(&name, (const char *)node->ns->prefix);
			(void)buf_char(&name, ':');
		}
		add_clean(&name, (const char *)node->name);
		(void)err_set(&tree->why, "it ends within <%s> (line %zu)",
		    buf_string(&name),
		    xml_node_line(tree, (const struct xml_node *)node));
	} else if (xmlDocGetRootElement(tree->parser->myDoc) == NULL) {
		(void)err_set(&tree->why, "it ends before its first element");
	} else {
		(void)err_set(&tree->why,
		    "it ends within what follows its last element");
	}
	buf_release(&name);
}

static void
word_place(struct xml_tree *tree, const xmlError *error)
{
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	add_meaning(&text, error);
	(void)err_set(&tree->why,
	    "%s (line %d, column %d): %s",
	    tree->looks_html ? "it is an HTML page, not XML"
			     : "not well-formed XML",
	    error->line, error->int2, buf_string(&text));
	buf_release(&text);
}

void
xml_word(struct xml_tree *tree, const xmlError *error)
{
	if (error->level < XML_ERR_ERROR || is_forgiven(error->code)) {
		tree->forgave = true;
		return;
	}
	if (tree->failed ||
	    (tree->kind == XML_KIND_HTML && error->code != XML_ERR_NO_MEMORY))
		return;
	if (tree->ending)
		word_end(tree);
	else
		word_place(tree, error);
	tree->failed = true;
}
