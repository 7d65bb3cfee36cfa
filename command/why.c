/* SPDX-License-Identifier: MIT */
#include "command/why.h"

#include <sysexits.h>

#include "base/err.h"
#include "base/limits.h"
#include "command/asking.h"
#include "command/command.h"
#include "command/open.h"
#include "command/output.h"
#include "command/selection.h"
#include "engine/engine.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/model.h"

struct question { /* what the operands mean */
	struct selection selection;
	bool has_period;
	struct period period;
};

struct way { /* to answer it */
	why_figure *figure;
	why_event *event;
};

static const struct way ways[] = {
	[FORMAT_TEXT] = { why_text_figure, why_text_event },
	[FORMAT_JSON] = { why_json_figure, why_json_event },
};

const char *
why_reason(const struct asking *asking, const struct signal *signal,
    const struct series *series, const struct figure *figure)
{
	if (series == NULL && signal == asking->selection->signal)
		return selection_reason(asking->selection, asking->model);
	if (series == NULL || series->count == 0)
		return output_reason(asking->model, signal, series);
	if (figure == NULL)
		return "there is no figure of this period";
	if (figure->missing != NULL)
		return figure->missing;
	return figure_at(figure, model_as_of(asking->model)) == NULL
	    ? "nothing was known then"
	    : NULL;
}

/* The newest that has a value; else the newest, which says why it has none. */
static const struct figure *
default_figure(const struct asking *asking, const struct series *series)
{
	const struct figure *latest =
	    series_latest(series, model_as_of(asking->model));

	if (latest == NULL && series->count > 0)
		latest = &series->figures[series->count - 1];
	return latest;
}

static bool
has_event(const struct asking *asking, const struct question *question,
    size_t i)
{
	const struct signal *signal = question->selection.signal;
	const struct event *event = signal->events[i];

	return signal_event_is_current(
		   signal, i, model_as_of(asking->model)) &&
	    selection_has_event(&question->selection, event) &&
	    (!question->has_period ||
		(event->date >= question->period.start &&
		    event->date < question->period.end));
}

/* How many there are; WAY (if not NULL) answers each. */
static size_t
each(struct asking *asking, const struct question *question,
    const struct way *way)
{
	const struct signal *signal = question->selection.signal;
	size_t count = 0;

	for (size_t i = 0; i < signal->event_count; i++)
		if (has_event(asking, question, i)) {
			if (way != NULL)
				way->event(asking, signal, signal->events[i]);
			count++;
		}
	for (size_t i = 0; i < signal->series_count; i++) {
		const struct series *series = signal->series[i];

		if (!selection_has_series(&question->selection, series))
			continue;
		if (way != NULL)
			way->figure(asking, signal, series,
			    question->has_period
				? series_find(series, question->period)
				: default_figure(asking, series));
		count++;
	}
	return count;
}

static void
answer(struct asking *asking, const struct question *question,
    enum output_format format)
{
	const struct signal *signal = question->selection.signal;
	size_t count = each(asking, question, NULL);
	bool array = format == FORMAT_JSON &&
	    (count > 1 || signal->definition->events);

	if (array)
		json_array(&asking->json);
	(void)each(asking, question, &ways[format]);
	if (count == 0 && !array)
		ways[format].figure(asking, signal, NULL, NULL);
	if (array)
		json_array_end(&asking->json);
	if (format == FORMAT_JSON)
		(void)buf_char(&asking->out, '\n');
}

static bool
read_question(struct question *question, const struct model *model,
    const struct invocation *invocation, struct err *err)
{
	const char *const *operands = invocation->operands;

	question->has_period = invocation->operand_count > 1;
	return selection_read(
		   &question->selection, model, operands[0], err) &&
	    (!question->has_period ||
		period_parse(&question->period, operands[1],
		    question->selection.signal->definition->fiscal_end, err));
}

/* What is asked for is looked at first: a wrong name fetches nothing. */
static int
run(const struct invocation *invocation)
{
	int status = EX_OK;
	struct engine *engine = open_engine(invocation, &status);
	struct question question = { .has_period = false };
	struct asking asking = { .selection = &question.selection };
	struct err err;

	if (engine == NULL)
		return status;
	asking.engine = engine;
	asking.model = engine_model(engine);
	buf_init(&asking.out, LIMIT_OUTPUT);
	json_init(&asking.json, &asking.out);
	if (!read_question(&question, asking.model, invocation, &err)) {
		status = say_failure(EX_USAGE, "%s", err.text);
	} else {
		engine_run(engine);
		answer(&asking, &question, invocation->format);
		if (!print_answer(&asking.out, invocation->format))
			status = EX_IOERR;
	}
	selection_release(&question.selection);
	buf_release(&asking.out);
	engine_free(engine);
	return status;
}

const struct command command_why = {
	.name = "why",
	.operands = "SIGNAL [PERIOD]",
	.help = "Print what a figure rests on: evidence, or formula",
	.least = 1,
	.most = 2,
	.formats = 1 << FORMAT_TEXT | 1 << FORMAT_JSON,
	.run = run,
};
