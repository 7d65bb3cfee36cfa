/* SPDX-License-Identifier: MIT */
#include "config/tree.h"

#include "base/err.h"
#include "base/mem.h"
#include "config/parts.h"

struct tree {
	struct loading loading;
	struct watchlist barren; /* nothing but the file */
	struct files files;
	struct value *root;
	char *file;
};

struct tree *
tree_read(const char *file, struct complaints *complaints)
{
	struct tree *tree = mem_new(sizeof(*tree));
	size_t errors = complaints->errors;

	tree->file = mem_text(file);
	tree->barren.files = &tree->files;
	tree->loading.watchlist = &tree->barren;
	tree->loading.complaints = complaints;
	tree->root = yaml_tree_read(&tree->loading, tree->file);
	if (tree->root != NULL && complaints->errors == errors)
		return tree;
	tree_free(tree);
	return NULL;
}

void
tree_free(struct tree *tree)
{
	if (tree == NULL)
		return;
	value_free(tree->root);
	for (size_t i = 0; i < tree->files.count; i++) {
		mem_free(tree->files.items[i]->name);
		mem_free(tree->files.items[i]->text);
		mem_free(tree->files.items[i]->lines);
		mem_free(tree->files.items[i]);
	}
	mem_free(tree->files.items);
	mem_free(tree->file);
	mem_free(tree);
}

const struct value *
tree_root(const struct tree *tree)
{
	return tree->root;
}

const char *
tree_file(const struct tree *tree)
{
	return tree->file;
}

bool
tree_complain(
    struct tree *tree, const struct value *value, const struct err *err)
{
	struct value empty = *value;

	/* A map, or what is empty, is blamed at its name. */
	if (value->key_place.line > 0 &&
	    (value->kind != VALUE_ONE || value->text[0] == '\0'))
		empty.place = value->key_place;
	complain_of(&tree->loading, &empty, err);
	return false;
}

/* The sign that the name begins with, where it is in quotes. */
static char
quote_at(const struct tree *tree, struct place place)
{
	size_t length;
	const char *line = files_line(&tree->files, place, &length);

	for (unsigned i = 1; line != NULL && i < place.column && length > 0;
	    i++) {
		do {
			line++;
			length--;
		} while (length > 0 && ((unsigned char)*line & 0xc0) == 0x80);
	}
	return line != NULL && length > 0 && (*line == '"' || *line == '\'')
	    ? *line
	    : '\0';
}

bool
tree_complain_of_name(struct tree *tree, const char *name,
    const struct value *value, const struct err *err)
{
	struct value said = { .kind = VALUE_ONE,
		.text = (char *)name,
		.place = value->key_place,
		.style = quote_at(tree, value->key_place) };

	complain_of(&tree->loading, &said, err);
	return false;
}
