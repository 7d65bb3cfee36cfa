/* SPDX-License-Identifier: MIT */
#include "alert/judge.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "alert/reach.h"
#include "alert/rule.h"
#include "base/mem.h"
#include "model/eval.h"
#include "model/expr.h"
#include "model/model.h"

enum level { WARN, CRIT, CLEAR, LEVELS };

/* One series of the rule: its row in each condition's result, or NULL. */
struct lane {
	const struct labels *labels;
	const struct row *rows[LEVELS];
};

struct court {
	const struct rule *rule;
	struct model *model;
	int64_t now;
	const struct expr *exprs[LEVELS];
	struct result results[LEVELS];
	bool series; /* judged period by period */
};

static const struct labels no_labels;

static const struct row *
row_with(const struct result *result, const struct labels *labels)
{
	for (size_t i = 0; i < result->count; i++)
		if (!labels_compare(&result->rows[i].labels, labels))
			return &result->rows[i];
	return NULL;
}

static const struct cell *
cell_at(const struct row *row, struct period period)
{
	size_t low = 0, high = row->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (period_compare(row->cells[middle].period, period) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < row->count && period_equal(row->cells[low].period, period))
		return &row->cells[low];
	return NULL;
}

/* The truth of one level; *REASON where it is missing. */
static enum truth
truth_at(const struct court *court, const struct lane *lane, enum level level,
    const struct period *period, const char **reason)
{
	const struct row *row = lane->rows[level];
	const struct cell *cell;

	if (court->exprs[level] == NULL)
		return TRUTH_FALSE;
	if (row == NULL || row->count == 0) {
		*reason = "there is no figure yet";
		return TRUTH_MISSING;
	}
	if (court->results[level].shape == SHAPE_SERIES && period != NULL)
		cell = cell_at(row, *period);
	else
		cell = &row->cells[row->count - 1];
	if (cell == NULL) {
		*reason = "there is no figure for that period";
		return TRUTH_MISSING;
	}
	if (cell->missing || cell->truth == TRUTH_MISSING) {
		*reason = cell->reason != NULL ? cell->reason : "it is missing";
		return TRUTH_MISSING;
	}
	return cell->truth;
}

static struct verdict
verdict_at(const struct court *court, const struct lane *lane,
    const struct period *period, const char **reason)
{
	const char *unused = NULL;

	return (struct verdict){
		.warn = truth_at(court, lane, WARN, period, reason),
		.crit = truth_at(court, lane, CRIT, period, reason),
		.clear = truth_at(court, lane, CLEAR, period, &unused),
		.has_clear = court->exprs[CLEAR] != NULL,
	};
}

static bool
breaks_at(const struct row *row, struct period period)
{
	for (size_t i = 0; i < row->break_count; i++)
		if (period_equal(row->breaks[i], period))
			return true;
	return false;
}

static const struct row *
main_row(const struct court *court, const struct lane *lane)
{
	for (int level = WARN; level <= CRIT; level++)
		if (lane->rows[level] != NULL &&
		    court->results[level].shape == SHAPE_SERIES)
			return lane->rows[level];
	return NULL;
}

static int64_t
reach(const struct court *court, const struct labels *labels)
{
	int64_t start = INT64_MAX;

	for (int level = WARN; level <= CRIT; level++) {
		int64_t of_level = court->exprs[level] != NULL
		    ? reach_start(court->model, court->exprs[level], labels)
		    : INT64_MAX;

		if (of_level < start)
			start = of_level;
	}
	return start;
}

/* Period by period up to what all inputs have reached; a break begins anew. */
static void
fold_series(const struct court *court, const struct lane *lane,
    struct judged_series *out)
{
	const struct hold *hold = &court->rule->hold;
	const struct hold at_once = { .by = HOLD_NOTHING };
	const struct row *row = main_row(court, lane);
	int64_t reached = reach(court, lane->labels);

	for (size_t i = 0; i < row->count; i++) {
		struct period period = row->cells[i].period;
		const char *reason = NULL;

		if (period.start > reached)
			break;
		if (breaks_at(row, period))
			out->standing = (struct standing){ 0 };
		out->verdict = verdict_at(court, lane, &period, &reason);
		out->standing = fold_step(out->standing, out->verdict,
		    hold->by == HOLD_PERIODS ? hold : &at_once, period.end);
		out->has_period = true;
		out->period = period;
		mem_free(out->reason);
		out->reason = mem_text(reason);
	}
	if (out->has_period)
		return;
	out->verdict.warn = out->verdict.crit = TRUTH_MISSING;
	out->standing.state = ALERT_NO_DATA;
	out->reason = mem_text("there is no figure yet");
}

static void
fold_point(const struct court *court, const struct lane *lane,
    struct judged_series *out)
{
	const struct hold at_once = { .by = HOLD_NOTHING };
	const char *reason = NULL;
	const struct row *row =
	    lane->rows[WARN] != NULL ? lane->rows[WARN] : lane->rows[CRIT];

	out->verdict = verdict_at(court, lane, NULL, &reason);
	out->standing = fold_step(
	    (struct standing){ 0 }, out->verdict, &at_once, court->now);
	out->reason = mem_text(reason);
	if (row == NULL || row->count == 0)
		return;
	out->period = row->cells[row->count - 1].period;
	out->has_period = out->period.end != 0 || out->period.start != 0;
}

/* when_missing: the watchlist may settle what no data means. */
static void
settle_missing(const struct rule *rule, struct standing *standing)
{
	static const enum alert_state settled[] = {
		[MISSING_IS_NO_DATA] = ALERT_NO_DATA,
		[MISSING_IS_OK] = ALERT_OK,
		[MISSING_IS_WARN] = ALERT_WARN,
		[MISSING_IS_CRIT] = ALERT_CRIT,
	};

	if (standing->state != ALERT_NO_DATA)
		return;
	if (rule->when_missing == MISSING_KEEPS) {
		standing->state = standing->level; /* OK, WARN or CRIT */
		return;
	}
	standing->state = settled[rule->when_missing];
	if (standing->state != ALERT_NO_DATA)
		standing->level = standing->state;
}

int
standing_badness(const struct standing *standing)
{
	static const int badness[ALERT_STATE_COUNT] = {
		[ALERT_OK] = 0,
		[ALERT_PENDING] = 1,
		[ALERT_NO_DATA] = 2,
		[ALERT_FAILED] = 3,
		[ALERT_RECOVERING] = 4,
		[ALERT_WARN] = 6,
		[ALERT_CRIT] = 8,
	};
	int badness_of = badness[standing->state];

	if (standing->state == ALERT_RECOVERING &&
	    standing->level == ALERT_CRIT)
		badness_of = 7;
	return badness_of;
}

static int
compare_badness(const void *a, const void *b)
{
	const struct judged_series *left = a, *right = b;
	int difference = standing_badness(&right->standing) -
	    standing_badness(&left->standing);

	return difference != 0 ? difference
			       : labels_compare(&left->labels, &right->labels);
}

static void
add_lane(struct court *court, struct judgement *judgement,
    const struct labels *labels)
{
	struct lane lane = { .labels = labels };
	struct judged_series *out;

	for (size_t i = 0; i < judgement->count; i++)
		if (!labels_compare(&judgement->series[i].labels, labels))
			return;
	for (int level = 0; level < LEVELS; level++)
		if (court->exprs[level] != NULL)
			lane.rows[level] =
			    row_with(&court->results[level], labels);
	judgement->series = mem_room(
	    judgement->series, judgement->count, sizeof(*judgement->series));
	out = &judgement->series[judgement->count++];
	*out = (struct judged_series){ .reason = NULL };
	labels_init(&out->labels);
	labels_copy(&out->labels, labels);
	if (main_row(court, &lane) != NULL)
		fold_series(court, &lane, out);
	else
		fold_point(court, &lane, out);
	if (main_row(court, &lane) != NULL)
		court->series = true;
}

/* Several series as one verdict, for what is counted over evaluations. */
static struct verdict
common_verdict(const struct judgement *judgement, bool has_clear)
{
	const struct judged_series *worst = &judgement->series[0];
	struct verdict verdict = { .has_clear = has_clear };
	bool clear = true;

	for (size_t i = 0; i < judgement->count; i++)
		clear = clear &&
		    judgement->series[i].verdict.clear == TRUTH_TRUE;
	verdict.clear = clear ? TRUTH_TRUE : TRUTH_FALSE;
	if (worst->standing.state == ALERT_NO_DATA)
		verdict.warn = verdict.crit = TRUTH_MISSING;
	if (worst->standing.state == ALERT_CRIT)
		verdict.crit = TRUTH_TRUE;
	if (worst->standing.state == ALERT_WARN)
		verdict.warn = TRUTH_TRUE;
	return verdict;
}

static void
conclude(struct court *court, struct judgement *judgement,
    struct standing before)
{
	const struct hold *hold = &court->rule->hold;
	bool over_runs =
	    hold->by == HOLD_SECONDS || hold->by == HOLD_RUNS || !court->series;

	if (judgement->count > 1)
		qsort(judgement->series, judgement->count,
		    sizeof(*judgement->series), compare_badness);
	if (over_runs)
		judgement->standing = fold_step(before,
		    common_verdict(judgement, court->exprs[CLEAR] != NULL),
		    hold, court->now);
	else
		judgement->standing = judgement->series[0].standing;
	for (size_t i = 0; i < judgement->count; i++)
		settle_missing(court->rule, &judgement->series[i].standing);
	settle_missing(court->rule, &judgement->standing);
}

void
judge(struct judgement *judgement, const struct rule *rule, struct eval *eval,
    struct model *model, struct standing before)
{
	struct court court = { .rule = rule,
		.model = model,
		.now = model_now(model),
		.exprs = { rule->warn, rule->crit, rule->clear } };

	*judgement = (struct judgement){ .standing = before };
	for (int level = 0; level < LEVELS; level++) {
		if (court.exprs[level] == NULL)
			continue;
		eval_level(eval, level == CRIT);
		eval_expr(eval, court.exprs[level], &court.results[level]);
		if (court.results[level].failed != NULL &&
		    judgement->failed == NULL)
			judgement->failed =
			    mem_text(court.results[level].failed);
	}
	for (int level = WARN; level <= CRIT && judgement->failed == NULL;
	    level++)
		for (size_t i = 0; i < court.results[level].count; i++)
			add_lane(&court, judgement,
			    &court.results[level].rows[i].labels);
	if (judgement->failed == NULL && judgement->count == 0)
		add_lane(&court, judgement, &no_labels);
	if (judgement->failed == NULL)
		conclude(&court, judgement, before);
	else
		judgement->standing.state = ALERT_FAILED;
	for (int level = 0; level < LEVELS; level++)
		if (court.exprs[level] != NULL)
			result_release(&court.results[level]);
}

void
judgement_release(struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->count; i++) {
		labels_release(&judgement->series[i].labels);
		mem_free(judgement->series[i].reason);
	}
	mem_free(judgement->series);
	mem_free(judgement->failed);
	*judgement = (struct judgement){ 0 };
}
