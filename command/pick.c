/* SPDX-License-Identifier: MIT */
#include "command/pick.h"

#include <errno.h>
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
#include "fetch/query.h"
#include "fetch/xml_path.h"

enum { EX_NOTHING = 1, HEAD = 4096 };

struct picking {
	const struct invocation *invocation;
	struct buf text; /* the query */
	struct query *query;
	const char *shown; /* the document's name */
	int file; /* -1: not open */
	off_t start; /* where in the file it begins; -1: a pipe has no places */
	struct buf head; /* read to learn what it is */
	bool ended;
	struct buf out;
	size_t count;
	bool printed; /* all so far */
};

static const char *
document_of(const struct invocation *invocation)
{
	size_t at = invocation->query_file == NULL;

	return invocation->operand_count > at ? invocation->operands[at]
					      : "-";
}

/* One read: false where it failed. *GOT is 0 at the end. */
static bool
read_piece(int file, char *piece, size_t room, size_t *got)
{
	ssize_t result;

	do
		result = read(file, piece, room);
	while (result < 0 && errno == EINTR);
	*got = result > 0 ? (size_t)result : 0;
	return result >= 0;
}

static int
fail_read(const char *shown)
{
	return say_failure(EX_NOINPUT, "%s: %s", shown, strerror(errno));
}

/* The file's bytes, less one final newline. */
static int
read_query_file(struct picking *picking)
{
	const char *path = picking->invocation->query_file;
	char piece[HEAD];
	size_t got = 0;
	struct err err;
	int status = EX_OK, file = file_open_stream(path, &err);

	if (file < 0)
		return say_failure(EX_NOINPUT, "%s", err.text);
	do {
		if (!read_piece(file, piece, sizeof(piece), &got))
			status = fail_read(path);
		else if (!buf_add(&picking->text, piece, got))
			status = say_failure(EX_USAGE,
			    "%s: a query is at most %zu KiB", path,
			    picking->text.ceiling / KIB);
	} while (status == EX_OK && got > 0);
	(void)close(file);
	if (picking->text.length > 0 &&
	    picking->text.bytes[picking->text.length - 1] == '\n')
		picking->text.bytes[--picking->text.length] = '\0';
	return status;
}

static int
read_query(struct picking *picking)
{
	if (picking->invocation->query_file != NULL)
		return read_query_file(picking);
	return buf_text(&picking->text, picking->invocation->operands[0])
	    ? EX_OK
	    : say_failure(EX_USAGE, "a query is at most %zu KiB",
		  picking->text.ceiling / KIB);
}

static int
open_document(struct picking *picking)
{
	const char *name = document_of(picking->invocation);
	struct err err;

	picking->shown = name;
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

/* As the user says, else the name, else the first bytes. */
static int
find_format(struct picking *picking, enum query_format *format)
{
	const char *said = picking->invocation->format_name;
	struct buf *head = &picking->head;
	char piece[HEAD];
	struct err unused;
	size_t got;

	*format = QUERY_UNKNOWN;
	if (said != NULL)
		(void)query_format_parse(format, said, &unused);
	else
		*format = query_format_of_file(
		    document_of(picking->invocation));
	while (*format == QUERY_UNKNOWN) {
		if (!read_piece(picking->file, piece, sizeof(piece), &got))
			return fail_read(picking->shown);
		(void)buf_add(head, piece, got);
		picking->ended = got == 0;
		*format = query_format_of_bytes(
		    buf_string(head), head->length, picking->ended);
	}
	return EX_OK;
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
		.held = LIMIT_PICK_HELD,
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

/* Counts to the byte AT of the document, which is read again for that. False
 * where it cannot be. */
static bool
find_place(const struct picking *picking, size_t at, size_t *line,
    size_t *column)
{
	char piece[HEAD];

	*line = *column = 1;
	for (size_t done = 0; done < at;) {
		size_t room = at - done < HEAD ? at - done : HEAD;
		ssize_t got = pread(picking->file, piece, room,
		    picking->start + (off_t)done);

		if (got <= 0)
			return false;
		for (ssize_t i = 0; i < got; i++) {
			*column += ((unsigned char)piece[i] & 0xc0) != 0x80;
			if (piece[i] == '\n') {
				++*line;
				*column = 1;
			}
		}
		done += (size_t)got;
	}
	return true;
}

static int
fail_document(const struct picking *picking, const struct err *err)
{
	size_t line, column;

	if (err->at == ERR_NOWHERE || picking->start < 0 ||
	    !find_place(picking, err->at, &line, &column))
		return say_failure(
		    EX_DATAERR, "%s: %s", picking->shown, err->text);
	return say_failure(EX_DATAERR, "%s: %s (line %zu, column %zu)",
	    picking->shown, err->text, line, column);
}

/* What was found stands, whatever comes behind it. */
static int
feed(struct picking *picking, const char *bytes, size_t length, bool *more)
{
	struct err err = { .at = ERR_NOWHERE };
	bool fine = length > 0
	    ? query_feed(picking->query, bytes, length, &err)
	    : query_end(picking->query, &err);

	print(picking);
	*more = fine && length > 0 && picking->printed;
	if (!picking->printed)
		return EX_IOERR;
	return fine ? EX_OK : fail_document(picking, &err);
}

static int
read_document(struct picking *picking)
{
	char piece[LIMIT_FEED];
	int status = EX_OK;
	bool more = true;
	size_t got;

	if (picking->head.length > 0)
		status = feed(picking, buf_string(&picking->head),
		    picking->head.length, &more);
	while (more) {
		got = 0;
		if (!picking->ended &&
		    !read_piece(picking->file, piece, sizeof(piece), &got))
			return fail_read(picking->shown);
		status = feed(picking, piece, got, &more);
	}
	return status;
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

static int
run(const struct invocation *invocation)
{
	struct picking picking = { .invocation = invocation, .file = -1,
		.printed = true };
	enum query_format format = QUERY_UNKNOWN;
	int status;

	buf_init(&picking.text, LIMIT_CONFIG);
	buf_init(&picking.head, 2 * HEAD);
	buf_init(&picking.out, SIZE_MAX);
	status = read_query(&picking);
	if (status == EX_OK)
		status = open_document(&picking);
	if (status == EX_OK)
		status = find_format(&picking, &format);
	if (status == EX_OK)
		status = start_query(&picking, format);
	if (status == EX_OK)
		status = read_document(&picking);
	if (status == EX_OK)
		status = conclude(&picking);
	query_free(picking.query);
	if (picking.file > STDIN_FILENO)
		(void)close(picking.file);
	buf_release(&picking.text);
	buf_release(&picking.head);
	buf_release(&picking.out);
	return status;
}

static bool
is_url(const char *name)
{
	return !strncmp(name, "http://", 7) || !strncmp(name, "https://", 8);
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
	if (is_url(document_of(invocation)))
		return err_set(err,
		    "'%s' is a URL, which pick does not fetch: name a file, or "
		    "-",
		    document_of(invocation));
	return invocation->format_name == NULL ||
	    query_format_parse(&unused, invocation->format_name, err);
}

const struct command command_pick = {
	.name = "pick",
	.operands = "QUERY [FILE|-]",
	.help = "Print what a path finds in a document, as lines of JSON",
	.least = 0,
	.most = 2,
	.formats = 1 << FORMAT_TEXT,
	.check = check,
	.run = run,
};
