/* SPDX-License-Identifier: MIT */
#include <glob.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/parts.h"

struct chain { /* of files that include each other */
	const char *file;
	const char *resolved; /* the same without links and detours */
	const struct chain *above;
	int depth;
};

static void read_one(struct loading *loading, const struct chain *chain);

static bool
is_in_chain(const struct chain *chain, const char *resolved)
{
	for (; chain != NULL; chain = chain->above)
		if (!strcmp(chain->resolved, resolved))
			return true;
	return false;
}

/* Where it cannot be resolved, reading it will say why. */
static char *
resolve(const char *file)
{
	char *resolved = file_real(file);

	return resolved != NULL ? resolved : mem_text(file);
}

static void
include_file(struct loading *loading, const struct chain *chain,
    const struct value *pattern, const char *file)
{
	char *resolved = resolve(file);
	const struct chain next = { file, resolved, chain, chain->depth + 1 };

	if (is_in_chain(chain, resolved))
		complain(loading, SEVERITY_ERROR, pattern->place,
		    "'%s' includes itself in a circle", file);
	else if (next.depth > LIMIT_INCLUDES)
		complain(loading, SEVERITY_ERROR, pattern->place,
		    "files include each other more than %d deep",
		    LIMIT_INCLUDES);
	else
		read_one(loading, &next);
	mem_free(resolved);
}

/* The pattern, from where the including file lies; what that folder is called
 * is no pattern. The caller owns it. */
static char *
whole_pattern(const struct chain *chain, const char *pattern)
{
	char *directory = file_directory(chain->file), *whole;
	struct buf plain;

	if (strcmp(directory, ".") == 0 && chain->file[0] != '.') {
		mem_free(directory);
		return mem_text(pattern);
	}
	buf_init(&plain, LIMIT_MESSAGE);
	for (const char *c = directory; *c != '\0'; c++) {
		if (strchr("*?[]\\", *c) != NULL)
			(void)buf_char(&plain, '\\');
		(void)buf_char(&plain, *c);
	}
	whole = file_join(buf_string(&plain), pattern);
	buf_release(&plain);
	mem_free(directory);
	return whole;
}

static void
include_pattern(struct loading *loading, const struct chain *chain,
    const struct value *pattern)
{
	char *whole = whole_pattern(chain, pattern->text);
	glob_t found = { .gl_pathc = 0 };

	if (glob(whole, 0, NULL, &found) != 0 || found.gl_pathc == 0)
		complain(loading, SEVERITY_ERROR, pattern->place,
		    "no file matches '%s'", pattern->text);
	for (size_t i = 0; i < found.gl_pathc; i++)
		include_file(loading, chain, pattern, found.gl_pathv[i]);
	globfree(&found);
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
	if (include->kind == VALUE_MAP) {
		complain(loading, SEVERITY_ERROR, include->key_place,
		    "'include' must be a list of files, but this is a map");
		return;
	}
	for (size_t i = 0; i < include->count; i++)
		if (include->items[i]->kind == VALUE_ONE)
			include_pattern(loading, chain, include->items[i]);
		else
			complain(loading, SEVERITY_ERROR,
			    include->items[i]->place,
			    "'include' holds names of files, or patterns");
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
	char *resolved = resolve(file);
	const struct chain chain = { file, resolved, NULL, 0 };

	read_one(loading, &chain);
	mem_free(resolved);
}
