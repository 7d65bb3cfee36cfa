/* SPDX-License-Identifier: MIT */
/* A libFuzzer target: numbers, periods and dates as publishers write them. The
 * first byte says which decimal mark, and when the fiscal year ends.
 *	clang -g -O1 -fsanitize=fuzzer,address,undefined -D_GNU_SOURCE -I. \
 *	    tests/fuzz/figure-fuzz.c model/amount.c model/amount_parse.c \
 *	    model/amount_words.c model/counted.c model/digits.c model/period.c \
 *	    model/period_parse.c base/?*.c \
 *	    $(pkg-config --libs libpcre2-8 libcrypto) -lm */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "model/amount.h"
#include "model/period.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#define YEAR_2 INT64_C(-62104060800)
#define YEAR_9998 INT64_C(253339228800)

/* What is read is finite, and stands between its ends. */
static void
try_amount(const char *text, char decimal)
{
	struct amount amount;
	struct err err;

	if (amount_parse(&amount, text, decimal, &err) &&
	    (!isfinite(amount.value) || !(amount.low <= amount.value) ||
		!(amount.value <= amount.high)))
		abort();
}

/* What is read does not end before it starts, and what it is called is read as
 * the same. */
static void
try_period(const char *text, int fiscal_end)
{
	struct period period, again;
	struct buf name;
	struct err err;

	if (!period_parse(&period, text, fiscal_end, &err))
		return;
	if (period.end < period.start)
		abort();
	if (period.start < YEAR_2 || period.end > YEAR_9998)
		return; /* its name may have five digits, or be before year 1 */
	buf_init(&name, 1000);
	period_format_fiscal(&name, period, fiscal_end);
	if (!period_parse(&again, buf_string(&name), fiscal_end, &err) ||
	    period_slot(again) != period_slot(period))
		abort();
	buf_release(&name);
}

static void
try_date(const char *text)
{
	struct err err;
	int64_t time;
	bool read = date_parse_time(&time, NULL, text, &err);

	if (read && date_is_two_ways(text))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char marks[] = { 0, '.', ',' };
	char *text;

	if (length == 0)
		return 0;
	text = mem_new_array(length, 1);
	memcpy(text, bytes + 1, length - 1);
	try_amount(text, marks[bytes[0] % 3]);
	try_period(text, 1 + bytes[0] % 12);
	try_date(text);
	mem_free(text);
	return 0;
}
