/* SPDX-License-Identifier: MIT */
#include "command/why.h"

#include <string.h>
#include <sysexits.h>

#include "alert/alerts.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/near.h"
#include "command/asking.h"
#include "command/command.h"
#include "command/open.h"
#include "command/output.h"
#include "command/selection.h"
#include "engine/engine.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/model.h"
#include "model/transition.h"

struct question { /* what the operands mean */
	const char *alert; /* or NULL: a signal */
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
	return figure_at(figure, asking->then.as_of) == NULL
	    ? "nothing was known then"
	    : NULL;
}

void
why_leaf_then(struct asking *asking, const struct explained *part, int depth,
    why_leaf *leaf)
{
	const struct knowing outer = asking->then;
	const struct series *series;
	struct made made;
	const struct figure *figure =
	    explained_figure_then(asking->model, part, &series, &made);

	asking->then = explained_knowing(part);
	leaf(asking, part, series, figure, depth);
	asking->then = outer;
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

/* A figure that nobody knew then was not there. */
static const struct figure *
known_figure(const struct series *series, const struct question *question,
    int64_t as_of)
{
	const struct figure *figure = series_find(series, question->period);

	return figure != NULL &&
		(figure->missing != NULL || figure_at(figure, as_of) != NULL)
	    ? figure
	    : NULL;
}

/* How many there are; WAY (if not NULL) answers each. */
static size_t
each(struct asking *asking, const struct question *question,
    const struct way *way)
{
	const struct signal *signal = question->selection.signal;
	int64_t as_of = model_as_of(asking->model);
	size_t count = 0;

	for (size_t i = 0; i < signal->event_count; i++)
		if (has_event(asking, question, i)) {
			if (way != NULL)
				way->event(asking, signal, signal->events[i]);
			count++;
		}
	for (size_t i = 0; i < signal->series_count; i++) {
		const struct series *series = signal->series[i];

		if (!selection_has_series(&question->selection, series, as_of))
			continue;
		if (way != NULL)
			way->figure(asking, signal, series,
			    question->has_period
				? known_figure(series, question, as_of)
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

/* As of a day what was told later is not there. */
static size_t
known_changes(const struct transition *changes, size_t count, int64_t as_of)
{
	size_t later = 0;

	while (later < count && changes[later].at > as_of)
		later++;
	return later;
}

static bool
answer_alert(struct engine *engine, struct asking *asking, const char *name,
    enum output_format format, struct err *err)
{
	const struct alert *alert = alerts_find(engine_alerts(engine), name);
	struct transition *changes = NULL;
	size_t count = 0, later;

	if (!engine_transitions(
		engine, name, ASKING_CHANGES, &changes, &count, err))
		return false;
	later = known_changes(changes, count, model_as_of(asking->model));
	(format == FORMAT_JSON ? why_alert_json : why_alert_text)(
	    asking, alert, changes + later, count - later);
	if (format == FORMAT_JSON)
		(void)buf_char(&asking->out, '\n');
	for (size_t i = 0; i < count; i++)
		transition_release(&changes[i]);
	mem_free(changes);
	return true;
}

/* The alert that may have been meant, where no signal is called so. */
static const char *
near_alert(const struct engine *engine, const char *name)
{
	const struct alerts *alerts = engine_alerts(engine);
	const struct model *model = engine_model(engine);
	size_t count = alerts_count(alerts), signals = model_count(model);
	const char **names =
	    mem_new_array(count + signals, sizeof(*names));
	const char *near;

	for (size_t i = 0; i < count; i++)
		names[i] = alerts_at(alerts, i)->name;
	for (size_t i = 0; i < signals; i++)
		names[count + i] = model_signal(model, i)->definition->name;
	near = near_name(name, names, count + signals);
	mem_free(names);
	return near != NULL && alerts_find(alerts, near) != NULL ? near : NULL;
}

static bool
read_selection(struct question *question, const struct engine *engine,
    const char *operand, struct err *err)
{
	const struct model *model = engine_model(engine);
	const char *near = NULL;

	if (model_find(model, operand) == NULL &&
	    strchr(operand, '{') == NULL)
		near = near_alert(engine, operand);
	if (near == NULL)
		return selection_read(
		    &question->selection, model, operand, err);
	return err_set(err, "no signal or alert is called so; did you mean "
			    "the alert '%s'?",
	    near);
}

static bool
read_question(struct question *question, const struct engine *engine,
    const struct invocation *invocation, struct err *err)
{
	const char *const *operands = invocation->operands;

	question->has_period = invocation->operand_count > 1;
	if (alerts_find(engine_alerts(engine), operands[0]) != NULL) {
		question->alert = operands[0];
		return !question->has_period ||
		    err_set(err, "%s is an alert: it has no period to ask of",
			operands[0]);
	}
	return read_selection(question, engine, operands[0], err) &&
	    (!question->has_period ||
		period_parse(&question->period, operands[1],
		    question->selection.signal->definition->fiscal_end, err));
}

static bool
answer_question(struct engine *engine, struct asking *asking,
    const struct question *question, const struct invocation *invocation,
    struct err *err)
{
	engine_run(engine);
	if (question->alert != NULL)
		return answer_alert(engine, asking, question->alert,
		    invocation->format, err);
	answer(asking, question, invocation->format);
	return true;
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
	asking.then.as_of = model_as_of(asking.model);
	buf_init(&asking.out, LIMIT_OUTPUT);
	json_init(&asking.json, &asking.out);
	if (!read_question(&question, engine, invocation, &err))
		status = say_failure(EX_USAGE, "%s", err.text);
	else if (!answer_question(
		     engine, &asking, &question, invocation, &err))
		status = say_failure(EX_IOERR, "%s", err.text);
	else if (!print_answer(&asking.out, invocation->format))
		status = EX_IOERR;
	selection_release(&question.selection);
	buf_release(&asking.out);
	engine_free(engine);
	return status;
}

const struct command command_why = {
	.name = "why",
	.operands = "SIGNAL [PERIOD] | ALERT",
	.help = "Print what a figure or an alert rests on",
	.least = 1,
	.most = 2,
	.formats = 1 << FORMAT_TEXT | 1 << FORMAT_JSON,
	.run = run,
};
