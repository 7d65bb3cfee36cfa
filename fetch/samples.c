/* SPDX-License-Identifier: MIT */
#include "fetch/samples.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/number.h"

enum { SHOWN = 60 }; /* bytes of a first line */

struct samples {
	sample_found found;
	void *context;
	struct buf line;
	uint64_t number; /* of the line, from 1 */
	int64_t offset;	 /* of its first byte */
	bool some;	 /* sample or comment was there: it is OpenMetrics */
	bool ended;	 /* # EOF was there */
};

struct cursor { /* in one line */
	const char *text, *at;
};

struct samples *
samples_new(sample_found found, void *context)
{
	struct samples *samples = mem_new(sizeof(*samples));

	samples->found = found;
	samples->context = context;
	samples->number = 1;
	buf_init(&samples->line, LIMIT_TOKEN);
	return samples;
}

void
samples_free(struct samples *samples)
{
	if (samples == NULL)
		return;
	buf_release(&samples->line);
	mem_free(samples);
}

static bool
wrong(const struct samples *samples, const struct cursor *cursor,
    const char *expected, struct err *err)
{
	return err_set(err, "line %llu, column %zu: %s is expected",
	    (unsigned long long)samples->number,
	    (size_t)(cursor->at - cursor->text) + 1, expected);
}

static void
skip_blanks(struct cursor *cursor)
{
	cursor->at += strspn(cursor->at, " \t");
}

/* [a-zA-Z_:][a-zA-Z0-9_:]*; labels have no colon. */
static char *
read_name(struct cursor *cursor, bool colon)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ_";
	size_t length = 0;
	char *name;

	while (cursor->at[length] != '\0' &&
	    (strchr(letters, cursor->at[length]) != NULL ||
		(colon && cursor->at[length] == ':') ||
		(length > 0 && cursor->at[length] >= '0' &&
		    cursor->at[length] <= '9')))
		length++;
	if (length == 0)
		return NULL;
	name = mem_bytes(cursor->at, length);
	cursor->at += length;
	return name;
}

/* What stands between quotes: \\, \" and \n are the only escapes. */
static char *
read_quoted(struct cursor *cursor)
{
	struct buf out;

	if (*cursor->at != '"')
		return NULL;
	buf_init(&out, LIMIT_TOKEN);
	for (cursor->at++; *cursor->at != '"'; cursor->at++) {
		char byte = *cursor->at;

		if (byte == '\\') {
			byte = *++cursor->at;
			if (byte == 'n')
				byte = '\n';
		}
		if (byte == '\0') {
			buf_release(&out);
			return NULL;
		}
		(void)buf_char(&out, byte);
	}
	cursor->at++;
	return buf_take(&out);
}

static bool
read_label(const struct samples *samples, struct cursor *cursor,
    struct labels *labels, struct err *err)
{
	char *name = read_name(cursor, false), *value = NULL;
	bool fine = false;

	if (name == NULL)
		return wrong(samples, cursor, "a label's name", err);
	skip_blanks(cursor);
	if (*cursor->at == '=') {
		cursor->at++;
		skip_blanks(cursor);
		value = read_quoted(cursor);
		fine = value != NULL;
	}
	if (fine)
		labels_put(labels, name, value);
	else
		(void)wrong(samples, cursor, "=\"value\"", err);
	mem_free(name);
	mem_free(value);
	return fine;
}

static bool
read_labels(const struct samples *samples, struct cursor *cursor,
    struct labels *labels, struct err *err)
{
	if (*cursor->at != '{')
		return true;
	cursor->at++;
	for (skip_blanks(cursor); *cursor->at != '}'; skip_blanks(cursor)) {
		if (!read_label(samples, cursor, labels, err))
			return false;
		skip_blanks(cursor);
		if (*cursor->at == ',')
			cursor->at++;
		else if (*cursor->at != '}')
			return wrong(samples, cursor, "',' or '}'", err);
	}
	cursor->at++;
	return true;
}

static char *
read_word(struct cursor *cursor)
{
	size_t length = strcspn(cursor->at, " \t#");
	char *word = mem_bytes(cursor->at, length);

	cursor->at += length;
	return word;
}

static bool
is_value(const char *word)
{
	static const char *const others[] = { "+Inf", "-Inf", "Inf", "NaN" };
	double number;

	for (size_t i = 0; i < 4; i++)
		if (!strcmp(word, others[i]))
			return true;
	return number_parse(&number, word[0] == '+' ? word + 1 : word,
	    strlen(word[0] == '+' ? word + 1 : word));
}

/* VALUE [TIMESTAMP] [# {exemplar}] */
static bool
read_rest(struct samples *samples, struct cursor *cursor,
    struct sample *sample, struct err *err)
{
	char *value, *timestamp = NULL;
	bool fine;

	skip_blanks(cursor);
	sample->offset =
	    samples->offset + (int64_t)(cursor->at - cursor->text);
	value = read_word(cursor);
	fine = is_value(value) ||
	    wrong(samples, cursor, "a value behind the name", err);
	skip_blanks(cursor);
	if (fine && *cursor->at != '\0' && *cursor->at != '#') {
		timestamp = read_word(cursor);
		fine = is_value(timestamp) ||
		    wrong(samples, cursor, "a time behind the value", err);
		skip_blanks(cursor);
	}
	if (fine && *cursor->at != '\0' && *cursor->at != '#')
		fine = wrong(samples, cursor, "the end of the line", err);
	sample->value = value;
	sample->timestamp = timestamp;
	fine = fine && samples->found(samples->context, sample, err);
	mem_free(value);
	mem_free(timestamp);
	return fine;
}

static bool
read_sample(struct samples *samples, const char *text, struct err *err)
{
	struct cursor cursor = { text, text };
	struct labels labels;
	struct sample sample = { .line = samples->number,
		.labels = &labels };
	char *name = read_name(&cursor, true);
	bool fine;

	if (name == NULL)
		return wrong(samples, &cursor, "a metric's name", err);
	labels_init(&labels);
	sample.name = name;
	skip_blanks(&cursor);
	fine = read_labels(samples, &cursor, &labels, err) &&
	    read_rest(samples, &cursor, &sample, err);
	labels_release(&labels);
	mem_free(name);
	return fine;
}

/* A page, an answer in JSON: what it is says more than what is wrong. */
static bool
is_other(const struct samples *samples, struct err *err)
{
	struct buf shown;
	struct err why = *err;

	buf_init(&shown, LIMIT_LABEL);
	foreign_show(&shown,
	    (struct foreign){ buf_string(&samples->line),
		samples->line.length },
	    SHOWN);
	(void)err_set(err, "it is not OpenMetrics: it begins with '%s' (%s)",
	    buf_string(&shown), why.text);
	buf_release(&shown);
	return false;
}

static bool
end_line(struct samples *samples, struct err *err)
{
	const char *text = buf_string(&samples->line);
	size_t length = samples->line.length;
	bool fine = true;

	if (length > 0 && text[length - 1] == '\r')
		samples->line.bytes[--samples->line.length] = '\0';
	if (strlen(text) != samples->line.length)
		return err_set(err, "line %llu: it holds a zero byte",
		    (unsigned long long)samples->number);
	if (samples->ended && samples->line.length > 0)
		fine = err_set(err, "line %llu: there is text behind # EOF",
		    (unsigned long long)samples->number);
	else if (!strcmp(text, "# EOF"))
		samples->ended = true;
	else if (text[strspn(text, " \t")] != '\0' && text[0] != '#')
		fine = read_sample(samples, text, err) ||
		    (!samples->some && is_other(samples, err));
	samples->some = samples->some || samples->line.length > 0;
	samples->number++;
	samples->offset += (int64_t)length + 1;
	buf_clear(&samples->line);
	return fine;
}

bool
samples_feed(struct samples *samples, const char *bytes, size_t length,
    struct err *err)
{
	while (length > 0) {
		const char *end = memchr(bytes, '\n', length);
		size_t part = end != NULL ? (size_t)(end - bytes) : length;

		if (!buf_add(&samples->line, bytes, part))
			return err_set(err,
			    "line %llu is longer than %zu MiB",
			    (unsigned long long)samples->number,
			    LIMIT_TOKEN / MIB);
		if (end == NULL)
			return true;
		if (!end_line(samples, err))
			return false;
		bytes += part + 1;
		length -= part + 1;
	}
	return true;
}

/* A last line without its newline may be cut short: 12 of 123. */
bool
samples_end(struct samples *samples, struct err *err)
{
	if (samples->line.length == 0 ||
	    (!samples->ended &&
		!strcmp(buf_string(&samples->line), "# EOF")))
		return true;
	(void)err_set(err, "it ends within line %llu",
	    (unsigned long long)samples->number);
	return !samples->some && is_other(samples, err);
}
