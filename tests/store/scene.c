/* SPDX-License-Identifier: MIT */
#include "tests/store/scene.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/definition.h"
#include "store/store.h"
#include "tests/tap.h"

struct signal *
scene_signal(
    struct model *model, const char *name, const char *digest, bool events)
{
	struct definition *definition = mem_new(sizeof(*definition));

	definition->name = mem_text(name);
	definition->title = mem_text(name);
	definition->unit = unit_named("RMB");
	definition->fiscal_end = FISCAL_CALENDAR;
	definition->events = events;
	(void)snprintf(
	    definition->digest, sizeof(definition->digest), "%s", digest);
	return model_define(model, definition);
}

const char *
scene_path(const char *folder, const char *file)
{
	static char paths[4][PATH_MAX];
	static unsigned next;
	char *path = paths[next++ % 4];

	(void)snprintf(path, PATH_MAX, "%s/%s%s%s", test_directory(), folder,
	    *file != '\0' ? "/" : "", file);
	return path;
}

struct store *
scene_store(const char *folder, const char *name)
{
	struct store *store = NULL;
	struct err err;

	if (store_open(&store, scene_path(folder, ""), name, false, &err))
		return store;
	printf("Bail out! %s\n", err.text);
	exit(1);
}

bool
scene_add(struct store *store, struct model *model, struct signal *signal,
    const char *text, double value, int64_t known_at)
{
	struct vintage vintage = { .amount = amount_exact(value),
		.basis = BASIS_REPORTED,
		.known_at = known_at };
	const struct labels none = { NULL, 0 };
	struct period period;
	struct err err;

	if (!period_parse(&period, text, FISCAL_CALENDAR, &err)) {
		printf("Bail out! %s\n", err.text);
		exit(1);
	}
	if (model != NULL)
		(void)model_add(model, signal, &none, period, &vintage);
	if (store_add(
		store, signal, &none, BASIS_REPORTED, &period, &vintage, &err))
		return true;
	diag("%s", err.text);
	return false;
}
