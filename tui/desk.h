/* The views on a stack over an engine: keys in, a canvas out. Knows no
 * terminal, so that every screen is tested without one. */
#ifndef TUI_DESK_H
#define TUI_DESK_H

#include <stdbool.h>

struct canvas;
struct desk;
struct engine;
struct filter;
struct glyphs;
struct keymap;
struct question;
struct target;

/* Borrows ENGINE, KEYMAP and GLYPHS; the watchlist is open. */
struct desk *desk_new(struct engine *engine, const struct keymap *keymap,
    const struct glyphs *glyphs, int width, int height);
void desk_free(struct desk *desk);

/* One key (see keymap.h); gives reaction bits. */
unsigned desk_key(struct desk *desk, int key);

void desk_resize(struct desk *desk, int width, int height);

/* The model, an alert or a source changed: views are built anew. */
void desk_update(struct desk *desk);

void desk_draw(struct desk *desk, struct canvas *canvas);

/* Opens a view on TARGET (copied) above the present one. */
void desk_open(struct desk *desk, const struct target *target);
bool desk_back(struct desk *desk); /* false: it was the last one */

/* Opens the search prompt; searches for what was asked last. */
void desk_ask(struct desk *desk);
unsigned desk_search(struct desk *desk, bool forward);

/* Asks QUESTION, whose texts are the desk's from now on. */
void desk_question(struct desk *desk, const struct question *question);

/* The same with TYPED there already, and a HINT above it. */
void desk_question_again(struct desk *desk, const struct question *question,
    const char *typed, const char *hint);

/* Takes FILTER in place of the present one; NULL: all rows are shown. */
void desk_filter(struct desk *desk, struct filter *filter);

/* A sentence on the status line until the next key. */
void desk_say(struct desk *desk, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
