/* SPDX-License-Identifier: MIT */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* Where the program itself lies; PROGRAM is argv[0]. */
static char *
program_directory(const char *program)
{
	char path[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);
	char *resolved;
	char *directory;

	if (length > 0) {
		path[length] = '\0';
		return file_directory(path);
	}
	resolved = realpath(program, NULL);
	directory = file_directory(resolved != NULL ? resolved : program);
	free(resolved); /* realpath's own */
	return directory;
}

/* The source tree's, when the program is run from where it was built. */
static char *
uninstalled(const char *program)
{
	char *directory = program_directory(program);
	char *build = realpath(BUILD_DIRECTORY, NULL);
	char *path = NULL;

	if (build != NULL && !strcmp(directory, build))
		path = if_there(file_join(SOURCE_DIRECTORY, bundled));
	free(build);
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
