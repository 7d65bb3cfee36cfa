/* Expressions over signals: text → tree, checked for names, arity and units
 * before anything is fetched. Evaluation is model/eval.h. */
#ifndef MODEL_EXPR_H
#define MODEL_EXPR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/basis.h"
#include "model/period.h"
#include "model/unit.h"

struct err;
struct function;
struct matcher;
struct scope;

enum node_kind {
	NODE_NUMBER,
	NODE_TEXT,	/* "…" */
	NODE_DATE,	/* 2025-04-01: in period */
	NODE_PERIOD,	/* 2025Q2 */
	NODE_DURATION,	/* 60d: seconds; 8 quarters: count of a kind */
	NODE_SIGNAL,	/* name{selector} */
	NODE_ALERT,	/* an alert's name, inside atleast */
	NODE_NEGATE,
	NODE_NOT,
	NODE_BINARY,
	NODE_CALL,	/* function(arguments) */
	NODE_AGGREGATE	/* function by (labels) (argument) */
};

enum operator {
	OP_OR, OP_AND,
	OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE,
	OP_ADD, OP_SUB, OP_MUL, OP_DIV, OP_POW,
	OP_COUNT
};

struct node {
	enum node_kind kind;
	size_t start, end; /* bytes in the expression's text */
	size_t open, close; /* of the parentheses around it; CLOSE 0: none */
	enum operator op;
	const struct function *function; /* CALL, AGGREGATE */
	char *name;			 /* SIGNAL, ALERT; TEXT: the text */
	struct matcher *matchers;
	size_t matcher_count;
	char **by; /* AGGREGATE */
	size_t by_count;
	double number;	       /* NUMBER; DURATION: how many periods, else 0 */
	int64_t seconds;       /* DURATION of no periods */
	struct period period;  /* DATE, PERIOD; DURATION of periods: the kind */
	bool since;	       /* PERIOD after "since" */
	bool implied; /* SIGNAL: not written, a rate that convert() needs */
	bool divides; /* implied: the other way round */
	struct node **children;
	size_t child_count;
	/* SIGNAL, after expr_check(): forecasts are left out, since there is
	 * more than those and no basis is asked for. */
	bool known_only;
	struct unit unit; /* after expr_check(): of a number */
	bool is_truth;	  /* after expr_check(): a condition */
	/* After expr_check(): enum signal_kind, how its figures come together
	 * in longer periods, as far as that is declared. */
	int signal_kind;
	unsigned id; /* dense, 0 .. expr->node_count - 1 */
};

struct expr {
	char *text;
	struct node *root;
	unsigned node_count;
	struct unit unit; /* after expr_check() */
	bool is_truth;	  /* a condition, not a number */
	bool is_series;	  /* a value a period, not one value */
};

/* Parses; names are not looked up yet. FISCAL_END is for FY2026Q1. NULL with
 * ERR set, err.at the offset in TEXT. */
struct expr *expr_parse(const char *text, int fiscal_end, struct err *err);
void expr_free(struct expr *expr);

/* A signal that says how many QUOTE one BASE is: its unit is QUOTE/BASE. */
struct rate {
	char *signal;
	char base[UNIT_WORD], quote[UNIT_WORD];
};

struct scope {
	void *context;
	/* *UNIT and *KIND (enum signal_kind) of a signal; a derived one that
	 * was not checked yet is checked by the callee first. */
	enum name_kind (*find)(void *context, const char *name,
	    struct unit *unit, int *kind);
	const char *(*near)(void *context, const char *name); /* or NULL */
	/* Whether who says so varies from figure to figure of that signal. */
	bool (*basis_varies)(void *context, const char *name); /* or NULL */
	/* NULL: some signal has that label; else how the sentence that none
	 * has goes on, the caller's. */
	char *(*label_hint)(void *context, const char *label); /* or NULL */
	bool alerts_allowed; /* an alert's condition */
	const struct rate *rates; /* that convert() may use */
	size_t rate_count;
};

/* Names, arity, types and units; sets expr->unit and ->is_truth. */
bool expr_check(struct expr *expr, const struct scope *scope, struct err *err);

/* Calls EACH for every signal or alert named in it, in order of text, and for
 * the rates that it needs. */
void expr_names(const struct expr *expr,
    void (*each)(void *context, const struct node *node), void *context);

const char *operator_name(enum operator op);

/* A signal with a selector, as the command line has it: benchmark{model="x"}.
 * The node is the caller's: expr_free() of the expression that holds it. */
struct expr *selector_parse(const char *text, struct err *err);

#endif
