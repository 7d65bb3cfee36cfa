/* SPDX-License-Identifier: MIT */
#include "tui/keymap.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/foreign.h"
#include "base/mem.h"
#include "base/near.h"
#include "base/utf8.h"
#include "config/watchlist.h"

const struct command_row command_rows[] = {
	{ CMD_DOWN, "down", { 'j', KEY_DOWN_ }, "the next row", false },
	{ CMD_UP, "up", { 'k', KEY_UP_ }, "the row before", false },
	{ CMD_LEFT, "left", { 'h', KEY_LEFT_ },
	    "earlier in time; to the left", false },
	{ CMD_RIGHT, "right", { 'l', KEY_RIGHT_ },
	    "later in time; to the right", false },
	{ CMD_PAGE_DOWN, "page-down", { KEY_CTRL('D'), KEY_PAGE_DOWN_ },
	    "half a screen down", false },
	{ CMD_PAGE_UP, "page-up", { KEY_CTRL('U'), KEY_PAGE_UP_ },
	    "half a screen up", false },
	{ CMD_FIRST, "first", { 'g', KEY_HOME_ }, "the first row", false },
	{ CMD_LAST, "last", { 'G', KEY_END_ }, "the last row", false },
	{ CMD_NEXT_PANEL, "next-panel", { KEY_TAB_ },
	    "the next panel; 1 to 9 go to one", false },
	{ CMD_PREVIOUS_PANEL, "previous-panel", { KEY_BACKTAB_ },
	    "the panel before", false },
	{ CMD_OPEN, "open", { KEY_ENTER_ },
	    "go down: to the signal, the figure, its evidence", true },
	{ CMD_BACK, "back", { KEY_ESC_, KEY_BACKSPACE_ }, "come back", true },
	{ CMD_ALERTS, "alerts", { 'A' }, "all alerts, worst first", true },
	{ CMD_ACKNOWLEDGE, "acknowledge", { 'x' },
	    "acknowledge an alert, or take that back; end a silence", true },
	{ CMD_SILENCE, "silence", { 'S' },
	    "silence an alert, or those of a signal", true },
	{ CMD_SOURCES, "sources", { 'O' }, "all sources and how they are",
	    false },
	{ CMD_NOTES, "notes", { '!' },
	    "what limits it: proxy, break, bound, source", false },
	{ CMD_SEARCH, "search", { '/' }, "search", true },
	{ CMD_NEXT_MATCH, "next-match", { 'n' }, "the next match", false },
	{ CMD_PREVIOUS_MATCH, "previous-match", { 'N' }, "the match before",
	    false },
	{ CMD_FILTER, "filter", { 'f' },
	    "only the signals of which an expression holds", false },
	{ CMD_CHART, "chart", { 't' }, "chart and table, or the table alone",
	    false },
	{ CMD_REFRESH, "refresh", { 'r' }, "read the selection's source now",
	    true },
	{ CMD_REFRESH_ALL, "refresh-all", { 'R' }, "read all sources now",
	    false },
	{ CMD_HELP, "help", { '?' }, "this help", true },
	{ CMD_REDRAW, "redraw", { KEY_CTRL('L') }, "draw the screen anew",
	    false },
	{ CMD_QUIT, "quit", { 'q' }, "quit", true },
};

const size_t command_row_count = sizeof(command_rows) / sizeof(*command_rows);

static const struct {
	const char *name;
	int key;
} key_names[] = {
	{ "Enter", KEY_ENTER_ },     { "Esc", KEY_ESC_ },
	{ "Tab", KEY_TAB_ },	     { "S-Tab", KEY_BACKTAB_ },
	{ "Up", KEY_UP_ },	     { "Down", KEY_DOWN_ },
	{ "Left", KEY_LEFT_ },	     { "Right", KEY_RIGHT_ },
	{ "PgUp", KEY_PAGE_UP_ },    { "PgDn", KEY_PAGE_DOWN_ },
	{ "Home", KEY_HOME_ },	     { "End", KEY_END_ },
	{ "Backspace", KEY_BACKSPACE_ }, { "Space", ' ' },
};

enum { KEY_NAMES = sizeof(key_names) / sizeof(key_names[0]) };

struct binding {
	int key;
	enum command_id command;
};

struct keymap {
	struct binding *bindings;
	size_t count;
};

const struct command_row *
keymap_find(const char *name)
{
	for (size_t i = 0; i < command_row_count; i++)
		if (!strcmp(command_rows[i].name, name))
			return &command_rows[i];
	return NULL;
}

const char *
keymap_near(const char *name)
{
	const char *names[CMD_COUNT];

	for (size_t i = 0; i < command_row_count; i++)
		names[i] = command_rows[i].name;
	return near_name(name, names, command_row_count);
}

/* Controls that terminals send for keys that have a name: they come as
 * these. */
static int
key_of_control(char letter)
{
	switch (letter) {
	case 'H':
		return KEY_BACKSPACE_;
	case 'I':
		return KEY_TAB_;
	case 'J':
	case 'M':
		return KEY_ENTER_;
	case '[':
		return KEY_ESC_;
	default:
		return KEY_CTRL(letter);
	}
}

int
keymap_parse_key(const char *text)
{
	size_t length = strlen(text);
	uint32_t character;

	for (size_t i = 0; i < KEY_NAMES; i++)
		if (!strcasecmp(key_names[i].name, text))
			return key_names[i].key;
	if (length == 2 && text[0] == '^') {
		char letter = text[1] >= 'a' && text[1] <= 'z'
		    ? (char)(text[1] - 'a' + 'A')
		    : text[1];

		return letter > '@' && letter <= '_' ? key_of_control(letter)
						     : KEY_NONE;
	}
	if (length > 0 && utf8_decode(text, length, &character) == length &&
	    character > ' ' && utf8_width(character) > 0 &&
	    foreign_is_clean(foreign_text(text)))
		return (int)character;
	return KEY_NONE;
}

void
keymap_key_name(int key, char text[16])
{
	char bytes[4];
	size_t length;

	for (size_t i = 0; i < KEY_NAMES; i++)
		if (key_names[i].key == key) {
			(void)snprintf(text, 16, "%s", key_names[i].name);
			return;
		}
	if (key < ' ') {
		(void)snprintf(text, 16, "^%c", key + '@');
		return;
	}
	length = utf8_encode((uint32_t)key, bytes);
	(void)snprintf(text, 16, "%.*s", (int)length, bytes);
}

static void
bind(struct keymap *keymap, int key, enum command_id command)
{
	for (size_t i = 0; i < keymap->count; i++)
		if (keymap->bindings[i].key == key) {
			keymap->bindings[i].command = command;
			return;
		}
	keymap->bindings = mem_room(
	    keymap->bindings, keymap->count, sizeof(*keymap->bindings));
	keymap->bindings[keymap->count++] = (struct binding){ key, command };
}

struct keymap *
keymap_new(const struct watchlist *watchlist)
{
	struct keymap *keymap = mem_new(sizeof(*keymap));
	const struct value *own =
	    watchlist != NULL ? section_value(watchlist->top, "keys") : NULL;

	for (size_t i = 0; i < command_row_count; i++)
		for (size_t k = 0; k < 4 && command_rows[i].keys[k] != 0; k++)
			bind(keymap, command_rows[i].keys[k],
			    command_rows[i].id);
	for (size_t i = 0; own != NULL && i < own->count; i++) {
		const struct command_row *row =
		    keymap_find(own->items[i]->text);

		if (row != NULL)
			bind(keymap, keymap_parse_key(own->keys[i]), row->id);
	}
	return keymap;
}

void
keymap_free(struct keymap *keymap)
{
	if (keymap == NULL)
		return;
	mem_free(keymap->bindings);
	mem_free(keymap);
}

enum command_id
keymap_command(const struct keymap *keymap, int key)
{
	for (size_t i = 0; i < keymap->count; i++)
		if (keymap->bindings[i].key == key)
			return keymap->bindings[i].command;
	return CMD_NONE;
}

int
keymap_key(const struct keymap *keymap, enum command_id command, size_t i)
{
	for (size_t k = 0; k < keymap->count; k++)
		if (keymap->bindings[k].command == command && i-- == 0)
			return keymap->bindings[k].key;
	return KEY_NONE;
}
