/* SPDX-License-Identifier: MIT */
/* A libFuzzer target: periods and dates. The first byte is the month in which
 * the fiscal year ends. What was read is written, and read again as the
 * same. */
#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/period.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check_period(struct period period, int fiscal_end)
{
	struct period again;
	struct buf text;
	struct err err;

	if (period.start > period.end ||
	    (period.kind == PERIOD_INSTANT) != (period.start == period.end))
		abort();
	buf_init(&text, LIMIT_LABEL);
	period_format(&text, period);
	if (period.kind != PERIOD_SPAN &&
	    (!period_parse(
		 &again, buf_string(&text), FISCAL_CALENDAR, &err) ||
		!period_equal(period, again)))
		abort();
	buf_clear(&text);
	period_format_fiscal(&text, period, fiscal_end);
	if (text.length == 0)
		abort();
	buf_release(&text);
}

static void
check_time(int64_t time)
{
	struct buf text;
	struct err err;
	int64_t again;

	buf_init(&text, LIMIT_LABEL);
	date_format_time(&text, time);
	if (!date_parse_time(&again, NULL, buf_string(&text), &err) ||
	    again != time)
		abort();
	buf_release(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct period period;
	struct err err = { .text = "" };
	int64_t time;
	int fiscal_end;
	char *text;

	if (length == 0)
		return 0;
	fiscal_end = 1 + bytes[0] % 12;
	text = mem_bytes((const char *)bytes + 1, length - 1);
	if (period_parse(&period, text, fiscal_end, &err))
		check_period(period, fiscal_end);
	else if (err.text[0] == '\0')
		abort();
	err.text[0] = '\0';
	if (date_parse_time(&time, NULL, text, &err))
		check_time(time);
	else if (err.text[0] == '\0')
		abort();
	(void)date_is_two_ways(text);
	mem_free(text);
	return 0;
}
