/* SPDX-License-Identifier: MIT */
#include "alert/grounds.h"

#include <string.h>

#include "alert/entry.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/definition.h"
#include "model/eval.h"
#include "model/event.h"
#include "model/event_functions.h"
#include "model/evidence.h"
#include "model/explained.h"
#include "model/expr.h"
#include "model/inputs.h"
#include "model/model.h"

/* Before they are brought down to LIMIT_GROUNDS. */
enum { MOST = 16 * LIMIT_GROUNDS, DEEPEST = 16 };

struct search {
	const struct alerts *alerts;
	const struct model *model;
	struct eval *eval;
	struct grounds *out;
	int depth;
};

/* Whether it was learned after the evaluation before. */
static bool
is_news(const struct search *search, unsigned round, int64_t known_at)
{
	return model_as_of(search->model) != ALWAYS
	    ? known_at > search->alerts->evaluated_at
	    : round >= model_round(search->model);
}

static bool
is_there(const struct search *search, const struct ground *ground)
{
	for (size_t i = 0; i < search->out->count; i++) {
		const struct ground *other = &search->out->items[i];

		if (other->of == ground->of &&
		    !strcmp(other->name, ground->name) &&
		    other->basis == ground->basis &&
		    other->has_period == ground->has_period &&
		    (!ground->has_period ||
			period_equal(other->period, ground->period)) &&
		    !labels_compare(&other->labels, &ground->labels) &&
		    (ground->of != GROUND_EVENT ||
			!strcmp(other->title, ground->title)))
			return true;
	}
	return false;
}

/* Takes GROUND; its place, or -1 where it is known or one too many. */
static ptrdiff_t
add(const struct search *search, struct ground *ground)
{
	struct grounds *out = search->out;

	ground->depth = search->depth;
	if (is_there(search, ground) || out->count >= MOST) {
		out->left_out += out->count >= MOST;
		ground_release(ground);
		return -1;
	}
	out->items = mem_room(out->items, out->count, sizeof(*out->items));
	out->items[out->count] = *ground;
	return (ptrdiff_t)out->count++;
}

static char *
unit_text(const struct signal *signal)
{
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	if (!signal->definition->unit.bare)
		unit_format(&text, &signal->definition->unit);
	return buf_take(&text);
}

/* What was known of a figure in the evaluation before; NULL: nothing. */
static const struct vintage *
vintage_before(const struct search *search, const struct figure *figure)
{
	for (size_t i = figure->vintage_count; i > 0; i--) {
		const struct vintage *vintage = &figure->vintages[i - 1];

		if (vintage->known_at <= model_as_of(search->model) &&
		    !is_news(search, vintage->round, vintage->known_at))
			return vintage;
	}
	return NULL;
}

static void
fill_vintage(const struct search *search, struct ground *ground,
    const struct figure *figure, const struct vintage *vintage)
{
	const struct vintage *before = vintage_before(search, figure);

	ground->has_amount = true;
	ground->amount = vintage->amount;
	ground->basis = vintage->basis;
	ground->known_at = vintage->known_at;
	ground->evidence = evidence_hold(vintage->evidence);
	ground->changed =
	    is_news(search, vintage->round, vintage->known_at) &&
	    vintage->basis != BASIS_DERIVED;
	if (!ground->changed || before == NULL)
		return;
	ground->has_before = true;
	ground->before = before->amount;
	ground->before_known_at = before->known_at;
}

static ptrdiff_t
add_figure(const struct search *search, const struct signal *signal,
    const struct series *series, const struct figure *figure)
{
	const struct vintage *vintage =
	    figure_at(figure, model_as_of(search->model));
	struct ground ground = {
		.of = GROUND_FIGURE,
		.name = mem_text(signal->definition->name),
		.has_period = true,
		.period = figure->period,
		.unit = unit_text(signal),
		.basis = series->voice,
		.said = mem_text(figure->missing),
	};

	labels_copy(&ground.labels, &series->labels);
	if (vintage != NULL)
		fill_vintage(search, &ground, figure, vintage);
	return add(search, &ground);
}

static void walk(struct search *search, const struct explained *part);

/* What is derived has changed if anything that it rests on has. */
static void
walk_derived(struct search *search, const struct signal *signal,
    const struct series *series, const struct figure *figure, ptrdiff_t place)
{
	struct explained *explained;
	size_t first = search->out->count;

	if (place < 0 || search->depth >= DEEPEST)
		return;
	explained = explain_signal((struct model *)search->model, signal,
	    &series->labels, figure->period);
	search->depth++;
	if (explained != NULL)
		walk(search, explained);
	search->depth--;
	explained_free(explained);
	for (size_t i = first; i < search->out->count; i++)
		if (search->out->items[i].changed)
			search->out->items[place].changed = true;
}

static void
walk_signal(struct search *search, const struct explained *part)
{
	const struct series *series;
	const struct figure *figure = explained_figure(part, &series);
	ptrdiff_t place;

	if (figure == NULL)
		return;
	place = add_figure(search, part->signal, series, figure);
	if (part->signal->definition->expr != NULL)
		walk_derived(search, part->signal, series, figure, place);
}

/* "planned, due 2026-03-01": what may be told otherwise of an event. */
static char *
event_text(const struct event *event)
{
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	(void)buf_text(&text, event->kind);
	if (event->status != NULL)
		(void)buf_printf(&text, ", %s", event->status);
	if (event->due != NO_DATE) {
		(void)buf_text(&text, ", due ");
		date_format(&text, date_day_of(event->due));
	}
	return buf_take(&text);
}

static void
add_event(void *context, const struct signal *signal,
    const struct event *event)
{
	const struct search *search = context;
	const struct event *before = event->earlier;
	struct ground ground = {
		.of = GROUND_EVENT,
		.name = mem_text(signal->definition->name),
		.has_period = true,
		.period = period_of_instant(event->date),
		.has_amount = event->has_amount,
		.amount = event->amount,
		.unit = mem_text(""),
		.basis = event->basis,
		.known_at = event->known_at,
		.title = mem_text(event->title),
		.said = event_text(event),
		.evidence = evidence_hold(event->evidence),
		.changed = is_news(search, event->round, event->known_at),
	};

	labels_copy(&ground.labels, &event->labels);
	while (before != NULL &&
	    is_news(search, before->round, before->known_at))
		before = before->earlier;
	if (ground.changed && before != NULL)
		ground.was = event_text(before);
	(void)add(search, &ground);
}

static void
walk_entry(struct search *search, const struct entry *entry)
{
	const struct expr *condition =
	    rule_condition(&entry->rule, entry->alert.state);
	struct explained *explained;

	eval_level(search->eval, condition == entry->rule.crit);
	explained = explain_expr(search->eval, condition, &entry->labels,
	    entry->alert.period);
	if (explained != NULL)
		walk(search, explained);
	explained_free(explained);
}

/* A member, and below it what its own state rests on. */
static void
walk_member(struct search *search, const char *name)
{
	const struct entry *entry = map_find(search->alerts->by_name, name);
	struct ground ground = { .of = GROUND_MEMBER };

	if (entry == NULL)
		return;
	ground.name = mem_text(name);
	ground.title = mem_text(entry->alert.title);
	ground.unit = mem_text("");
	ground.basis = BASIS_DERIVED;
	ground.changed = entry->alert.changed;
	ground.said = mem_printf("%s%s", alert_state_name(entry->alert.state),
	    entry->alert.late ? " (late)" : "");
	if (ground.changed && entry->alert.why != WHY_BASELINE)
		ground.was = mem_printf("%s%s",
		    alert_state_name(entry->was), entry->was_late ? " (late)"
								  : "");
	if (add(search, &ground) < 0 || search->depth >= DEEPEST)
		return;
	search->depth++;
	walk_entry(search, entry);
	search->depth--;
}

static void
walk(struct search *search, const struct explained *part)
{
	if (part->node->kind == NODE_ALERT)
		walk_member(search, part->node->name);
	else if (part->signal != NULL && !part->signal->definition->events)
		walk_signal(search, part);
	else if (!explained_events(
		     search->eval, part, add_event, search))
		for (size_t i = 0; i < part->input_count; i++)
			if (!part->inputs[i]->unused)
				walk(search, part->inputs[i]);
}

/* The figures and events of an input that are news, whatever their period. */
static bool
add_news(void *context, const struct signal *signal)
{
	struct search *search = context;

	for (size_t i = 0; i < signal->series_count &&
	    signal->definition->expr == NULL;
	    i++)
		for (size_t k = 0; k < signal->series[i]->count; k++) {
			const struct figure *figure =
			    &signal->series[i]->figures[k];
			const struct vintage *vintage = figure_at(
			    figure, model_as_of(search->model));

			if (vintage != NULL &&
			    is_news(search, vintage->round, vintage->known_at))
				(void)add_figure(search, signal,
				    signal->series[i], figure);
		}
	for (size_t i = 0; i < signal->event_count; i++)
		if (signal_event_is_current(
			signal, i, model_as_of(search->model)) &&
		    is_news(search, signal->events[i]->round,
			signal->events[i]->known_at))
			add_event(search, signal, signal->events[i]);
	return true;
}

static void
look_for_news(void *context, const struct node *node)
{
	struct search *search = context;
	const struct signal *signal = node->kind == NODE_SIGNAL
	    ? model_find(search->model, node->name)
	    : NULL;

	if (signal != NULL)
		inputs_each(search->model, signal, add_news, search);
}

static bool
has_changed(const struct grounds *grounds)
{
	for (size_t i = 0; i < grounds->count; i++)
		if (grounds->items[i].changed)
			return true;
	return false;
}

/* Those that did not change go first, the last of them first. */
static void
trim(struct grounds *grounds)
{
	size_t kept = 0, most = LIMIT_GROUNDS, changed = 0;

	for (size_t i = 0; i < grounds->count; i++)
		changed += grounds->items[i].changed;
	most -= changed < most ? changed : most;
	changed = 0;
	for (size_t i = 0; i < grounds->count; i++) {
		struct ground *ground = &grounds->items[i];
		bool room = ground->changed ? changed < LIMIT_GROUNDS
					    : most > 0;

		changed += ground->changed;
		most -= !ground->changed && most > 0;
		if (room) {
			struct ground moved = *ground;

			*ground = (struct ground){ .name = NULL };
			grounds->items[kept++] = moved;
		} else {
			ground_release(ground);
			grounds->left_out++;
		}
	}
	grounds->count = kept;
}

void
grounds_find(struct grounds *grounds, const struct alerts *alerts,
    const struct entry *entry, struct eval *eval)
{
	struct search search = { alerts, alerts->model, eval, grounds, 0 };

	walk_entry(&search, entry);
	if (!has_changed(grounds)) {
		if (entry->rule.warn != NULL)
			expr_names(entry->rule.warn, look_for_news, &search);
		if (entry->rule.crit != NULL)
			expr_names(entry->rule.crit, look_for_news, &search);
	}
	trim(grounds);
}
