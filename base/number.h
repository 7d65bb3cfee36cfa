/* Numbers as text, the same in every locale. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct err;

/* A JSON-like decimal number that fills TEXT whole; false where it is none or
 * not finite. Never depends on LC_NUMERIC. */
bool number_parse(double *number, const char *text, size_t length);

/* The shortest text that reads back as the same double: 38676000000, 25.8,
 * 1e+300. */
void number_format(struct buf *out, double number);

/* With DECIMALS places, rounded half away from zero on the decimal text. */
void number_format_places(struct buf *out, double number, int decimals);

/* "15m", "6h", "1d", "85d", "2w", "20s", "1500ms" is refused. */
bool duration_parse(int64_t *seconds, const char *text, struct err *err);

/* "32 MiB", "64KiB", "10 MB", "4096". */
bool size_parse(int64_t *bytes, const char *text, struct err *err);

#endif
