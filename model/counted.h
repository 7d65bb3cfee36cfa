/* What a number is said to count: a currency, percent, basis points, times. */
#ifndef MODEL_COUNTED_H
#define MODEL_COUNTED_H

#include <stdbool.h>

struct unit;

enum counts { COUNTS_MONEY, COUNTS_SHARE, COUNTS_TIMES };

struct counted {
	const char *word; /* as it was said: "RMB", "$", "%" */
	enum counts counts;
	double percents; /* of a share: how many percents (or points) one is */
	const char *codes; /* of money that may be several: " USD HKD " */
};

/* Moves *TEXT behind the word and the blanks that follow; NULL: there is
 * none. */
const struct counted *skip_currency(const char **text);
const struct counted *skip_unit(const char **text);

/* Whether a figure in UNIT may be said so: not in another currency, in % where
 * it is money, as a multiple where it is %. Of a unit that is a word of the
 * watchlist's own nobody knows: it may. */
bool counted_fits(const struct counted *counted, const struct unit *unit);

#endif
