/* What is told of alerts beside their own changes, and what is not: kept in the
 * transaction that is open. False with ERR set where the disk fails. For this
 * folder alone. */
#ifndef ENGINE_HUSHING_H
#define ENGINE_HUSHING_H

#include <stdbool.h>
#include <stddef.h>

struct engine;
struct err;
struct source;
struct transition;

/* What keeps alerts quiet, read anew. */
bool hushing_load(struct engine *engine, struct err *err);

/* Adds what is told beside the changes of the last evaluation to those. */
bool hushing_tell(struct engine *engine, struct transition **transitions,
    size_t *count, struct err *err);

/* Of those that were kept since, which never are. */
bool hushing_mark(struct engine *engine, const struct transition *transitions,
    size_t count, struct err *err);

/* Keeps a change of SOURCE, and whether it is told. */
bool hushing_source_changed(struct engine *engine, struct source *source,
    struct transition *transition, struct err *err);

#endif
