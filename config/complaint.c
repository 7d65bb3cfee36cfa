/* SPDX-License-Identifier: MIT */
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

static char *
clean_line(const struct files *files, struct place place)
{
	size_t length;
	const char *line = files_line(files, place, &length);

	return line != NULL
	    ? foreign_clean((struct foreign){ line, length })
	    : NULL;
}

static void
add(struct loading *loading, enum severity severity, struct place place,
    const char *text)
{
	struct complaints *complaints = loading->complaints;
	struct complaint *complaint;

	complaints->items = mem_room(complaints->items, complaints->count,
	    sizeof(*complaints->items));
	complaint = &complaints->items[complaints->count++];
	*complaint = (struct complaint){
		.severity = severity,
		.place = place,
		.text = foreign_clean(foreign_text(text)),
		.line = place.line > 0
		    ? clean_line(loading->watchlist->files, place)
		    : NULL,
	};
	/* The file's name must outlive the watchlist. */
	complaint->place.file = mem_text(place.file);
	complaints->errors += severity == SEVERITY_ERROR;
}

void
complain(struct loading *loading, enum severity severity, struct place place,
    const char *fmt, ...)
{
	char text[1024];
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

void
complaints_release(struct complaints *complaints)
{
	for (size_t i = 0; i < complaints->count; i++) {
		mem_free((char *)complaints->items[i].place.file);
		mem_free(complaints->items[i].text);
		mem_free(complaints->items[i].line);
	}
	mem_free(complaints->items);
	*complaints = (struct complaints){ NULL, 0, 0 };
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
	return (int)left->severity - (int)right->severity;
}

/* Blanks up to the column, as wide as what stands there. */
static void
add_caret(struct buf *out, const char *line, unsigned column)
{
	size_t length = strlen(line), at = 0;
	uint32_t character;

	for (unsigned i = 1; i < column && at < length; i++) {
		size_t used =
		    utf8_decode(line + at, length - at, &character);
		int width = used > 0 ? utf8_width(character) : 1;

		for (int k = 0; k < width; k++)
			(void)buf_char(out, ' ');
		at += used > 0 ? used : 1;
	}
	(void)buf_text(out, "^\n");
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
	(void)buf_printf(out, "%*s | ", (int)strlen(number), "");
	add_caret(out, complaint->line, place.column);
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
	mem_free(sorted);
}
