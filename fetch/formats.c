/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "config/watchlist.h"
#include "fetch/format.h"

static const struct format *const formats[] = { &format_json, &format_xml,
	&format_html, &format_csv, &format_openmetrics, &format_feed };

const struct format *
format_of_source(const struct section *source)
{
	const char *name = section_text(source, "format");

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (name != NULL && !strcmp(formats[i]->name, name))
			return formats[i];
	return &format_json;
}

const struct format *
format_of_signal(const struct section *signal)
{
	const char *from = section_text(signal, "from");
	const struct section *source = from != NULL
	    ? watchlist_section(signal->watchlist, SECTION_SOURCE, from)
	    : NULL;

	return source != NULL ? format_of_source(source) : &format_json;
}
