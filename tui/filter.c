/* SPDX-License-Identifier: MIT */
#include "tui/filter.h"

#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/mem.h"
#include "config/asked.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/expr.h"
#include "model/model.h"

enum { WORDS = 40 }; /* bytes of it in the heading */

struct filter {
	char *text;
	struct expr **exprs; /* of each signal; NULL: it makes no sense */
	size_t count;
	struct eval *eval; /* between filter_begin() and filter_end() */
	size_t rows, shown;
};

static struct filter *
filter_empty(const char *text, size_t count)
{
	struct filter *filter = mem_new(sizeof(*filter));

	filter->text = mem_text(text);
	filter->exprs = mem_new_array(count, sizeof(*filter->exprs));
	filter->count = count;
	return filter;
}

struct filter *
filter_new(const struct engine *engine, const char *text, const char *first,
    struct err *err)
{
	const struct watchlist *watchlist = engine_watchlist(engine);
	const struct model *model = engine_model(engine);
	struct filter *filter = filter_empty(text, model_count(model));
	size_t understood = 0;

	(void)err_set(err, "there are no rows");
	for (size_t i = 0; i < filter->count; i++) {
		const char *name = model_signal(model, i)->definition->name;
		bool tell = first == NULL ? i == 0 : !strcmp(first, name);
		struct err unused;

		filter->exprs[i] = watchlist_row_expr(
		    watchlist, text, name, tell, tell ? err : &unused);
		understood += filter->exprs[i] != NULL;
	}
	if (understood > 0)
		return filter;
	filter_free(filter);
	return NULL;
}

void
filter_free(struct filter *filter)
{
	if (filter == NULL)
		return;
	for (size_t i = 0; i < filter->count; i++)
		expr_free(filter->exprs[i]);
	mem_free(filter->exprs);
	mem_free(filter->text);
	mem_free(filter);
}

const char *
filter_text(const struct filter *filter)
{
	return filter != NULL ? filter->text : "";
}

void
filter_begin(struct filter *filter, const struct engine *engine)
{
	if (filter == NULL)
		return;
	filter->eval = eval_new(engine_model(engine));
	eval_alerts(
	    filter->eval, alerts_truth, (void *)engine_alerts(engine));
	filter->rows = filter->shown = 0;
}

void
filter_end(struct filter *filter)
{
	if (filter == NULL)
		return;
	eval_free(filter->eval);
	filter->eval = NULL;
}

/* The end of the newest period that the signal has a value of; INT64_MAX where
 * it has none: events. */
static int64_t
newest_end(const struct signal *signal, int64_t as_of)
{
	int64_t newest = INT64_MIN;

	for (size_t i = 0; i < signal->series_count; i++) {
		const struct figure *figure =
		    series_latest(signal->series[i], as_of);

		if (figure != NULL && figure->period.end > newest)
			newest = figure->period.end;
	}
	return newest != INT64_MIN ? newest : INT64_MAX;
}

/* Of a series at its newest period, not at a later one of something else that
 * the condition names. */
static bool
row_holds(const struct row *row, enum shape shape, int64_t newest)
{
	size_t i = row->count;

	while (shape == SHAPE_SERIES && i > 0 &&
	    row->cells[i - 1].period.end > newest)
		i--;
	return i > 0 && !row->cells[i - 1].missing &&
	    row->cells[i - 1].truth == TRUTH_TRUE;
}

bool
filter_shows(struct filter *filter, const struct model *model,
    const struct signal *signal)
{
	struct result result;
	bool holds = false;
	int64_t newest;

	if (filter == NULL)
		return true;
	filter->rows++;
	if (filter->exprs[signal->index] == NULL)
		return false;
	newest = newest_end(signal, model_as_of(model));
	eval_expr(filter->eval, filter->exprs[signal->index], &result);
	for (size_t i = 0; i < result.count && !holds; i++)
		holds = row_holds(&result.rows[i], result.shape, newest);
	result_release(&result);
	filter->shown += holds;
	return holds;
}

void
filter_words(struct buf *out, const struct filter *filter)
{
	if (filter == NULL)
		return;
	(void)buf_text(out, ", only ");
	foreign_show(out, foreign_text(filter->text), WORDS);
	(void)buf_printf(out, " (%zu of %zu)", filter->shown, filter->rows);
}
