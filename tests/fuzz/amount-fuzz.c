/* SPDX-License-Identifier: MIT */
/* A libFuzzer target: numbers as publishers write them. Whatever is read is an
 * amount, and what is not is told why. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/amount.h"
#include "model/amount_format.h"
#include "model/unit.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check(const struct amount *amount)
{
	struct buf text;

	if (!isfinite(amount->value) || !(amount->low <= amount->value) ||
	    !(amount->value <= amount->high) ||
	    (isinf(amount->low) && isinf(amount->high)))
		abort();
	buf_init(&text, LIMIT_LABEL);
	amount_format(&text, amount, NULL);
	if (text.length == 0 || text.full)
		abort();
	buf_release(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char decimals[] = { '\0', '.', ',' };
	struct unit points = unit_named("bp");
	char *text = mem_bytes((const char *)bytes, length);

	for (size_t i = 0; i < sizeof(decimals); i++) {
		struct amount amount;
		struct err err = { .text = "" };

		if (amount_parse(&amount, text, decimals[i], &err))
			check(&amount);
		else if (err.text[0] == '\0')
			abort();
		if (amount_parse_unit(
			&amount, text, decimals[i], &points, &err))
			check(&amount);
		err.text[0] = '\0';
		if (amount_parse_literal(
			&amount, (const char *)bytes, length, &err))
			check(&amount);
		else if (err.text[0] == '\0')
			abort();
	}
	mem_free(text);
	return 0;
}
