/* SPDX-License-Identifier: MIT */
#include "command/output.h"

#include <math.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/json_writer.h"
#include "base/limits.h"
#include "base/number.h"
#include "base/utf8.h"
#include "engine/engine.h"
#include "model/amount_format.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/evidence.h"
#include "model/expr.h"
#include "model/forecast.h"
#include "model/model.h"

void
output_labels(struct json_writer *json, const struct labels *labels)
{
	json_object(json);
	for (size_t i = 0; i < labels->count; i++) {
		json_key(json, labels->pairs[i].name);
		json_text(json, labels->pairs[i].value);
	}
	json_object_end(json);
}

void
output_amount(struct json_writer *json, const struct amount *amount)
{
	json_key(json, "value");
	json_number(json, amount != NULL ? amount->value : (double)NAN);
	json_key(json, "bound");
	json_text(json,
	    amount != NULL ? bound_name(amount_bound(*amount)) : NULL);
	json_key(json, "low"); /* an open end is not finite: null */
	json_number(json, amount != NULL ? amount->low : (double)NAN);
	json_key(json, "high");
	json_number(json, amount != NULL ? amount->high : (double)NAN);
	json_key(json, "approximate");
	if (amount != NULL)
		json_flag(json, amount->approximate);
	else
		json_null(json);
}

static void
output_boundary(struct json_writer *json, const struct period *period,
    int64_t time)
{
	if (period->kind == PERIOD_INSTANT)
		json_time(json, time);
	else
		json_date(json, date_day_of(time));
}

void
output_period(struct json_writer *json, const struct period *period)
{
	struct buf label;

	buf_init(&label, LIMIT_LABEL);
	period_format(&label, *period);
	json_key(json, "period");
	json_text(json, buf_string(&label));
	json_key(json, "start");
	output_boundary(json, period, period->start);
	json_key(json, "end");
	output_boundary(json, period, period->end);
	buf_release(&label);
}

void
output_unit(struct json_writer *json, const struct unit *unit)
{
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	unit_format(&text, unit);
	json_text(json, buf_string(&text));
	buf_release(&text);
}

static void
output_vintages(struct json_writer *json, const struct figure *figure,
    int64_t as_of)
{
	json_key(json, "vintages");
	json_array(json);
	for (size_t i = 0; i < figure->vintage_count; i++) {
		const struct vintage *vintage = &figure->vintages[i];

		if (vintage->known_at > as_of)
			continue;
		json_object(json);
		json_key(json, "value");
		json_number(json, vintage->amount.value);
		json_key(json, "low");
		json_number(json, vintage->amount.low);
		json_key(json, "high");
		json_number(json, vintage->amount.high);
		json_key(json, "known_at");
		json_time(json, vintage->known_at);
		json_object_end(json);
	}
	json_array_end(json);
}

static const char *
source_of(const struct evidence *evidence)
{
	return evidence != NULL && evidence->document != NULL
	    ? evidence->document->source
	    : NULL;
}

static bool
is_condition(const struct signal *signal)
{
	const struct expr *expr = signal->definition->expr;

	return expr != NULL && expr->is_truth;
}

/* As output_amount(): what is true or false has no ends. */
static void
output_truth(struct json_writer *json, bool truth)
{
	json_key(json, "value");
	json_flag(json, truth);
	json_key(json, "bound");
	json_text(json, bound_name(BOUND_EXACT));
	json_key(json, "low");
	json_null(json);
	json_key(json, "high");
	json_null(json);
	json_key(json, "approximate");
	json_flag(json, false);
}

void
output_amount_text(struct buf *out, const struct signal *signal,
    const struct amount *amount)
{
	if (is_condition(signal))
		(void)buf_text(out, amount->value != 0 ? "true" : "false");
	else
		amount_format(out, amount, &signal->definition->unit);
}

void
output_figure_keys(struct json_writer *json, int64_t as_of,
    const struct signal *signal, const struct figure *figure)
{
	const struct vintage *vintage = figure_at(figure, as_of);

	output_period(json, &figure->period);
	if (vintage != NULL && is_condition(signal))
		output_truth(json, vintage->amount.value != 0);
	else
		output_amount(json, vintage != NULL ? &vintage->amount : NULL);
	json_key(json, "basis");
	json_text(json, vintage != NULL ? basis_name(vintage->basis) : NULL);
	json_key(json, "forecast");
	if (vintage != NULL)
		json_flag(
		    json, vintage_is_forecast(vintage, &figure->period));
	else
		json_null(json);
	json_key(json, "confidence");
	json_text(json, vintage != NULL ? vintage->confidence : NULL);
	json_key(json, "remark");
	json_text(json, vintage != NULL ? vintage->remark : figure->missing);
	json_key(json, "known_at");
	if (vintage != NULL)
		json_time(json, vintage->known_at);
	else
		json_null(json);
	output_vintages(json, figure, as_of);
	json_key(json, "source");
	json_text(json, vintage != NULL ? source_of(vintage->evidence) : NULL);
}

void
output_members(struct json_writer *json, const struct alert *alert)
{
	json_key(json, "members");
	json_array(json);
	for (size_t i = 0; i < alert->member_count; i++) {
		json_object(json);
		json_key(json, "name");
		json_text(json, alert->members[i].name);
		json_key(json, "state");
		json_text(json, alert_state_word(alert->members[i].state));
		json_key(json, "late");
		json_flag(json, alert->members[i].late);
		json_object_end(json);
	}
	json_array_end(json);
}

void
output_event_keys(struct json_writer *json, const struct event *event)
{
	json_key(json, "id");
	json_text(json, event->id);
	json_key(json, "date");
	json_date(json, date_day_of(event->date));
	json_key(json, "title");
	json_text(json, event->title);
	json_key(json, "kind");
	json_text(json, event->kind);
	json_key(json, "link");
	json_text(json, event->link);
	json_key(json, "value");
	json_number(
	    json, event->has_amount ? event->amount.value : (double)NAN);
	json_key(json, "unit");
	if (event->has_amount)
		output_unit(json, &event->unit);
	else
		json_null(json);
	json_key(json, "labels");
	output_labels(json, &event->labels);
	json_key(json, "basis");
	json_text(json, basis_name(event->basis));
	json_key(json, "status");
	json_text(json, event->status);
	json_key(json, "due");
	if (event->due != NO_DATE)
		json_date(json, date_day_of(event->due));
	else
		json_null(json);
	json_key(json, "known_at");
	json_time(json, event->known_at);
	json_key(json, "source");
	json_text(json, source_of(event->evidence));
}

const char *
output_reason(const struct model *model, const struct signal *signal,
    const struct series *series)
{
	if (signal->definition->not_disclosed)
		return "it is not disclosed";
	if (series == NULL || series->count == 0)
		return "there is no figure yet";
	if (series->figures[series->count - 1].missing != NULL)
		return series->figures[series->count - 1].missing;
	return series_latest(series, model_as_of(model)) == NULL
	    ? "nothing was known then"
	    : NULL;
}

bool
output_failure(struct buf *out, const struct engine *engine,
    const struct signal *signal)
{
	const char *name = signal->definition->source;
	const struct source_memory *source =
	    name != NULL ? engine_source_named(engine, name) : NULL;

	if (source == NULL || source->state == SOURCE_OK ||
	    (source->state == SOURCE_MISSING &&
		signal->series_count + signal->event_count > 0))
		return false;
	(void)buf_printf(out, "source %s is %s%s%s", source->name,
	    source_state_name(source->state),
	    source->reason != NULL ? ": " : "",
	    source->reason != NULL ? source->reason : "");
	return true;
}

void
output_csv(struct buf *out, const char *text, bool last)
{
	bool formula, quoted;

	if (text == NULL)
		text = "";
	formula = *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
	quoted = formula || strpbrk(text, ",\"\r\n") != NULL;
	if (quoted)
		(void)buf_char(out, '"');
	if (formula)
		(void)buf_char(out, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			(void)buf_char(out, '"');
		(void)buf_char(out, *text);
	}
	if (quoted)
		(void)buf_char(out, '"');
	(void)buf_text(out, last ? "\r\n" : ",");
}

void
output_csv_number(struct buf *out, double number, bool last)
{
	if (isfinite(number))
		number_format(out, number);
	(void)buf_text(out, last ? "\r\n" : ",");
}

void
output_cell(struct buf *out, const char *text, int width, bool right)
{
	int used = utf8_text_width(text);
	size_t length = strlen(text), at = 0;
	uint32_t character;
	int room = used > width ? width - 1 : width;

	for (int i = used; right && i < width; i++)
		(void)buf_char(out, ' ');
	for (int cells = 0; at < length;) {
		size_t step =
		    utf8_decode(text + at, length - at, &character);
		int wide = step > 0 ? utf8_width(character) : 1;

		if (cells + wide > room)
			break;
		cells += wide;
		at += step > 0 ? step : 1;
	}
	(void)buf_add(out, text, at);
	if (used > width)
		(void)buf_text(out, "…");
	for (int i = used; !right && i < width; i++)
		(void)buf_char(out, ' ');
}

void
output_period_text(struct buf *out, struct period period, int fiscal_end)
{
	struct buf calendar, fiscal;

	buf_init(&calendar, LIMIT_LABEL);
	buf_init(&fiscal, LIMIT_LABEL);
	period_format(&calendar, period);
	period_format_fiscal(&fiscal, period, fiscal_end);
	(void)buf_text(out, buf_string(&calendar));
	if (strcmp(buf_string(&calendar), buf_string(&fiscal)) != 0)
		(void)buf_printf(out, " %s", buf_string(&fiscal));
	buf_release(&calendar);
	buf_release(&fiscal);
}
