/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <yaml.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "config/parts.h"

static const char byte_order_mark[] = "\xEF\xBB\xBF"; /* an editor's */

enum { DEEPEST = 32, MOST_VALUES = 200000 };

struct reading {
	struct loading *loading;
	const struct file *file;
	yaml_parser_t parser;
	yaml_document_t document;
	size_t values;
	bool too_much;
};

static struct place
place_of(const struct reading *reading, yaml_mark_t mark)
{
	return (struct place){ reading->file->name, (unsigned)mark.line + 1,
		(unsigned)mark.column + 1 };
}

/* "a: b: c" has a ':' too many; of "a" above "b: c" the line before has one too
 * few, and libyaml says the same. */
static bool
is_second_colon(const char *text, size_t at)
{
	size_t start = at;

	while (start > 0 && text[start - 1] != '\n')
		start--;
	for (; start + 1 < at; start++)
		if (text[start] == ':' && text[start + 1] == ' ')
			return true;
	return false;
}

/* What libyaml says of the commonest mistakes helps nobody. */
static const char *
reworded(const char *problem, const char *text, size_t at)
{
	if (strstr(problem, "mapping values are not allowed") != NULL)
		return is_second_colon(text, at)
		    ? "put the value in quotes, it contains ': '"
		    : "this line is deeper than the one before, or that lacks "
		      "its ':'";
	if (strstr(problem, "violates indentation") != NULL ||
	    (strstr(problem, "cannot start any token") != NULL &&
		text[at] == '\t'))
		return "use spaces, not a tab";
	if (strstr(problem, "cannot start any token") != NULL)
		return "put the text in quotes, it begins with a character "
		       "that means something else";
	if (strstr(problem, "unexpected end of stream") != NULL)
		return "this text lacks its closing quote";
	return NULL;
}

static struct place
place_of_offset(const struct file *file, size_t offset)
{
	struct place place = { file->name, 1, 1 };

	for (size_t i = 0; i < offset && file->text[i] != '\0'; i++) {
		/* Only the first byte of a character counts. */
		place.column +=
		    ((unsigned char)file->text[i + 1] & 0xc0) != 0x80;
		if (file->text[i] == '\n') {
			place.line++;
			place.column = 1;
		}
	}
	return place;
}

static void
complain_of_syntax(struct reading *reading)
{
	const yaml_parser_t *parser = &reading->parser;
	const char *problem =
	    parser->problem != NULL ? parser->problem : "this is not YAML";
	const char *better = reworded(
	    problem, reading->file->text, parser->problem_mark.index);
	struct place place = place_of(reading, parser->problem_mark);

	if (parser->error == YAML_READER_ERROR)
		place =
		    place_of_offset(reading->file, parser->problem_offset);
	else if (strstr(problem, "unexpected end of stream") != NULL)
		place = place_of(reading, parser->context_mark);
	if (better != NULL || parser->context == NULL)
		complain(reading->loading, SEVERITY_ERROR, place, "%s",
		    better != NULL ? better : problem);
	else
		complain(reading->loading, SEVERITY_ERROR, place,
		    "%s %s that begins on line %zu, column %zu", problem,
		    parser->context, parser->context_mark.line + 1,
		    parser->context_mark.column + 1);
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

/* What cannot be shown on a screen is not let in: it could say one thing and
 * mean another. A new line and a tab are fine in a value. */
static void
check_characters(struct reading *reading, struct value *value, size_t length)
{
	for (size_t i = 0, used; i < length; i += used) {
		uint32_t character;
		struct err err;
		char *shown;

		used = utf8_decode(value->text + i, length - i, &character);
		if (character == '\n' || character == '\t' ||
		    foreign_is_clean(
			(struct foreign){ value->text + i, used }))
			continue;
		shown =
		    foreign_clean((struct foreign){ value->text + i, used });
		(void)err_at(&err, i,
		    "this text holds %s, which cannot be shown", shown);
		complain_of(reading->loading, value, &err);
		value->unfit = true;
		mem_free(shown);
		return;
	}
}

static struct value *
convert_scalar(struct reading *reading, const yaml_node_t *node)
{
	const char *bytes = (const char *)node->data.scalar.value;
	size_t length = node->data.scalar.length;
	struct value *value =
	    value_new(VALUE_ONE, place_of(reading, node->start_mark));

	value->style = style_of(node);
	/* That a block ends its last line says nothing. */
	while ((value->style == '|' || value->style == '>') && length > 0 &&
	    bytes[length - 1] == '\n')
		length--;
	value->text = mem_bytes(bytes, length);
	value->shown = value->text;
	check_characters(reading, value, length);
	return value;
}

/* A name is one line. */
static bool
key_fits(struct reading *reading, const yaml_node_t *key)
{
	bool fits = key->type == YAML_SCALAR_NODE &&
	    foreign_is_clean((struct foreign){
		(const char *)key->data.scalar.value,
		key->data.scalar.length });

	if (!fits)
		complain(reading->loading, SEVERITY_ERROR,
		    place_of(reading, key->start_mark),
		    "a setting's name must be a single word");
	return fits;
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

		if (!key_fits(reading, key))
			continue;
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

/* LENGTH where every byte is fine. */
static size_t
first_bad_byte(const char *text, size_t length)
{
	size_t at = 0, used = 1;
	uint32_t character;

	for (; at < length && used > 0; at += used) {
		used = utf8_decode(text + at, length - at, &character);
		if (used == 0 || character == 0)
			break;
	}
	return at;
}

static const struct file *
read_file(struct loading *loading, const char *name)
{
	const struct place nowhere = { name, 0, 0 };
	struct files *files = loading->watchlist->files;
	struct buf text;
	struct file *file;
	size_t length, bad;
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
	file = mem_new(sizeof(*file));
	file->name = mem_text(name);
	bad = strncmp(buf_string(&text), byte_order_mark, 3) == 0 ? 3 : 0;
	length = text.length - bad;
	file->text = mem_bytes(buf_string(&text) + bad, length);
	buf_release(&text);
	file_find_lines(file);
	files->items =
	    mem_room(files->items, files->count, sizeof(*files->items));
	files->items[files->count++] = file;
	bad = first_bad_byte(file->text, length);
	if (bad == length)
		return file;
	complain(loading, SEVERITY_ERROR, place_of_offset(file, bad),
	    "it is no text in UTF-8: here stands the byte %02X",
	    (unsigned)(unsigned char)file->text[bad]);
	return NULL;
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
			    "a second document begins here; this file is "
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
	struct reading reading = { .loading = loading, .file = file };
	struct value *root;

	if (file == NULL || !yaml_shape_fits(loading, file))
		return NULL;
	if (!yaml_parser_initialize(&reading.parser))
		return NULL;
	root = parse(&reading, file);
	yaml_parser_delete(&reading.parser);
	return root;
}
