/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <yaml.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "config/parts.h"

enum { DEEPEST = 32, MOST_VALUES = 200000 };

struct reading {
	struct loading *loading;
	const char *name; /* interned with the file */
	yaml_parser_t parser;
	yaml_document_t document;
	size_t values;
	bool too_much;
};

static struct place
place_of(const struct reading *reading, yaml_mark_t mark)
{
	return (struct place){ reading->name, (unsigned)mark.line + 1,
		(unsigned)mark.column + 1 };
}

/* What libyaml says of the two commonest mistakes helps nobody. */
static const char *
reworded(const char *problem)
{
	if (strstr(problem, "mapping values are not allowed") != NULL)
		return "this value contains ': '; put it in quotes";
	if (strstr(problem, "violates indentation") != NULL ||
	    strstr(problem, "cannot start any token") != NULL)
		return "a tab or an odd character stands here; indent with "
		       "blanks, and put text that begins with @, ` or % in "
		       "quotes";
	return problem;
}

static void
complain_of_syntax(struct reading *reading)
{
	const yaml_parser_t *parser = &reading->parser;
	const char *problem = parser->problem != NULL
	    ? reworded(parser->problem)
	    : "this is not YAML";

	complain(reading->loading, SEVERITY_ERROR,
	    place_of(reading, parser->problem_mark), "%s%s%s", problem,
	    parser->context != NULL ? " " : "",
	    parser->context != NULL ? parser->context : "");
}

static char
style_of(const yaml_node_t *node)
{
	switch (node->data.scalar.style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE:
		return '\'';
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
		return '"';
	case YAML_LITERAL_SCALAR_STYLE:
		return '|';
	case YAML_FOLDED_SCALAR_STYLE:
		return '>';
	default:
		return '\0';
	}
}

static struct value *convert(
    struct reading *reading, yaml_node_t *node, int depth);

static struct value *
convert_scalar(struct reading *reading, const yaml_node_t *node)
{
	const char *bytes = (const char *)node->data.scalar.value;
	size_t length = node->data.scalar.length;
	struct value *value =
	    value_new(VALUE_ONE, place_of(reading, node->start_mark));

	if (memchr(bytes, '\0', length) != NULL)
		complain(reading->loading, SEVERITY_ERROR, value->place,
		    "a text cannot hold a zero byte");
	value->text = mem_bytes(bytes, length);
	value->shown = value->text;
	value->style = style_of(node);
	return value;
}

static struct value *
convert_list(struct reading *reading, const yaml_node_t *node, int depth)
{
	struct value *value =
	    value_new(VALUE_LIST, place_of(reading, node->start_mark));

	for (yaml_node_item_t *item = node->data.sequence.items.start;
	    item < node->data.sequence.items.top && !reading->too_much;
	    item++) {
		struct value *child = convert(reading,
		    yaml_document_get_node(&reading->document, *item),
		    depth + 1);

		if (child != NULL)
			value_append(value, NULL, child);
	}
	return value;
}

static struct value *
convert_map(struct reading *reading, const yaml_node_t *node, int depth)
{
	struct value *value =
	    value_new(VALUE_MAP, place_of(reading, node->start_mark));

	for (yaml_node_pair_t *pair = node->data.mapping.pairs.start;
	    pair < node->data.mapping.pairs.top && !reading->too_much;
	    pair++) {
		yaml_node_t *key =
		    yaml_document_get_node(&reading->document, pair->key);
		struct value *child;

		if (key->type != YAML_SCALAR_NODE) {
			complain(reading->loading, SEVERITY_ERROR,
			    place_of(reading, key->start_mark),
			    "a setting's name must be a single word");
			continue;
		}
		child = convert(reading,
		    yaml_document_get_node(&reading->document, pair->value),
		    depth + 1);
		if (child == NULL)
			continue;
		value_append(value, (const char *)key->data.scalar.value,
		    child);
		/* A map or an empty value is blamed at its name. */
		child->key_place = place_of(reading, key->start_mark);
	}
	return value;
}

/* Aliases are followed, so a few lines may stand for very much: the count ends
 * "billion laughs", the depth ends circles. */
static struct value *
convert(struct reading *reading, yaml_node_t *node, int depth)
{
	if (node == NULL || reading->too_much)
		return NULL;
	if (depth > DEEPEST || ++reading->values > MOST_VALUES) {
		reading->too_much = true;
		complain(reading->loading, SEVERITY_ERROR,
		    place_of(reading, node->start_mark),
		    depth > DEEPEST
			? "this is nested too deeply"
			: "this is too much: aliases stand for over %d values",
		    MOST_VALUES);
		return NULL;
	}
	switch (node->type) {
	case YAML_SEQUENCE_NODE:
		return convert_list(reading, node, depth);
	case YAML_MAPPING_NODE:
		return convert_map(reading, node, depth);
	default:
		return convert_scalar(reading, node);
	}
}

/* libyaml is quadratic on "[[[[": no sane file has that many open. */
static bool
is_shallow(struct loading *loading, const struct file *file)
{
	struct place place = { file->name, 1, 1 };
	int open = 0;

	for (const char *c = file->text; *c != '\0'; c++) {
		if (*c == '[' || *c == '{')
			open++;
		else if ((*c == ']' || *c == '}') && open > 0)
			open--;
		if (open > LIMIT_CONFIG_DEPTH) {
			complain(loading, SEVERITY_ERROR, place,
			    "more than %d brackets are open here",
			    LIMIT_CONFIG_DEPTH);
			return false;
		}
		place.column++;
		if (*c == '\n') {
			place.line++;
			place.column = 1;
		}
	}
	return true;
}

static const struct file *
read_file(struct loading *loading, const char *name)
{
	const struct place nowhere = { name, 0, 0 };
	struct files *files = loading->watchlist->files;
	struct buf text;
	struct file *file;
	struct err err;

	buf_init(&text, LIMIT_CONFIG);
	if (!file_read(name, &text, &err)) {
		buf_release(&text);
		complain(loading, SEVERITY_ERROR, nowhere, "%s",
		    strncmp(err.text, name, strlen(name)) == 0
			? err.text + strlen(name) + 2
			: err.text);
		return NULL;
	}
	if (!utf8_is_valid(buf_string(&text), text.length) ||
	    memchr(buf_string(&text), '\0', text.length) != NULL) {
		buf_release(&text);
		complain(loading, SEVERITY_ERROR, nowhere,
		    "it is no text in UTF-8");
		return NULL;
	}
	file = mem_new(sizeof(*file));
	file->name = mem_text(name);
	file->text = buf_take(&text);
	files->items =
	    mem_room(files->items, files->count, sizeof(*files->items));
	files->items[files->count++] = file;
	return file;
}

static struct value *
parse(struct reading *reading, const struct file *file)
{
	struct value *root = NULL;
	yaml_document_t second;
	yaml_node_t *node;

	yaml_parser_set_encoding(&reading->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reading->parser,
	    (const unsigned char *)file->text, strlen(file->text));
	if (!yaml_parser_load(&reading->parser, &reading->document)) {
		complain_of_syntax(reading);
		return NULL;
	}
	node = yaml_document_get_root_node(&reading->document);
	if (node != NULL)
		root = convert(reading, node, 0);
	else
		complain(reading->loading, SEVERITY_ERROR,
		    (struct place){ file->name, 0, 0 }, "it is empty");
	if (root != NULL && !yaml_parser_load(&reading->parser, &second)) {
		complain_of_syntax(reading);
	} else if (root != NULL) {
		node = yaml_document_get_root_node(&second);
		if (node != NULL)
			complain(reading->loading, SEVERITY_ERROR,
			    place_of(reading, node->start_mark),
			    "a second document begins here; a watchlist is "
			    "one");
		yaml_document_delete(&second);
	}
	yaml_document_delete(&reading->document);
	return root;
}

struct value *
yaml_tree_read(struct loading *loading, const char *name)
{
	const struct file *file = read_file(loading, name);
	struct reading reading = { .loading = loading };
	struct value *root;

	if (file == NULL || !is_shallow(loading, file))
		return NULL;
	reading.name = file->name;
	if (!yaml_parser_initialize(&reading.parser))
		return NULL;
	root = parse(&reading, file);
	yaml_parser_delete(&reading.parser);
	return root;
}
