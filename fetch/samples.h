/* Prometheus' text exposition and OpenMetrics → samples, a line each, as the
 * bytes arrive. A line that is neither a sample nor a comment is an error: a
 * page that is something else gives no figures. */
#ifndef FETCH_SAMPLES_H
#define FETCH_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/labels.h"

struct err;
struct samples;

struct sample {
	const char *name;	  /* all borrowed for the call */
	const struct labels *labels; /* without __name__ */
	const char *value;	  /* as written: 8, 1e3, +Inf, NaN */
	const char *timestamp;	  /* as written, or NULL */
	uint64_t line;
	int64_t offset;		  /* of the value */
};

typedef bool (*sample_found)(
    void *context, const struct sample *sample, struct err *err);

struct samples *samples_new(sample_found found, void *context);
void samples_free(struct samples *samples);

/* UTF-8, any number of bytes, any cut. */
bool samples_feed(struct samples *samples, const char *bytes, size_t length,
    struct err *err);
bool samples_end(struct samples *samples, struct err *err);

#endif
