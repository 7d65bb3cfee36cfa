/* The nodes of the tree that explains a figure, as they are made. Nobody
 * outside this folder includes this. */
#ifndef MODEL_EXPLAINING_H
#define MODEL_EXPLAINING_H

#include <stddef.h>
#include <stdint.h>

struct cell;
struct eval;
struct explained;
struct expr;
struct labels;
struct node;
struct remembered;

struct explainer {
	struct eval *eval;
	const struct expr *expr;
	int64_t as_of; /* what is known */
	struct remembered *results; /* of each node, by its id */
	size_t count; /* of nodes explained: nested windows multiply them */
};

struct explained *explained_new(struct explainer *explainer,
    const struct node *node, const struct labels *labels,
    const struct cell *cell);

/* INPUT may be NULL, and belongs to EXPLAINED from now on. */
void explained_add(struct explained *explained, struct explained *input);

/* It is no figure of its signal, but what several come to in its period: WORD
 * says how, such as "sum". */
void explained_several(struct explainer *explainer,
    struct explained *explained, const char *word);

#endif
