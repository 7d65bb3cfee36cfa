/* Files and pipes that are named on the command line. */
#ifndef COMMAND_OPERAND_H
#define COMMAND_OPERAND_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct buf;

bool operand_is_url(const char *name); /* http, https */

/* One read of what is there; *GOT is 0 at the end. False: errno says why, and
 * operand_failed() tells it and gives the exit status. */
bool operand_read(int file, char *piece, size_t room, size_t *got);
int operand_failed(const char *shown);

/* Appends the whole of PATH up to OUT's ceiling (then it is full); the exit
 * status after a message, else 0. */
int operand_read_all(const char *path, struct buf *out);

/* Appends the query that is in the file PATH, less one final newline, or (PATH
 * is NULL) the OPERAND itself; the exit status after a message, else 0. */
int operand_query(const char *path, const char *operand, struct buf *text);

/* The line and column (in characters, both from 1) of the byte AT, counted from
 * START on; the file is read again for that. False: it cannot be. */
bool operand_place(
    int file, off_t start, size_t at, size_t *line, size_t *column);

#endif
