/* SPDX-License-Identifier: MIT */
#include "tui/glyphs.h"

const struct glyphs glyphs_unicode = {
	.braille = true,
	.line = "─",
	.bar = "│",
	.crumb = "▸",
	.dash = "╌",
	.gap = "┊",
	.event = "▾",
	.up = "↑",
	.down = "↓",
	.folded = "…",
	.bars = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" },
	.series = { "●", "▲", "■", "◆", "+", "x" },
	.states = {
		[ALERT_OK] = " ",
		[ALERT_PENDING] = "·",
		[ALERT_WARN] = "●",
		[ALERT_CRIT] = "▲",
		[ALERT_RECOVERING] = "↘",
		[ALERT_NO_DATA] = "?",
		[ALERT_FAILED] = "✗",
	},
	.late = "○",
	.quiet = "⊘",
};

const struct glyphs glyphs_ascii = {
	.braille = false,
	.line = "-",
	.bar = "|",
	.crumb = ">",
	.dash = "-",
	.gap = ":",
	.event = "v",
	.up = "^",
	.down = "v",
	.folded = "...",
	.bars = { "_", "_", ".", ".", "-", "-", "=", "#" },
	.series = { "o", "^", "#", "*", "+", "x" },
	.states = {
		[ALERT_OK] = " ",
		[ALERT_PENDING] = ".",
		[ALERT_WARN] = "!",
		[ALERT_CRIT] = "#",
		[ALERT_RECOVERING] = "~",
		[ALERT_NO_DATA] = "?",
		[ALERT_FAILED] = "x",
	},
	.late = "o",
	.quiet = "-",
};

enum style
style_of_state(enum alert_state state)
{
	static const enum style styles[ALERT_STATE_COUNT] = {
		[ALERT_OK] = STYLE_OK,
		[ALERT_PENDING] = STYLE_DIM,
		[ALERT_WARN] = STYLE_WARN,
		[ALERT_CRIT] = STYLE_CRIT,
		[ALERT_RECOVERING] = STYLE_WARN,
		[ALERT_NO_DATA] = STYLE_LATE,
		[ALERT_FAILED] = STYLE_FAILED,
	};

	return styles[state];
}

enum style
style_of_series(size_t i)
{
	return (enum style)(STYLE_SERIES_1 + i % GLYPH_SERIES);
}
