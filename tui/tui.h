/* The screen over an engine: views on a stack, drawn to a canvas. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

struct engine;
struct err;
struct settings;

#include <stdbool.h>

/* The rows of panels and keys. */
extern const struct settings tui_settings;

/* Runs until the user quits; *STATUS is the exit status. False with ERR set
 * where there is no terminal to draw on. The terminal is always given back. */
bool tui_run(struct engine *engine, int *status, struct err *err);

#endif
