/* What the line at the bottom asks, other than what is searched for: one line
 * of text, which goes to who asked. */
#ifndef TUI_QUESTION_H
#define TUI_QUESTION_H

#include <stdbool.h>
#include <stdint.h>

struct buf;
struct view;

struct question {
	const char *sign; /* before what is typed: "why: " */
	/* Reaction bits; TYPED is not empty. Not called after Esc. */
	unsigned (*answer)(struct view *view, const struct question *question,
	    const char *typed);
	/* After each key, and with TAB after that one: goes on with what is
	 * TYPED, and says in HINT (empty) what may come; NULL: nothing may. */
	void (*complete)(struct view *view, struct buf *typed,
	    struct buf *hint, bool tab);
	/* What it is about; owned by the desk once it is asked. */
	char *alert, *signal;
	int64_t until;
};

#endif
