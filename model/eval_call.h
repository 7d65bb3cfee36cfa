/* What the evaluator's files and the functions share; nobody outside this
 * folder includes this. */
#ifndef MODEL_EVAL_CALL_H
#define MODEL_EVAL_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/eval.h"
#include "model/expr.h"
#include "model/reading.h"

struct model;
struct signal;

struct function_call {
	struct eval *eval;
	int64_t as_of; /* what is known then; ALWAYS: everything */
	const struct node *node;
	struct result *out; /* empty; to be filled */
	const struct result *shared; /* of the argument that all cells share */
};

/* Evaluates NODE as known at AS_OF. */
void eval_node(struct eval *eval, const struct node *node, int64_t as_of,
    struct result *out);
struct model *eval_model(const struct eval *eval);

/* What time it is for whoever looks at what was known at AS_OF. The result is
 * taken to change every second; a function that knows better calls eval_clock()
 * and tells the next moment (of that clock) at which its result may be another:
 * eval_wake(). */
int64_t eval_now(struct eval *eval, int64_t as_of);
int64_t eval_clock(struct eval *eval, int64_t as_of);
void eval_wake(struct eval *eval, int64_t as_of, int64_t at);

/* From now on each figure is what was first said of it, of what is known; or
 * the newest again. Gives what it was before. */
bool eval_first_said(struct eval *eval, bool first);
bool eval_is_first_said(const struct eval *eval);
enum truth eval_alert_truth(const struct eval *eval, const char *alert);

/* A sentence that lives as long as EVAL. */
const char *eval_reason(struct eval *eval, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
const char *eval_period_text(struct eval *eval, struct period period);

/* Rows and cells. A row's labels are copied. */
struct row *result_add_row(struct result *result, const struct labels *labels);
void result_fail(struct result *result, const char *reason);
void result_copy(struct result *to, const struct result *from);
void row_add(struct row *row, struct cell cell);
void row_add_breaks(struct row *row, const struct row *from);
void row_release(struct row *row);
bool row_breaks_between(
    const struct row *row, struct period earlier, struct period later);

/* The cell of that period (kind and slot), else ROW->count. */
size_t row_find(const struct row *row, struct period period);

/* The cell of the longer period that holds the middle of PERIOD, else
 * ROW->count. */
size_t row_holding(const struct row *row, struct period period);

/* The newest cell with a value, else ROW->count. */
size_t row_newest(const struct row *row);

/* The row with these labels, or NULL; most often it is the I-th. */
const struct row *result_row_with(
    const struct result *result, const struct labels *labels, size_t i);

/* The row that goes with LABELS: the same, else the first one that agrees; or
 * NULL. */
const struct row *result_row_for(
    const struct result *result, const struct labels *labels);

/* Of a series the cell of the period, else that of the longer one that holds
 * it; of others the only one. ROW->count where there is none. */
size_t result_cell_for(const struct result *result, const struct row *row,
    struct period period);

struct cell cell_number(struct period period, int64_t known_at,
    struct amount amount);
struct cell cell_truth(struct period period, int64_t known_at,
    enum truth truth, const char *reason);
struct cell cell_missing(
    struct period period, int64_t known_at, const char *reason);
bool cell_has_value(const struct cell *cell);

/* Whether two sets of labels agree on the names that both have. */
bool labels_agree(const struct labels *a, const struct labels *b);

/* A derived series as it was known at AS_OF, once an evaluation. */
const struct result *eval_then(
    struct eval *eval, const struct signal *signal, int64_t as_of);

/* eval_signal.c: NODE_SIGNAL. */
void signal_eval(struct eval *eval, const struct node *node, int64_t as_of,
    struct result *out);

/* operate.c */
void operate_binary(struct eval *eval, const struct node *node,
    int64_t as_of, struct result *out);
void operate_prefix(struct eval *eval, const struct node *node,
    int64_t as_of, struct result *out);

/* aggregate.c: NAME by (labels) (x). */
void aggregate_eval(struct function_call *call);

/* The evaluation of functions with READS and COMBINE. */
void positional_eval(struct function_call *call);

#endif
