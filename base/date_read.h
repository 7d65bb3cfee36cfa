/* What date_parse.c and date_clock.c read with; only they know of it. Each
 * moves *TEXT behind what it read. */
#ifndef BASE_DATE_READ_H
#define BASE_DATE_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Exactly COUNT digits, whatever follows. */
bool date_digits(const char **text, size_t count, int *number);

bool date_skip(const char **text, const char *what); /* in any case of ASCII */
void date_skip_any(const char **text, const char *set);

/* A time of the day, and its zone or none: seconds UTC. */
bool date_read_clock(const char **text, int64_t *seconds);

#endif
