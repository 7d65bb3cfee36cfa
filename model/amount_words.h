/* The words and signs that publishers put around a number. Each function that
 * begins with skip_ moves *TEXT behind what it names, and behind the blanks
 * that follow, or leaves it. Only amount_parse.c and digits.c know of it. */
#ifndef MODEL_AMOUNT_WORDS_H
#define MODEL_AMOUNT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/amount.h"

/* Bytes of one blank (space, no-break, thin, figure space …); 0: none. */
size_t blank_length(const char *text);
void skip_blanks(const char **text);

/* In any case of ASCII; a word of letters must end there: "m" is not the
 * beginning of "may". */
bool skip_word(const char **text, const char *word);

bool skip_minus(const char **text); /* "-", "−" … */
bool skip_filler(const char **text); /* "growth", "year-over-year" */

bool skip_bound(const char **text, enum bound *bound);
bool skip_bound_after(const char **text, enum bound *bound); /* "or more" */
bool skip_more(const char **text); /* between the digits and "bn": "+", 多 */
bool skip_dash(const char **text); /* between the ends of a range */
bool skip_brackets(const char **text, bool closing);

/* "bn", "亿". */
bool skip_magnitude(const char **text, double *magnitude);

#endif
