/* A model out of a few lines of text, and results as text, for the tests of the
 * expressions. */
#ifndef TESTS_MODEL_FIXTURE_H
#define TESTS_MODEL_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct err;
struct eval;
struct expr;
struct model;
struct rate;
struct result;

/* Lines of
 *	signal NAME UNIT [kind=flow|stock|rate|score|count]
 *		[break=PERIOD]... [expect=DAYSd] [voices]
 *	events NAME
 *	NAME[{labels}] PERIOD AMOUNT [@KNOWN] [basis=WORD]
 *	event NAME DATE ID [due=DATE] [status=WORD] [kind=WORD] [@KNOWN]
 *	derive NAME UNIT = EXPRESSION
 * UNIT "-" is none. What has no @KNOWN is known at the end of its period, an
 * event on its date. Unreadable lines fail the test program. */
struct model *fixture_model(const char *text);

/* Adds more such lines. */
void fixture_add(struct model *model, const char *text);

/* Parsed and checked against MODEL; names that begin with "red_" are alerts,
 * signals whose names begin with "fx_" are rates that convert() may use.
 * NULL with ERR set. */
struct expr *fixture_expr(
    const struct model *model, const char *text, struct err *err);

/* Those signals, at most MOST of them: how many. */
size_t fixture_rates(
    const struct model *model, struct rate *rates, size_t most);

/* "2025Q1=5 2025Q2=>=6 2025Q3=?", rows with labels before and "; " between
 * them, a condition as true, false or ?; or "failed: …". */
void fixture_format(struct buf *out, const struct result *result);

/* Evaluates TEXT over MODEL and compares; a mistake in it is "error: …". */
bool is_result(const struct model *model, const char *text, const char *wanted);

/* The reason of the newest cell of the first row, "" where it has a value. */
bool is_reason(const struct model *model, const char *text, const char *wanted);

/* The series of a derived signal after eval_derived(). */
bool is_derived(struct model *model, const char *name, const char *wanted);

int64_t fixture_time(const char *date); /* its first second */

#endif
