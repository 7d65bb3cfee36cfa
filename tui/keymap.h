/* Keys, commands, their help: one row each, in one table. The help view, the
 * status line and the manual print it. */
#ifndef TUI_KEYMAP_H
#define TUI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

struct watchlist;

/* Keys beyond characters; a character is its own code point. */
enum key {
	KEY_NONE = 0,
	KEY_ENTER_ = 0x110000,
	KEY_ESC_,
	KEY_TAB_,
	KEY_BACKTAB_,
	KEY_UP_,
	KEY_DOWN_,
	KEY_LEFT_,
	KEY_RIGHT_,
	KEY_PAGE_UP_,
	KEY_PAGE_DOWN_,
	KEY_HOME_,
	KEY_END_,
	KEY_BACKSPACE_,
	KEY_RESIZED_,
	KEY_UNKNOWN_ /* one that has no meaning to us */
};

#define KEY_CTRL(c) ((c) & 0x1f)

enum command_id {
	CMD_NONE,
	CMD_DOWN,
	CMD_UP,
	CMD_LEFT,
	CMD_RIGHT,
	CMD_PAGE_DOWN,
	CMD_PAGE_UP,
	CMD_FIRST,
	CMD_LAST,
	CMD_NEXT_PANEL,
	CMD_PREVIOUS_PANEL,
	CMD_OPEN,
	CMD_BACK,
	CMD_ALERTS,
	CMD_ACKNOWLEDGE,
	CMD_SILENCE,
	CMD_SOURCES,
	CMD_NOTES,
	CMD_SEARCH,
	CMD_NEXT_MATCH,
	CMD_PREVIOUS_MATCH,
	CMD_FILTER,
	CMD_CHART,
	CMD_REFRESH,
	CMD_REFRESH_ALL,
	CMD_HELP,
	CMD_REDRAW,
	CMD_QUIT,
	CMD_COUNT
};

struct command_row {
	enum command_id id;
	const char *name; /* what users bind, what the help prints */
	int keys[4];	  /* by default; 0 ends */
	const char *help;
	bool in_status;	  /* worth a place in the status line */
};

extern const struct command_row command_rows[];
extern const size_t command_row_count;

const struct command_row *keymap_find(const char *name); /* or NULL */
const char *keymap_near(const char *name);

/* "q", "^D", "Enter"; KEY_NONE where it is none. */
int keymap_parse_key(const char *text);

/* The key as a person reads it, into TEXT (16 bytes). */
void keymap_key_name(int key, char text[16]);

struct keymap;

/* The defaults, and the watchlist's own (may be NULL) over them. */
struct keymap *keymap_new(const struct watchlist *watchlist);
void keymap_free(struct keymap *keymap);
enum command_id keymap_command(const struct keymap *keymap, int key);

/* The I-th key that gives COMMAND, or KEY_NONE. */
int keymap_key(const struct keymap *keymap, enum command_id command, size_t i);

#endif
