/* A screen without a terminal: a real engine over a watchlist that is written
 * into test_directory(), a desk on it, keys in, text out. The clock stands at
 * WORLD_NOW. */
#ifndef TESTS_TUI_WORLD_H
#define TESTS_TUI_WORLD_H

#include <stdbool.h>
#include <stdint.h>

struct canvas;
struct desk;
struct engine;
struct watchlist;
struct world;

/* 2026-11-22T12:00:00Z */
#define WORLD_NOW INT64_C(1795348800)

struct world_options {
	int width, height;
	bool ascii;
	bool unread;	 /* nothing is fetched */
	int64_t as_of; /* 0: everything */
};

/* Writes NAME beside the watchlists: a source's document. */
void world_file(const char *name, const char *text);

/* Loads the watchlist TEXT, fetches all of its sources into a state of its own
 * and opens the desk. Dies (Bail out!) where it has mistakes. */
struct world *world_new(const char *text, int width, int height);
struct world *world_with(
    const char *text, const struct world_options *options);
void world_free(struct world *world);

/* The mistakes of a watchlist, a line each, without the file's name; borrowed
 * until the next call. */
const char *world_mistakes(const char *text);

/* The watchlist of tests/tui/small/, its documents laid beside it; the source
 * "gone" has none. Borrowed until the next call. */
const char *world_small(void);

struct engine *world_engine(struct world *world);
struct desk *world_desk(struct world *world);
const struct watchlist *world_watchlist(struct world *world);

/* Fetches again, and has the views built anew. */
void world_fetch(struct world *world);

/* Types KEYS, by name, blanks between them: "j j Enter / c a p Enter". A word
 * that is no key is typed letter by letter. Gives the last reaction. */
unsigned world_keys(struct world *world, const char *keys);

/* Draws and gives the canvas as text; borrowed until the next call. */
const char *world_screen(struct world *world);

/* The same in this size. */
const char *world_resized(struct world *world, int width, int height);

/* The canvas as it was drawn last. */
const struct canvas *world_canvas(struct world *world);

/* What is selected (reversed) of the line that the terminal's cursor is on. */
const char *world_selected(struct world *world);

/* One line of the screen, from 0; -1: the last. */
const char *world_line(struct world *world, int y);

/* What is wrong with the canvas: a cell that is wider than it may be, a control
 * or another character that cannot be seen. NULL: nothing. */
const char *world_fault(const struct canvas *canvas);

#endif
