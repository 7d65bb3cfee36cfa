/* SPDX-License-Identifier: MIT */
#include "tui/row_text.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "engine/engine.h"
#include "model/definition.h"
#include "model/model.h"
#include "model/unit.h"
#include "tui/line.h"
#include "tui/standing.h"
#include "tui/view.h"

const struct source_memory *
row_failed_source(const struct scene *scene, const struct signal *signal)
{
	const char *name = signal->definition->source;
	const struct source_memory *source =
	    name != NULL ? engine_source_named(scene->engine, name) : NULL;

	return source != NULL && source->state != SOURCE_OK ? source : NULL;
}

void
row_failure(struct buf *out, const struct source_memory *source)
{
	(void)buf_printf(out, "%s%s%s", source_state_name(source->state),
	    source->reason != NULL ? ": " : "",
	    source->reason != NULL ? source->reason : "");
}

void
row_squeeze(struct buf *text, int width, const struct unit *unit)
{
	char *all = mem_text(buf_string(text));
	char *last = strrchr(all, ' '), *blank;

	while ((int)utf8_text_width(all) > width &&
	       (blank = strchr(all, ' ')) != last) {
		memmove(blank, blank + 1, strlen(blank));
		last--;
	}
	if (unit != NULL && unit_is(unit, "count") && last != NULL &&
	    (int)utf8_text_width(all) > width)
		*last = '\0';
	buf_clear(text);
	(void)buf_text(text, all);
	mem_free(all);
}

/* 25-03-31: a day where there is no room for all of it. */
static void
drop_century(struct buf *text)
{
	char *rest = mem_text(buf_string(text) + 2);

	buf_clear(text);
	(void)buf_text(text, rest);
	mem_free(rest);
}

void
row_day(struct buf *out, int64_t day, int width)
{
	date_format(out, day);
	if (width < 10)
		drop_century(out);
}

/* The last day of a stretch that has no label of its own. */
static void
say_end(struct buf *out, struct period period, int width)
{
	struct buf day;

	buf_init(&day, LIMIT_LABEL);
	date_format(&day, date_day_of(period.end) - 1);
	(void)buf_printf(
	    out, "to %.*s", width < 12 ? 5 : 8, buf_string(&day) + 2);
	buf_release(&day);
}

/* FY2027Q1: of a quarter only that is new, and a year is the fiscal one. */
static void
say_fiscal(struct buf *out, struct period period, int fiscal_end, int width)
{
	struct buf fiscal;

	buf_init(&fiscal, LIMIT_LABEL);
	period_format_fiscal(&fiscal, period, fiscal_end);
	if (period.kind == PERIOD_YEAR && width < 12) {
		buf_clear(out);
		(void)buf_text(out, buf_string(&fiscal));
	} else if (strcmp(buf_string(&fiscal), buf_string(out)) != 0) {
		(void)buf_text(out, period.kind == PERIOD_YEAR ? " " : " F");
		(void)buf_text(out, period.kind == PERIOD_YEAR
					? buf_string(&fiscal)
					: strchr(buf_string(&fiscal), 'Q'));
	}
	buf_release(&fiscal);
}

void
row_period(struct buf *out, struct period period, int fiscal_end, int width)
{
	period_format(out, period);
	if (utf8_text_width(buf_string(out)) > width) {
		if (period.kind != PERIOD_SPAN) {
			drop_century(out);
		} else {
			buf_clear(out);
			say_end(out, period, width);
		}
		return;
	}
	if (fiscal_end == FISCAL_CALENDAR)
		return;
	if (period.kind == PERIOD_YEAR ||
	    (period.kind == PERIOD_QUARTER && width >= 12))
		say_fiscal(out, period, fiscal_end, width);
}

void
row_nothing(struct buf *out, const struct scene *scene,
    const struct standing *standing)
{
	const struct source_memory *failed = standing->newest == NULL
	    ? row_failed_source(scene, standing->signal)
	    : NULL;

	if (failed == NULL) {
		(void)buf_text(out,
		    standing->reason != NULL ? standing->reason
					     : "no figure yet");
		return;
	}
	(void)buf_printf(
	    out, "no figure yet: source %s is ", failed->name);
	row_failure(out, failed);
}

void
row_detail_failure(struct line *line, const struct source_memory *failed)
{
	struct buf text;

	if (failed == NULL)
		return;
	buf_init(&text, LIMIT_MESSAGE);
	row_failure(&text, failed);
	line_add(line, STYLE_FAILED, "source %s %s; ", failed->name,
	    buf_string(&text));
	buf_release(&text);
}

/* The period is said once, whether the reason begins with it or not. */
void
row_detail_reason(struct line *line, const struct standing *standing)
{
	struct buf period;
	const char *said;

	if (standing->reason == NULL ||
	    standing->signal->definition->not_disclosed)
		return;
	buf_init(&period, LIMIT_LABEL);
	if (standing->newest != NULL)
		period_format(&period, standing->newest->period);
	said = buf_string(&period);
	if (strncmp(standing->reason, said, period.length) == 0)
		line_add(line, STYLE_LATE, "%s; ", standing->reason);
	else
		line_add(line, STYLE_LATE, "%s: %s; ", said, standing->reason);
	buf_release(&period);
}
