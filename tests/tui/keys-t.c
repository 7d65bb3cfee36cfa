/* SPDX-License-Identifier: MIT */
/* What keys do over a real engine: where they lead, what they select, what they
 * say. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "tests/tap.h"
#include "tests/tui/world.h"
#include "tui/canvas.h"
#include "tui/desk.h"
#include "tui/keymap.h"
#include "tui/view.h"

static bool
is_beginning(const char *got, const char *wanted, const char *name)
{
	bool same = strncmp(got, wanted, strlen(wanted)) == 0;

	if (!same)
		diag("got '%s', wanted '%s'", got, wanted);
	return ok(same, name);
}

/* After KEYS: how the heading begins, and the selected line. */
static const struct {
	const char *keys, *heading, *selected;
} moves[] = {
	{ "", "bellwether ▸ Small cloud ", "  Capital expenditure" },
	{ "j", "bellwether ▸ Small cloud ", "  Cloud revenue" },
	{ "Down Down Up", "bellwether ▸ Small cloud ", "  Cloud revenue" },
	{ "k", "bellwether ▸ Small cloud ", "bellwether ▸ Small cloud " },
	{ "k k k", "bellwether ▸ Small cloud ", "bellwether ▸ Small cloud " },
	{ "G", "bellwether ▸ Small cloud ", "● Two red lines at once" },
	{ "G j j", "bellwether ▸ Small cloud ", "● Two red lines at once" },
	{ "End Home j", "bellwether ▸ Small cloud ", "  Capital expenditure" },
	{ "^D", "bellwether ▸ Small cloud ", "  Price per M tokens" },
	{ "^D ^U", "bellwether ▸ Small cloud ", "  Capital expenditure" },
	{ "PgDn PgUp", "bellwether ▸ Small cloud ", "  Capital expenditure" },
	/* panels: 1 to 9, Tab around, past the one without rows */
	{ "3", "bellwether ▸ Small cloud ", "  Benchmarks" },
	{ "5", "bellwether ▸ Small cloud ", "● Thin margin" },
	{ "9", "bellwether ▸ Small cloud ", "  Capital expenditure" },
	{ "Tab", "bellwether ▸ Small cloud ", "● Cloud margin" },
	{ "l l", "bellwether ▸ Small cloud ", "  Benchmarks" },
	{ "Tab Tab Tab Tab Tab", "bellwether ▸ Small cloud ",
	    "  Capital expenditure" },
	{ "S-Tab", "bellwether ▸ Small cloud ", "● Thin margin" },
	{ "3 h", "bellwether ▸ Small cloud ", "● Cloud margin" },
	{ "g Tab", "bellwether ▸ Small cloud ", "  Capital expenditure" },
	{ "g S-Tab", "bellwether ▸ Small cloud ", "● Thin margin" },
	/* Enter and Esc: down to the evidence, its source, and back */
	{ "g Enter", "▸ Small cloud ▸ Alerts ", "▲ The build-out" },
	{ "g Enter Enter", "▸ Alerts ▸ The build-out outgrows its revenue ",
	    "    intensity 2026Q2 = 139.9 %" },
	{ "g Enter Enter Enter", "▸ Capex over revenue 2026Q2 ",
	    "      capex 2026Q2 = 67.7 bn RMB" },
	{ "g Enter Enter Enter Enter", "▸ Capital expenditure 2026Q2 ",
	    "  text read    67.7e9" },
	{ "g Enter Enter Enter Enter Enter", "▸ document of figures ",
	    "    45       \"value\": 67.7e9," },
	{ "g Enter Enter Enter Enter j j j Enter", "▸ source figures ",
	    "  Capital expenditure" },
	{ "g Enter Enter Enter Enter Enter Esc",
	    "▸ Capital expenditure 2026Q2 ", "  text read    67.7e9" },
	{ "g Enter Enter Enter Enter Enter Esc Esc Esc Esc Esc",
	    "bellwether ▸ Small cloud ", "bellwether ▸ Small cloud " },
	{ "Enter Backspace", "bellwether ▸ Small cloud ",
	    "  Capital expenditure" },
	/* the table is newest first; h goes back in time */
	{ "Enter", "▸ Capital expenditure, RMB ", "2026Q2 " },
	{ "Enter h", "▸ Capital expenditure, RMB ", "2026Q1 " },
	{ "Enter Left Left Right", "▸ Capital expenditure, RMB ", "2026Q1 " },
	{ "Enter j Enter", "▸ Capital expenditure 2026Q1 ",
	    "  text read    26.9e9" },
	/* the cursor is where it was, on the way back */
	{ "j j Enter Esc", "bellwether ▸ Small cloud ", "▲ Capex over" },
	{ "Enter j j Enter Esc", "▸ Capital expenditure, RMB ", "2025Q4 " },
	/* views over views; a view over itself is not opened again */
	{ "A A Esc", "bellwether ▸ Small cloud ", "  Capital expenditure" },
	{ "? ? Esc", "bellwether ▸ Small cloud ", "  Capital expenditure" },
	{ "A O ?", "▸ Alerts ▸ Sources ▸ Help ", "Keys" },
	{ "A O ? Esc Esc", "▸ Small cloud ▸ Alerts ", "▲ The build-out" },
	{ "j j j j Enter Enter", "▸ Capex over revenue, % ", "2026Q2 " },
	{ "j j j j ! G Enter", "▸ Capex over revenue, % ", "2026Q2 " },
	/* search: from the cursor on, around, back, by name and title */
	{ "/ price Enter", "bellwether ▸ Small cloud ",
	    "  Price per M tokens" },
	{ "/ GROWTH Enter", "bellwether ▸ Small cloud ", "  Own growth" },
	{ "/ growth Enter n", "bellwether ▸ Small cloud ",
	    "  Peer's growth" },
	{ "/ growth Enter n n", "bellwether ▸ Small cloud ",
	    "  Own growth" },
	{ "/ growth Enter N", "bellwether ▸ Small cloud ",
	    "  Peer's growth" },
	{ "/ intensity_ttm Enter", "bellwether ▸ Small cloud ",
	    "  Capex over revenue, TTM" },
	{ "/ 契約 Enter", "bellwether ▸ Small cloud ", "  Contracts 契約" },
	{ "/ priceX Backspace Enter", "bellwether ▸ Small cloud ",
	    "  Price per M tokens" },
	{ "/ xx ^U growth Enter", "bellwether ▸ Small cloud ",
	    "  Own growth" },
	{ "/ growth Esc", "bellwether ▸ Small cloud ",
	    "  Capital expenditure" },
	{ "/ own|peer Enter", "bellwether ▸ Small cloud ", "  Own growth" },
	{ "/ growth Enter A Esc n", "bellwether ▸ Small cloud ",
	    "  Peer's growth" },
};

static void
try_moves(void)
{
	for (size_t i = 0; i < ARRAY_LEN(moves); i++) {
		struct world *world = world_new(world_small(), 80, 24);
		char name[120];

		(void)world_keys(world, moves[i].keys);
		(void)snprintf(name, sizeof(name), "%s: heading",
		    moves[i].keys);
		is_beginning(world_line(world, 0), moves[i].heading, name);
		(void)snprintf(name, sizeof(name), "%s: selected",
		    moves[i].keys);
		is_beginning(
		    world_selected(world), moves[i].selected, name);
		world_free(world);
	}
}

/* After KEYS the status line says. */
static const struct {
	const char *keys, *says;
} messages[] = {
	{ "z", "this key has no meaning here; ? shows the keys" },
	{ "Space", "this key has no meaning here; ? shows the keys" },
	{ "t", "this key has no meaning here; ? shows the keys" },
	{ "Esc", "this is the top; q quits" },
	{ "? g Enter", "there is nothing beneath this line" },
	{ "Enter Enter g Enter",
	    "nothing is beneath that line; beneath this one there is" },
	{ "n", "nothing was searched for yet; / asks" },
	{ "N", "nothing was searched for yet; / asks" },
	{ "/ xyzzy Enter", "not found here: xyzzy" },
	{ "/ xyzzy Enter n", "not found here: xyzzy" },
	{ "/ (( Enter", "not found here: ((" },
	{ "/ [ Enter", "not found here: [" },
	{ "g !", "no signal is selected" },
	{ "A !", "no signal is selected" },
	{ "5 !", "no signal is selected" },
	{ "r", "reading figures" },
	{ "O G r", "reading gone" },
	{ "O Enter r", "reading figures" },
	{ "Enter r", "reading figures" },
	{ "j j r", "the selection has no source of its own; R reads all" },
	{ "A r", "the selection has no source of its own; R reads all" },
	{ "R", "reading all sources" },
	{ "R R", "nothing is read: fetching is off, or it is under way" },
	{ "/", "/" },
	{ "/ 漢字 z", "/漢字z" },
	{ "/ ab Backspace Backspace", "/" },
	{ "/ aaaaaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbccccccccccccccc"
	  "ccccccccccccccccccccccz",
	    "/aaaaaaaaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbccccccccccccccc"
	    "ccccccccccccccccccccccz" },
};

static void
try_messages(void)
{
	for (size_t i = 0; i < ARRAY_LEN(messages); i++) {
		struct world *world = world_new(world_small(), 80, 24);

		(void)world_keys(world, messages[i].keys);
		is_string(
		    world_line(world, -1), messages[i].says, messages[i].keys);
		world_free(world);
	}
}

static void
try_reactions(void)
{
	struct world *world = world_new(world_small(), 80, 24);

	ok(world_keys(world, "j") == REACT_DRAW, "a move draws");
	ok(world_keys(world, "q") & REACT_QUIT, "q quits");
	ok(world_keys(world, "^L") & REACT_REDRAW, "^L draws all anew");
	ok(world_keys(world, "/ q") == REACT_DRAW,
	    "in a prompt q is a letter");
	is_string(world_line(world, -1), "/q", "that is typed");
	(void)world_keys(world, "Esc z");
	is_string(world_line(world, -1),
	    "this key has no meaning here; ? shows the keys", "a message");
	(void)world_keys(world, "j");
	ok(strstr(world_line(world, -1), "meaning") == NULL,
	    "goes with the next key");
	ok(strstr(world_line(world, -1), "Esc back") == NULL,
	    "at the top there is no way back");
	(void)world_keys(world, "Enter");
	ok(strstr(world_line(world, -1), "Esc back") != NULL,
	    "below it there is one");
	world_free(world);
}

/* Every command is in the help, with its keys as they are bound. */
static void
try_help(void)
{
	struct world *world = world_new(world_small(), 100, 60);
	const char *screen;

	(void)world_keys(world, "?");
	screen = world_screen(world);
	for (size_t i = 0; i < command_row_count; i++) {
		const struct command_row *row = &command_rows[i];
		char line[160], key[16];

		ok(strstr(screen, row->help) != NULL, row->help);
		keymap_key_name(row->keys[0], key);
		(void)snprintf(line, sizeof(line), "\n  %s ", key);
		ok(strstr(screen, line) != NULL, key);
	}
	world_free(world);
	world = world_new("name: x\nsignals: { a: { title: A, unit: RMB, "
			  "not_disclosed: yes } }\nkeys: { X: quit }\n",
	    100, 60);
	(void)world_keys(world, "?");
	ok(strstr(world_screen(world), "\n  q X           quit") != NULL,
	    "the watchlist's own keys too");
	world_free(world);
}

/* What is fetched shows without a key, and the cursor stays on its row. */
static void
try_updates(void)
{
	struct world *world = world_new(world_small(), 80, 24);

	(void)world_keys(world, "/ lost Enter");
	is_beginning(world_selected(world), "? What a lost source said",
	    "a source that fails");
	world_file("gone.json", "[{\"period\":\"2026Q2\",\"value\":2}]");
	clock_set(WORLD_NOW + 3600);
	world_fetch(world);
	is_beginning(world_selected(world),
	    "  What a lost source said        2 count ", "is there again");
	ok(strstr(world_line(world, -1), "gone") == NULL,
	    "and the status line is quiet");
	(void)world_keys(world, "Enter");
	world_file("gone.json", "[{\"period\":\"2026Q2\",\"value\":4},"
				"{\"period\":\"2026Q3\",\"value\":5}]");
	clock_set(WORLD_NOW + 7200);
	world_fetch(world);
	is_beginning(world_selected(world), "2026Q2 ",
	    "a newer row comes in above the selected one");
	(void)world_keys(world, "Esc A");
	is_beginning(world_selected(world), "▲ The build-out", "alerts");
	ok(strstr(world_screen(world), "● The lost source") != NULL,
	    "and it warns");
	world_free(world);
}

static void
try_empty_panels(void)
{
	static const char text[] = "name: x\n"
	    "signals:\n"
	    "  a: { title: A, unit: RMB, not_disclosed: yes }\n"
	    "  b: { title: B, unit: RMB, not_disclosed: yes }\n"
	    "panels:\n"
	    "- { title: One, show: a }\n- { title: Empty }\n"
	    "- { title: Two, show: b }\n- { title: Last }\n";
	struct world *world = world_new(text, 80, 24);

	(void)world_keys(world, "Tab");
	is_beginning(world_selected(world), "  B", "over an empty panel");
	(void)world_keys(world, "S-Tab");
	is_beginning(world_selected(world), "  A", "and back over it");
	(void)world_keys(world, "S-Tab");
	is_beginning(world_selected(world), "  B", "and over the last");
	(void)world_keys(world, "1 2");
	is_beginning(world_selected(world), "  A", "there is no way into it");
	world_free(world);
	world = world_new("name: x\nsignals: { a: { title: A, unit: RMB, "
			  "not_disclosed: yes } }\n",
	    80, 24);
	is_beginning(world_selected(world), "  A",
	    "without panels all signals are there");
	(void)world_keys(world, "A");
	is_string(world_line(world, 1), "the watchlist has no alerts",
	    "no alerts");
	(void)world_keys(world, "O");
	is_string(world_line(world, 1), "the watchlist has no sources",
	    "no sources");
	(void)world_keys(world, "Enter j k G g ^D ^U h l Tab 3 n r ! t");
	ok(world_fault(world_canvas(world)) == NULL, "any key is fine there");
	world_free(world);
}

int
main(void)
{
	try_moves();
	try_messages();
	try_reactions();
	try_help();
	try_empty_panels();
	try_updates();
	return done();
}
