/* SPDX-License-Identifier: MIT */
#include "command/showing.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/limits.h"
#include "base/mem.h"
#include "command/output.h"
#include "command/selection.h"
#include "model/definition.h"
#include "model/event.h"
#include "model/evidence.h"
#include "model/model.h"

/* Figures and events share one line of names: what one of them has not is
 * empty. */
enum column {
	COLUMN_SIGNAL,
	COLUMN_LABELS,
	COLUMN_PERIOD,
	COLUMN_START,
	COLUMN_END,
	COLUMN_VALUE,
	COLUMN_LOW,
	COLUMN_HIGH,
	COLUMN_BOUND,
	COLUMN_UNIT,
	COLUMN_BASIS,
	COLUMN_CONFIDENCE,
	COLUMN_KNOWN_AT,
	COLUMN_REMARK,
	COLUMN_ID,
	COLUMN_KIND,
	COLUMN_TITLE,
	COLUMN_LINK,
	COLUMN_STATUS,
	COLUMN_DUE,
	COLUMN_COUNT
};

static const char *const names[COLUMN_COUNT] = {
	[COLUMN_SIGNAL] = "signal",
	[COLUMN_LABELS] = "labels",
	[COLUMN_PERIOD] = "period",
	[COLUMN_START] = "start",
	[COLUMN_END] = "end",
	[COLUMN_VALUE] = "value",
	[COLUMN_LOW] = "low",
	[COLUMN_HIGH] = "high",
	[COLUMN_BOUND] = "bound",
	[COLUMN_UNIT] = "unit",
	[COLUMN_BASIS] = "basis",
	[COLUMN_CONFIDENCE] = "confidence",
	[COLUMN_KNOWN_AT] = "known_at",
	[COLUMN_REMARK] = "remark",
	[COLUMN_ID] = "id",
	[COLUMN_KIND] = "kind",
	[COLUMN_TITLE] = "title",
	[COLUMN_LINK] = "link",
	[COLUMN_STATUS] = "status",
	[COLUMN_DUE] = "due",
};

struct record { /* one line; NULL and NAN are empty */
	char *texts[COLUMN_COUNT];
	double numbers[COLUMN_COUNT];
};

static void
record_init(struct record *record)
{
	for (int i = 0; i < COLUMN_COUNT; i++) {
		record->texts[i] = NULL;
		record->numbers[i] = (double)NAN;
	}
}

static void
put(struct record *record, enum column column, const char *text)
{
	record->texts[column] = text != NULL ? mem_text(text) : NULL;
}

static void
put_day(struct record *record, enum column column, int64_t time)
{
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	date_format(&text, date_day_of(time));
	record->texts[column] = buf_take(&text);
}

static void
put_time(struct record *record, enum column column, int64_t time)
{
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	date_format_time(&text, time);
	record->texts[column] = buf_take(&text);
}

static void
put_labels(struct record *record, const struct labels *labels)
{
	struct buf text;

	buf_init(&text, LIMIT_MESSAGE);
	labels_format(&text, labels);
	record->texts[COLUMN_LABELS] = buf_take(&text);
}

static void
put_amount(struct record *record, const struct amount *amount,
    const struct unit *unit)
{
	struct buf text;

	record->numbers[COLUMN_VALUE] = amount->value;
	record->numbers[COLUMN_LOW] = amount->low;
	record->numbers[COLUMN_HIGH] = amount->high;
	put(record, COLUMN_BOUND, bound_name(amount_bound(*amount)));
	buf_init(&text, LIMIT_LABEL);
	unit_format(&text, unit);
	record->texts[COLUMN_UNIT] = buf_take(&text);
}

/* Writes and releases it. */
static void
record_write(struct record *record, struct buf *out)
{
	for (int i = 0; i < COLUMN_COUNT; i++) {
		bool last = i + 1 == COLUMN_COUNT;

		if (i >= COLUMN_VALUE && i <= COLUMN_HIGH)
			output_csv_number(out, record->numbers[i], last);
		else
			output_csv(out, record->texts[i], last);
		mem_free(record->texts[i]);
	}
}

static void
write_figure(struct showing *showing, const struct signal *signal,
    const struct series *series, const struct figure *figure)
{
	const struct vintage *vintage = figure_at(figure, showing->as_of);
	struct record record;
	struct buf text;

	if (vintage == NULL)
		return;
	record_init(&record);
	put(&record, COLUMN_SIGNAL, signal->definition->name);
	put_labels(&record, &series->labels);
	buf_init(&text, LIMIT_LABEL);
	period_format(&text, figure->period);
	record.texts[COLUMN_PERIOD] = buf_take(&text);
	put_day(&record, COLUMN_START, figure->period.start);
	put_day(&record, COLUMN_END, figure->period.end);
	put_amount(&record, &vintage->amount, &signal->definition->unit);
	put(&record, COLUMN_BASIS, basis_name(vintage->basis));
	put(&record, COLUMN_CONFIDENCE, vintage->confidence);
	put_time(&record, COLUMN_KNOWN_AT, vintage->known_at);
	put(&record, COLUMN_REMARK, vintage->remark);
	record_write(&record, &showing->out);
}

static void
write_event(struct showing *showing, const struct signal *signal,
    const struct event *event)
{
	struct record record;

	record_init(&record);
	put(&record, COLUMN_SIGNAL, signal->definition->name);
	put_labels(&record, &event->labels);
	put_day(&record, COLUMN_PERIOD, event->date);
	if (event->has_amount)
		put_amount(&record, &event->amount, &event->unit);
	put(&record, COLUMN_BASIS, basis_name(event->basis));
	put_time(&record, COLUMN_KNOWN_AT, event->known_at);
	put(&record, COLUMN_REMARK, event->remark);
	put(&record, COLUMN_ID, event->id);
	put(&record, COLUMN_KIND, event->kind);
	put(&record, COLUMN_TITLE, event->title);
	put(&record, COLUMN_LINK, event->link);
	put(&record, COLUMN_STATUS, event->status);
	if (event->due != NO_DATE)
		put_day(&record, COLUMN_DUE, event->due);
	record_write(&record, &showing->out);
}

void
show_csv(struct showing *showing, const struct selection *selection)
{
	const struct signal *signal = selection->signal;

	for (size_t i = 0; i < signal->event_count; i++)
		if (signal_event_is_current(signal, i, showing->as_of) &&
		    selection_has_event(selection, signal->events[i]))
			write_event(showing, signal, signal->events[i]);
	for (size_t i = 0; i < signal->series_count; i++) {
		const struct series *series = signal->series[i];

		if (!selection_has_series(
			selection, series, showing->as_of))
			continue;
		for (size_t k = 0; k < series->count; k++)
			write_figure(
			    showing, signal, series, &series->figures[k]);
	}
}

void
show_csv_header(struct showing *showing)
{
	for (int i = 0; i < COLUMN_COUNT; i++)
		output_csv(&showing->out, names[i], i + 1 == COLUMN_COUNT);
}
