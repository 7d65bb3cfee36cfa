/* The order in which what one document brought goes into the model. */
#ifndef ENGINE_ORDER_H
#define ENGINE_ORDER_H

#include <stddef.h>

struct take;

/* Pointers to the takes, by signal, labels and time, oldest first, and as they
 * stood in the document where these are equal; the caller owns the array.
 * Publishers put the newest first: taken so, each figure would be moved by all
 * that follow, and what is implausible judged by what comes after it. */
const struct take **order_takes(const struct take *takes, size_t count);

#endif
