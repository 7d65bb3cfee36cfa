/* SPDX-License-Identifier: MIT */
#include "command/open.h"

#include <errno.h>
#include <langinfo.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "command/command.h"
#include "config/watchlist.h"
#include "engine/engine.h"

enum { CARET_BEFORE = 50, CARET_AFTER = 24 }; /* bytes */

static bool
locale_has_utf8(void)
{
	return !strcmp(nl_langinfo(CODESET), "UTF-8");
}

static void
spell(struct buf *out, uint32_t character, const char *bytes, size_t length)
{
	static const struct {
		uint32_t character;
		const char *spelling;
	} spellings[] = {
		{ 0x2026, "..." }, /* … */
		{ 0x2014, "-" },   /* — */
		{ 0x2013, "-" },   /* – */
		{ 0x2212, "-" },   /* − */
		{ 0x2192, "->" },  /* → */
		{ 0x2264, "<=" },  /* ≤ */
		{ 0x2265, ">=" },  /* ≥ */
		{ 0x00d7, "x" },   /* × */
	};

	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++)
		if (character == spellings[i].character) {
			(void)buf_text(out, spellings[i].spelling);
			return;
		}
	if (character < 0x80)
		(void)buf_add(out, bytes, length);
	else
		(void)buf_printf(out, "<U+%04X>", (unsigned)character);
}

/* TEXT as the locale can show it; the caller releases OUT. */
static void
spell_out(struct buf *out, const char *text, size_t length)
{
	buf_init(out, LIMIT_OUTPUT);
	for (size_t i = 0; i < length;) {
		uint32_t character = (unsigned char)text[i];
		size_t used = utf8_decode(text + i, length - i, &character);

		if (used == 0)
			used = 1;
		if (locale_has_utf8())
			(void)buf_add(out, text + i, used);
		else
			spell(out, character, text + i, used);
		i += used;
	}
}

static void
print_message(const char *text)
{
	struct buf out;

	spell_out(&out, text, strlen(text));
	(void)fputs(buf_string(&out), stderr);
	buf_release(&out);
}

int
say_failure(int status, const char *fmt, ...)
{
	char text[LIMIT_LABEL];
	char *clean, *line;
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	clean = foreign_clean(foreign_text(text));
	line = mem_printf("bellwether: %s\n", clean);
	print_message(line);
	mem_free(line);
	mem_free(clean);
	return status;
}

/* Where a character begins, at most so many bytes before AT. */
static size_t
window_start(const char *text, size_t at)
{
	size_t start = at > CARET_BEFORE ? at - CARET_BEFORE : 0;

	while (start < at && ((unsigned char)text[start] & 0xc0) == 0x80)
		start++;
	return start;
}

int
say_at(int status, const char *sentence, const char *text, size_t length,
    size_t at)
{
	size_t start = window_start(text, at);
	struct buf line;
	int indent;

	(void)say_failure(status, "%s", sentence);
	buf_init(&line, LIMIT_LABEL);
	(void)buf_text(&line, start > 0 ? "  ..." : "  ");
	foreign_show(&line, (struct foreign){ text + start, at - start },
	    LIMIT_LABEL);
	indent = utf8_text_width(buf_string(&line));
	foreign_show(
	    &line, (struct foreign){ text + at, length - at }, CARET_AFTER);
	(void)buf_printf(&line, "\n%*s^\n", indent, "");
	print_message(buf_string(&line));
	buf_release(&line);
	return status;
}

void
print_complaints(const struct complaints *complaints)
{
	struct buf out;

	buf_init(&out, LIMIT_OUTPUT);
	complaints_format(&out, complaints);
	print_message(buf_string(&out));
	buf_release(&out);
}

struct watchlist *
open_watchlist(const struct invocation *invocation)
{
	char *file = watchlist_path(invocation->watchlist, invocation->program);
	struct complaints complaints = { 0 };
	struct watchlist *watchlist = watchlist_load(file, invocation->tables,
	    invocation->table_count, &complaints);

	if (watchlist == NULL)
		print_complaints(&complaints);
	complaints_release(&complaints);
	mem_free(file);
	return watchlist;
}

struct engine *
open_engine(const struct invocation *invocation, int *status)
{
	char *file = watchlist_path(invocation->watchlist, invocation->program);
	struct engine_options options = {
		.watchlist_file = file,
		.state_directory = invocation->state,
		.as_of = invocation->as_of,
		.no_fetch = invocation->no_fetch,
		.tables = invocation->tables,
		.table_count = invocation->table_count,
	};
	struct complaints complaints = { 0 };
	enum engine_failure failure;
	struct engine *engine;
	struct err err;

	engine = engine_new(&options, &failure, &complaints, &err);
	if (engine == NULL && failure == ENGINE_WATCHLIST) {
		print_complaints(&complaints);
		*status = EX_DATAERR;
	} else if (engine == NULL) {
		*status = say_failure(EX_CANTCREAT, "%s", err.text);
	}
	complaints_release(&complaints);
	mem_free(file);
	return engine;
}

static bool
print_all(const struct buf *out)
{
	const char *bytes = buf_string(out);

	if (!out->full &&
	    fwrite(bytes, 1, out->length, stdout) == out->length &&
	    fflush(stdout) == 0)
		return true;
	if (out->full)
		(void)say_failure(0, "the answer is too long to be printed");
	else if (errno != EPIPE) /* who closed a pipe knows */
		(void)say_failure(0, "standard output cannot be written: %s",
		    strerror(errno));
	return false;
}

bool
print_answer(const struct buf *out, enum output_format format)
{
	struct buf spelt;
	bool printed;

	if (format != FORMAT_TEXT || locale_has_utf8() || out->full)
		return print_all(out);
	spell_out(&spelt, buf_string(out), out->length);
	printed = print_all(&spelt);
	buf_release(&spelt);
	return printed;
}
