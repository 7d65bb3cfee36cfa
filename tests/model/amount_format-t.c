/* SPDX-License-Identifier: MIT */
#include "model/amount_format.h"

#include <math.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/amount.h"
#include "model/unit.h"
#include "tests/tap.h"

static const struct {
	double number;
	const char *unit;
	const char *text, *with_sign;
} numbers[] = {
	{ 38676000000, "RMB", "38.7 bn", "+38.7 bn" },
	{ 67750000000, "RMB", "67.8 bn", "+67.8 bn" },
	{ -38676000000, "RMB", "-38.7 bn", "-38.7 bn" },
	{ 999949999999, "RMB", "999.9 bn", "+999.9 bn" },
	{ 999950000000, "RMB", "1.0 tn", "+1.0 tn" },
	{ 999949999, "RMB", "999.9 m", "+999.9 m" },
	{ 999950000, "RMB", "1.0 bn", "+1.0 bn" },
	{ 999499, "count", "999,499", "+999,499" },
	{ 999500, "count", "1.0 m", "+1.0 m" },
	{ 12345.6, "RMB", "12,346", "+12,346" },
	{ 1234.5, "RMB", "1,234.50", "+1,234.50" },
	{ 1234, "count", "1,234", "+1,234" },
	{ 999, "count", "999", "+999" },
	{ 25.84, "%", "25.8", "+25.8" },
	{ 8.45, "%", "8.5", "+8.5" },
	{ -0.5, "pp", "-0.5", "-0.5" },
	{ -0.05, "pp", "-0.05", "-0.05" },
	{ -1e-14, "pp", "0.00", "+0.00" },
	{ 0, "%", "0.0", "+0.0" },
	{ 0, "RMB", "0", "+0" },
	{ 0.09, "%", "0.09", "+0.09" },
	{ 0.0123, "USD/Mtok", "0.0123", "+0.0123" },
	{ 0.00001, "%", "1e-05", "+1e-05" },
	{ -0.00001, "USD", "-1e-05", "-1e-05" },
	{ 12.5, "x", "12.5", "+12.5" },
	{ 81.25, "score", "81.3", "+81.3" },
	{ 2.5, "USD/Mtok", "2.50", "+2.50" },
};

#define OPEN ((double)INFINITY)

static const struct {
	struct amount amount;
	const char *unit, *text;
} amounts[] = {
	{ { 38676e6, 38676e6, 38676e6, false }, "RMB", "38.7 bn RMB" },
	{ { 120e9, 120e9, 120e9, true }, "RMB", "~120.0 bn RMB" },
	{ { 100, 100, OPEN, false }, "%", "≥ 100.0 %" },
	{ { 55, -OPEN, 55, false }, "%", "≤ 55.0 %" },
	{ { 150, 120, OPEN, false }, "%", "≥ 120.0 %" },
	{ { 92e9, 91e9, 93e9, false }, "RMB", "91.0 to 93.0 bn RMB" },
	{ { 1e9, .9e9, 1.1e9, false }, "RMB", "900.0 m to 1.1 bn RMB" },
	{ { 0, -5, 5, false }, "pp", "-5.0 to 5.0 pp" },
	{ { -4e9, -5e9, -3e9, true }, "RMB", "~-5.0 to -3.0 bn RMB" },
	{ { 7, 7, 7, false }, NULL, "7" },
	{ { 2.5, 2.5, 2.5, false }, "USD/Mtok", "2.50 USD/Mtok" },
};

int
main(void)
{
	struct unit unit;
	struct err err;
	struct buf out;

	buf_init(&out, 1000);
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		(void)unit_parse(&unit, numbers[i].unit, &err);
		buf_clear(&out);
		amount_format_number(&out, numbers[i].number, &unit, false);
		is_string(buf_string(&out), numbers[i].text, "a number");
		buf_clear(&out);
		amount_format_number(&out, numbers[i].number, &unit, true);
		is_string(buf_string(&out), numbers[i].with_sign, "signed");
	}
	for (size_t i = 0; i < ARRAY_LEN(amounts); i++) {
		if (amounts[i].unit != NULL)
			(void)unit_parse(&unit, amounts[i].unit, &err);
		buf_clear(&out);
		amount_format(&out, &amounts[i].amount,
		    amounts[i].unit != NULL ? &unit : NULL);
		is_string(buf_string(&out), amounts[i].text, "an amount");
	}
	buf_clear(&out);
	amount_format_number(&out, 1.7e308, NULL, false);
	ok(out.length > 300, "the largest number is shown whole");
	buf_release(&out);
	return done();
}
