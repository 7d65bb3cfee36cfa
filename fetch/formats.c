/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "config/watchlist.h"
#include "fetch/format.h"

static const struct format *const formats[] = { &format_json, &format_xml,
	&format_html, &format_csv, &format_openmetrics, &format_feed };

/* NULL: it does not say. */
static const struct format *
said_of(const struct section *source)
{
	const char *name = section_text(source, "format");

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (name != NULL && !strcmp(formats[i]->name, name))
			return formats[i];
	return NULL;
}

static const char *
first_each(const struct section *signal)
{
	const struct value *each = section_value(signal, "each");

	if (each == NULL || each->kind == VALUE_ONE)
		return each != NULL ? each->text : NULL;
	return each->count > 0 ? each->items[0]->text : NULL;
}

/* A document is what its signal's paths are written for. What an XPath is for,
 * XML or HTML, its first bytes tell. */
static const struct format *
written_for(const struct section *signal)
{
	const char *each = first_each(signal);

	if (each != NULL && each[0] != '$' &&
	    (each[0] == '/' || each[0] == '(' || strstr(each, "//") != NULL))
		return &format_markup;
	if (each == NULL && section_value(signal, "where") != NULL)
		return &format_csv;
	return each == NULL && section_flag(signal, "events") &&
		section_value(signal, "event") == NULL
	    ? &format_feed
	    : &format_json;
}

const struct format *
format_of_source(const struct section *source)
{
	const struct format *said = said_of(source);
	const struct section *reader =
	    said == NULL ? format_reader(source, NULL) : NULL;

	if (said != NULL)
		return said;
	return reader != NULL ? written_for(reader) : &format_json;
}

const struct format *
format_of_signal(const struct section *signal)
{
	const char *from = section_text(signal, "from");
	const struct section *source = from != NULL
	    ? watchlist_section(signal->watchlist, SECTION_SOURCE, from)
	    : NULL;
	const struct format *said = source != NULL ? said_of(source) : NULL;

	return said != NULL ? said : written_for(signal);
}

const struct section *
format_reader(const struct section *source, const struct format *unlike)
{
	const struct watchlist *watchlist = source->watchlist;

	for (size_t i = 0; i < watchlist->counts[SECTION_SIGNAL]; i++) {
		const struct section *signal =
		    watchlist->sections[SECTION_SIGNAL][i];
		const char *from = section_text(signal, "from");

		if (from != NULL && !strcmp(from, source->name) &&
		    format_of_signal(signal) != unlike)
			return signal;
	}
	return NULL;
}
