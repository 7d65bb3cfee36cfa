/* SPDX-License-Identifier: MIT */
#include "command/selection.h"

#include <string.h>

#include "base/err.h"
#include "base/foreign.h"
#include "base/mem.h"
#include "base/near.h"
#include "command/output.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/expr.h"
#include "model/model.h"
#include "model/selector.h"

static bool
unknown(const struct model *model, const char *name, struct err *err)
{
	const char **names =
	    mem_new_array(model_count(model), sizeof(*names));
	char *shown = foreign_clean(foreign_text(name));
	char *hint;

	for (size_t i = 0; i < model_count(model); i++)
		names[i] = model_signal(model, i)->definition->name;
	hint = near_hint(name, names, model_count(model));
	(void)err_set(err, "unknown signal '%.80s'%s", shown, hint);
	mem_free(hint);
	mem_free(names);
	mem_free(shown);
	return false;
}

bool
selection_read(struct selection *selection, const struct model *model,
    const char *operand, struct err *err)
{
	struct expr *selector;
	char *why, *shown;

	*selection =
	    (struct selection){ .signal = model_find(model, operand) };
	if (selection->signal != NULL)
		return true;
	if (strchr(operand, '{') == NULL)
		return unknown(model, operand, err);
	selector = selector_parse(operand, err);
	if (selector == NULL) {
		why = mem_text(err->text);
		shown = foreign_clean(foreign_text(operand));
		(void)err_set(err, "'%s': at column %zu: %s", shown,
		    err->at != ERR_NOWHERE ? err->at + 1 : 1, why);
		mem_free(why);
		mem_free(shown);
		return false;
	}
	selection->selector = selector;
	selection->signal = model_find(model, selector->root->name);
	return selection->signal != NULL ||
	    unknown(model, selector->root->name, err);
}

void
selection_release(struct selection *selection)
{
	expr_free(selection->selector);
	*selection = (struct selection){ .signal = NULL };
}

bool
selection_has_series(
    const struct selection *selection, const struct series *series,
    int64_t as_of)
{
	return series_is_known(series, as_of) &&
	    (selection->selector == NULL ||
		selector_matches(selection->selector->root, &series->labels,
		    series->voice));
}

bool
selection_has_event(
    const struct selection *selection, const struct event *event)
{
	return selection->selector == NULL ||
	    selector_takes_event(selection->selector->root, event);
}

const char *
selection_reason(const struct selection *selection, const struct model *model)
{
	const struct signal *signal = selection->signal;
	bool events = signal->definition->events;

	if (selection->selector != NULL &&
	    (events ? signal->event_count : signal->series_count) > 0)
		return events ? "no event has these labels"
			      : "no series has these labels";
	if (events)
		return "no event is known";
	return output_reason(model, signal, NULL);
}
