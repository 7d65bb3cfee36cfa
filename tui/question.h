/* What the line at the bottom asks, other than what is searched for: one line
 * of text, which goes to who asked. */
#ifndef TUI_QUESTION_H
#define TUI_QUESTION_H

#include <stdint.h>

struct view;

struct question {
	const char *sign; /* before what is typed: "why: " */
	/* Reaction bits; TYPED is not empty. Not called after Esc. */
	unsigned (*answer)(struct view *view, const struct question *question,
	    const char *typed);
	/* What it is about; owned by the desk once it is asked. */
	char *alert, *signal;
	int64_t until;
};

#endif
