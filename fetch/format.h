/* What a document is: a file each, a descriptor each, a row each in formats.c.
 * A format knows how its paths are written, and gives, of each node that a
 * signal picks, the parts as text; what they mean is pick_take.c's business. */
#ifndef FETCH_FORMAT_H
#define FETCH_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct field;
struct picking;
struct section;

struct format {
	const char *name; /* as format: has it */
	bool wants_each;  /* each: is needed */
	bool has_value;	  /* the value is known where value: is left out */
	bool events_only; /* and these need no paths */

	/* TEXT of each:, compiled for SIGNAL; NULL with ERR set, err.at in
	 * TEXT. NULL where the format has no each:. */
	void *(*each_new)(const struct section *signal, const char *text,
	    struct err *err);
	void (*each_free)(void *each);

	/* TEXT of a part, into FIELD (empty): kind, path, and how it is freed;
	 * false with ERR set. */
	bool (*field_new)(struct field *field, const struct section *signal,
	    const char *text, struct err *err);

	/* One document on its way; PICKING outlives it. */
	void *(*open)(struct picking *picking);
	void (*close)(void *reading);
	bool (*feed)(void *reading, const char *bytes, size_t length,
	    struct err *err);
	bool (*end)(void *reading, struct err *err);
};

extern const struct format format_json, format_xml, format_html, format_csv,
    format_openmetrics, format_feed, format_markup /* XML or HTML */;

/* By the source's format:, else as the paths of the signal (of the source's
 * first one) are written; never NULL. */
const struct format *format_of_source(const struct section *source);
const struct format *format_of_signal(const struct section *signal);

/* The first signal that reads SOURCE in another format than UNLIKE, or NULL. */
const struct section *format_reader(
    const struct section *source, const struct format *unlike);

#endif
