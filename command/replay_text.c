/* SPDX-License-Identifier: MIT */
#include "command/replaying.h"

#include <string.h>

#include "base/date.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "command/output.h"
#include "command/table.h"

enum { NAME_WIDTH = 22, COUNT_WIDTH = 6 };

static const struct {
	const char *title;
	int width;
	enum alert_state states[2]; /* that are counted together */
} columns[] = {
	{ "ok", 6, { ALERT_OK, ALERT_OK } },
	{ "pending", 8, { ALERT_PENDING, ALERT_PENDING } },
	{ "warn", 6, { ALERT_WARN, ALERT_WARN } },
	{ "crit", 6, { ALERT_CRIT, ALERT_CRIT } },
	{ "recovering", 11, { ALERT_RECOVERING, ALERT_RECOVERING } },
	{ "no data", 8, { ALERT_NO_DATA, ALERT_FAILED } },
};

#define COLUMN_COUNT (sizeof(columns) / sizeof(columns[0]))

static char *
date_text(int64_t day)
{
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	date_format(&text, day);
	return buf_take(&text);
}

static void
add_days(struct table *table, int64_t first, int64_t last)
{
	char *date = date_text(first);
	char *days = mem_printf("%lld %s", (long long)(last - first + 1),
	    last > first ? "days" : "day");

	table_row(table);
	table_cell(table, date);
	table_cell(table, days);
	mem_free(date);
	mem_free(days);
}

static bool
is_firing(enum alert_state state)
{
	return state == ALERT_WARN || state == ALERT_CRIT;
}

static void
add_stretch(struct table *table, const struct stretch *stretch)
{
	char *since = date_text(stretch->since), *text;

	add_days(table, stretch->first, stretch->last);
	table_cell(table, alert_state_name(stretch->state));
	text = mem_printf("%s %s",
	    stretch->begins ? "was" : "since",
	    stretch->begins ? alert_state_name(stretch->was) : since);
	table_cell(table, text);
	table_tail(table, stretch->reason);
	if (is_firing(stretch->state) && stretch->rule[0] != '\0')
		table_tail(table, stretch->rule);
	mem_free(text);
	mem_free(since);
}

static bool
is_all_ok(const struct past_alert *alert)
{
	return alert->count == 1 && alert->stretches[0].state == ALERT_OK;
}

static void
text_alerts(struct buf *out, const struct history *history)
{
	struct table table = {
		.align = "lrll", .widest = 30, .indent = 2, .beneath = 2
	};

	for (size_t i = 0; i < history->count; i++) {
		const struct past_alert *alert = &history->alerts[i];
		char *title;

		if (is_all_ok(alert))
			continue;
		title = mem_printf("%s (%s)", alert->title, alert->name);
		table_line(&table, "");
		table_text(&table, title, 0, 2);
		mem_free(title);
		for (size_t k = 0; k < alert->count; k++)
			add_stretch(&table, &alert->stretches[k]);
	}
	table_format(out, &table);
	table_release(&table);
}

static void
add_count(struct buf *out, int64_t count, int width)
{
	char *text = mem_printf("%lld", (long long)count);

	output_cell(out, text, width, true);
	mem_free(text);
}

static void
text_counts(struct buf *out, const struct past_alert *alert)
{
	output_cell(out, alert->name, NAME_WIDTH, false);
	add_count(out, (int64_t)alert->fired, COUNT_WIDTH);
	for (size_t i = 0; i < COLUMN_COUNT; i++) {
		const enum alert_state *states = columns[i].states;
		int64_t also =
		    states[1] != states[0] ? alert->days[states[1]] : 0;

		add_count(
		    out, alert->days[states[0]] + also, columns[i].width);
	}
	add_count(out, alert->late_days, COUNT_WIDTH);
	(void)buf_char(out, '\n');
}

static void
text_summary(struct buf *out, const struct history *history)
{
	(void)buf_char(out, '\n');
	output_cell(out, "Days in each state", NAME_WIDTH, false);
	output_cell(out, "fired", COUNT_WIDTH, true);
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		output_cell(out, columns[i].title, columns[i].width, true);
	output_cell(out, "late", COUNT_WIDTH, true);
	(void)buf_char(out, '\n');
	for (size_t i = 0; i < history->count; i++)
		text_counts(out, &history->alerts[i]);
}

static void
text_heading(struct replaying *replaying)
{
	char *first = date_text(replaying->here.first);
	char *last = date_text(replaying->here.last);
	char *text = mem_printf("%s, %s to %s, as known at the end of each day",
	    replaying->name, first, last);

	table_wrap(&replaying->out, text, 0, 2);
	mem_free(text);
	mem_free(first);
	mem_free(last);
}

/* The alerts of ONE that OTHER does not have. */
static void
text_missing(struct buf *out, const char *file, const struct history *one,
    const struct history *other)
{
	struct buf line;
	bool any = false;

	buf_init(&line, LIMIT_OUTPUT);
	(void)buf_printf(&line, "Only in %s:", file);
	for (size_t i = 0; i < one->count; i++) {
		if (history_find(other, one->alerts[i].name) != NULL)
			continue;
		(void)buf_printf(&line, "%s %s", any ? "," : "",
		    one->alerts[i].name);
		any = true;
	}
	if (any)
		table_wrap(out, buf_string(&line), 0, 2);
	buf_release(&line);
}

static void
add_divergences(struct table *table, const struct replaying *replaying)
{
	const char *before = NULL;

	for (size_t i = 0; i < replaying->divergence_count; i++) {
		const struct divergence *one = &replaying->divergences[i];
		char *text;

		if (before == NULL || strcmp(before, one->name) != 0) {
			table_line(table, "");
			table_line(table, one->name);
		}
		before = one->name;
		add_days(table, one->first, one->last);
		table_cell(table, alert_state_name(one->states[0]));
		text = mem_printf(
		    "there %s", alert_state_name(one->states[1]));
		table_cell(table, text);
		mem_free(text);
	}
}

static void
text_difference(struct replaying *replaying, const char *file)
{
	struct table table = {
		.align = "lrll", .widest = 30, .indent = 2, .beneath = 2
	};
	struct buf *out = &replaying->out;
	char *text = mem_printf("By the rules of %s:", file);

	(void)buf_char(out, '\n');
	table_wrap(out, text, 0, 2);
	mem_free(text);
	text_summary(out, &replaying->there);
	(void)buf_char(out, '\n');
	text_missing(out, "this watchlist", &replaying->here,
	    &replaying->there);
	text_missing(out, file, &replaying->there, &replaying->here);
	(void)buf_text(out,
	    replaying->divergence_count > 0
		? "Days on which the states differ:\n"
		: "On no day do the states differ.\n");
	add_divergences(&table, replaying);
	table_format(out, &table);
	table_release(&table);
}

void
replay_text(struct replaying *replaying)
{
	char *file;

	text_heading(replaying);
	if (replaying->other == NULL)
		text_alerts(&replaying->out, &replaying->here);
	text_summary(&replaying->out, &replaying->here);
	if (replaying->other == NULL)
		return;
	file = foreign_clean(foreign_text(replaying->other));
	text_difference(replaying, file);
	mem_free(file);
}
