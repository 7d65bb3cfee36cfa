/* SPDX-License-Identifier: MIT */
#include "tui/row_text.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "model/period.h"
#include "model/unit.h"
#include "tests/tap.h"

static const struct {
	const char *text, *unit;
	int width;
	const char *fits;
} squeezed[] = {
	{ "67.7 bn RMB", "RMB", 13, "67.7 bn RMB" },
	{ "≥ 380.0 bn RMB", "RMB", 14, "≥ 380.0 bn RMB" },
	{ "≥ 380.0 bn RMB", "RMB", 13, "≥380.0 bn RMB" },
	{ "≥ 1.0 bn count", "count", 13, "≥1.0 bn count" },
	{ "≥ 100,000 count", "count", 13, "≥100,000" },
	{ "≥ 1,000,000.00 RMB", "RMB", 13, "≥1,000,000.00 RMB" },
	{ "-120.5 bn y/y", NULL, 12, "-120.5bn y/y" },
	{ "+75.0% y/y", NULL, 12, "+75.0% y/y" },
	{ "unreadable", NULL, 5, "unreadable" },
	{ "", "count", 0, "" },
};

static const struct {
	const char *label;
	int fiscal_end, width;
	const char *said;
} periods[] = {
	{ "2026Q2", 3, 8, "2026Q2" },
	{ "2026Q2", 3, 12, "2026Q2 FQ1" },
	{ "2026Q2", 12, 12, "2026Q2" },
	{ "FY2026", 3, 8, "FY2026" }, /* no calendar year is this one */
	{ "FY2026", 3, 12, "2025 FY2026" },
	{ "2026", 3, 8, "2026" }, /* nor is this a fiscal one */
	{ "2026", 3, 12, "2026" },
	{ "2026", 12, 8, "2026" },
	{ "2026-03-31", 3, 8, "26-03-31" },
	{ "2026-03-31", 3, 12, "2026-03-31" },
	{ "2026-03", 3, 8, "2026-03" },
};

static void
test_spans(void)
{
	struct period half = { 1743465600, 1759276800, PERIOD_SPAN };
	struct buf out;

	buf_init(&out, LIMIT_LABEL);
	row_period(&out, half, 3, 8);
	is_string(buf_string(&out), "to 25-09", "a half-year's end");
	buf_clear(&out);
	row_period(&out, half, 3, 12);
	is_string(buf_string(&out), "to 25-09-30", "with its day");
	buf_clear(&out);
	row_period(&out, half, 3, 30);
	is_string(buf_string(&out), "2025-04-01..2025-09-30", "or whole");
	buf_release(&out);
}

int
main(void)
{
	struct period period;
	struct unit unit;
	struct buf out;
	struct err err;

	buf_init(&out, LIMIT_LABEL);
	for (size_t i = 0; i < ARRAY_LEN(squeezed); i++) {
		buf_clear(&out);
		(void)buf_text(&out, squeezed[i].text);
		if (squeezed[i].unit != NULL)
			unit = unit_named(squeezed[i].unit);
		row_squeeze(&out, squeezed[i].width,
		    squeezed[i].unit != NULL ? &unit : NULL);
		is_string(buf_string(&out), squeezed[i].fits,
		    squeezed[i].text);
	}
	for (size_t i = 0; i < ARRAY_LEN(periods); i++) {
		buf_clear(&out);
		ok(period_parse(&period, periods[i].label,
		       periods[i].fiscal_end, &err),
		    periods[i].label);
		row_period(&out, period, periods[i].fiscal_end,
		    periods[i].width);
		is_string(buf_string(&out), periods[i].said, "as said");
	}
	buf_release(&out);
	test_spans();
	return done();
}
