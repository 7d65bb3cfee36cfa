/* One answer of show in the making, and the ways to write it: a file each. */
#ifndef COMMAND_SHOWING_H
#define COMMAND_SHOWING_H

#include <stdint.h>

#include "base/buf.h"
#include "base/json_writer.h"

struct engine;
struct model;
struct selection;

struct showing {
	const struct engine *engine;
	const struct model *model;
	int64_t as_of; /* what is known at this time */
	struct buf out;
	struct json_writer json;
};

/* One operand: an element a series, or one of events; rows; lines of text. */
void show_json(struct showing *showing, const struct selection *selection);
void show_csv(struct showing *showing, const struct selection *selection);
void show_text(struct showing *showing, const struct selection *selection);

/* The line of names that CSV begins with. */
void show_csv_header(struct showing *showing);

/* Without operands: the watchlist panel by panel, as the screen has it. */
void show_summary(struct showing *showing);

#endif
