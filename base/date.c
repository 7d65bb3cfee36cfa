/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include "base/buf.h"

/* The next two functions follow Howard Hinnant's "chrono-compatible low-level
 * date algorithms": eras of 400 years, years that begin in March. */
int64_t
date_days(int year, int month, int day)
{
	int64_t months = (int64_t)year * 12 + (month - 1);
	int64_t y = months >= 0 ? months / 12 : -((11 - months) / 12);
	int64_t m = months - y * 12 + 1;
	int64_t era, year_of_era, day_of_year;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	year_of_era = y - era * 400;
	day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 -
	    year_of_era / 100 + day_of_year - 719468;
}

struct civil
date_civil(int64_t days)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int64_t month = mp < 10 ? mp + 3 : mp - 9;

	return (struct civil){
		.year = (int)(yoe + era * 400 + (month <= 2)),
		.month = (int)month,
		.day = (int)(doy - (153 * mp + 2) / 5 + 1),
	};
}

bool
date_is_valid(int year, int month, int day)
{
	struct civil back;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > 31)
		return false;
	back = date_civil(date_days(year, month, day));
	return back.month == month && back.day == day;
}

int64_t
date_day_of(int64_t time)
{
	return time >= 0 ? time / 86400 : -((86399 - time) / 86400);
}

void
date_format(struct buf *out, int64_t days)
{
	struct civil civil = date_civil(days);

	(void)buf_printf(
	    out, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

void
date_format_time(struct buf *out, int64_t time)
{
	int64_t day = date_day_of(time);
	int rest = (int)(time - day * 86400);

	date_format(out, day);
	(void)buf_printf(out, "T%02d:%02d:%02dZ", rest / 3600, rest / 60 % 60,
	    rest % 60);
}
