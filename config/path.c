/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/env.h"
#include "base/file.h"
#include "base/mem.h"
#include "config/watchlist.h"

static const char bundled[] = "watchlists/alibaba-cloud.yaml";

static bool
is_there(const char *path)
{
	struct file_facts facts;

	return file_look(path, &facts) && !facts.directory;
}

/* Takes PATH; NULL, and PATH is freed, where nothing is there. */
static char *
if_there(char *path)
{
	if (path == NULL || is_there(path))
		return path;
	mem_free(path);
	return NULL;
}

static char *
users_own(void)
{
	const char *config = env_text("XDG_CONFIG_HOME");
	const char *home = env_text("HOME");

	if (config != NULL && config[0] == '/')
		return file_join(config, "bellwether/watchlist.yaml");
	if (home != NULL)
		return file_join(home, ".config/bellwether/watchlist.yaml");
	return NULL;
}

/* The source tree's, when the program is run from where it was built. */
static char *
uninstalled(const char *program)
{
	char *directory = file_program_directory(program);
	char *build = file_real(BUILD_DIRECTORY);
	char *path = NULL;

	if (build != NULL && !strcmp(directory, build))
		path = if_there(file_join(SOURCE_DIRECTORY, bundled));
	mem_free(build);
	mem_free(directory);
	return path;
}

char *
watchlist_path(const char *explicit_path, const char *program)
{
	const char *named = env_text("BELLWETHER_WATCHLIST");
	char *path;

	if (explicit_path != NULL)
		return mem_text(explicit_path);
	if (named != NULL)
		return mem_text(named);
	path = if_there(users_own());
	if (path == NULL)
		path = uninstalled(program);
	if (path == NULL)
		path = file_join(DATA_DIRECTORY, bundled);
	return path;
}
