/* SPDX-License-Identifier: MIT */
#include "tui/said.h"

#include "base/buf.h"
#include "model/definition.h"
#include "model/model.h"
#include "tui/row.h"
#include "tui/view.h"

void
crumb_of_signal(const struct view *view, struct buf *out)
{
	const struct signal *signal =
	    target_signal_of(&view->target, view_model(view));

	(void)buf_text(out,
	    signal != NULL ? signal->definition->title : view->target.name);
}

void
detail_of_series(const struct view *view, struct line *line)
{
	const struct target *target = page_target(&view->page);
	const struct series *series = target != NULL
	    ? target_series_of(target, view_model(view))
	    : NULL;

	if (series != NULL)
		row_detail(line, view->scene,
		    target_signal_of(target, view_model(view)), series);
}
