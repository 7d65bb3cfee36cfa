/* What could come next where somebody types an expression: functions, signals,
 * labels and words of the language, out of the same tables that read it. It
 * reads no figure and no source. */
#ifndef CONFIG_COMPLETION_H
#define CONFIG_COMPLETION_H

#include <stddef.h>

struct function;
struct section;
struct watchlist;

struct candidate {
	char *text; /* the whole word */
	char *help; /* one clean line; "" where there is nothing to say */
};

/* Zeroed to begin with. */
struct completion {
	const char *typed; /* what is to be completed; borrowed */
	const char *row; /* what the row at hand is called, if there is one */
	size_t start;	   /* of the word in it that the candidates replace */
	struct candidate *items; /* all begin with that word */
	size_t count;
	/* The function whose argument is typed here, or NULL. */
	const struct function *within;
};

void completion_release(struct completion *completion);

/* Adds TEXT (copied) if it goes on from what was typed, is not there yet and
 * can be shown as it is: a name with control characters is never offered. HELP
 * (copied, made clean) may be NULL. */
void completion_offer(
    struct completion *completion, const char *text, const char *help);

/* What may stand at the end of TYPED, an expression up to the cursor. WATCHLIST
 * may be NULL: then without its names. */
void completion_of_expr(
    struct completion *completion, const struct watchlist *watchlist);

/* All names of a kind, with what they are called; WATCHLIST may be NULL. */
void completion_of_signals(
    struct completion *completion, const struct watchlist *watchlist);
void completion_of_alerts(
    struct completion *completion, const struct watchlist *watchlist);

/* Label names, each with ENDING behind it ("", "="), basis among them: of
 * SIGNAL, or (NULL) of all. */
void completion_of_labels(struct completion *completion,
    const struct watchlist *watchlist, const struct section *signal,
    const char *ending);

/* How many bytes all candidates begin with, from completion->start on. */
size_t completion_common(const struct completion *completion);

#endif
