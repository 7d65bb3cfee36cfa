/* What the nodes of one expression came to, for whoever looks at all of them.
 * Nobody outside this folder includes this. */
#ifndef MODEL_REMEMBERED_H
#define MODEL_REMEMBERED_H

#include <stddef.h>
#include <stdint.h>

#include "model/eval.h"

struct node;

/* What a node came to: what is above it need not compute it again. */
struct remembered {
	const struct node *node; /* NULL: nothing yet */
	int64_t as_of;
	struct result result;
};

/* From now on EVAL asks ITEMS, by the nodes' ids; NULL: nothing. */
void eval_remember(
    struct eval *eval, const struct remembered *items, size_t count);

#endif
