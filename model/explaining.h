/* The nodes of the tree that explains a figure, as they are made. Nobody
 * outside this folder includes this. */
#ifndef MODEL_EXPLAINING_H
#define MODEL_EXPLAINING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/remembered.h"

struct cell;
struct eval;
struct explained;
struct expr;
struct labels;
struct node;
struct period;
struct result;

struct moment { /* one of the times at which nodes are looked at */
	int64_t as_of; /* what is known */
	bool first_said;
	struct remembered *results; /* of each node then, by its id */
};

struct explainer {
	struct eval *eval;
	const struct expr *expr;
	int64_t as_of; /* of the current moment */
	struct moment *moments;
	size_t moment_count, current;
	size_t count; /* of nodes explained: nested windows multiply them */
};

/* What NODE came to at the current moment; it stays. */
const struct result *explainer_result(
    struct explainer *explainer, const struct node *node);

struct moment explainer_moment(const struct explainer *explainer);

/* From now on nodes are looked at as known then. */
void explainer_go(
    struct explainer *explainer, int64_t as_of, bool first_said);

struct explained *explain_node(struct explainer *explainer,
    const struct node *node, const struct labels *labels,
    struct period period);
void explain_inputs(struct explainer *explainer,
    struct explained *explained, struct period period);
/* A node of the current moment. */
struct explained *explained_new(struct explainer *explainer,
    const struct node *node, const struct labels *labels,
    const struct cell *cell);

/* INPUT belongs to EXPLAINED from now on. */
void explained_add(struct explained *explained, struct explained *input);

/* It is no figure of its signal, but what several come to in its period: WORD
 * says how, such as "sum". */
void explained_several(struct explainer *explainer,
    struct explained *explained, const char *word);

bool explaining_literal(const struct node *node);

/* An event signal, or an alert, has no figure of its own. */
bool explaining_figureless(
    struct explainer *explainer, const struct node *node);

#endif
