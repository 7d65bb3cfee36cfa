/* SPDX-License-Identifier: MIT */
#include "fetch/pick_read.h"

#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/column.h"
#include "model/evidence.h"

const struct text_value *
part_of(const struct taking *taking, enum part part)
{
	static const struct text_value none = { .found = false };
	const struct recipe *recipe = taking->recipe;
	const struct text_value *value = NULL;

	if (recipe->slots[part] != SLOT_NONE)
		return &taking->gathered->values[recipe->slots[part]];
	if (recipe->parts[part].kind == FIELD_ABSOLUTE)
		value = columns_value(taking->taker->columns,
		    &recipe->parts[part], taking->gathered->own_indices);
	return value != NULL ? value : &none;
}

bool
is_said(const struct text_value *value)
{
	return value->found && !value->is_null;
}

/* Without the blanks around it. */
static struct foreign
trimmed(const struct text_value *value)
{
	struct foreign text = { value->text, value->length };

	while (text.length > 0 && strchr(" \t\r\n", *text.bytes) != NULL &&
	    *text.bytes != '\0') {
		text.bytes++;
		text.length--;
	}
	while (text.length > 0 &&
	    strchr(" \t\r\n", text.bytes[text.length - 1]) != NULL &&
	    text.bytes[text.length - 1] != '\0')
		text.length--;
	return text;
}

static char *
clean_text(const struct text_value *value)
{
	struct foreign text;

	if (!is_said(value))
		return NULL;
	text = trimmed(value);
	return text.length > 0 ? foreign_clean(text) : NULL;
}

char *
clean_part(const struct taking *taking, enum part part)
{
	return clean_text(part_of(taking, part));
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

/* What Prometheus and others write where nothing was observed. */
static bool
is_no_observation(struct foreign text)
{
	static const char *const words[] = { "NaN", "Inf", "+Inf", "-Inf",
		"Infinity", "+Infinity", "-Infinity" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strlen(words[i]) == text.length &&
		    !strncasecmp(words[i], text.bytes, text.length))
			return true;
	return false;
}

bool
is_placeholder(const struct taking *taking, const struct text_value *value)
{
	const struct recipe *recipe = taking->recipe;
	struct foreign text = trimmed(value);

	if (is_no_observation(text))
		return true;
	for (size_t i = 0; i < recipe->placeholder_count; i++)
		if (strlen(recipe->placeholders[i]) == text.length &&
		    !memcmp(recipe->placeholders[i], text.bytes, text.length))
			return true;
	return false;
}

bool
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
		    ? amount_parse_unit(amount, text,
			  taking->recipe->decimal, &taking->recipe->unit,
			  taking->err)
		    : err_set(taking->err, "a number is expected");
		mem_free(text);
	}
	return read || wrong(taking, value);
}


bool
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


bool
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

/* PATH, the setting's, of the WHAT that it is. */
static bool
finds_nothing(const struct taking *taking, const char *what, const char *path)
{
	char *at = foreign_clean(
	    foreign_text(part_of(taking, PART_VALUE)->path));

	(void)err_set(taking->err,
	    "the value at %s has no %s: '%s' finds nothing", at, what, path);
	mem_free(at);
	return false;
}

static bool
has_end(const struct taking *taking, enum part part, const char *name)
{
	const struct value *paths =
	    section_value(taking->recipe->section, "period");
	const struct value *path = value_entry(paths, name);

	return is_said(part_of(taking, part)) ||
	    finds_nothing(taking, name, path != NULL ? path->text : name);
}

static bool
read_span(const struct taking *taking, struct period *period)
{
	int64_t start, end;

	if (!has_end(taking, PART_PERIOD, "start") ||
	    !has_end(taking, PART_PERIOD_END, "end") ||
	    !read_time(taking, PART_PERIOD, &start) ||
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
no_period(const struct taking *taking)
{
	const char *path = section_text(taking->recipe->section, "period");

	return finds_nothing(
	    taking, "period", path != NULL ? path : "period");
}

bool
read_period(const struct taking *taking, struct period *period)
{
	const struct text_value *value = part_of(taking, PART_PERIOD);
	char *text;
	bool read;

	if (taking->recipe->reads_now) {
		*period = period_of_instant(
		    taking->taker->document->retrieved_at);
		return true;
	}
	if (taking->recipe->parts[PART_PERIOD_END].kind != FIELD_NONE)
		return read_span(taking, period);
	text = clean_text(value);
	if (text == NULL)
		return no_period(taking);
	read = period_parse(
	    period, text, taking->recipe->fiscal_end, taking->err);
	mem_free(text);
	return read || wrong(taking, value);
}

static const struct text_value *
label_of(const struct taking *taking, size_t i)
{
	const struct field *field = &taking->recipe->labels[i].field;
	const struct text_value *value =
	    &taking->gathered->values[taking->recipe->slot_count + i];

	return field->kind == FIELD_ABSOLUTE
	    ? columns_value(taking->taker->columns, field,
		  taking->gathered->own_indices)
	    : value;
}

void
read_labels(const struct taking *taking, struct labels *labels)
{
	labels_init(labels);
	for (size_t i = 0; i < taking->recipe->label_count; i++) {
		const struct text_value *value = label_of(taking, i);
		char *text = value != NULL ? clean_text(value) : NULL;

		if (text != NULL)
			labels_put(
			    labels, taking->recipe->labels[i].name, text);
		mem_free(text);
	}
}

bool
apply_bound(const struct taking *taking, struct amount *amount)
{
	const struct text_value *value = part_of(taking, PART_BOUND);
	enum bound bound, own = amount_bound(*amount);

	if (!is_said(value) || value->length == 0)
		return true;
	if (!bound_parse(&bound, value->text)) {
		(void)err_set(taking->err,
		    "exact, about, at_least, at_most or range is expected");
		return wrong(taking, value);
	}
	if ((bound == BOUND_AT_LEAST && own == BOUND_AT_MOST) ||
	    (bound == BOUND_AT_MOST && own == BOUND_AT_LEAST)) {
		(void)err_set(taking->err, "it says %s, and 'bound' %s",
		    bound_name(own), bound_name(bound));
		return wrong(taking, part_of(taking, PART_VALUE));
	}
	if (bound != BOUND_EXACT && bound != BOUND_RANGE)
		*amount = amount_bounded(amount->value, bound);
	return true;
}

struct evidence *
evidence_of(const struct taking *taking, enum part part)
{
	const struct text_value *value = part_of(taking, part);
	char *path = foreign_clean(foreign_text(value->path));
	char *text = value->text != NULL
	    ? foreign_clean((struct foreign){ value->text, value->length })
	    : NULL;
	struct evidence *evidence = evidence_new(
	    taking->taker->document, path, value->offset, text, NULL);

	mem_free(path);
	mem_free(text);
	return evidence;
}
