/* SPDX-License-Identifier: MIT */
#include "command/eval.h"

#include <string.h>
#include <sysexits.h>

#include "alert/alerts.h"
#include "base/date.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/open.h"
#include "command/output.h"
#include "command/selection.h"
#include "command/showing.h"
#include "command/table.h"
#include "config/asked.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "model/outcome.h"
#include "model/definition.h"
#include "model/expr.h"
#include "model/model.h"

static void
add_period(struct table *table, const struct signal *signal,
    const struct figure *figure)
{
	struct buf text;

	buf_init(&text, LIMIT_MESSAGE);
	output_period_text(
	    &text, figure->period, signal->definition->fiscal_end);
	table_cell(table, buf_string(&text));
	buf_release(&text);
}

static void
add_value(struct table *table, const struct signal *signal,
    const struct figure *figure)
{
	struct buf text;

	if (figure->vintage_count == 0) {
		table_cell(table, "—");
		table_tail(table, figure->missing);
		return;
	}
	buf_init(&text, LIMIT_MESSAGE);
	output_amount_text(&text, signal, &figure->vintages[0].amount);
	table_cell(table, buf_string(&text));
	buf_clear(&text);
	(void)buf_text(&text, "known ");
	date_format(&text, date_day_of(figure->vintages[0].known_at));
	table_cell(table, buf_string(&text));
	buf_release(&text);
}

/* A series has its labels above its figures, an element of a vector beside its
 * one. */
static void
add_series(struct table *table, const struct outcome *outcome,
    const struct series *series)
{
	bool above = outcome->shape == SHAPE_SERIES;
	char *labels = series->labels.count > 0 ? labels_text(&series->labels)
						: NULL;

	if (above && labels != NULL)
		table_text(table, labels, 0, 2);
	for (size_t i = 0; i < series->count; i++) {
		table_row(table);
		add_period(table, outcome->signal, &series->figures[i]);
		add_value(table, outcome->signal, &series->figures[i]);
		table_tail(table, above ? NULL : labels);
	}
	mem_free(labels);
}

static void
write_text(struct showing *showing, const struct outcome *outcome)
{
	const struct signal *signal = outcome->signal;
	struct table table = { .align = "lrl", .widest = 44, .indent = 2 };

	for (size_t i = 0; i < signal->series_count; i++)
		add_series(&table, outcome, signal->series[i]);
	table_format(&showing->out, &table);
	if (table.count == 0)
		(void)buf_text(
		    &showing->out, "  — there is no figure yet\n");
	if (signal_is_late(showing->model, signal, NULL))
		(void)buf_text(
		    &showing->out, "  late: a figure it rests on is overdue\n");
	table_release(&table);
}

static void
write_json(struct showing *showing, const struct outcome *outcome)
{
	struct selection selection = { .signal = outcome->signal };

	json_array(&showing->json);
	show_json(showing, &selection);
	json_array_end(&showing->json);
	(void)buf_char(&showing->out, '\n');
}

/* It is called what was typed. */
static struct definition *
define(const struct watchlist *watchlist, struct expr *expr)
{
	struct definition *definition = mem_new(sizeof(*definition));

	definition->name = mem_text(expr->text);
	definition->title = mem_text(expr->text);
	definition->unit = expr->is_truth ? unit_bare() : expr->unit;
	definition->fiscal_end = section_fiscal_end(watchlist->top);
	definition->expr = expr;
	return definition;
}

static int
answer_with(struct engine *engine, struct expr *expr,
    const struct invocation *invocation)
{
	struct showing showing = { .engine = engine,
		.model = engine_model(engine),
		.as_of = model_as_of(engine_model(engine)) };
	struct outcome outcome;
	int status = EX_OK;

	buf_init(&showing.out, LIMIT_OUTPUT);
	json_init(&showing.json, &showing.out);
	outcome_init(&outcome, engine_model(engine),
	    define(engine_watchlist(engine), expr), alerts_truth,
	    (void *)engine_alerts(engine));
	if (invocation->format == FORMAT_JSON)
		write_json(&showing, &outcome);
	else
		write_text(&showing, &outcome);
	if (!print_answer(&showing.out, invocation->format))
		status = EX_IOERR;
	outcome_release(&outcome);
	buf_release(&showing.out);
	return status;
}

/* A mistake fetches nothing. */
static int
run(const struct invocation *invocation)
{
	const char *text = invocation->operands[0];
	int status = EX_OK;
	struct engine *engine = open_engine(invocation, &status);
	struct expr *expr;
	struct err err;

	if (engine == NULL)
		return status;
	expr = watchlist_expr(engine_watchlist(engine), text, &err);
	if (expr != NULL) {
		engine_run(engine);
		status = answer_with(engine, expr, invocation);
	} else {
		status = say_at(EX_USAGE, err.text, text, strlen(text),
		    err.at != ERR_NOWHERE ? err.at : 0);
	}
	engine_free(engine);
	return status;
}

const struct command command_eval = {
	.name = "eval",
	.operands = "EXPRESSION",
	.help = "Print what an expression over the watchlist comes to",
	.least = 1,
	.most = 1,
	.formats = 1 << FORMAT_TEXT | 1 << FORMAT_JSON,
	.run = run,
};
