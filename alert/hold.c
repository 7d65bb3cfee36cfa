/* SPDX-License-Identifier: MIT */
#include "alert/hold.h"

#include <string.h>

#include "base/err.h"
#include "base/number.h"

static const struct {
	const char *word;
	enum hold_by by;
} words[] = {
	{ " periods", HOLD_PERIODS },
	{ " period", HOLD_PERIODS },
	{ " runs", HOLD_RUNS },
	{ " run", HOLD_RUNS },
};

static enum hold_by
counted(const char *text, size_t *digits)
{
	*digits = strspn(text, "0123456789");
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (*digits > 0 && !strcmp(text + *digits, words[i].word))
			return words[i].by;
	return HOLD_NOTHING;
}

bool
hold_parse(struct hold *hold, const char *text, struct err *err)
{
	size_t digits;
	double count;
	struct hold got = { .by = counted(text, &digits) };

	if (got.by != HOLD_NOTHING) {
		if (!number_parse(&count, text, digits) || count < 1 ||
		    count > 1000)
			return err_at(err, 0,
			    "'%s': between 1 and 1000 are possible", text);
		got.count = (unsigned)count;
		*hold = got;
		return true;
	}
	if (!duration_parse(&got.seconds, text, err) || got.seconds <= 0)
		return err_at(err, 0,
		    "'%s' is no stretch to hold for: write 2 periods, 3d or "
		    "2 runs",
		    text);
	got.by = HOLD_SECONDS;
	*hold = got;
	return true;
}
