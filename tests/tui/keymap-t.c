/* SPDX-License-Identifier: MIT */
#include "tui/keymap.h"

#include <stdio.h>

#include "tests/tap.h"
#include "tests/tui/world.h"

static const struct {
	const char *text;
	int key;
	const char *name; /* as it is shown; NULL: as TEXT */
} keys[] = {
	{ "q", 'q', NULL },
	{ "Q", 'Q', NULL },
	{ "?", '?', NULL },
	{ "^", '^', NULL },
	{ "1", '1', NULL },
	{ "é", 0xe9, NULL },
	{ "漢", 0x6f22, NULL },
	{ "^D", KEY_CTRL('D'), NULL },
	{ "^L", KEY_CTRL('L'), NULL },
	{ "^A", 1, NULL },
	{ "^_", 0x1f, NULL },
	{ "Enter", KEY_ENTER_, NULL },
	{ "enter", KEY_ENTER_, "Enter" },
	{ "Esc", KEY_ESC_, NULL },
	{ "Tab", KEY_TAB_, NULL },
	{ "S-Tab", KEY_BACKTAB_, NULL },
	{ "Up", KEY_UP_, NULL },
	{ "Down", KEY_DOWN_, NULL },
	{ "Left", KEY_LEFT_, NULL },
	{ "Right", KEY_RIGHT_, NULL },
	{ "PgUp", KEY_PAGE_UP_, NULL },
	{ "PgDn", KEY_PAGE_DOWN_, NULL },
	{ "PGDN", KEY_PAGE_DOWN_, "PgDn" },
	{ "Home", KEY_HOME_, NULL },
	{ "End", KEY_END_, NULL },
	{ "Backspace", KEY_BACKSPACE_, NULL },
	{ "Space", ' ', NULL },
	/* what a terminal sends as Tab, Enter, Esc and Backspace */
	{ "^I", KEY_TAB_, "Tab" },
	{ "^M", KEY_ENTER_, "Enter" },
	{ "^J", KEY_ENTER_, "Enter" },
	{ "^[", KEY_ESC_, "Esc" },
	{ "^H", KEY_BACKSPACE_, "Backspace" },
	{ "^d", KEY_CTRL('D'), "^D" },
	/* none */
	{ "", KEY_NONE, NULL },
	{ " ", KEY_NONE, NULL },
	{ "qq", KEY_NONE, NULL },
	{ "^DD", KEY_NONE, NULL },
	{ "F1", KEY_NONE, NULL },
	{ "^@", KEY_NONE, NULL },
	{ "\x7f", KEY_NONE, NULL },
	{ "\xc2\x9b", KEY_NONE, NULL },	    /* a control, CSI */
	{ "e\xcc\x81", KEY_NONE, NULL },    /* two characters */
	{ "\xcc\x81", KEY_NONE, NULL },	    /* seen nowhere by itself */
	{ "\xe2\x80\xae", KEY_NONE, NULL }, /* U+202E */
	{ "\xff", KEY_NONE, NULL },
};

static void
try_keys(void)
{
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		char name[16];

		is_int(keymap_parse_key(keys[i].text), keys[i].key,
		    keys[i].key == KEY_NONE ? "no key" : keys[i].text);
		if (keys[i].key == KEY_NONE)
			continue;
		keymap_key_name(keys[i].key, name);
		is_string(name,
		    keys[i].name != NULL ? keys[i].name : keys[i].text,
		    "its name");
	}
}

/* Every default key reads back from the name that the help gives it, and no key
 * means two things. */
static void
try_defaults(void)
{
	struct keymap *keymap = keymap_new(NULL);

	for (size_t i = 0; i < command_row_count; i++) {
		const struct command_row *row = &command_rows[i];

		ok(keymap_find(row->name) == row, row->name);
		ok(row->help[0] != '\0', "has a help");
		for (size_t k = 0; k < 4 && row->keys[k] != 0; k++) {
			char name[16];

			keymap_key_name(row->keys[k], name);
			is_int(keymap_parse_key(name), row->keys[k], name);
			is_int(keymap_command(keymap, row->keys[k]), row->id,
			    "the default's own");
			is_int(keymap_key(keymap, row->id, k), row->keys[k],
			    "in the table's order");
		}
	}
	is_int(keymap_command(keymap, 'Z'), CMD_NONE, "a key without meaning");
	is_int(keymap_command(keymap, KEY_UNKNOWN_), CMD_NONE, "nor one");
	is_int(keymap_key(keymap, CMD_QUIT, 1), KEY_NONE, "no second key");
	keymap_free(keymap);
	keymap_free(NULL);
}

static const struct {
	const char *word, *near;
} nears[] = {
	{ "quti", "quit" },
	{ "refrsh", "refresh" },
	{ "refresh_all", "refresh-all" },
	{ "nextmatch", "next-match" },
	{ "xyzzy", NULL },
};

static void
try_nears(void)
{
	for (size_t i = 0; i < ARRAY_LEN(nears); i++) {
		const char *near = keymap_near(nears[i].word);

		ok(keymap_find(nears[i].word) == NULL, nears[i].word);
		is_string(near != NULL ? near : "(none)",
		    nears[i].near != NULL ? nears[i].near : "(none)",
		    "did you mean");
	}
}

static void
try_own(void)
{
	struct world *world = world_new("name: x\n"
	    "signals: { a: { title: A, unit: RMB, not_disclosed: yes } }\n"
	    "keys: { x: quit, q: help, \"^X\": search, space: page-down }\n",
	    80, 24);
	struct keymap *keymap = keymap_new(world_watchlist(world));

	is_int(keymap_command(keymap, 'x'), CMD_QUIT, "a key of their own");
	is_int(keymap_command(keymap, 'q'), CMD_HELP, "over a default");
	is_int(
	    keymap_key(keymap, CMD_QUIT, 0), 'x', "which is not its any more");
	is_int(keymap_command(keymap, KEY_CTRL('X')), CMD_SEARCH, "^X");
	is_int(keymap_command(keymap, ' '), CMD_PAGE_DOWN, "Space");
	is_int(keymap_command(keymap, 'j'), CMD_DOWN, "the others stay");
	keymap_free(keymap);
	world_free(world);
}

static const struct {
	const char *keys, *complaint;
} mistakes[] = {
	{ "{ x: quti }",
	    "3:12: error: unknown screen command 'quti'; did you mean "
	    "'quit'?\n" },
	{ "{ x: xyzzy }", "3:12: error: unknown screen command 'xyzzy'\n" },
	{ "{ F1: quit }",
	    "3:13: error: 'F1' is no key: a character, ^X, or Enter, Esc, Tab, "
	    "S-Tab, Up, Down, Left, Right, PgUp, PgDn, Home, End, Backspace, "
	    "Space is expected\n" },
};

static void
try_mistakes(void)
{
	for (size_t i = 0; i < ARRAY_LEN(mistakes); i++) {
		char text[256];

		(void)snprintf(text, sizeof(text),
		    "name: x\n"
		    "signals: { a: { title: A, unit: RMB, not_disclosed: yes } "
		    "}\nkeys: %s\n",
		    mistakes[i].keys);
		is_string(world_mistakes(text), mistakes[i].complaint,
		    mistakes[i].keys);
	}
}

int
main(void)
{
	try_keys();
	try_defaults();
	try_nears();
	try_own();
	try_mistakes();
	return done();
}
