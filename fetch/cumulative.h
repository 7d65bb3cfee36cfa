/* Running totals of a year → its quarters: `cumulative:`. Each total less the
 * one of a quarter before it, of the same year, series, basis and each; of
 * several vintages the newest that was known when the total was. The first
 * quarter is itself, and so is a quarter that the publisher says. What lacks
 * its other total, or is no total of quarters, gives nothing. */
#ifndef FETCH_CUMULATIVE_H
#define FETCH_CUMULATIVE_H

#include <stdbool.h>
#include <stddef.h>

struct take;

struct cumulative {
	int year_ends; /* the month, 1 to 12; 0: nothing is cumulative */
	bool has_start; /* periods say where they start; else the year does */
};

/* Makes quarters of the COUNT takes in place; EACHES tells which each gave
 * them. What gives nothing is released: its signal is NULL. */
void cumulative_apply(const struct cumulative *cumulative, struct take *takes,
    const size_t *eaches, size_t count);

#endif
