/* What was gathered of one node → a figure or an event. */
#ifndef FETCH_PICK_TAKE_H
#define FETCH_PICK_TAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "fetch/json_path.h"
#include "fetch/recipe.h"

struct columns;
struct document;
struct err;
struct take;

struct gathered { /* of one node that each: picked */
	struct text_value *values; /* by the recipe's slots */
	size_t own_indices[OWN_ARRAYS]; /* innermost first; SIZE_MAX: none */
	size_t each;
};

void gathered_release(struct gathered *gathered, const struct recipe *recipe);

struct taker { /* what all takes of a signal have in common; borrowed */
	const struct recipe *recipe;
	struct document *document;
	const struct columns *columns;
};

enum taken { TAKEN, TAKEN_NOTHING /* no value there */, TAKEN_WRONG };

/* WRONG: ERR says what could not be read, and where. The take is the
 * caller's. */
enum taken take_figure(const struct taker *taker,
    const struct gathered *gathered, struct take *take, struct err *err);
enum taken take_event(const struct taker *taker,
    const struct gathered *gathered, struct take *take, struct err *err);

#endif
