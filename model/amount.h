/* A number as it was said: the number, and an interval [low, high] around it.
 * "over 100 bn" has no high, "up to 55 %" no low, "91 to 93 bn" both. A plain
 * value; always finite in VALUE; LOW may be -INFINITY, HIGH INFINITY. */
#ifndef MODEL_AMOUNT_H
#define MODEL_AMOUNT_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct unit;

enum bound {
	BOUND_EXACT,
	BOUND_ABOUT,
	BOUND_AT_LEAST,
	BOUND_AT_MOST,
	BOUND_RANGE,
	BOUND_COUNT
};

struct amount {
	double value, low, high;
	bool approximate;
};

struct amount amount_exact(double value);
struct amount amount_bounded(double value, enum bound bound);

/* What the ends say; both ends open is not an amount. */
enum bound amount_bound(struct amount amount);
const char *bound_name(enum bound bound); /* "at_least" */
bool bound_parse(enum bound *bound, const char *word);

bool amount_equal(struct amount a, struct amount b);
bool amount_is_point(struct amount amount); /* low == high */
struct amount amount_scale(struct amount amount, double factor);

/* Reads a number as publishers write it: "38.7 billion", "RMB 33.4bn",
 * "822.2k", "26%", "50 bps" (0.5, as percent), "(1,234.5)", "−3.1", "1.2e9",
 * "¥38,676 million", "over 100 bn", "about 120", "up to 55%", "91 to 93 bn",
 * "91–93", ">= 5", "5 or more", "single-digit" (0 to 10), "triple-digit growth"
 * (at least 100); 386.76亿元, 超过100亿. The tables are amount_words.c's.
 * DECIMAL is '.' or ',' or 0 where it is not settled: then "1,234" and "1.234"
 * alone are refused with what settles it, "1,234.5" and "1,234,567" are not.
 * What cannot be read whole is an error, never a guess. */
bool amount_parse(struct amount *amount, const char *text, char decimal,
    struct err *err);

/* The same of a figure in UNIT. Where that is basis points, "50 bps" and "0.5%"
 * are 50. What is said in another currency, in % where it is money, or as a
 * multiple where it is %, is refused. */
bool amount_parse_unit(struct amount *amount, const char *text, char decimal,
    const struct unit *unit, struct err *err);

/* As amount_parse(), for text that JSON has as a number: its literal. */
bool amount_parse_literal(struct amount *amount, const char *text,
    size_t length, struct err *err);

#endif
