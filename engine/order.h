/* The order in which what one document brought goes into the model. */
#ifndef ENGINE_ORDER_H
#define ENGINE_ORDER_H

#include <stdbool.h>
#include <stddef.h>

struct take;

/* Pointers to the takes, by signal, labels, time and when they became known,
 * oldest first, and as they stood in the document where these are equal; the
 * caller owns the array. Publishers put the newest first: taken so, each figure
 * would be moved by all that follow, and what is implausible judged by what
 * comes after it. Of several events of one item that became known at one time
 * the last is there alone; COUNT is how many are left. */
const struct take **order_takes(const struct take *takes, size_t *count);

/* Whether the one after the I-th is of the same series and period and became
 * known at the same time: then what the I-th says was never known. Taken all
 * the same, both would be news each time that the document is read. */
bool order_is_said_again(
    const struct take *const *ordered, size_t count, size_t i);

#endif
