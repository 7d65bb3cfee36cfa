/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "base/buf.h"
#include "tui/facts.h"
#include "tui/glyphs.h"
#include "tui/view.h"
#include "tui/views.h"

enum { KEYS_WIDTH = 14, NAME_WIDTH = 15 };

static void
add_command(struct view *view, const struct command_row *row)
{
	struct line *line = page_add(&view->page, NULL);
	char keys[64] = "", name[16];
	size_t used = 0;
	int key;

	for (size_t i = 0; (key = keymap_key(view->scene->keymap, row->id,
				i)) != KEY_NONE;
	     i++) {
		keymap_key_name(key, name);
		used += (size_t)snprintf(keys + used, sizeof(keys) - used,
		    "%s%s", i > 0 ? " " : "", name);
		if (used + sizeof(name) >= sizeof(keys))
			break;
	}
	line_text(line, STYLE_PLAIN, "  ");
	line_cell(line, STYLE_STRONG, KEYS_WIDTH, false, keys);
	line_cell(line, STYLE_DIM, NAME_WIDTH, false, row->name);
	line_text(line, STYLE_PLAIN, row->help);
}

static void
add_sign(struct view *view, const char *sign, enum style style,
    const char *meaning)
{
	struct line *line = page_add(&view->page, NULL);

	line_text(line, STYLE_PLAIN, "  ");
	line_cell(line, style, 4, false, sign);
	line_text(line, STYLE_PLAIN, meaning);
}

static void
add_signs(struct view *view)
{
	const struct glyphs *glyphs = view->scene->glyphs;

	facts_title(&view->page, "Signs");
	for (int i = ALERT_PENDING; i < ALERT_STATE_COUNT; i++)
		add_sign(view, glyphs->states[i],
		    style_of_state((enum alert_state)i),
		    alert_state_name((enum alert_state)i));
	add_sign(view, glyphs->late, STYLE_LATE,
	    "late: a figure that is due is not there");
	add_sign(view, "—", STYLE_PLAIN, "no figure; the reason is beside it");
	add_sign(view, "~", STYLE_PLAIN, "about");
	add_sign(view, "≥ ≤", STYLE_PLAIN,
	    "at least, at most: that is all that was said");
	add_sign(view, "c", STYLE_PLAIN,
	    "claimed by the vendor itself; e estimated, g guided, "
	    "i independent, m by hand");
	add_sign(view, "f", STYLE_PLAIN,
	    "a forecast: of a time that was not over");
	add_sign(view, "u", STYLE_PLAIN, "unverified");
	add_sign(view, "*", STYLE_PLAIN,
	    "restated: the figure shows what was known before");
}

static void
build(struct view *view)
{
	facts_title(&view->page, "Keys");
	for (size_t i = 0; i < command_row_count; i++)
		add_command(view, &command_rows[i]);
	add_signs(view);
}

static void
crumb(const struct view *view, struct buf *out)
{
	(void)view;
	(void)buf_text(out, "Help");
}

const struct view_ops view_help = {
	.name = "help",
	.build = build,
	.crumb = crumb,
};
