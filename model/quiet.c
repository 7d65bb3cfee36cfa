/* SPDX-License-Identifier: MIT */
#include "model/quiet.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/number.h"

enum { FARTHEST_DAYS = 3653 };

void
acknowledgement_release(struct acknowledgement *acknowledgement)
{
	mem_free(acknowledgement->alert);
	mem_free(acknowledgement->author);
	mem_free(acknowledgement->reason);
	*acknowledgement = (struct acknowledgement){ .alert = NULL };
}

void
silence_release(struct silence *silence)
{
	mem_free(silence->alert);
	mem_free(silence->signal);
	mem_free(silence->panel);
	mem_free(silence->author);
	mem_free(silence->reason);
	labels_release(&silence->labels);
	*silence = (struct silence){ .alert = NULL };
}

void
silence_copy(struct silence *to, const struct silence *from)
{
	*to = *from;
	to->alert = mem_text(from->alert);
	to->signal = mem_text(from->signal);
	to->panel = mem_text(from->panel);
	to->author = mem_text(from->author);
	to->reason = mem_text(from->reason);
	labels_init(&to->labels);
	labels_copy(&to->labels, &from->labels);
}

void
quiets_release(struct quiets *quiets)
{
	for (size_t i = 0; i < quiets->acknowledgement_count; i++)
		acknowledgement_release(&quiets->acknowledgements[i]);
	for (size_t i = 0; i < quiets->silence_count; i++)
		silence_release(&quiets->silences[i]);
	for (size_t i = 0; i < quiets->telling_count; i++)
		mem_free(quiets->tellings[i].alert);
	mem_free(quiets->acknowledgements);
	mem_free(quiets->silences);
	mem_free(quiets->tellings);
	*quiets = (struct quiets){ .acknowledgement_count = 0 };
}

static void
add_scope(struct buf *out, const char *word, const char *name)
{
	if (name != NULL)
		(void)buf_printf(
		    out, "%s%s %s", out->length > 0 ? " and " : "", word, name);
}

char *
silence_scope(const struct silence *silence)
{
	struct buf out;

	buf_init(&out, LIMIT_MESSAGE);
	add_scope(&out, "alert", silence->alert);
	add_scope(&out, "signal", silence->signal);
	add_scope(&out, "panel", silence->panel);
	for (size_t i = 0; i < silence->labels.count; i++)
		(void)buf_printf(&out, "%s%s=\"%s\"",
		    out.length > 0 ? " and " : "",
		    silence->labels.pairs[i].name,
		    silence->labels.pairs[i].value);
	return buf_take(&out);
}

/* "7d" is a duration, "2026-12-01" is not: a '-' or a ':' tells. */
static bool
is_duration(const char *text)
{
	return isdigit((unsigned char)text[0]) && strpbrk(text, "-:/ ") == NULL;
}

static bool
read_until(int64_t *until, const char *text, int64_t now, struct err *err)
{
	struct err unused;
	int64_t number;

	if (is_duration(text) && duration_parse(&number, text, &unused) &&
	    number <= FARTHEST_DAYS * DAY_S) {
		*until = now + number;
		return true;
	}
	if (date_parse(&number, text)) {
		*until = (number + 1) * DAY_S;
		return true;
	}
	if (!is_duration(text) && date_parse_time(until, NULL, text, &unused))
		return true;
	return err_at(err, 0,
	    "'%s' is no end of a silence: write 7d, 2026-12-01 or "
	    "2026-12-01T18:00:00Z",
	    text);
}

bool
silence_until_parse(
    int64_t *until, const char *text, int64_t now, struct err *err)
{
	if (!read_until(until, text, now, err))
		return false;
	if (*until <= now)
		return err_at(err, 0, "'%s' is over already", text);
	return *until - now <= FARTHEST_DAYS * DAY_S ||
	       err_at(err, 0, "'%s' is more than ten years ahead", text);
}
