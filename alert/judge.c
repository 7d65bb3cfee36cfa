/* SPDX-License-Identifier: MIT */
#include "alert/judge.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "alert/court.h"
#include "alert/rule.h"
#include "base/mem.h"
#include "model/eval.h"
#include "model/expr.h"
#include "model/model.h"
#include "model/reach.h"

static const struct labels no_labels;

static struct reach
reach_of(const struct court *court, const struct labels *labels)
{
	struct reach reach = { .never = false };

	for (int level = WARN; level <= CRIT; level++)
		if (court->exprs[level] != NULL)
			reach_add(&reach, court->model,
			    court->exprs[level]->root, labels,
			    model_as_of(court->model));
	return reach;
}

/* What a series comes to at once; "for" is counted over its periods, or over
 * evaluations by whoever has them. */
static struct terms
terms_of_series(const struct rule *rule)
{
	struct terms terms = rule->terms;

	if (terms.hold.by != HOLD_PERIODS)
		terms.hold = (struct hold){ .by = HOLD_NOTHING };
	return terms;
}

/* At a break all begins anew; what is missing there may be kept over it, but
 * how long it held may not. */
static struct standing
at_break(struct standing standing, struct verdict verdict,
    const struct terms *terms)
{
	if (!terms->keeps || !verdict_is_missing(verdict))
		return (struct standing){ .state = ALERT_OK };
	standing.warn_run = standing.crit_run = 0;
	standing.warn_since = standing.crit_since = 0;
	return standing;
}

/* A period between the two that has no figure: it is missing, and counts so. */
static bool
is_hole(struct period before, struct period period)
{
	return period_per_year(period.kind) != 0 &&
	    before.kind == period.kind &&
	    period_slot(period) > period_slot(before) + 1;
}

static void
fold_period(const struct court *court, const struct lane *lane,
    struct period period, struct judged_series *out)
{
	static const struct verdict hole = { .warn = TRUTH_MISSING,
		.crit = TRUTH_MISSING };
	const struct terms terms = terms_of_series(court->rule);
	const char *reason = NULL;

	out->verdict = court_verdict(court, lane, &period, &reason);
	if (row_breaks_at(court_main_row(court, lane), period))
		out->standing =
		    at_break(out->standing, out->verdict, &terms);
	else if (out->has_period && is_hole(out->period, period))
		out->standing = fold_step(
		    out->standing, hole, &terms, out->period.end);
	out->standing =
	    fold_step(out->standing, out->verdict, &terms, period.end);
	out->has_period = true;
	out->period = period;
	mem_free(out->reason);
	out->reason = mem_text(reason);
}

/* Period by period up to what all inputs have reached. */
static void
fold_series(const struct court *court, const struct lane *lane,
    struct judged_series *out)
{
	const struct row *row = court_main_row(court, lane);
	const struct reach reach = reach_of(court, lane->labels);

	for (size_t i = 0;
	     i < row->count && reach_has(&reach, row->cells[i].period); i++)
		fold_period(court, lane, row->cells[i].period, out);
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
	const struct terms at_once = { .keeps = court->rule->terms.keeps };
	const char *reason = NULL;
	const struct row *row =
	    lane->rows[WARN] != NULL ? lane->rows[WARN] : lane->rows[CRIT];

	out->verdict = court_verdict(court, lane, NULL, &reason);
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
		[MISSING_KEEPS] = ALERT_NO_DATA, /* there is nothing to keep */
		[MISSING_IS_OK] = ALERT_OK,
		[MISSING_IS_WARN] = ALERT_WARN,
		[MISSING_IS_CRIT] = ALERT_CRIT,
	};

	if (standing->state != ALERT_NO_DATA)
		return;
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
			    court_row(&court->results[level], labels);
	judgement->series = mem_room(
	    judgement->series, judgement->count, sizeof(*judgement->series));
	out = &judgement->series[judgement->count++];
	*out = (struct judged_series){ .reason = NULL };
	labels_init(&out->labels);
	labels_copy(&out->labels, labels);
	if (court_main_row(court, &lane) != NULL)
		fold_series(court, &lane, out);
	else
		fold_point(court, &lane, out);
	if (court_main_row(court, &lane) != NULL)
		court->series = true;
}

/* Several series as one verdict, for what is counted over evaluations. */
static struct verdict
common_verdict(const struct judgement *judgement, bool has_clear)
{
	enum alert_state worst = judgement->series[0].standing.state;
	struct verdict verdict = { .has_clear = has_clear };
	bool clear = true;

	for (size_t i = 0; i < judgement->count; i++)
		clear = clear &&
		    judgement->series[i].verdict.clear == TRUTH_TRUE;
	verdict.clear = clear ? TRUTH_TRUE : TRUTH_FALSE;
	if (worst == ALERT_NO_DATA)
		verdict.warn = verdict.crit = TRUTH_MISSING;
	if (worst == ALERT_CRIT)
		verdict.crit = TRUTH_TRUE;
	if (worst == ALERT_WARN)
		verdict.warn = TRUTH_TRUE;
	return verdict;
}

static struct standing
fold_evaluation(
    const struct court *court, const struct judgement *judgement)
{
	const struct terms *terms = &court->rule->terms;
	struct standing before = court->occasion->before;

	if (terms->hold.by == HOLD_RUNS && before.known &&
	    !court->occasion->is_run)
		return before;
	return fold_step(before,
	    common_verdict(judgement, court->exprs[CLEAR] != NULL), terms,
	    court->now);
}

static void
conclude(const struct court *court, struct judgement *judgement)
{
	enum hold_by by = court->rule->terms.hold.by;

	for (size_t i = 0; i < judgement->count; i++)
		settle_missing(court->rule, &judgement->series[i].standing);
	if (judgement->count > 1)
		qsort(judgement->series, judgement->count,
		    sizeof(*judgement->series), compare_badness);
	judgement->standing =
	    court->series && by != HOLD_SECONDS && by != HOLD_RUNS
	    ? judgement->series[0].standing
	    : fold_evaluation(court, judgement);
	settle_missing(court->rule, &judgement->standing);
}

void
judge(struct judgement *judgement, const struct rule *rule, struct eval *eval,
    struct model *model, const struct occasion *occasion)
{
	struct court court = { .rule = rule,
		.model = model,
		.now = model_now(model),
		.occasion = occasion,
		.exprs = { rule->warn, rule->crit, rule->clear } };

	*judgement = (struct judgement){ .standing = occasion->before };
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
		conclude(&court, judgement);
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
