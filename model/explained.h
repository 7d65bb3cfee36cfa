/* What a figure, or a condition's value, is made of: a tree with a node for
 * each part of the formula, each at its period and as known at its time. */
#ifndef MODEL_EXPLAINED_H
#define MODEL_EXPLAINED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/eval.h"
#include "model/labels.h"
#include "model/period.h"
#include "model/series.h"

struct buf;
struct expr;
struct model;
struct node;
struct signal;

/* The tree of one derived figure, or of a condition's value: a node for each
 * node of the expression with what it came to at PERIOD under LABELS. */
struct explained {
	const struct node *node;
	int64_t as_of; /* what was known to it */
	bool first_said; /* and what was said first of each figure */
	bool moved; /* as known at another time than its parent */
	bool listed; /* one of several periods of its parent */
	bool unused; /* stands beside what its parent is made of */
	size_t left_out; /* of its inputs, being too many */
	char *text;	      /* the part of the expression that it is */
	char *label; /* operator or function name, literal, or signal */
	const struct signal *signal; /* of a NODE_SIGNAL */
	struct labels labels;
	struct cell cell;     /* reason is owned here */
	struct explained **inputs;
	size_t input_count;
};
/* NULL where there is no such point. The caller frees it. */
struct explained *explain_signal(struct model *model,
    const struct signal *signal, const struct labels *labels,
    struct period period);
struct explained *explain_expr(struct eval *eval, const struct expr *expr,
    const struct labels *labels, struct period period);
/* The same as it was known THEN. */
struct knowing {
	int64_t as_of;
	bool first_said;
};
struct explained *explain_signal_then(struct model *model,
    const struct signal *signal, const struct labels *labels,
    struct period period, struct knowing then);
void explained_free(struct explained *explained);

/* The figure (and its series) that a leaf of the tree stands for; NULL where it
 * has none, or is no signal. */
const struct figure *explained_figure(
    const struct explained *leaf, const struct series **series);

/* The same as it was known to the leaf: of a derived signal that is a figure
 * made for it, which MADE holds. */
struct made {
	struct series series;
	struct figure figure;
	struct vintage vintage;
};
/* " (as known on 2025-09-01)", " (as first said)", " (not used)" or nothing. */
void explained_place(struct buf *out, const struct explained *part);
struct knowing explained_knowing(const struct explained *leaf);
const struct figure *explained_figure_then(const struct model *model,
    const struct explained *leaf, const struct series **series,
    struct made *made);

#endif
