/* One answer of why in the making, and the ways to write it: a file each. */
#ifndef COMMAND_ASKING_H
#define COMMAND_ASKING_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/json_writer.h"

struct engine;
struct event;
struct figure;
struct model;
struct selection;
struct series;
struct signal;

enum { ASKING_DEEPEST = 16 }; /* derived signals over derived ones */

struct asking {
	const struct engine *engine;
	struct model *model;
	const struct selection *selection;
	struct buf out;
	struct json_writer json;
};

/* FIGURE of SERIES, and what it rests on; either may be NULL. */
typedef void why_figure(struct asking *asking, const struct signal *signal,
    const struct series *series, const struct figure *figure);
typedef void why_event(struct asking *asking, const struct signal *signal,
    const struct event *event);

why_figure why_json_figure, why_text_figure;
why_event why_json_event, why_text_event;

/* Why FIGURE has no value, or NULL where it has one; borrowed. */
const char *why_reason(const struct asking *asking,
    const struct signal *signal, const struct series *series,
    const struct figure *figure);

#endif
