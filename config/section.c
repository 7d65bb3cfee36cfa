/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/number.h"
#include "config/parts.h"

const struct section *
watchlist_section(const struct watchlist *watchlist, enum section_kind kind,
    const char *name)
{
	return map_find(watchlist->names[kind], name);
}

char *
section_directory(const struct section *section)
{
	return file_directory(section->place.file);
}

const struct value *
section_value(const struct section *section, const char *name)
{
	const struct watchlist *watchlist = section->watchlist;
	size_t i = rows_find(watchlist->rows, section->kind, name);

	assert(i < watchlist->rows->count);
	if (section->values[i] != NULL)
		return section->values[i];
	if (section->kind == SECTION_SOURCE &&
	    watchlist->defaults->values[i] != NULL)
		return watchlist->defaults->values[i];
	return watchlist->rows->fallbacks[i];
}

const char *
section_text(const struct section *section, const char *name)
{
	const struct value *value = section_value(section, name);

	return value != NULL && value->kind == VALUE_ONE ? value->text : NULL;
}

double
section_number(const struct section *section, const char *name)
{
	const char *text = section_text(section, name);
	double number = 0;

	if (text != NULL)
		(void)number_parse(&number, text, strlen(text));
	return number;
}

int64_t
section_whole(const struct section *section, const char *name)
{
	return (int64_t)section_number(section, name);
}

bool
section_flag(const struct section *section, const char *name)
{
	const char *text = section_text(section, name);
	bool flag = false;

	return text != NULL && text_is_flag(text, &flag) && flag;
}

int64_t
section_seconds(const struct section *section, const char *name)
{
	const char *text = section_text(section, name);
	int64_t seconds = 0;
	struct err err;

	if (text != NULL)
		(void)duration_parse(&seconds, text, &err);
	return seconds;
}

int64_t
section_bytes(const struct section *section, const char *name)
{
	const char *text = section_text(section, name);
	int64_t bytes = 0;
	struct err err;

	if (text != NULL)
		(void)size_parse(&bytes, text, &err);
	return bytes;
}

int
section_month(const struct section *section, const char *name)
{
	const char *text = section_text(section, name);

	return text != NULL ? text_month(text) : 0;
}

const struct expr *
section_expr(const struct section *section, const char *name)
{
	size_t i = rows_find(section->watchlist->rows, section->kind, name);

	assert(i < section->watchlist->rows->count);
	return section->exprs[i];
}

static void
digest_value(struct buf *out, const struct value *value)
{
	if (value->kind == VALUE_ONE) {
		(void)buf_printf(out, "%zu:%s", strlen(value->shown),
		    value->shown);
		return;
	}
	(void)buf_char(out, '(');
	for (size_t i = 0; i < value->count; i++) {
		if (value->keys != NULL)
			(void)buf_printf(out, "%s=", value->keys[i]);
		digest_value(out, value->items[i]);
	}
	(void)buf_char(out, ')');
}

static void
digest_settings(struct buf *text, const struct section *section)
{
	const struct rows *rows = section->watchlist->rows;

	for (size_t i = 0; i < rows->count; i++) {
		if ((rows->items[i]->flags & SETTING_DEFINES) == 0 ||
		    section->values[i] == NULL)
			continue;
		(void)buf_printf(text, "%s ", rows->items[i]->name);
		digest_value(text, section->values[i]);
		(void)buf_char(text, '\n');
	}
}

/* How its source is read (format, delimiter …) defines a signal's figures as
 * well. */
void
section_digest(const struct section *section, char hex[65])
{
	const char *from = section->kind == SECTION_SIGNAL
	    ? section_text(section, "from")
	    : NULL;
	const struct section *source = from != NULL
	    ? watchlist_section(section->watchlist, SECTION_SOURCE, from)
	    : NULL;
	struct buf text;

	buf_init(&text, LIMIT_OUTPUT);
	(void)buf_printf(&text, "%d\n", section_fiscal_end(section));
	digest_settings(&text, section);
	if (source != NULL)
		digest_settings(&text, source);
	digest_of(buf_string(&text), text.length, hex);
	buf_release(&text);
}
