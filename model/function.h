/* The functions of the language, one row each: the parser, the checker, the
 * evaluator, lint, the manual and "did you mean" read this table. */
#ifndef MODEL_FUNCTION_H
#define MODEL_FUNCTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct check_call;    /* model/check.h */
struct function_call; /* what EVAL is given: model/eval_call.h */
struct amount;
struct period;
struct reading;
struct row;

struct function {
	const char *name;
	const char *usage; /* "yoy(x)" */
	const char *help;  /* one line, for the manual */
	const char *unit;  /* the rule of its unit, likewise */
	const char *example;
	int least, most;   /* arguments; most -1: any number */
	bool aggregates;   /* "name by (…) (x)" */
	bool groups;	   /* and its EVAL itself sees to that */
	bool point;	   /* gives one value, not one a period */
	bool keeps_kind;   /* of flows it gives flows, of stocks stocks */
	bool rolls;	   /* over several periods; so the last one counts */
	int shared; /* the argument that all periods share, or 0 */
	bool twice; /* it evaluates its argument more than once */
	int words;	   /* from which argument on they are words, or 0 */
	bool (*check)(struct check_call *call);
	void (*eval)(struct function_call *call);
	/* Of functions that work period by period (EVAL is positional_eval):
	 * which cells of the argument's row the I-th result is made of, and
	 * how. False: the reading's REASON says why it is missing. */
	bool (*reads)(const struct function_call *call, const struct row *row,
	    size_t i, struct reading *reading);
	bool (*combine)(const struct function_call *call, const struct row *row,
	    struct reading *reading, struct amount *out);
	/* Of others: which cells of ROW, of the K-th child, what it gives at
	 * PERIOD is made of. For why; NULL: it is the one of the period. */
	void (*inputs)(const struct function_call *call, size_t k,
	    const struct row *row, const struct period *period,
	    struct reading *reading);
	bool first_said; /* it evaluates it as what was said first */
	bool chooses;	 /* one of its arguments */
	bool conditional; /* by its first one */
	/* As of when its first argument is evaluated; NULL: as it itself. */
	int64_t (*then)(const struct function_call *call);
};

extern const size_t function_count;
const struct function *function_at(size_t i); /* I < function_count */

const struct function *function_find(const char *name);

#endif
