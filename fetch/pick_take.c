/* SPDX-License-Identifier: MIT */
#include "fetch/pick_take.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/take.h"
#include "model/evidence.h"

struct taking { /* one take in the making */
	const struct recipe *recipe;
	struct document *document;
	const struct gathered *gathered;
	struct take *take;
	struct err *err;
};

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
gathered_release(struct gathered *gathered, size_t label_count)
{
	for (int part = 0; part < PART_COUNT; part++)
		text_value_release(&gathered->parts[part]);
	for (size_t i = 0; i < label_count; i++)
		text_value_release(&gathered->labels[i]);
	mem_free(gathered->labels);
	*gathered = (struct gathered){ .labels = NULL };
}

static const struct text_value *
part_of(const struct taking *taking, enum part part)
{
	return &taking->gathered->parts[part];
}

static bool
is_said(const struct text_value *value)
{
	return value->found && !value->is_null;
}

/* Clean, and without blanks around it; NULL where nothing is said. */
static char *
clean_text(const struct text_value *value)
{
	const char *start;
	size_t length;

	if (!is_said(value))
		return NULL;
	start = value->text;
	length = value->length;
	while (length > 0 && (*start == ' ' || *start == '\n')) {
		start++;
		length--;
	}
	while (length > 0 &&
	    (start[length - 1] == ' ' || start[length - 1] == '\n'))
		length--;
	return length > 0 ? foreign_clean((struct foreign){ start, length })
			  : NULL;
}

/* "'n/a' at $.rows[3].value: why" */
static bool
wrong(const struct taking *taking, const struct text_value *value)
{
	char *text = clean_text(value);
	char *path = foreign_clean(foreign_text(value->path));
	char *why = mem_text(taking->err->text);

	if (text != NULL && strstr(why, text) != NULL)
		(void)err_set(taking->err, "%s, at %s", why, path);
	else
		(void)err_set(taking->err, "'%.80s' at %s: %s",
		    text != NULL ? text : "", path, why);
	mem_free(text);
	mem_free(path);
	mem_free(why);
	return false;
}

static bool
is_placeholder(const struct recipe *recipe, const struct text_value *value)
{
	for (size_t i = 0; i < recipe->placeholder_count; i++)
		if (!strcmp(recipe->placeholders[i], value->text))
			return true;
	return false;
}

static bool
read_amount(const struct taking *taking, struct amount *amount)
{
	const struct text_value *value = part_of(taking, PART_VALUE);
	bool read;

	if (value->is_number) {
		read = amount_parse_literal(
		    amount, value->text, value->length, taking->err);
	} else if (strlen(value->text) != value->length) {
		read = err_set(taking->err, "a zero byte is in it");
	} else {
		char *text = clean_text(value);

		read = text != NULL
		    ? amount_parse(amount, text, taking->recipe->decimal,
			  taking->err)
		    : err_set(taking->err, "a number is expected");
		mem_free(text);
	}
	return read || wrong(taking, value);
}

static bool
apply_bound(const struct taking *taking, struct amount *amount)
{
	const struct text_value *value = part_of(taking, PART_BOUND);
	enum bound bound;

	if (!is_said(value) || value->length == 0)
		return true;
	if (!bound_parse(&bound, value->text)) {
		(void)err_set(taking->err,
		    "exact, about, at_least, at_most or range is expected");
		return wrong(taking, value);
	}
	if (bound != BOUND_EXACT && bound != BOUND_RANGE)
		*amount = amount_bounded(amount->value, bound);
	return true;
}

static bool
read_time(const struct taking *taking, enum part part, int64_t *time)
{
	const struct text_value *value = part_of(taking, part);
	struct period period;
	struct err unused;
	bool has_time;
	char *text = clean_text(value);
	bool read = text != NULL &&
	    date_parse_time(time, &has_time, text, taking->err);

	/* A month or a year counts from its last day. */
	if (!read && text != NULL &&
	    period_parse(&period, text, taking->recipe->fiscal_end, &unused)) {
		*time = period.end - DAY_S;
		read = true;
	}
	mem_free(text);
	return read || wrong(taking, value);
}

static bool
read_known_at(const struct taking *taking, int64_t *known_at)
{
	*known_at = taking->document->retrieved_at;
	return !is_said(part_of(taking, PART_VINTAGE)) ||
	    read_time(taking, PART_VINTAGE, known_at);
}

static bool
read_basis(const struct taking *taking, enum basis *basis)
{
	const struct text_value *value = part_of(taking, PART_BASIS);

	*basis = BASIS_REPORTED;
	if (!is_said(value) || basis_parse(basis, value->text))
		return true;
	(void)err_set(taking->err,
	    "reported, estimated, guided, claimed, independent, derived or "
	    "manual is expected");
	return wrong(taking, value);
}

static bool
read_span(const struct taking *taking, struct period *period)
{
	int64_t start, end;

	if (!read_time(taking, PART_PERIOD, &start) ||
	    !read_time(taking, PART_PERIOD_END, &end))
		return false;
	if (end < start) {
		(void)err_set(taking->err, "it ends before it starts");
		return wrong(taking, part_of(taking, PART_PERIOD_END));
	}
	*period =
	    period_of_days(date_day_of(start), date_day_of(end), true);
	return true;
}

static bool
read_period(const struct taking *taking, struct period *period)
{
	const struct text_value *value = part_of(taking, PART_PERIOD);
	char *text;
	bool read;

	if (taking->recipe->reads_now) {
		*period = period_of_instant(taking->document->retrieved_at);
		return true;
	}
	if (taking->recipe->parts[PART_PERIOD_END].kind != FIELD_NONE)
		return read_span(taking, period);
	text = clean_text(value);
	if (text == NULL)
		return err_set(taking->err,
		    "a figure has no period: '%s' found nothing",
		    section_text(taking->recipe->section, "period") != NULL
			? section_text(taking->recipe->section, "period")
			: "period");
	read = period_parse(
	    period, text, taking->recipe->fiscal_end, taking->err);
	mem_free(text);
	return read || wrong(taking, value);
}

static void
read_labels(const struct taking *taking, struct labels *labels)
{
	labels_init(labels);
	for (size_t i = 0; i < taking->recipe->label_count; i++) {
		char *text = clean_text(&taking->gathered->labels[i]);

		if (text != NULL)
			labels_put(
			    labels, taking->recipe->labels[i].name, text);
		mem_free(text);
	}
}

static struct evidence *
evidence_of(const struct taking *taking, const struct text_value *value)
{
	char *path = foreign_clean(foreign_text(value->path));
	char *text = value->text != NULL
	    ? foreign_clean((struct foreign){ value->text, value->length })
	    : NULL;
	struct evidence *evidence = evidence_new(
	    taking->document, path, value->offset, text, NULL);

	mem_free(path);
	mem_free(text);
	return evidence;
}

enum taken
take_figure(const struct recipe *recipe, struct document *document,
    const struct gathered *gathered, struct take *take, struct err *err)
{
	struct taking taking = { recipe, document, gathered, take, err };
	const struct text_value *value = &gathered->parts[PART_VALUE];
	struct vintage *vintage = &take->vintage;

	*take = (struct take){ .signal = recipe->section->name };
	if (!is_said(value) || is_placeholder(recipe, value))
		return TAKEN_NOTHING;
	if (!read_amount(&taking, &vintage->amount) ||
	    !apply_bound(&taking, &vintage->amount) ||
	    !read_period(&taking, &take->period) ||
	    !read_basis(&taking, &vintage->basis) ||
	    !read_known_at(&taking, &vintage->known_at))
		return TAKEN_WRONG;
	if (recipe->has_length && take->period.kind != recipe->length)
		return TAKEN_NOTHING;
	if (recipe->scale != 1)
		vintage->amount = amount_scale(vintage->amount, recipe->scale);
	vintage->confidence = clean_text(&gathered->parts[PART_CONFIDENCE]);
	vintage->remark = clean_text(&gathered->parts[PART_REMARK]);
	vintage->evidence = evidence_of(&taking, value);
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
read_event_times(const struct taking *taking, struct event *event)
{
	event->due = NO_DATE;
	if (!is_said(part_of(taking, PART_DATE)))
		return err_set(taking->err, "an event has no date");
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
	if (event->known_at > taking->document->retrieved_at)
		event->known_at = taking->document->retrieved_at;
	return true;
}

static bool
read_event_amount(const struct taking *taking, struct event *event)
{
	const struct text_value *value = part_of(taking, PART_VALUE);

	event->has_amount = is_said(value) && value->length > 0 &&
	    !is_placeholder(taking->recipe, value);
	event->unit = taking->recipe->unit;
	if (!event->has_amount)
		return true;
	if (!read_amount(taking, &event->amount))
		return false;
	event->amount = amount_scale(event->amount, taking->recipe->scale);
	return true;
}

enum taken
take_event(const struct recipe *recipe, struct document *document,
    const struct gathered *gathered, struct take *take, struct err *err)
{
	struct taking taking = { recipe, document, gathered, take, err };
	struct event *event = &take->event;

	*take = (struct take){ .signal = recipe->section->name,
		.is_event = true };
	if (!read_event_times(&taking, event) ||
	    !read_event_known(&taking, event) ||
	    !read_event_amount(&taking, event))
		return TAKEN_WRONG;
	event->title = clean_text(&gathered->parts[PART_TITLE]);
	if (event->title == NULL)
		event->title = mem_text("(no title)");
	event->link = clean_text(&gathered->parts[PART_LINK]);
	event->status = clean_text(&gathered->parts[PART_STATUS]);
	event->remark = clean_text(&gathered->parts[PART_REMARK]);
	read_labels(&taking, &event->labels);
	label_by_title(recipe, event);
	event->kind = kind_of(recipe,
	    clean_text(&gathered->parts[PART_KIND]), event->title);
	event->id = id_of(event, clean_text(&gathered->parts[PART_ID]));
	event->evidence = evidence_of(&taking, &gathered->parts[PART_TITLE]);
	return TAKEN;
}
