/* What stands in { } and in quotes, and what it chooses. */
#ifndef MODEL_SELECTOR_H
#define MODEL_SELECTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "model/basis.h"

struct err;
struct event;
struct labels;
struct lexer;
struct node;
struct period;
struct regex;
struct vintage;

enum match { MATCH_EQ, MATCH_NE, MATCH_RE, MATCH_NOT_RE };

struct matcher {
	char *name, *value;
	enum match match;
	struct regex *regex; /* of =~ and !~, else NULL */
};

/* The text between the quotes, \" and \\ undone; the caller owns it. */
char *text_unquoted(const char *quoted, size_t length);

/* MATCHER's value from the text token in hand; compiles =~ and !~. */
bool matcher_set(
    struct matcher *matcher, const struct lexer *lexer, struct err *err);

/* Whether a series with LABELS and VOICE may hold what the selector wants. */
bool selector_matches(const struct node *node, const struct labels *labels,
    enum basis voice);

/* Whether a selector chooses by basis. */
bool selector_names_basis(const struct node *node);

/* Whether a figure of PERIOD is wanted, by its basis. */
bool selector_takes_vintage(const struct node *node,
    const struct vintage *vintage, const struct period *period);

/* Whether a figure of that basis is wanted; and one value of one label. */
bool selector_takes_basis(const struct node *node, enum basis basis);
bool selector_takes(
    const struct node *node, const char *name, const char *value);

/* Whether an event is wanted: by its labels, kind, status and basis. */
bool selector_takes_event(const struct node *node, const struct event *event);

#endif
