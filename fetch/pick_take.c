/* SPDX-License-Identifier: MIT */
#include "fetch/pick_take.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/pick_read.h"
#include "fetch/take.h"
#include "model/evidence.h"

void
take_release(struct take *take)
{
	if (take->is_event)
		event_release(&take->event);
	labels_release(&take->labels);
	vintage_release(&take->vintage);
	*take = (struct take){ .signal = NULL };
}

void
gathered_release(struct gathered *gathered, const struct recipe *recipe)
{
	size_t count = recipe->slot_count + recipe->label_count;

	for (size_t i = 0; gathered->values != NULL && i < count; i++)
		text_value_release(&gathered->values[i]);
	mem_free(gathered->values);
	gathered->values = NULL;
}

static bool
read_known_at(const struct taking *taking, int64_t *known_at)
{
	*known_at = taking->taker->document->retrieved_at;
	return !is_said(part_of(taking, PART_VINTAGE)) ||
	    read_time(taking, PART_VINTAGE, known_at);
}

/* Times the recipe's scale; false where that is beyond a number. */
static bool
scale(const struct taking *taking, struct amount *amount)
{
	if (taking->recipe->scale == 1)
		return true;
	*amount = amount_scale(*amount, taking->recipe->scale);
	return isfinite(amount->value) ||
	    err_set(taking->err, "scaled, %s is beyond what a number can hold",
		part_of(taking, PART_VALUE)->path);
}

enum taken
take_figure(const struct taker *taker, const struct gathered *gathered,
    struct take *take, struct err *err)
{
	const struct recipe *recipe = taker->recipe;
	struct taking taking = { taker, recipe, gathered, err };
	const struct text_value *value = part_of(&taking, PART_VALUE);
	struct vintage *vintage = &take->vintage;

	*take = (struct take){ .signal = recipe->section->name };
	if (!is_said(value) || is_placeholder(&taking, value))
		return TAKEN_NOTHING;
	if (!read_amount(&taking, &vintage->amount) ||
	    !apply_bound(&taking, &vintage->amount) ||
	    !read_period(&taking, &take->period) ||
	    !read_basis(&taking, &vintage->basis) ||
	    !read_known_at(&taking, &vintage->known_at) ||
	    !scale(&taking, &vintage->amount))
		return TAKEN_WRONG;
	if (recipe->has_length && recipe->cumulative.year_ends == 0 &&
	    take->period.kind != recipe->length)
		return TAKEN_NOTHING;
	vintage->confidence = clean_part(&taking, PART_CONFIDENCE);
	vintage->remark = clean_part(&taking, PART_REMARK);
	vintage->evidence = evidence_of(&taking, PART_VALUE);
	read_labels(&taking, &take->labels);
	if (recipe->basis_varies &&
	    basis_voice(vintage->basis) != BASIS_REPORTED)
		labels_put(&take->labels, "basis", basis_name(vintage->basis));
	return TAKEN;
}

static char *
kind_of(const struct recipe *recipe, char *read, const char *title)
{
	const char *subject = read != NULL ? read : title;

	if (recipe->kind_count == 0)
		return read != NULL ? read : mem_text("other");
	for (size_t i = 0; i < recipe->kind_count; i++)
		if (regex_finds(
			recipe->kinds[i].regex, subject, strlen(subject))) {
			char *kind = mem_text(recipe->kinds[i].name);

			mem_free(read);
			return kind;
		}
	mem_free(read);
	return mem_text("other");
}

static void
label_by_title(const struct recipe *recipe, struct event *event)
{
	for (size_t i = 0; i < recipe->label_pattern_count; i++) {
		const struct pattern *pattern = &recipe->label_patterns[i];

		labels_put(&event->labels, pattern->name,
		    regex_finds(pattern->regex, event->title,
			strlen(event->title))
			? "yes"
			: "no");
	}
}

/* The publisher's id, else the link, else labels and title. */
static char *
id_of(const struct event *event, char *id)
{
	struct buf out;

	if (id != NULL)
		return id;
	if (event->link != NULL)
		return mem_text(event->link);
	buf_init(&out, 1 << 16);
	labels_format(&out, &event->labels);
	(void)buf_text(&out, event->title);
	return buf_take(&out);
}

static bool
no_date(const struct taking *taking)
{
	char *at = foreign_clean(
	    foreign_text(part_of(taking, PART_TITLE)->path));

	(void)err_set(taking->err, "the event at %s has no date", at);
	mem_free(at);
	return false;
}

static bool
read_event_times(const struct taking *taking, struct event *event)
{
	event->due = NO_DATE;
	if (!is_said(part_of(taking, PART_DATE)))
		return no_date(taking);
	return read_time(taking, PART_DATE, &event->date) &&
	    (!is_said(part_of(taking, PART_DUE)) ||
		part_of(taking, PART_DUE)->length == 0 ||
		read_time(taking, PART_DUE, &event->due)) &&
	    read_basis(taking, &event->basis);
}

/* An event is known from its own date, unless the publisher says when. */
static bool
read_event_known(const struct taking *taking, struct event *event)
{
	event->known_at = event->date;
	if (is_said(part_of(taking, PART_VINTAGE)))
		return read_time(taking, PART_VINTAGE, &event->known_at);
	if (event->known_at > taking->taker->document->retrieved_at)
		event->known_at = taking->taker->document->retrieved_at;
	return true;
}

static bool
read_event_amount(const struct taking *taking, struct event *event)
{
	const struct text_value *value = part_of(taking, PART_VALUE);

	event->has_amount = is_said(value) && value->length > 0 &&
	    !is_placeholder(taking, value);
	event->unit = taking->recipe->unit;
	if (!event->has_amount)
		return true;
	return read_amount(taking, &event->amount) &&
	    scale(taking, &event->amount);
}

enum taken
take_event(const struct taker *taker, const struct gathered *gathered,
    struct take *take, struct err *err)
{
	const struct recipe *recipe = taker->recipe;
	struct taking taking = { taker, recipe, gathered, err };
	struct event *event = &take->event;

	*take = (struct take){ .signal = recipe->section->name,
		.is_event = true };
	if (!read_event_times(&taking, event) ||
	    !read_event_known(&taking, event) ||
	    !read_event_amount(&taking, event))
		return TAKEN_WRONG;
	event->title = clean_part(&taking, PART_TITLE);
	if (event->title == NULL)
		event->title = mem_text("(no title)");
	event->link = clean_part(&taking, PART_LINK);
	event->status = clean_part(&taking, PART_STATUS);
	event->remark = clean_part(&taking, PART_REMARK);
	read_labels(&taking, &event->labels);
	label_by_title(recipe, event);
	event->kind = kind_of(recipe,
	    clean_part(&taking, PART_KIND), event->title);
	event->id = id_of(event, clean_part(&taking, PART_ID));
	event->evidence = evidence_of(&taking, PART_TITLE);
	return TAKEN;
}
