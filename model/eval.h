/* Evaluates expressions over a model at a time: period by period, under labels,
 * three-valued, with bounds, never across a break; missing has its reason. */
#ifndef MODEL_EVAL_H
#define MODEL_EVAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/amount.h"
#include "model/labels.h"
#include "model/period.h"

struct buf;
struct expr;
struct figure;
struct model;
struct node;
struct series;
struct signal;

enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_MISSING };

/* One point of a result. */
struct cell {
	struct period period;
	int64_t known_at;     /* of the youngest input */
	bool missing;
	const char *reason;   /* why it is missing; lives as long as the eval */
	bool unbegun; /* missing: what it is computed from begins later */
	bool is_truth;
	enum truth truth;     /* of a condition */
	struct amount amount; /* of a number */
};

/* One row of a result: a series, one element of a vector, or the scalar. */
struct row {
	struct labels labels;
	struct cell *cells; /* by period, oldest first */
	size_t count;
	/* first periods not comparable with those before */
	struct period *breaks;
	size_t break_count;
};

enum shape { SHAPE_SCALAR, SHAPE_VECTOR, SHAPE_SERIES };

struct result {
	enum shape shape;
	bool is_truth;
	struct row *rows;
	size_t count;
	/* The expression could not be evaluated as a whole (several series on
	 * one side …): the sentence, else NULL. There are no rows then. */
	const char *failed;
};

struct eval; /* one evaluation: memo of what was computed at which AS_OF */

/* The truth of an alert at warn (crit) level, for atleast; may be NULL. */
typedef enum truth (*alert_truth)(
    void *context, const char *alert, bool crit);

struct eval *eval_new(struct model *model);
void eval_free(struct eval *eval);
void eval_alerts(struct eval *eval, alert_truth truth, void *context);

/* Which level an alert's name stands for from now on. */
void eval_level(struct eval *eval, bool crit);

/* What was evaluated beside the figures of now since eval_watch(): when that
 * may change though no figure does (INT64_MAX: never), whether it was read as
 * known at another time, and whether the clock was read. */
struct watch {
	int64_t wakes_at;
	bool reads_past, reads_clock;
};

void eval_watch(struct eval *eval);
struct watch eval_watched(const struct eval *eval);

/* The caller releases the result. Never fails: see result.failed. */
void eval_expr(
    struct eval *eval, const struct expr *expr, struct result *result);
void result_release(struct result *result);

/* Computes every derived signal of the model whose inputs changed since last
 * time, or whose time has come, in dependency order, each once, and puts the
 * series into the model; one that comes out the same wakes nothing that rests
 * on it. A derived signal of scalars or vectors has one figure for each day on
 * which an input became known. CYCLES were refused at load. */
void eval_derived(struct model *model);

#endif
