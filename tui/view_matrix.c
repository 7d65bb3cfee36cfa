/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "base/limits.h"
#include "engine/engine.h"
#include "model/amount_format.h"
#include "model/definition.h"
#include "model/model.h"
#include "tui/canvas.h"
#include "tui/pairs.h"
#include "tui/row.h"
#include "tui/said.h"
#include "tui/view.h"
#include "tui/views.h"

struct widths {
	int key, claimed, independent, gap;
};

enum { NARROW = 60, KEY_LEAST = 8, KEY_WELL = 24, CAVEAT_LEAST = 24 };

/* Where there is little room the caveat goes, then what names the pair: the
 * gap is what the view is for. */
static struct widths
widths_of(const struct view *view)
{
	struct widths widths = { 0, 9, 14, 8 };
	int least = KEY_WELL, most = view->width / 2;

	if (view->width < NARROW) {
		widths = (struct widths){ 0, 7, 7, 7 };
		least = KEY_LEAST;
		most = view->width;
	}
	widths.key =
	    view->width - widths.claimed - widths.independent - widths.gap;
	if (view->width >= NARROW)
		widths.key -= CAVEAT_LEAST;
	if (widths.key > most)
		widths.key = most;
	if (widths.key < least)
		widths.key = least;
	return widths;
}

static void
add_score(struct line *line, int width, const double *value, bool is_signed,
    enum style style)
{
	const struct unit score = unit_named("score");
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	if (value != NULL)
		amount_format_number(&text, *value, &score, is_signed);
	else
		(void)buf_text(&text, "—");
	line_cell(line, style, width, true, buf_string(&text));
	buf_release(&text);
}

static void
say_key(struct buf *out, const struct labels *key)
{
	for (size_t i = key->count; i > 0; i--)
		(void)buf_printf(out, "%s%s", i < key->count ? ", " : "",
		    key->pairs[i - 1].value);
}

static void
add_caveat(struct line *line, const struct view *view,
    const struct pair *pair)
{
	const struct vintage *vintage;
	struct buf text;

	if (!pair->has_independent) {
		line_text(line, STYLE_LATE, "  claimed, not measured");
		return;
	}
	buf_init(&text, LIMIT_MESSAGE);
	pairs_caveat(&text, pair);
	vintage = figure_at(
	    pair->independent.figure, model_as_of(view_model(view)));
	line_add(line, STYLE_DIM, "  %s", buf_string(&text));
	if (vintage != NULL && vintage->remark != NULL)
		line_add(line, STYLE_DIM, "%s%s", text.length > 0 ? "; " : "",
		    vintage->remark);
	buf_release(&text);
}

static void
add_pair(struct view *view, const struct signal *signal,
    const struct pair *pair)
{
	const struct score *score =
	    pair->has_independent ? &pair->independent : &pair->claim;
	struct target target =
	    target_figure(signal, score->series, score->figure->period);
	struct line *line = page_add(&view->page, &target);
	struct widths widths = widths_of(view);
	bool both = pair->has_claim && pair->has_independent;
	double gap = pair->claim.value - pair->independent.value;
	struct buf key;

	buf_init(&key, LIMIT_MESSAGE);
	say_key(&key, &pair->key);
	line_cell(line, pair->again ? STYLE_DIM : STYLE_PLAIN,
	    widths.key, false, buf_string(&key));
	add_score(line, widths.claimed,
	    pair->has_claim && !pair->again ? &pair->claim.value : NULL, false,
	    STYLE_PLAIN);
	add_score(line, widths.independent,
	    pair->has_independent ? &pair->independent.value : NULL, false,
	    STYLE_STRONG);
	add_score(line, widths.gap, both ? &gap : NULL, true,
	    gap > 0 ? STYLE_WARN : STYLE_OK);
	if (view->width >= NARROW)
		add_caveat(line, view, pair);
	page_words(&view->page, buf_string(&key));
	buf_release(&key);
}

static void
build(struct view *view)
{
	const struct signal *signal =
	    target_signal_of(&view->target, view_model(view));
	struct pairs pairs;

	if (signal == NULL)
		return;
	pairs_find(&pairs, signal, model_as_of(view_model(view)));
	for (size_t i = 0; i < pairs.count; i++)
		add_pair(view, signal, &pairs.items[i]);
	pairs_release(&pairs);
}

static void
draw(struct view *view, struct canvas *canvas, int x, int y)
{
	struct widths widths = widths_of(view);
	bool narrow = view->width < NARROW;
	struct line head;

	line_init(&head);
	line_cell(&head, STYLE_DIM, widths.key, false, "");
	line_cell(&head, STYLE_DIM, widths.claimed, true,
	    narrow ? "claim" : "claimed");
	line_cell(&head, STYLE_DIM, widths.independent, true,
	    narrow ? "indep." : "independent");
	line_cell(&head, STYLE_DIM, widths.gap, true, "gap");
	line_text(&head, STYLE_DIM, narrow ? "" : "  caveat");
	if (view->height > 1)
		(void)line_draw(&head, canvas, x, y, view->width, false);
	line_release(&head);
	if (view->height > 1)
		page_draw(&view->page, canvas, x, y + 1, view->width,
		    view->height - 1);
	else
		page_draw(&view->page, canvas, x, y, view->width,
		    view->height);
}

const struct view_ops view_matrix = {
	.name = "matrix",
	.build = build,
	.draw = draw,
	.crumb = crumb_of_signal,
	.detail = detail_of_series,
};
