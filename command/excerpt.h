/* The bytes around what was picked, out of the kept body. */
#ifndef COMMAND_EXCERPT_H
#define COMMAND_EXCERPT_H

#include <stdbool.h>

struct buf;
struct engine;
struct evidence;

/* Appends 'in … "value": »67678«, "unit": …' as clean text; false (and nothing)
 * where the body is not kept or the place is not known. */
bool excerpt_format(struct buf *out, const struct engine *engine,
    const struct evidence *evidence);

#endif
