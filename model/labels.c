/* SPDX-License-Identifier: MIT */
#include "model/labels.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

void
labels_init(struct labels *labels)
{
	*labels = (struct labels){ NULL, 0 };
}

void
labels_release(struct labels *labels)
{
	for (size_t i = 0; i < labels->count; i++) {
		mem_free(labels->pairs[i].name);
		mem_free(labels->pairs[i].value);
	}
	mem_free(labels->pairs);
	labels_init(labels);
}

void
labels_copy(struct labels *to, const struct labels *from)
{
	labels_init(to);
	if (from->count == 0)
		return;
	/* Room as mem_room() would have made it: labels_put() may go on. */
	for (size_t i = 0; i < from->count; i++) {
		to->pairs = mem_room(to->pairs, i, sizeof(*to->pairs));
		to->pairs[i] =
		    (struct label){ mem_text(from->pairs[i].name),
			    mem_text(from->pairs[i].value) };
	}
	to->count = from->count;
}

static size_t
place_of(const struct labels *labels, const char *name)
{
	size_t i = 0;

	while (i < labels->count && strcmp(labels->pairs[i].name, name) < 0)
		i++;
	return i;
}

static bool
is_at(const struct labels *labels, size_t i, const char *name)
{
	return i < labels->count && !strcmp(labels->pairs[i].name, name);
}

void
labels_put(struct labels *labels, const char *name, const char *value)
{
	size_t i = place_of(labels, name);
	char *copy = mem_text(value);

	if (is_at(labels, i, name)) {
		mem_free(labels->pairs[i].value);
		labels->pairs[i].value = copy;
		return;
	}
	labels->pairs =
	    mem_room(labels->pairs, labels->count, sizeof(*labels->pairs));
	(void)memmove(&labels->pairs[i + 1], &labels->pairs[i],
	    (labels->count - i) * sizeof(*labels->pairs));
	labels->pairs[i] = (struct label){ mem_text(name), copy };
	labels->count++;
}

void
labels_drop(struct labels *labels, const char *name)
{
	size_t i = place_of(labels, name);

	if (!is_at(labels, i, name))
		return;
	mem_free(labels->pairs[i].name);
	mem_free(labels->pairs[i].value);
	labels->count--;
	(void)memmove(&labels->pairs[i], &labels->pairs[i + 1],
	    (labels->count - i) * sizeof(*labels->pairs));
}

void
labels_keep_common(struct labels *labels, const struct labels *other)
{
	size_t kept = 0;

	for (size_t i = 0; i < labels->count; i++) {
		struct label *pair = &labels->pairs[i];
		const char *value = labels_find(other, pair->name);

		if (value != NULL && !strcmp(value, pair->value)) {
			labels->pairs[kept++] = *pair;
			continue;
		}
		mem_free(pair->name);
		mem_free(pair->value);
	}
	labels->count = kept;
}

const char *
labels_find(const struct labels *labels, const char *name)
{
	size_t i = place_of(labels, name);

	return is_at(labels, i, name) ? labels->pairs[i].value : NULL;
}

int
labels_compare(const struct labels *a, const struct labels *b)
{
	for (size_t i = 0; i < a->count && i < b->count; i++) {
		int order = strcmp(a->pairs[i].name, b->pairs[i].name);

		if (order == 0)
			order =
			    strcmp(a->pairs[i].value, b->pairs[i].value);
		if (order != 0)
			return order;
	}
	return a->count == b->count ? 0 : a->count < b->count ? -1 : 1;
}

static void
add_quoted(struct buf *out, const char *text)
{
	(void)buf_char(out, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			(void)buf_char(out, '\\');
		(void)buf_char(out, *text);
	}
	(void)buf_char(out, '"');
}

void
labels_format(struct buf *out, const struct labels *labels)
{
	if (labels->count == 0)
		return;
	for (size_t i = 0; i < labels->count; i++) {
		(void)buf_printf(out, "%s%s=", i == 0 ? "{" : ", ",
		    labels->pairs[i].name);
		add_quoted(out, labels->pairs[i].value);
	}
	(void)buf_char(out, '}');
}

char *
labels_text(const struct labels *labels)
{
	struct buf out;

	buf_init(&out, SIZE_MAX);
	labels_format(&out, labels);
	return buf_take(&out);
}

/* One name="value" at *TEXT. */
static bool
read_pair(struct labels *labels, const char **text)
{
	size_t length = strcspn(*text, "=\"{}, ");
	char *name = mem_bytes(*text, length);
	const char *in = *text + length;
	bool read = false;
	struct buf value;

	buf_init(&value, strlen(*text) + 1);
	if (length > 0 && in[0] == '=' && in[1] == '"') {
		for (in += 2; *in != '\0' && *in != '"'; in++) {
			if (*in == '\\' && in[1] != '\0')
				in++;
			(void)buf_char(&value, *in);
		}
		if (*in == '"') {
			labels_put(labels, name, buf_string(&value));
			*text = in + 1;
			read = true;
		}
	}
	mem_free(name);
	buf_release(&value);
	return read;
}

bool
labels_parse(struct labels *labels, const char *text)
{
	labels_init(labels);
	if (*text == '\0')
		return true;
	if (*text++ != '{')
		return false;
	for (;;) {
		if (!read_pair(labels, &text))
			break;
		if (text[0] == '}' && text[1] == '\0')
			return true;
		if (strncmp(text, ", ", 2) != 0)
			break;
		text += 2;
	}
	labels_release(labels);
	return false;
}
