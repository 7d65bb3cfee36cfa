/* SPDX-License-Identifier: MIT */
#include "command/operand.h"

#include <errno.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "command/open.h"
#include "command/place.h"

enum { PIECE = 16384 };

bool
operand_is_url(const char *name)
{
	return !strncmp(name, "http://", 7) || !strncmp(name, "https://", 8);
}

bool
operand_read(int file, char *piece, size_t room, size_t *got)
{
	ssize_t result;

	do
		result = read(file, piece, room);
	while (result < 0 && errno == EINTR);
	*got = result > 0 ? (size_t)result : 0;
	return result >= 0;
}

int
operand_failed(const char *shown)
{
	return say_failure(EX_NOINPUT, "%s: %s", shown, strerror(errno));
}

int
operand_read_all(const char *path, struct buf *out)
{
	char piece[PIECE];
	struct err err;
	int status = EX_OK, file = file_open_stream(path, &err);
	size_t got;

	if (file < 0)
		return say_failure(EX_NOINPUT, "%s", err.text);
	do {
		if (!operand_read(file, piece, sizeof(piece), &got))
			status = operand_failed(path);
	} while (got > 0 && buf_add(out, piece, got));
	(void)close(file);
	return status;
}

int
operand_query(const char *path, const char *operand, struct buf *text)
{
	int status = EX_OK;

	if (path == NULL)
		(void)buf_text(text, operand);
	else
		status = operand_read_all(path, text);
	if (text->full)
		return say_failure(EX_USAGE, "a query is at most %zu KiB",
		    text->ceiling / KIB);
	if (path != NULL && text->length > 0 &&
	    text->bytes[text->length - 1] == '\n')
		text->bytes[--text->length] = '\0';
	return status;
}

bool
operand_place(int file, off_t start, size_t at, size_t *line, size_t *column)
{
	char piece[PIECE];

	*line = *column = 1;
	for (size_t done = 0; done < at;) {
		size_t room = at - done < PIECE ? at - done : PIECE;
		ssize_t got = pread(file, piece, room, start + (off_t)done);

		if (got <= 0)
			return false;
		place_count(piece, (size_t)got, line, column);
		done += (size_t)got;
	}
	return true;
}
