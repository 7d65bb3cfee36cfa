/* SPDX-License-Identifier: MIT */
#include "model/explaining.h"

#include "base/mem.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/eval_call.h"
#include "model/explained.h"
#include "model/function.h"
#include "model/model.h"

void
explained_add(struct explained *explained, struct explained *input)
{
	struct explained *last = explained->input_count > 0
	    ? explained->inputs[explained->input_count - 1]
	    : NULL;

	input->moved = input->as_of != explained->as_of ||
	    input->first_said != explained->first_said;
	if (last != NULL && last->node == input->node)
		last->listed = input->listed = true;
	explained->inputs = mem_room(explained->inputs, explained->input_count,
	    sizeof(*explained->inputs));
	explained->inputs[explained->input_count++] = input;
}

static char *
label_of(struct explainer *explainer, const struct node *node)
{
	switch (node->kind) {
	case NODE_BINARY:
		return mem_text(operator_name(node->op));
	case NODE_NEGATE:
		return mem_text("-");
	case NODE_NOT:
		return mem_text("not");
	case NODE_CALL:
	case NODE_AGGREGATE:
		return mem_text(node->function->name);
	case NODE_SIGNAL:
	case NODE_ALERT:
		return mem_text(node->name);
	default:
		return mem_bytes(explainer->expr->text + node->start,
		    node->end - node->start);
	}
}

struct explained *
explained_new(struct explainer *explainer, const struct node *node,
    const struct labels *labels, const struct cell *cell)
{
	struct explained *explained = mem_new(sizeof(*explained));

	explained->node = node;
	explained->as_of = explainer->as_of;
	explained->first_said = explainer_moment(explainer).first_said;
	explained->text =
	    mem_bytes(explainer->expr->text + node->start,
		node->end - node->start);
	explained->label = label_of(explainer, node);
	explained->cell = *cell;
	explained->cell.reason = mem_text(cell->reason);
	labels_copy(&explained->labels, labels);
	if (node->kind == NODE_SIGNAL)
		explained->signal =
		    model_find(eval_model(explainer->eval), node->name);
	if (node->implied) { /* it is not in the text */
		mem_free(explained->text);
		explained->text = mem_text(node->name);
	}
	return explained;
}

void
explained_several(struct explainer *explainer, struct explained *explained,
    const char *word)
{
	char *text = mem_printf("%s of %s in %s", word, explained->text,
	    eval_period_text(explainer->eval, explained->cell.period));

	explained->signal = NULL;
	mem_free(explained->text);
	mem_free(explained->label);
	explained->text = text;
	explained->label = mem_text(word);
}

bool
explaining_literal(const struct node *node)
{
	return node->kind == NODE_NUMBER || node->kind == NODE_TEXT ||
	    node->kind == NODE_DATE || node->kind == NODE_PERIOD ||
	    node->kind == NODE_DURATION;
}

bool
explaining_figureless(struct explainer *explainer, const struct node *node)
{
	const struct signal *signal = node->kind == NODE_SIGNAL
	    ? model_find(eval_model(explainer->eval), node->name)
	    : NULL;

	return node->kind == NODE_ALERT ||
	    (signal != NULL && signal->definition->events);
}
