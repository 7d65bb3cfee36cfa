/* What a format fills while it reads a document: of each signal the nodes that
 * were picked, their parts as text. Under ceilings: what is beyond them is
 * counted, and not held. */
#ifndef FETCH_PICKING_H
#define FETCH_PICKING_H

#include <stdbool.h>
#include <stddef.h>

#include "fetch/column.h"
#include "fetch/pick_take.h"
#include "fetch/recipe.h"

struct harvest { /* of one signal */
	struct gathered *items;
	size_t count;
	char *missing; /* why nothing can be there: a sentence, or NULL */
};

struct picking {
	const struct section *source;
	const char *url; /* of the document: links may be relative to it */
	struct recipe **recipes;
	struct harvest *harvests; /* one each */
	size_t count;
	struct columns columns;
	size_t matches, held; /* held: bytes of what was gathered */
	size_t hold; /* the ceiling on that, and on what a path makes us hold */
};

/* Takes RECIPE. */
void picking_add(struct picking *picking, struct recipe *recipe);
void picking_release(struct picking *picking);

/* A node that EACH of recipe I picked, its values empty: by the recipe's slots,
 * then its labels. NULL beyond the ceilings. Borrowed until the next one. */
struct gathered *picking_node(
    struct picking *picking, size_t i, size_t each);

/* Its values are set: they count from now on. */
void picking_weigh(struct picking *picking, size_t i,
    const struct gathered *gathered);

/* The sentence is taken; the first one stays. */
void picking_missing(struct picking *picking, size_t i, char *sentence);

/* Whether it is more than may be held: a sentence into ERR. */
bool picking_is_too_much(const struct picking *picking, struct err *err);

#endif
