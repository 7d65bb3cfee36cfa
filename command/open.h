/* What every command begins and ends with: the engine, and standard output. */
#ifndef COMMAND_OPEN_H
#define COMMAND_OPEN_H

#include <stdbool.h>
#include <stddef.h>

#include "command/command.h"

struct buf;
struct complaints;
struct engine;
struct watchlist;

/* The engine for this invocation; NULL after a message on standard error, with
 * *STATUS set: 65 a wrong watchlist, 73 a state that cannot be opened. */
struct engine *open_engine(const struct invocation *invocation, int *status);

/* The watchlist alone, without a state; NULL after its mistakes were printed:
 * exit 65. */
struct watchlist *open_watchlist(const struct invocation *invocation);

/* On standard error, each at its place. */
void print_complaints(const struct complaints *complaints);

/* One sentence on standard error, and STATUS back. What is in it may come from
 * anywhere. */
int say_failure(int status, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* The same, and beneath it TEXT (made clean, about a line of it) with a caret
 * under its byte AT. */
int say_at(int status, const char *sentence, const char *text, size_t length,
    size_t at);

/* Writes OUT whole to standard output; false (after a message) where it cannot.
 * Text is spelt in ASCII where the locale has no UTF-8; JSON and CSV are UTF-8
 * always. */
bool print_answer(const struct buf *out, enum output_format format);

#endif
