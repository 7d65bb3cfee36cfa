/* SPDX-License-Identifier: MIT */
#include "tui/screen.h"

/* Wide characters; also before any other header of ours names a key. */
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <langinfo.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "base/die.h"
#include "base/env.h"
#include "base/err.h"
#include "base/utf8.h"
#include "tui/canvas.h"
#include "tui/glyphs.h"
#include "tui/keymap.h"

static SCREEN *terminal; /* NULL: not open */
static bool utf8, colours;

struct look { /* of a style, where there are 8 colours or more */
	short colour; /* -1: the terminal's own */
	attr_t attributes;
};

/* Colours 0 to 7 are in every palette; meaning is never in them alone. */
static const struct look looks[STYLE_COUNT] = {
	[STYLE_PLAIN] = { -1, A_NORMAL },
	[STYLE_DIM] = { -1, A_DIM },
	[STYLE_STRONG] = { -1, A_BOLD },
	[STYLE_TITLE] = { COLOR_CYAN, A_BOLD },
	[STYLE_FRAME] = { -1, A_DIM },
	[STYLE_OK] = { COLOR_GREEN, A_NORMAL },
	[STYLE_WARN] = { COLOR_YELLOW, A_BOLD },
	[STYLE_CRIT] = { COLOR_RED, A_BOLD },
	[STYLE_LATE] = { COLOR_MAGENTA, A_NORMAL },
	[STYLE_FAILED] = { COLOR_RED, A_NORMAL },
	[STYLE_MARK] = { COLOR_YELLOW, A_UNDERLINE },
	[STYLE_SERIES_1] = { COLOR_CYAN, A_NORMAL },
	[STYLE_SERIES_2] = { COLOR_YELLOW, A_NORMAL },
	[STYLE_SERIES_3] = { COLOR_MAGENTA, A_NORMAL },
	[STYLE_SERIES_4] = { COLOR_GREEN, A_NORMAL },
	[STYLE_SERIES_5] = { COLOR_BLUE, A_NORMAL },
	[STYLE_SERIES_6] = { COLOR_RED, A_NORMAL },
};

static const struct {
	int code, key;
} codes[] = {
	{ KEY_ENTER, KEY_ENTER_ },	   { '\r', KEY_ENTER_ },
	{ '\n', KEY_ENTER_ },		   { 27, KEY_ESC_ },
	{ '\t', KEY_TAB_ },		   { KEY_BTAB, KEY_BACKTAB_ },
	{ KEY_UP, KEY_UP_ },		   { KEY_DOWN, KEY_DOWN_ },
	{ KEY_LEFT, KEY_LEFT_ },	   { KEY_RIGHT, KEY_RIGHT_ },
	{ KEY_PPAGE, KEY_PAGE_UP_ },	   { KEY_NPAGE, KEY_PAGE_DOWN_ },
	{ KEY_HOME, KEY_HOME_ },	   { KEY_END, KEY_END_ },
	{ KEY_BACKSPACE, KEY_BACKSPACE_ }, { 127, KEY_BACKSPACE_ },
	{ 8, KEY_BACKSPACE_ },		   { KEY_RESIZE, KEY_RESIZED_ },
};

/* Cursor keys as terminals send them outside keypad mode too. */
static const struct {
	const char *sent;
	int code;
} sequences[] = {
	{ "\033[A", KEY_UP },	   { "\033[B", KEY_DOWN },
	{ "\033[C", KEY_RIGHT },   { "\033[D", KEY_LEFT },
	{ "\033[H", KEY_HOME },	   { "\033[F", KEY_END },
	{ "\033[1~", KEY_HOME },   { "\033[4~", KEY_END },
	{ "\033[Z", KEY_BTAB },
};

static void
set_up_colours(void)
{
	colours = has_colors() && !env_is_set("NO_COLOR");
	if (!colours)
		return;
	(void)start_color();
	(void)use_default_colors();
	for (short i = 0; i < STYLE_COUNT; i++)
		(void)init_pair((short)(i + 1), looks[i].colour, -1);
}

static void
set_up_keys(void)
{
	for (size_t i = 0; i < sizeof(sequences) / sizeof(*sequences); i++)
		(void)define_key(sequences[i].sent, sequences[i].code);
	(void)set_escdelay(25);
	(void)keypad(stdscr, TRUE);
	(void)nodelay(stdscr, TRUE);
	(void)meta(stdscr, TRUE);
}

/* newterm(), as initscr() exits by itself; a TERM that this machine has no
 * entry for is most likely one that xterm's fits. */
static bool
open_terminal(struct err *err)
{
	const char *name = env_text("TERM");

	if (name == NULL || !strcmp(name, "dumb"))
		return err_set(err,
		    "the terminal cannot be drawn on: TERM is %s; use "
		    "'bellwether show' for text",
		    name == NULL ? "unset" : "'dumb'");
	terminal = newterm(NULL, stdout, stdin);
	if (terminal == NULL)
		terminal = newterm("xterm-256color", stdout, stdin);
	if (terminal == NULL)
		return err_set(err,
		    "the terminal '%s' is unknown here, and so is "
		    "xterm-256color; install its terminfo, or use 'bellwether "
		    "show' for text",
		    name);
	return true;
}

bool
screen_open(struct err *err)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err,
		    "there is no terminal to draw on; use 'bellwether show' "
		    "for text, 'bellwether check' in cron");
	utf8 = !strcmp(nl_langinfo(CODESET), "UTF-8");
	if (!open_terminal(err))
		return false;
	die_hook_set(screen_close);
	(void)cbreak();
	(void)noecho();
	(void)nonl();
	set_up_keys();
	set_up_colours();
	return true;
}

void
screen_close(void)
{
	if (terminal == NULL)
		return;
	die_hook_set(NULL);
	if (!isendwin())
		(void)endwin();
	delscreen(terminal);
	terminal = NULL;
}

const struct glyphs *
screen_glyphs(void)
{
	return utf8 ? &glyphs_unicode : &glyphs_ascii;
}

void
screen_size(int *width, int *height)
{
	getmaxyx(stdscr, *height, *width);
}

void
screen_resized(void)
{
	/* endwin() and refresh() make curses ask the terminal for its size. */
	(void)endwin();
	(void)refresh();
	(void)clearok(curscr, TRUE);
}

void
screen_spoilt(void)
{
	(void)clearok(curscr, TRUE);
}

/* Where the locale has no Unicode: the nearest that ASCII has. */
static const char *
ascii_of(uint32_t character)
{
	static const struct {
		uint32_t character;
		const char *text;
	} nearest[] = {
		{ 0x2014, "-" }, { 0x2013, "-" }, { 0x2026, "." },
		{ 0x2265, ">" }, { 0x2264, "<" }, { 0x2019, "'" },
		{ 0x2191, "^" }, { 0x2193, "v" }, { 0x00d7, "x" },
		{ 0x2212, "-" },
	};

	for (size_t i = 0; i < sizeof(nearest) / sizeof(nearest[0]); i++)
		if (nearest[i].character == character)
			return nearest[i].text;
	return "?";
}

static void
cell_text(wchar_t wide[CCHARW_MAX + 1], const char *text)
{
	size_t length = strlen(text), at = 0, used = 0;

	while (at < length && used < CCHARW_MAX) {
		uint32_t character;
		size_t step = utf8_decode(text + at, length - at, &character);

		if (step == 0)
			break;
		if (!utf8 && character > 0x7e)
			character = (unsigned char)ascii_of(character)[0];
		wide[used++] = (wchar_t)character;
		at += step;
		if (!utf8)
			break;
	}
	wide[used] = L'\0';
}

static void
show_cell(int x, int y, const char *text, struct cell_look look)
{
	attr_t attributes = looks[look.style].attributes;
	short pair = colours ? (short)(look.style + 1) : 0;
	wchar_t wide[CCHARW_MAX + 1];
	cchar_t cell;

	if (look.selected)
		attributes |= A_REVERSE;
	memset(&cell, 0, sizeof(cell));
	cell_text(wide, text);
	if (setcchar(&cell, wide, attributes, pair, NULL) == OK)
		(void)mvadd_wch(y, x, &cell);
}

void
screen_show(const struct canvas *canvas)
{
	int x, y;

	(void)erase();
	for (y = 0; y < canvas_height(canvas); y++)
		for (x = 0; x < canvas_width(canvas); x++) {
			struct cell_look look;
			const char *text = canvas_cell(canvas, x, y, &look);

			if (text[0] != '\0' &&
			    (strcmp(text, " ") != 0 || look.selected))
				show_cell(x, y, text, look);
		}
	canvas_rest_at(canvas, &x, &y);
	(void)move(y, x);
	(void)refresh();
}

int
screen_key(void)
{
	wint_t typed;
	int kind = get_wch(&typed);

	if (kind == ERR)
		return KEY_NONE;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (codes[i].code == (int)typed &&
		    (kind == KEY_CODE_YES) == (codes[i].code > 127))
			return codes[i].key;
	if (kind == KEY_CODE_YES)
		return KEY_UNKNOWN_;
	return (int)typed;
}

void
screen_leave(void)
{
	(void)endwin();
}

void
screen_return(void)
{
	(void)refresh();
	(void)clearok(curscr, TRUE);
}
