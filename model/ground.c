/* SPDX-License-Identifier: MIT */
#include "model/ground.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/amount_format.h"
#include "model/evidence.h"

static const char *const words[GROUND_OF_COUNT] = {
	[GROUND_FIGURE] = "figure",
	[GROUND_EVENT] = "event",
	[GROUND_MEMBER] = "member",
};

const char *
ground_of_word(enum ground_of of)
{
	return words[of];
}

static void
ground_copy(struct ground *to, const struct ground *from)
{
	*to = *from;
	to->name = mem_text(from->name);
	to->unit = mem_text(from->unit);
	to->title = mem_text(from->title);
	to->said = mem_text(from->said);
	to->was = mem_text(from->was);
	labels_copy(&to->labels, &from->labels);
	to->evidence = evidence_hold(from->evidence);
}

void
grounds_copy(struct grounds *to, const struct grounds *from)
{
	*to = *from;
	to->items = mem_new_array(from->count, sizeof(*to->items));
	for (size_t i = 0; i < from->count; i++)
		ground_copy(&to->items[i], &from->items[i]);
}

void
ground_release(struct ground *ground)
{
	mem_free(ground->name);
	mem_free(ground->unit);
	mem_free(ground->title);
	mem_free(ground->said);
	mem_free(ground->was);
	labels_release(&ground->labels);
	evidence_release(ground->evidence);
	*ground = (struct ground){ .name = NULL };
}

void
grounds_release(struct grounds *grounds)
{
	for (size_t i = 0; i < grounds->count; i++)
		ground_release(&grounds->items[i]);
	mem_free(grounds->items);
	*grounds = (struct grounds){ .items = NULL };
}

void
ground_format_name(struct buf *out, const struct ground *ground)
{
	(void)buf_text(out, ground->name);
	labels_format(out, &ground->labels);
	if (!ground->has_period)
		return;
	(void)buf_char(out, ' ');
	if (ground->of == GROUND_EVENT)
		date_format(out, date_day_of(ground->period.start));
	else
		period_format(out, ground->period);
}

void
ground_format_amount(
    struct buf *out, const struct amount *amount, const char *unit)
{
	amount_format(out, amount, NULL);
	if (unit[0] != '\0' && strcmp(unit, "count") != 0)
		(void)buf_printf(out, " %s", unit);
}

void
ground_format_value(struct buf *out, const struct ground *ground)
{
	if (ground->has_amount && ground->of == GROUND_FIGURE)
		ground_format_amount(out, &ground->amount, ground->unit);
	else
		(void)buf_text(out, ground->said != NULL ? ground->said : "");
}

void
ground_format_before(struct buf *out, const struct ground *ground)
{
	if (ground->has_before)
		ground_format_amount(out, &ground->before, ground->unit);
	else
		(void)buf_text(out, ground->was != NULL ? ground->was : "");
}

/* What a derived figure rests on is said instead of it. */
static bool
is_cause(const struct ground *ground)
{
	return ground->changed &&
	    (ground->of != GROUND_FIGURE || ground->basis != BASIS_DERIVED);
}

static void
add_cause(struct buf *out, const struct ground *ground)
{
	bool before = ground->has_before || ground->was != NULL;

	ground_format_name(out, ground);
	if (before) {
		(void)buf_text(out, " was ");
		ground_format_before(out, ground);
		(void)buf_text(out, ", now ");
	} else {
		(void)buf_text(out, " is ");
	}
	ground_format_value(out, ground);
	if (!before)
		(void)buf_text(out, ", new");
}

bool
grounds_are_restated(const struct grounds *grounds)
{
	bool restated = false;

	for (size_t i = 0; i < grounds->count; i++) {
		const struct ground *ground = &grounds->items[i];

		/* A member that changed has its own cause below it. */
		if (!is_cause(ground) || ground->of == GROUND_MEMBER)
			continue;
		if (!ground->has_before)
			return false;
		restated = true;
	}
	return restated;
}

/* Those that IS_SAID picks, WIDEST of them by name. */
static void
format_some(struct buf *out, const struct grounds *grounds, size_t widest,
    bool (*is_said)(const struct ground *ground))
{
	size_t said = 0, more = 0;

	for (size_t i = 0; i < grounds->count; i++) {
		if (!is_said(&grounds->items[i]))
			continue;
		if (said >= widest) {
			more++;
			continue;
		}
		if (said++ > 0)
			(void)buf_text(out, "; ");
		add_cause(out, &grounds->items[i]);
	}
	if (more > 0)
		(void)buf_printf(out, "; and %zu more", more);
}

static bool
is_restated_figure(const struct ground *ground)
{
	return is_cause(ground) && ground->has_before;
}

void
grounds_format_cause(
    struct buf *out, const struct grounds *grounds, size_t widest)
{
	format_some(out, grounds, widest, is_cause);
}

void
grounds_format_restated(
    struct buf *out, const struct grounds *grounds, size_t widest)
{
	format_some(out, grounds, widest, is_restated_figure);
}
