/* SPDX-License-Identifier: MIT */
/* The manual says of each row of the program's tables what the row says: a
 * setting, a function, a command, an option, a key. A row that is added,
 * renamed or explained otherwise fails here until the manual has it too, and so
 * does what the manual has and no table. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "alert/alerts.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/options.h"
#include "config/parts.h"
#include "config/setting.h"
#include "fetch/fetcher.h"
#include "fetch/picker.h"
#include "model/function.h"
#include "tests/tap.h"
#include "tui/keymap.h"
#include "tui/tui.h"

static const struct settings *const tables[] = {
	&config_settings,
	&fetch_settings,
	&pick_settings,
	&alert_settings,
	&tui_settings,
};

static const char *const headings[SECTION_COUNT] = {
	[SECTION_TOP] = ".Ss The top\n",
	[SECTION_SOURCE] = ".Ss Sources\n",
	[SECTION_SIGNAL] = ".Ss Signals\n",
	[SECTION_ALERT] = ".Ss Alerts\n",
	[SECTION_PANEL] = ".Ss Panels\n",
	[SECTION_SINK] = ".Ss Sinks\n",
	[SECTION_ROUTE] = ".Ss Routes\n",
};

/* From FROM to the first of the two ends, or to the end; the caller's. */
static char *
stretch(const char *from, const char *end, const char *other_end)
{
	const char *to = strstr(from, end);
	const char *other = strstr(from, other_end);

	if (to == NULL || (other != NULL && other < to))
		to = other;
	return to != NULL ? mem_bytes(from, (size_t)(to - from))
			  : mem_text(from);
}

/* The part of the page under a heading; the caller's, NULL without it. */
static char *
part(const char *page, const char *heading)
{
	const char *at = strstr(page, heading);

	return at != NULL ? stretch(at + strlen(heading), "\n.Ss ", "\n.Sh ")
			  : NULL;
}

/* The body of the item that begins with HEAD, without macros, in one line; the
 * caller's, NULL where there is none. */
static char *
item(const char *text, const char *head)
{
	const char *at = strstr(text, head);
	char *body, *line, *rest;
	struct buf out;

	if (at == NULL || strchr(at, '\n') == NULL)
		return NULL;
	body = rest = stretch(strchr(at, '\n') + 1, "\n.It ", "\n.El");
	buf_init(&out, LIMIT_MESSAGE);
	for (line = strsep(&rest, "\n"); line != NULL;
	     line = strsep(&rest, "\n")) {
		if (line[0] == '.')
			line +=
			    strcspn(line, " ") + (strchr(line, ' ') != NULL);
		(void)buf_printf(
		    &out, "%s%s", out.length > 0 ? " " : "", line);
	}
	mem_free(body);
	return buf_take(&out);
}

/* BODY begins with HELP as a sentence: its first letter is a capital. */
static bool
begins_with(const char *body, const char *help)
{
	size_t length = strlen(help);

	return toupper((unsigned char)help[0]) == body[0] &&
	    !strncmp(body + 1, help + 1, length - 1) &&
	    strchr(".;,", body[length]) != NULL;
}

static bool
has_choices(const char *body, const char *choices)
{
	char *copy = mem_text(choices), *rest = copy;
	bool all = true;

	for (char *word = strsep(&rest, "|"); word != NULL;
	     word = strsep(&rest, "|"))
		all = all && strstr(body, word + (*word == '*')) != NULL;
	mem_free(copy);
	return all;
}

static bool
has_fallback(const char *body, const char *fallback)
{
	char *text = mem_printf("Default: %s .", fallback);
	bool there = strstr(body, text) != NULL;

	mem_free(text);
	return there;
}

static bool
tells(const char *body, const struct setting *row)
{
	if (body == NULL)
		return false;
	return begins_with(body, row->help) &&
	    (row->choices == NULL || has_choices(body, row->choices)) &&
	    (row->fallback == NULL || has_fallback(body, row->fallback)) &&
	    !(row->flags & SETTING_LATER) ==
		(strstr(body, "Not acted on yet.") == NULL) &&
	    !(row->flags & SETTING_REQUIRED) ==
		(strstr(body, "Required.") == NULL);
}

static void
check_setting(const char *text, const struct setting *row)
{
	char *head = mem_printf(".It Ic %s\n", row->name);
	char *body = item(text, head);
	char *name = mem_printf(
	    "%s%s", headings[row->section] + 4, row->name);

	*strchr(name, '\n') = ' ';
	if (!ok(tells(body, row), name))
		diag("the row: %s\nthe manual: %s", row->help,
		    body != NULL ? body : "(nothing)");
	mem_free(name);
	mem_free(body);
	mem_free(head);
}

static size_t
count_items(const char *text, const char *head)
{
	size_t count = 0;

	for (const char *at = strstr(text, head); at != NULL;
	     at = strstr(at + 1, head))
		count++;
	return count;
}

static void
check_section(const char *page, enum section_kind kind)
{
	char *text = part(page, headings[kind]);
	size_t rows = 0;

	if (!ok(text != NULL, "the section is there"))
		return;
	for (size_t i = 0; i < ARRAY_LEN(tables); i++)
		for (size_t k = 0; k < tables[i]->count; k++)
			if (tables[i]->rows[k].section == kind) {
				check_setting(text, &tables[i]->rows[k]);
				rows++;
			}
	is_int((int64_t)count_items(text, "\n.It Ic "), (int64_t)rows,
	    "and no other setting");
	mem_free(text);
}

/* Quotes as roff has them. */
static bool
has_text(const char *body, const char *format, const char *text)
{
	char *wanted = mem_printf(format, text), *quote;
	bool there;

	while ((quote = strchr(wanted, '"')) != NULL) {
		char *rest = mem_text(quote + 1);

		*quote = '\0';
		quote = mem_printf("%s\\(dq%s", wanted, rest);
		mem_free(rest);
		mem_free(wanted);
		wanted = quote;
	}
	there = strstr(body, wanted) != NULL;
	mem_free(wanted);
	return there;
}

static void
check_functions(const char *page)
{
	char *text = part(page, ".Sh EXPRESSIONS\n");

	for (size_t i = 0; i < function_count; i++) {
		const struct function *function = function_at(i);
		char *head = mem_printf(".It %s\n", function->usage);
		char *body = item(text, head);

		ok(body != NULL && begins_with(body, function->help) &&
			has_text(body, "Unit: %s.", function->unit) &&
			has_text(body, " %s", function->example),
		    function->usage);
		mem_free(body);
		mem_free(head);
	}
	is_int((int64_t)count_items(text, "\n.It "), (int64_t)function_count,
	    "and no other function");
	mem_free(text);
}

static void
check_commands(const char *page)
{
	char *text = part(page, ".Ss Commands\n");

	for (size_t i = 0; i < command_count; i++) {
		char *head = mem_printf(".It Cm %s", commands[i]->name);
		char *body = item(text, head);

		ok(body != NULL && begins_with(body, commands[i]->help),
		    commands[i]->name);
		mem_free(body);
		mem_free(head);
	}
	is_int((int64_t)count_items(text, "\n.It "), (int64_t)command_count,
	    "and no other command");
	mem_free(text);
}

/* LINE of --help: "  -c, --config FILE      the watchlist that is opened". */
static void
check_option(const char *text, const char *line)
{
	const char *name = strstr(line, "--") + 2;
	size_t length = strcspn(name, " ");
	const char *help = strstr(name, "  ");
	char *head = mem_printf("Fl Fl %.*s", (int)length, name);
	char *body = item(text, head);

	help += help != NULL ? strspn(help, " ") : 0;
	if (help == NULL) /* one blank: the longest name */
		help = strchr(name + length + 1, ' ') + 1;
	if (!ok(body != NULL && begins_with(body, help), head))
		diag("--help: %s\nthe manual: %s", help,
		    body != NULL ? body : "(nothing)");
	mem_free(body);
	mem_free(head);
}

static void
check_options(const char *page)
{
	char *text = part(page, ".Ss Options\n");
	struct buf help;
	char *all, *rest;
	size_t count = 0;

	buf_init(&help, LIMIT_MESSAGE);
	options_help(&help, NULL);
	all = rest = buf_take(&help);
	for (char *line = strsep(&rest, "\n"); line != NULL;
	     line = strsep(&rest, "\n"))
		if (line[0] == ' ' && strstr(line, " --") != NULL) {
			check_option(text, line);
			count++;
		}
	is_int((int64_t)count_items(text, "\n.It Fl "), (int64_t)count,
	    "and no other option");
	mem_free(all);
	mem_free(text);
}

/* A key as a cell of the manual: what mdoc would take for its own is masked. */
static void
add_key(struct buf *out, int key)
{
	char name[16];

	keymap_key_name(key, name);
	(void)buf_printf(
	    out, "%s%s", strpbrk(name, "!?") != NULL ? "\\&" : "", name);
}

static void
check_keys(const char *page)
{
	char *text = part(page, ".Sh THE SCREEN\n");

	for (size_t i = 0; i < command_row_count; i++) {
		const struct command_row *row = &command_rows[i];
		struct buf line;

		buf_init(&line, LIMIT_MESSAGE);
		(void)buf_printf(&line, "\n.It %s Ta ", row->name);
		for (size_t k = 0; k < ARRAY_LEN(row->keys) && row->keys[k];
		     k++) {
			(void)buf_text(&line, k > 0 ? ", " : "");
			add_key(&line, row->keys[k]);
		}
		(void)buf_printf(&line, " Ta %s\n", row->help);
		if (!ok(strstr(text, buf_string(&line)) != NULL, row->name))
			diag("expected:%s", buf_string(&line));
		buf_release(&line);
	}
	is_int((int64_t)count_items(text, "\n.It "),
	    (int64_t)command_row_count + 1, "and no other key");
	mem_free(text);
}

static char *
page(const char *path)
{
	struct buf bytes;
	struct err err;

	buf_init(&bytes, MIB);
	if (!file_read(test_source(path), &bytes, &err))
		diag("%s", err.text);
	return buf_take(&bytes);
}

int
main(void)
{
	char *program = page("doc/bellwether.1");
	char *file = page("doc/bellwether-watchlist.5");

	for (int kind = 0; kind < SECTION_COUNT; kind++)
		if (headings[kind] != NULL)
			check_section(file, (enum section_kind)kind);
	check_functions(file);
	check_commands(program);
	check_options(program);
	check_keys(program);
	mem_free(program);
	mem_free(file);
	return done();
}
