/* SPDX-License-Identifier: MIT */
#include <glob.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/parts.h"

struct chain { /* of files that include each other */
	const char *file;
	const struct chain *above;
	int depth;
};

static void read_one(struct loading *loading, const struct chain *chain);

static bool
is_in_chain(const struct chain *chain, const char *file)
{
	for (; chain != NULL; chain = chain->above)
		if (!strcmp(chain->file, file))
			return true;
	return false;
}

static void
include_file(struct loading *loading, const struct chain *chain,
    const struct value *pattern, const char *file)
{
	struct chain next = { file, chain, chain->depth + 1 };

	if (is_in_chain(chain, file))
		complain(loading, SEVERITY_ERROR, pattern->place,
		    "'%s' includes itself in a circle", file);
	else if (next.depth > LIMIT_INCLUDES)
		complain(loading, SEVERITY_ERROR, pattern->place,
		    "files include each other more than %d deep",
		    LIMIT_INCLUDES);
	else
		read_one(loading, &next);
}

static void
include_pattern(struct loading *loading, const struct chain *chain,
    const struct value *pattern)
{
	char *directory = file_directory(chain->file);
	char *whole = strcmp(directory, ".") == 0 && pattern->text[0] != '/'
	    ? mem_text(pattern->text)
	    : file_join(directory, pattern->text);
	glob_t found = { .gl_pathc = 0 };

	if (glob(whole, 0, NULL, &found) != 0 ||
	    found.gl_pathc == 0)
		complain(loading, SEVERITY_ERROR, pattern->place,
		    "no file matches '%s'", pattern->text);
	for (size_t i = 0; i < found.gl_pathc; i++)
		include_file(loading, chain, pattern, found.gl_pathv[i]);
	globfree(&found);
	mem_free(directory);
	mem_free(whole);
}

static void
include_value(struct loading *loading, const struct chain *chain,
    const struct value *include)
{
	if (include->kind == VALUE_ONE) {
		include_pattern(loading, chain, include);
		return;
	}
	for (size_t i = 0; i < include->count; i++)
		if (include->kind == VALUE_LIST &&
		    include->items[i]->kind == VALUE_ONE)
			include_pattern(loading, chain, include->items[i]);
	if (include->kind == VALUE_MAP)
		complain(loading, SEVERITY_ERROR, include->key_place,
		    "'include' must be a list of files, but this is a map");
}

static void
read_one(struct loading *loading, const struct chain *chain)
{
	struct value *root = yaml_tree_read(loading, chain->file);
	const struct value *include;

	if (root == NULL)
		return;
	include = value_entry(root, "include");
	bind_file(loading, root);
	if (include != NULL)
		include_value(loading, chain, include);
	value_free(root);
}

void
include_all(struct loading *loading, const char *file)
{
	const struct chain chain = { file, NULL, 0 };

	read_one(loading, &chain);
}
