/* What limits a signal, in full: what rows only mark. */
/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/mem.h"
#include "engine/engine.h"
#include "model/definition.h"
#include "model/model.h"
#include "tui/facts.h"
#include "tui/standing.h"
#include "tui/view.h"
#include "tui/views.h"

static void
add(struct view *view, const char *name, enum style style, const char *text)
{
	facts_add(&view->page, view->width, name, style, text, NULL);
}

static void
add_proxy(struct view *view, const struct definition *definition)
{
	struct target target;

	if (definition->not_disclosed)
		add(view, "disclosure", STYLE_STRONG,
		    "the figure is not disclosed; it carries no alert");
	if (definition->proxy == NULL)
		return;
	target = target_named(TARGET_SIGNAL, definition->proxy);
	facts_add(&view->page, view->width, "proxy", STYLE_PLAIN,
	    definition->proxy, &target);
}

static void
add_breaks(struct view *view, const struct definition *definition)
{
	for (size_t i = 0; i < definition->break_count; i++) {
		const struct breakpoint *at = &definition->breaks[i];
		struct buf text;

		buf_init(&text, LIMIT_MESSAGE);
		if (at->is_period)
			period_format(&text, at->period);
		else
			(void)buf_printf(
			    &text, "%s %s", at->label_name, at->label_value);
		(void)buf_text(&text,
		    " is the first that is not comparable with what is "
		    "before; nothing is computed across");
		add(view, "break", STYLE_PLAIN, buf_string(&text));
		buf_release(&text);
	}
}

static void
add_lateness(struct view *view, const struct signal *signal)
{
	struct buf text;
	int64_t due;

	if (!signal_is_late(view_model(view), signal, &due))
		return;
	buf_init(&text, LIMIT_LABEL);
	(void)buf_text(&text, "a figure was expected by ");
	date_format(&text, date_day_of(due));
	add(view, "late", STYLE_LATE, buf_string(&text));
	buf_release(&text);
}

static void
add_source(struct view *view, const struct definition *definition)
{
	const struct source_memory *source;
	struct target target;
	char *text;

	if (definition->source == NULL)
		return;
	source =
	    engine_source_named(view->scene->engine, definition->source);
	if (source == NULL)
		return;
	text = mem_printf("%s, %s%s%s", source->name,
	    source_state_name(source->state),
	    source->reason != NULL ? ": " : "",
	    source->reason != NULL ? source->reason : "");
	target = target_named(TARGET_SOURCE, source->name);
	facts_add(&view->page, view->width, "source",
	    source->state == SOURCE_OK ? STYLE_PLAIN : STYLE_FAILED, text,
	    &target);
	mem_free(text);
}

static void
add_vintage(struct view *view, const struct vintage *vintage)
{
	if (amount_bound(vintage->amount) != BOUND_EXACT)
		add(view, "bound", STYLE_PLAIN,
		    bound_name(amount_bound(vintage->amount)));
	add(view, "basis", STYLE_PLAIN, basis_name(vintage->basis));
	add(view, "confidence", STYLE_PLAIN, vintage->confidence);
	add(view, "remark", STYLE_PLAIN, vintage->remark);
}

static void
build(struct view *view)
{
	const struct signal *signal =
	    target_signal_of(&view->target, view_model(view));
	const struct definition *definition;
	struct standing standing;

	if (signal == NULL)
		return;
	definition = signal->definition;
	standing_of(&standing, view_model(view),
	    engine_alerts(view->scene->engine), signal, NULL);
	add(view, "note", STYLE_PLAIN, definition->note);
	add_proxy(view, definition);
	if (standing.reason != NULL && !definition->not_disclosed)
		add(view, "newest", STYLE_LATE, standing.reason);
	add_breaks(view, definition);
	add_lateness(view, signal);
	if (standing.vintage != NULL)
		add_vintage(view, standing.vintage);
	add_source(view, definition);
	if (view->page.count == 0)
		line_text(page_add(&view->page, NULL), STYLE_DIM,
		    "nothing limits it that the watchlist knows of");
}

static void
crumb(const struct view *view, struct buf *out)
{
	const struct signal *signal =
	    target_signal_of(&view->target, view_model(view));

	(void)buf_printf(out, "Notes on %s",
	    signal != NULL ? signal->definition->title : view->target.name);
}

const struct view_ops view_notes = {
	.name = "notes",
	.build = build,
	.crumb = crumb,
};
