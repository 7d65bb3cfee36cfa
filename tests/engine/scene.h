/* An engine over a watchlist of one or two sources that are files of the test's
 * directory, and what it has come to. */
#ifndef TESTS_ENGINE_SCENE_H
#define TESTS_ENGINE_SCENE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/series.h"

struct engine;
struct transition;

enum { SCENE_START = 1760000000 }; /* 2025-10-09 */

/* Writes FILE (under the test's directory). */
void scene_write(const char *file, const char *text);
const char *scene_path(const char *file);

/* The watchlist: a source each for s.json (and t.json, every day); TAKES are
 * more settings of the signal x ("scale: 10"), ALERTS the lines of alerts:. */
void scene_watchlist(const char *takes, const char *alerts);

/* Opens it on the state FOLDER, or bails out. */
struct engine *scene_open(const char *folder);
struct engine *scene_open_as(const char *folder, int64_t as_of, bool no_fetch);

/* The figure of x of that quarter; NULL if there is none. */
const struct figure *scene_figure(struct engine *engine, const char *quarter);
double scene_value(struct engine *engine, const char *quarter); /* or NAN */

/* The transitions that were not told yet, as "x ok>warn new; …", told by that.
 * The caller owns it. */
char *scene_untold(struct engine *engine);

/* The state of source s and its reason: "ok", "unreadable: …". Borrowed. */
const char *scene_source(struct engine *engine);

#endif
