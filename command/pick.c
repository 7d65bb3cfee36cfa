/* SPDX-License-Identifier: MIT */
#include "command/pick.h"

#include <stdint.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/open.h"
#include "command/operand.h"
#include "command/place.h"
#include "fetch/download.h"
#include "fetch/query.h"
#include "fetch/xml_path.h"

enum { EX_NOTHING = 1 };

struct picking {
	const struct invocation *invocation;
	struct buf text; /* the query */
	struct query *query; /* NULL: it is not known yet of which format */
	const char *shown; /* the document's name */
	int file; /* -1: not open */
	off_t start; /* where in the file it begins; -1: it is read once */
	struct place place; /* of that */
	struct buf head; /* read to learn what it is */
	struct buf out;
	size_t count;
	bool printed; /* all so far */
	int status;
};

static const char *
document_of(const struct invocation *invocation)
{
	size_t at = invocation->query_file == NULL;

	return invocation->operand_count > at ? invocation->operands[at]
					      : "-";
}

static int
open_document(struct picking *picking)
{
	const char *name = document_of(picking->invocation);
	struct err err;

	if (!strcmp(name, "-")) {
		picking->shown = "standard input";
		picking->file = STDIN_FILENO;
	} else {
		picking->file = file_open_stream(name, &err);
	}
	if (picking->file < 0)
		return say_failure(EX_NOINPUT, "%s", err.text);
	picking->start = lseek(picking->file, 0, SEEK_CUR);
	return EX_OK;
}

/* As the user says, else as the document is called. */
static enum query_format
format_of_name(const struct invocation *invocation)
{
	const char *name = document_of(invocation);
	enum query_format format = QUERY_UNKNOWN;
	struct err unused;
	char *path;

	if (invocation->format_name != NULL) {
		(void)query_format_parse(
		    &format, invocation->format_name, &unused);
		return format;
	}
	path = mem_bytes(name,
	    operand_is_url(name) ? strcspn(name, "?#") : strlen(name));
	format = query_format_of_file(path);
	mem_free(path);
	return format;
}

static void
print(struct picking *picking)
{
	picking->printed =
	    picking->printed && print_answer(&picking->out, FORMAT_JSON);
	buf_clear(&picking->out);
}

static void
on_match(void *context, const struct query_match *match)
{
	struct picking *picking = context;

	picking->count++;
	if (match->path != NULL)
		(void)buf_printf(&picking->out, "%s\t", match->path);
	(void)buf_add(&picking->out, match->value, match->length);
	(void)buf_char(&picking->out, '\n');
	if (picking->out.length >= LIMIT_FEED)
		print(picking);
}

/* P=URI, as options.c has checked. */
static struct xml_namespace *
read_namespaces(const struct invocation *invocation)
{
	struct xml_namespace *all =
	    mem_new_array(invocation->namespace_count, sizeof(*all));

	for (size_t i = 0; i < invocation->namespace_count; i++) {
		const char *text = invocation->namespaces[i];
		size_t length = strcspn(text, "=");

		all[i].prefix = mem_bytes(text, length);
		all[i].uri = text + length + 1;
	}
	return all;
}

static int
start_query(struct picking *picking, enum query_format format)
{
	const struct invocation *invocation = picking->invocation;
	struct xml_namespace *namespaces;
	struct query_settings settings = { .format = format,
		.text = buf_string(&picking->text),
		.length = picking->text.length,
		.namespace_count = invocation->namespace_count,
		.paths = invocation->paths,
		.held = invocation->hold_bytes > 0
		    ? (size_t)invocation->hold_bytes
		    : LIMIT_PICK_HELD,
		.found = on_match,
		.context = picking };
	struct err err = { .at = ERR_NOWHERE };

	if (invocation->namespace_count > 0 && format != QUERY_XML &&
	    format != QUERY_HTML)
		return say_failure(EX_USAGE,
		    "'--namespace' is for XML and HTML, which %s is not",
		    picking->shown);
	settings.namespaces = namespaces = read_namespaces(invocation);
	picking->query = query_new(&settings, &err);
	for (size_t i = 0; i < invocation->namespace_count; i++)
		mem_free((void *)(uintptr_t)namespaces[i].prefix);
	mem_free(namespaces);
	if (picking->query != NULL)
		return EX_OK;
	return say_at(EX_USAGE, err.text, settings.text, settings.length,
	    err.at < settings.length ? err.at : settings.length);
}

static bool
find_place(struct picking *picking, size_t at, size_t *line, size_t *column)
{
	if (picking->start >= 0)
		return operand_place(
		    picking->file, picking->start, at, line, column);
	place_pass(&picking->place, at);
	*line = picking->place.line;
	*column = picking->place.column;
	return true;
}

static int
fail_document(struct picking *picking, const struct err *err)
{
	size_t line, column;

	if (err->at == ERR_NOWHERE ||
	    !find_place(picking, err->at, &line, &column))
		return say_failure(
		    EX_DATAERR, "%s: %s", picking->shown, err->text);
	return say_failure(EX_DATAERR, "%s: %s (line %zu, column %zu)",
	    picking->shown, err->text, line, column);
}

/* What was found stands, whatever comes behind it. */
static void
feed(struct picking *picking, const char *bytes, size_t length)
{
	struct err err = { .at = ERR_NOWHERE };
	bool fine;

	if (picking->start < 0)
		place_add(&picking->place, bytes, length);
	fine = query_feed(picking->query, bytes, length, &err);
	print(picking);
	if (!picking->printed)
		picking->status = EX_IOERR;
	else if (!fine)
		picking->status = fail_document(picking, &err);
	else
		place_pass(&picking->place, query_passed(picking->query));
}

/* A query that begins with $ can only be asked of JSON, whatever a server
 * says. */
static enum query_format
format_of_start(const struct picking *picking, const char *type, bool end)
{
	enum query_format format = QUERY_JSON;

	if (buf_string(&picking->text)[0] != '$')
		format = query_format_of_type(type);
	if (format == QUERY_UNKNOWN)
		format = query_format_of_bytes(
		    buf_string(&picking->head), picking->head.length, end);
	return format;
}

/* The first bytes, until they tell what it is. */
static void
begin(struct picking *picking, const char *type, bool end)
{
	enum query_format format = format_of_start(picking, type, end);

	if (format == QUERY_UNKNOWN)
		return;
	picking->status = start_query(picking, format);
	if (picking->status == EX_OK)
		feed(picking, buf_string(&picking->head),
		    picking->head.length);
}

/* An on_download(). */
static bool
on_piece(void *context, const char *type, const char *bytes, size_t length)
{
	struct picking *picking = context;

	if (picking->query != NULL) {
		feed(picking, bytes, length);
	} else {
		(void)buf_add(&picking->head, bytes, length);
		begin(picking, type, false);
	}
	return picking->status == EX_OK;
}

static void
end_document(struct picking *picking)
{
	struct err err = { .at = ERR_NOWHERE };
	bool fine;

	if (picking->query == NULL)
		begin(picking, NULL, true);
	if (picking->status != EX_OK)
		return;
	fine = query_end(picking->query, &err);
	print(picking);
	if (!picking->printed)
		picking->status = EX_IOERR;
	else if (!fine)
		picking->status = fail_document(picking, &err);
}

static int
read_file(struct picking *picking)
{
	char piece[LIMIT_FEED];
	size_t got;

	do {
		if (!operand_read(picking->file, piece, sizeof(piece), &got))
			return operand_failed(picking->shown);
	} while (got > 0 && on_piece(picking, NULL, piece, got));
	return picking->status;
}

static int
read_url(struct picking *picking)
{
	const struct invocation *invocation = picking->invocation;
	struct download wanted = { document_of(invocation),
		invocation->tables, invocation->table_count, on_piece,
		picking };
	char *reason;
	enum source_state state = download(&wanted, &reason);

	if (state != SOURCE_OK)
		picking->status = say_failure(
		    state == SOURCE_UNREACHABLE ? EX_UNAVAILABLE : EX_DATAERR,
		    "%s: %s", picking->shown, reason);
	mem_free(reason);
	return picking->status;
}

static int
conclude(const struct picking *picking)
{
	const char *note = query_note(picking->query);

	if (picking->count > 0)
		return EX_OK;
	return note != NULL
	    ? say_failure(EX_NOTHING, "%s: %s", picking->shown, note)
	    : EX_NOTHING;
}

/* A wrong query is told before anything is read, where that can be. */
static int
pick(struct picking *picking)
{
	enum query_format format = format_of_name(picking->invocation);
	bool url = operand_is_url(picking->shown);
	int status = operand_query(picking->invocation->query_file,
	    picking->invocation->query_file == NULL
		? picking->invocation->operands[0]
		: NULL,
	    &picking->text);

	if (status == EX_OK && !url)
		status = open_document(picking);
	if (status == EX_OK && format != QUERY_UNKNOWN)
		status = start_query(picking, format);
	if (status == EX_OK)
		status = url ? read_url(picking) : read_file(picking);
	if (status != EX_OK)
		return status;
	end_document(picking);
	return picking->status == EX_OK ? conclude(picking) : picking->status;
}

static int
run(const struct invocation *invocation)
{
	struct picking picking = { .invocation = invocation,
		.shown = document_of(invocation), .file = -1, .start = -1,
		.printed = true };
	int status;

	buf_init(&picking.text, LIMIT_CONFIG);
	buf_init(&picking.head, SIZE_MAX);
	buf_init(&picking.out, SIZE_MAX);
	place_init(&picking.place);
	status = pick(&picking);
	query_free(picking.query);
	if (picking.file > STDIN_FILENO)
		(void)close(picking.file);
	buf_release(&picking.text);
	buf_release(&picking.head);
	buf_release(&picking.out);
	place_release(&picking.place);
	return status;
}

static bool
check(const struct invocation *invocation, struct err *err)
{
	size_t most = invocation->query_file == NULL ? 2 : 1;
	enum query_format unused;

	if (invocation->operand_count > most)
		return err_set(err,
		    "'%s' is too much: with --query-file there is one operand, "
		    "the document",
		    invocation->operands[most]);
	if (invocation->operand_count + 1 < most)
		return err_set(err, "'pick' needs more: bellwether pick %s",
		    command_pick.operands);
	return invocation->format_name == NULL ||
	    query_format_parse(&unused, invocation->format_name, err);
}

static const char *
format_word(size_t i)
{
	enum query_format format = (enum query_format)(QUERY_JSON + i);

	return format < QUERY_FORMATS ? query_format_name(format) : NULL;
}

const struct command command_pick = {
	.name = "pick",
	.operands = "QUERY [FILE|-|URL]",
	.help = "Print what a path finds in a document as JSON lines",
	.least = 0,
	.most = 2,
	.formats = 1 << FORMAT_TEXT,
	.check = check,
	.format_word = format_word,
	.run = run,
};
