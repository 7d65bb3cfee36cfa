/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "model/period.h"

struct reader {
	const char *text, *rest;
	int fiscal_end;
};

/* The period of MONTHS months that begins FIRST months after year 0. */
static struct period
of_months(int64_t first, int months, enum period_kind kind)
{
	int year = (int)(first / 12), month = (int)(first % 12) + 1;

	return (struct period){
		date_days(year, month, 1) * DAY_S,
		date_days(year, month + months, 1) * DAY_S,
		kind,
	};
}

static bool
skip_word(struct reader *reader, const char *word)
{
	if (strncasecmp(reader->rest, word, strlen(word)) != 0)
		return false;
	reader->rest += strlen(word);
	return true;
}

static bool
read_digits(struct reader *reader, size_t count, int *number)
{
	if (strspn(reader->rest, "0123456789") < count)
		return false;
	*number = 0;
	for (size_t i = 0; i < count; i++)
		*number = *number * 10 + (*reader->rest++ - '0');
	return true;
}

/* After the year: nothing, Q2, or (EDGAR's frames of instants) Q2I. */
static bool
read_quarter(struct reader *reader, int *quarter, struct err *err)
{
	size_t at;

	*quarter = 0;
	if (*reader->rest == '\0')
		return true;
	(void)skip_word(reader, "-");
	(void)skip_word(reader, " ");
	if (!skip_word(reader, "Q"))
		return err_set(err, " ");
	at = (size_t)(reader->rest - reader->text);
	if (!read_digits(reader, 1, quarter) || *quarter < 1 || *quarter > 4)
		return err_at(err, at, "'%s' is no period: a quarter is 1 to 4",
		    reader->text);
	(void)skip_word(reader, "I");
	return *reader->rest == '\0' || err_set(err, " ");
}

/* Of YEAR, counted from year 0. */
static int64_t
first_month(const struct reader *reader, int year, bool fiscal)
{
	return (int64_t)year * 12 + (fiscal ? reader->fiscal_end - 12 : 0);
}

/* A fiscal year may begin in the calendar year before; there is no year 0. */
static int
first_year(bool fiscal)
{
	return fiscal ? 2 : 1;
}

/* Two digits stand for 1970 to 2069. */
static bool
read_short_year(struct reader *reader, int *year)
{
	if (strspn(reader->rest, "0123456789") != 2 ||
	    !read_digits(reader, 2, year))
		return false;
	*year += *year < 70 ? 2000 : 1900;
	return true;
}

/* 2025, YR2025, 2025Q2, CY2025Q2, FY2026, FY26Q1. ERR stays " " where it is
 * none of these and something else may still read it. */
static bool
read_year(struct reader *reader, struct period *period, struct err *err)
{
	bool fiscal = skip_word(reader, "FY");
	bool named = fiscal || skip_word(reader, "CY") ||
		     skip_word(reader, "YR"); /* the World Bank's */
	int64_t first;
	int year, quarter;

	(void)err_set(err, " ");
	if ((!read_digits(reader, 4, &year) &&
		!(fiscal && read_short_year(reader, &year))) ||
	    year < first_year(fiscal) || !read_quarter(reader, &quarter, err))
		return named && err->text[0] == ' '
			   ? err_at(err, 0,
				 "'%s' is no period: a year of four digits and "
				 "perhaps Q1 to Q4 are expected",
				 reader->text)
			   : false;
	first = first_month(reader, year, fiscal);
	*period = quarter > 0
		      ? of_months(first + (quarter - 1) * 3, 3, PERIOD_QUARTER)
		      : of_months(first, 12, PERIOD_YEAR);
	return true;
}

/* Q2 2025, 2Q25, Q2'25, Q1 FY2026. */
static bool
read_quarter_first(struct reader *reader, struct period *period)
{
	int year, quarter;
	bool fiscal;

	if (skip_word(reader, "Q")
		? !read_digits(reader, 1, &quarter)
		: !read_digits(reader, 1, &quarter) || !skip_word(reader, "Q"))
		return false;
	reader->rest += strspn(reader->rest, " -/");
	fiscal = skip_word(reader, "FY");
	if (!fiscal)
		(void)skip_word(reader, "CY");
	if (!read_digits(reader, 4, &year)) {
		(void)skip_word(reader, "'");
		if (!read_short_year(reader, &year))
			return false;
	}
	if (quarter < 1 || quarter > 4 || year < first_year(fiscal))
		return false;
	*period = of_months(
	    first_month(reader, year, fiscal) + (int64_t)(quarter - 1) * 3, 3,
	    PERIOD_QUARTER);
	return *reader->rest == '\0';
}

/* The quarter of 第二季度, 2季度, Q2. */
static bool
read_chinese_quarter(struct reader *reader, int *quarter)
{
	static const char *const numbers[] = { "一", "二", "三", "四" };

	if (skip_word(reader, "Q"))
		return read_digits(reader, 1, quarter);
	(void)skip_word(reader, "第");
	*quarter = 0;
	for (int i = 0; i < 4 && *quarter == 0; i++)
		if (skip_word(reader, numbers[i]))
			*quarter = i + 1;
	return (*quarter > 0 || read_digits(reader, 1, quarter)) &&
	       skip_word(reader, "季") &&
	       (skip_word(reader, "度") || *reader->rest == '\0');
}

/* 2025年, 2025年第二季度, 2026财年第一季度. */
static bool
read_chinese(struct reader *reader, struct period *period)
{
	int year, quarter;
	bool fiscal;

	if (!read_digits(reader, 4, &year))
		return false;
	fiscal = skip_word(reader, "财年") || skip_word(reader, "財年");
	if ((!fiscal && !skip_word(reader, "年")) || year < first_year(fiscal))
		return false;
	(void)skip_word(reader, "度");
	if (*reader->rest == '\0') {
		*period = of_months(
		    first_month(reader, year, fiscal), 12, PERIOD_YEAR);
		return true;
	}
	if (!read_chinese_quarter(reader, &quarter) || quarter < 1 ||
	    quarter > 4)
		return false;
	*period = of_months(
	    first_month(reader, year, fiscal) + (int64_t)(quarter - 1) * 3, 3,
	    PERIOD_QUARTER);
	return *reader->rest == '\0';
}

/* Behind the year: -06, /06, M06, 年6月. */
static bool
read_month_number(struct reader *reader, int *month)
{
	size_t count = 2;
	bool chinese = skip_word(reader, "年");

	if (chinese)
		count = strspn(reader->rest, "0123456789") == 1 ? 1 : 2;
	else if (!skip_word(reader, "-") && !skip_word(reader, "M") &&
		 !skip_word(reader, "/"))
		return false;
	return read_digits(reader, count, month) && *month >= 1 &&
	       *month <= 12 && (!chinese || skip_word(reader, "月"));
}

static bool
read_month(struct reader *reader, struct period *period)
{
	int year, month;

	if (isdigit((unsigned char)*reader->rest)) {
		if (!read_digits(reader, 4, &year) ||
		    !read_month_number(reader, &month))
			return false;
	} else {
		if (!date_read_month(&reader->rest, &month))
			return false;
		reader->rest += strspn(reader->rest, " .,-");
		if (!read_digits(reader, 4, &year))
			return false;
	}
	if (year < 1)
		return false;
	*period = of_months((int64_t)year * 12 + month - 1, 1, PERIOD_MONTH);
	return *reader->rest == '\0';
}

bool
period_parse(
    struct period *period, const char *text, int fiscal_end, struct err *err)
{
	struct reader reader = { text, text, fiscal_end };
	struct err unused;
	bool has_time;
	int64_t time;

	if (read_year(&reader, period, err))
		return true;
	if (err->text[0] != ' ')
		return false;
	reader.rest = text;
	if (read_quarter_first(&reader, period))
		return true;
	reader.rest = text;
	if (read_chinese(&reader, period))
		return true;
	reader.rest = text;
	if (read_month(&reader, period))
		return true;
	if (date_is_two_ways(text)) /* false, and ERR says which */
		return date_parse_time(&time, &has_time, text, err);
	if (!date_parse_time(&time, &has_time, text, &unused))
		return err_at(err, 0,
		    "'%s' is no period: 2025Q2, FY2026Q1, 2025-06, 2025 or a "
		    "date is expected",
		    text);
	*period = has_time ? period_of_instant(time)
			   : period_of_day(date_day_of(time));
	return true;
}
