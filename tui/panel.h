/* A panel as the watchlist has it: the signals that it shows, one or
 * several. */
#ifndef TUI_PANEL_H
#define TUI_PANEL_H

#include <stdbool.h>
#include <stddef.h>

struct section;

/* The name of the I-th signal in show:, or NULL behind the last. */
const char *panel_signal(const struct section *panel, size_t i);
bool panel_shows(const struct section *panel, const char *signal);

#endif
