/* Documents of a source on their way into model and store, in one transaction:
 * one that was fetched, or several that were kept, the oldest first. */
#ifndef ENGINE_INTAKE_H
#define ENGINE_INTAKE_H

#include <stdbool.h>

struct engine;
struct err;
struct fetched;
struct intake;
struct source;
struct source_memory;

/* One document that a fetch brought; CONTEXT is the engine. */
void intake_fetched(void *context, const struct fetched *fetched);

/* Of several, the last one also tells how its source is; there need not be
 * one. Closing commits, and frees INTAKE. */
struct intake *intake_open(struct engine *engine, struct source *source);
void intake_earlier(void *intake, const struct fetched *fetched);
void intake_last(void *intake, const struct fetched *fetched);
void intake_close(struct intake *intake);

/* failing.c: a source that begins to fail, or ceases to, is told as an alert
 * (in a transaction). */
bool failing_tell(
    struct engine *engine, struct source *source, struct err *err);

#endif
