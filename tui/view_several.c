/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "base/limits.h"
#include "engine/engine.h"
#include "model/definition.h"
#include "model/model.h"
#include "tui/canvas.h"
#include "tui/history.h"
#include "tui/row.h"
#include "tui/said.h"
#include "tui/view.h"
#include "tui/views.h"

static void
build(struct view *view)
{
	const struct signal *signal =
	    target_signal_of(&view->target, view_model(view));
	struct buf title;

	if (signal == NULL)
		return;
	buf_init(&title, LIMIT_MESSAGE);
	for (size_t i = 0; i < signal->series_count; i++) {
		const struct series *series = signal->series[i];
		struct target target = target_series(signal, series);
		struct line *line = page_add(&view->page, &target);

		buf_clear(&title);
		row_series_title(&title, series);
		row_signal(line, view->scene, signal, series,
		    buf_string(&title), view->width);
		page_words(&view->page, buf_string(&title));
	}
	buf_release(&title);
	history_fill_several(view->state, view, signal);
}

static void
release(struct view *view)
{
	history_clear(view->state);
}

static void
draw(struct view *view, struct canvas *canvas, int x, int y)
{
	int used = history_draw(view->state, view, NULL, canvas, x, y);

	page_draw(&view->page, canvas, x, y + used, view->width,
	    view->height - used);
}

const struct view_ops view_several = {
	.name = "several",
	.state_size = sizeof(struct history),
	.release = release,
	.build = build,
	.draw = draw,
	.crumb = crumb_of_signal,
	.detail = detail_of_series,
};
