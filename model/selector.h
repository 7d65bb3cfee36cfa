/* What stands in { } and in quotes. */
#ifndef MODEL_SELECTOR_H
#define MODEL_SELECTOR_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct lexer;
struct matcher;

/* The text between the quotes, \" and \\ undone; the caller owns it. */
char *text_unquoted(const char *quoted, size_t length);

/* MATCHER's value from the text token in hand; compiles =~ and !~. */
bool matcher_set(
    struct matcher *matcher, const struct lexer *lexer, struct err *err);

#endif
