/* What a figure counts: RMB, %, pp, x, count, score, days, USD/Mtok. CNY is
 * RMB. A plain value, kept in canonical form: factors sorted, cancelled. */
#ifndef MODEL_UNIT_H
#define MODEL_UNIT_H

#include <stdbool.h>

struct buf;
struct err;

#define UNIT_FACTORS 4 /* above and under the line, each */
#define UNIT_WORD 16

struct unit {
	char over[UNIT_FACTORS][UNIT_WORD];  /* "" where there is none */
	char under[UNIT_FACTORS][UNIT_WORD];
	bool bare; /* a literal number: takes any unit */
};

bool unit_parse(struct unit *unit, const char *text, struct err *err);
struct unit unit_named(const char *word); /* one of our own, cannot fail */
struct unit unit_bare(void);		  /* of a literal number */
struct unit unit_none(void);		  /* dimensionless: a ratio */

bool unit_equal(const struct unit *a, const struct unit *b);
bool unit_is(const struct unit *unit, const char *word); /* "%", "pp" … */
bool unit_is_none(const struct unit *unit);
bool unit_is_currency(const struct unit *unit);

/* False with ERR set where the product has too many factors. */
bool unit_times(struct unit *product, const struct unit *a,
    const struct unit *b, struct err *err);
bool unit_divide(struct unit *quotient, const struct unit *a,
    const struct unit *b, struct err *err);

/* "RMB", "USD/Mtok", "" for none. Borrowed form for messages: into OUT. */
void unit_format(struct buf *out, const struct unit *unit);

#endif
