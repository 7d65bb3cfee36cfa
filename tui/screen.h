/* The terminal: the one file that talks to curses. Opens, shows a canvas, reads
 * keys, and always gives the terminal back: at the end, when the program dies,
 * and while it is stopped. */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include <stdbool.h>

struct canvas;
struct err;
struct glyphs;

/* False with ERR set where standard input or output is no terminal, or TERM is
 * unknown (then xterm-256color was tried). One screen a program. */
bool screen_open(struct err *err);
void screen_close(void); /* also when it was never opened */

/* The characters that this terminal and locale have. */
const struct glyphs *screen_glyphs(void);

void screen_size(int *width, int *height);

/* Takes the terminal's size anew. */
void screen_resized(void);

/* Everything is drawn anew at the next show: another program wrote over it. */
void screen_spoilt(void);

/* Draws what changed since the last time. */
void screen_show(const struct canvas *canvas);

/* The next key (see keymap.h), or KEY_NONE when none is waiting. */
int screen_key(void);

/* Gives the terminal back for a while (^Z), and takes it again. */
void screen_leave(void);
void screen_return(void);

#endif
