/* SPDX-License-Identifier: MIT */
#include "config/complaint.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "config/parts.h"

static const char *const severities[] = {
	[SEVERITY_ERROR] = "error",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_NOTE] = "note",
};

/* The line as it is shown, and how far from its start the caret stands: what is
 * before it may be wider than it is long, or made visible. */
static void
add_line(const struct files *files, struct complaint *complaint)
{
	size_t length, before = 0;
	const char *line = files_line(files, complaint->place, &length);
	uint32_t character;
	char *start;

	if (line == NULL)
		return;
	for (unsigned i = 1; i < complaint->place.column && before < length;
	    i++) {
		size_t used =
		    utf8_decode(line + before, length - before, &character);

		before += used > 0 ? used : 1;
	}
	start = foreign_clean((struct foreign){ line, before });
	complaint->indent = utf8_text_width(start);
	mem_free(start);
	complaint->line = foreign_clean((struct foreign){ line, length });
}

bool
is_full(const struct loading *loading)
{
	return loading->complaints->count >= LIMIT_COMPLAINTS;
}

/* An alias is read where it stands, and blamed where its text stands: once. */
static bool
is_told(const struct complaints *complaints, struct place place,
    const char *text)
{
	for (size_t i = 0; i < complaints->count; i++) {
		const struct complaint *told = &complaints->items[i];

		if (told->place.line == place.line &&
		    told->place.column == place.column &&
		    !strcmp(told->place.file, place.file) &&
		    !strcmp(told->text, text))
			return true;
	}
	return false;
}

static void
add(struct loading *loading, enum severity severity, struct place place,
    const char *text)
{
	struct complaints *complaints = loading->complaints;
	struct complaint *complaint;
	char *clean;

	if (is_full(loading)) {
		complaints->errors += severity == SEVERITY_ERROR;
		complaints->untold++;
		return;
	}
	clean = foreign_clean(foreign_text(text));
	if (is_told(complaints, place, clean)) {
		mem_free(clean);
		return;
	}
	complaints->items = mem_room(complaints->items, complaints->count,
	    sizeof(*complaints->items));
	complaint = &complaints->items[complaints->count++];
	/* The file's name must outlive the watchlist. */
	*complaint = (struct complaint){
		.severity = severity,
		.place = { mem_text(place.file), place.line, place.column },
		.text = clean,
	};
	if (place.line > 0)
		add_line(loading->watchlist->files, complaint);
	complaints->errors += severity == SEVERITY_ERROR;
}

void
complain(struct loading *loading, enum severity severity, struct place place,
    const char *fmt, ...)
{
	char text[LIMIT_LABEL];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	add(loading, severity, place, text);
}

void
complain_of(
    struct loading *loading, const struct value *value, const struct err *err)
{
	struct place place = value->place;

	if (err->at != ERR_NOWHERE && value->kind == VALUE_ONE)
		place = caret_place(
		    loading->watchlist->files, value, err->at);
	add(loading, SEVERITY_ERROR, place, err->text);
}

struct spot
spot_of(struct place place, struct place here)
{
	struct spot spot;

	if (!strcmp(place.file, here.file))
		(void)snprintf(spot.text, sizeof(spot.text), "line %u",
		    place.line);
	else
		(void)snprintf(spot.text, sizeof(spot.text), "%s:%u",
		    place.file, place.line);
	return spot;
}

void
complaints_release(struct complaints *complaints)
{
	for (size_t i = 0; i < complaints->count; i++) {
		mem_free((char *)complaints->items[i].place.file);
		mem_free(complaints->items[i].text);
		mem_free(complaints->items[i].line);
	}
	mem_free(complaints->items);
	*complaints = (struct complaints){ .items = NULL };
}

static int
compare(const void *a, const void *b)
{
	const struct complaint *left = a, *right = b;
	int order = strcmp(left->place.file, right->place.file);

	if (order != 0)
		return order;
	if (left->place.line != right->place.line)
		return left->place.line < right->place.line ? -1 : 1;
	if (left->place.column != right->place.column)
		return left->place.column < right->place.column ? -1 : 1;
	if (left->severity != right->severity)
		return left->severity < right->severity ? -1 : 1;
	return strcmp(left->text, right->text);
}

static void
format_one(struct buf *out, const struct complaint *complaint)
{
	struct place place = complaint->place;
	char number[16];

	foreign_show(out, foreign_text(place.file), LIMIT_LABEL);
	if (place.line > 0)
		(void)buf_printf(out, ":%u:%u", place.line, place.column);
	(void)buf_printf(out, ": %s: %s\n", severities[complaint->severity],
	    complaint->text);
	if (complaint->line == NULL)
		return;
	(void)snprintf(number, sizeof(number), "%5u", place.line);
	(void)buf_printf(out, "%s | %s\n", number, complaint->line);
	(void)buf_printf(out, "%*s | %*s^\n", (int)strlen(number), "",
	    complaint->indent, "");
}

void
complaints_format(struct buf *out, const struct complaints *complaints)
{
	struct complaint *sorted =
	    mem_new_array(complaints->count, sizeof(*sorted));

	if (complaints->count > 0)
		(void)memcpy(sorted, complaints->items,
		    complaints->count * sizeof(*sorted));
	qsort(sorted, complaints->count, sizeof(*sorted), compare);
	for (size_t i = 0; i < complaints->count; i++)
		format_one(out, &sorted[i]);
	if (complaints->untold > 0)
		(void)buf_printf(out, "and %zu more\n", complaints->untold);
	mem_free(sorted);
}
