/* SPDX-License-Identifier: MIT */
#include "model/source_state.h"

#include <stddef.h>

#include "base/mem.h"

static const char *const names[SOURCE_STATE_COUNT] = {
	[SOURCE_OK] = "ok",
	[SOURCE_MISSING] = "missing",
	[SOURCE_IMPLAUSIBLE] = "implausible",
	[SOURCE_UNREADABLE] = "unreadable",
	[SOURCE_UNREACHABLE] = "unreachable",
};

const char *
source_state_name(enum source_state state)
{
	return names[state];
}

void
source_memory_release(struct source_memory *memory)
{
	mem_free(memory->name);
	mem_free(memory->key);
	mem_free(memory->definition);
	mem_free(memory->reason);
	mem_free(memory->etag);
	mem_free(memory->last_modified);
	*memory = (struct source_memory){ .name = NULL };
}
