/* The proleptic Gregorian calendar in UTC: days are counted from 1970-01-01,
 * times are seconds since then. No zones but those written in the text. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

struct buf;
struct err;

struct civil {
	int year, month, day; /* 1..12, 1..31 */
};

int64_t date_days(int year, int month, int day); /* month may overflow 1..12 */
struct civil date_civil(int64_t days);
bool date_is_valid(int year, int month, int day);
int64_t date_day_of(int64_t time); /* floor(time / 86400) */

/* "2025-06-30"; false without ERR touched where it is no such date. */
bool date_parse(int64_t *days, const char *text);

/* A moment as publishers write it. Dates: 2025-06-30, 20250630, 2025/06/30,
 * 2025M06D30, 2025年6月30日, 30.06.2025, 30 June 2025, 30-Jun-25, June 30,
 * 2025; 30-06-2025 and 30/06/2025 where the day cannot be the month. Behind it
 * perhaps a time: T120000Z, 12:00:00.123+08:00, 12:27 pm EST (no zone is UTC).
 * Else epoch seconds (9-10 digits) or milliseconds (12-13). *HAS_TIME (may be
 * NULL) tells whether more than a date was said. */
bool date_parse_time(
    int64_t *time, bool *has_time, const char *text, struct err *err);

/* Whether date_parse_time() refuses TEXT since two days may be meant. */
bool date_is_two_ways(const char *text);

/* A month's name at *TEXT, whole or its first three letters or more, in any
 * case: moves *TEXT behind it; 1..12. */
bool date_read_month(const char **text, int *month);

void date_format(struct buf *out, int64_t days);	/* 2025-06-30 */
void date_format_time(struct buf *out, int64_t time); /* 2025-06-30T12:00:00Z */

#endif
