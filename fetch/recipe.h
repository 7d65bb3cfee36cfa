/* How the figures or events of one signal are read from its source: the
 * signal's settings, compiled. */
#ifndef FETCH_RECIPE_H
#define FETCH_RECIPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/regex.h"
#include "fetch/cumulative.h"
#include "fetch/field.h"
#include "model/period.h"
#include "model/unit.h"

struct format;
struct section;

enum part { /* of a figure or an event */
	PART_VALUE,
	PART_PERIOD, /* or its start */
	PART_PERIOD_END,
	PART_BASIS,
	PART_VINTAGE,
	PART_BOUND,
	PART_CONFIDENCE,
	PART_REMARK,
	PART_DATE, /* from here on of events */
	PART_TITLE,
	PART_KIND,
	PART_LINK,
	PART_ID,
	PART_STATUS,
	PART_DUE,
	PART_COUNT
};

enum { SLOT_NONE = 255 };

struct label_field {
	char *name;
	struct field field;
};

struct pattern { /* kinds:, label_patterns: */
	char *name;
	struct regex *regex;
};

struct recipe {
	const struct section *section;
	bool events;
	const struct format *format;
	void **each; /* the format's own */
	size_t each_count;
	struct field parts[PART_COUNT];
	struct label_field *labels;
	size_t label_count;
	/* What is gathered of each node: the parts that are read from it, in
	 * the order of their slots (SLOT_NONE: not gathered), then labels. */
	unsigned char slots[PART_COUNT];
	size_t slot_count;
	struct pattern *kinds, *label_patterns;
	size_t kind_count, label_pattern_count;
	const char **placeholders; /* missing: */
	size_t placeholder_count;
	double scale;
	char decimal; /* 0: not settled */
	bool has_length;
	enum period_kind length;
	int fiscal_end;
	struct cumulative cumulative;
	bool basis_varies, reads_now; /* period: retrieved */
	struct unit unit;
};

/* The settings were checked at load; this cannot fail. */
struct recipe *recipe_new(const struct section *signal);
void recipe_free(struct recipe *recipe);

#endif
