/* The line at the bottom in which a search, or an answer, is typed. */
#ifndef TUI_PROMPT_H
#define TUI_PROMPT_H

#include <stdbool.h>

#include "base/buf.h"

struct regex;

struct prompt {
	bool open;
	bool plain; /* no search: what is typed is the answer */
	struct buf typed;
	struct buf sought;    /* what was asked last */
	struct regex *wanted; /* the same as a pattern; NULL: nothing yet */
};

void prompt_init(struct prompt *prompt);
void prompt_release(struct prompt *prompt);

void prompt_ask(struct prompt *prompt);
void prompt_ask_plain(struct prompt *prompt);

/* One key into the open prompt; true when WANTED is to be searched for, or the
 * plain answer (not empty) is TYPED. */
bool prompt_take(struct prompt *prompt, int key);

#endif
