/* A scoreboard: the series of a signal grouped by the labels that all of them
 * have, what the vendor claims beside what others measured. */
#ifndef TUI_PAIRS_H
#define TUI_PAIRS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/labels.h"

struct buf;
struct figure;
struct series;
struct signal;

struct score {
	const struct series *series;
	const struct figure *figure; /* its newest */
	double value;
};

struct pair { /* a row: a claim, a measurement, or both */
	struct labels key;
	bool has_claim, has_independent;
	struct score claim, independent;
	bool again; /* another measurement of the claim in the row above */
};

struct pairs {
	struct pair *items;
	size_t count;
};

/* Rows with both sides first, then claims that nobody measured, then
 * measurements of what nobody claimed; each by its labels. Of several claims
 * the highest counts, measurements come lowest first. Borrows from the
 * model. */
void pairs_find(
    struct pairs *pairs, const struct signal *signal, int64_t as_of);
void pairs_release(struct pairs *pairs);

/* Whether it has both sides at all. */
bool pairs_fit(const struct signal *signal);

/* The labels of the measurement that the key does not have: its conditions. */
void pairs_caveat(struct buf *out, const struct pair *pair);

#endif
