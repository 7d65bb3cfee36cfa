/* SPDX-License-Identifier: MIT */
#include "model/definition.h"

#include "base/mem.h"
#include "model/expr.h"

void
definition_free(struct definition *definition)
{
	if (definition == NULL)
		return;
	mem_free(definition->name);
	mem_free(definition->title);
	mem_free(definition->note);
	mem_free(definition->source);
	mem_free(definition->proxy);
	expr_free(definition->expr);
	for (size_t i = 0; i < definition->break_count; i++) {
		mem_free(definition->breaks[i].label_name);
		mem_free(definition->breaks[i].label_value);
	}
	mem_free(definition->breaks);
	mem_free(definition);
}
