/* SPDX-License-Identifier: MIT */
#include "store/body.h"

#include <errno.h>
#include <unistd.h>
#include <zlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "store/bodies.h"
#include "store/sql.h"

enum { MOUTHFUL = 1 << 20, BLOCK = 64 * 1024 };

struct body {
	int spool; /* a file without a name */
	z_stream stream;
	bool failed;
	int64_t size, stored;
	unsigned char block[BLOCK];
};

struct body *
store_body_new(struct store *store)
{
	struct body *body;
	char *directory;
	int spool;

	if (store->read_only)
		return NULL;
	directory = file_directory(store->path);
	spool = file_spool(directory);
	mem_free(directory);
	if (spool < 0)
		return NULL;
	body = mem_new(sizeof(*body));
	body->spool = spool;
	if (deflateInit(&body->stream, Z_DEFAULT_COMPRESSION) == Z_OK)
		return body;
	(void)close(spool);
	mem_free(body);
	return NULL;
}

static void
write_block(struct body *body)
{
	size_t length = BLOCK - body->stream.avail_out, at = 0;

	while (!body->failed && at < length) {
		ssize_t wrote =
		    write(body->spool, body->block + at, length - at);

		if (wrote < 0 && errno != EINTR)
			body->failed = true;
		at += wrote > 0 ? (size_t)wrote : 0;
	}
	body->stored += (int64_t)length;
}

static void
squeeze(struct body *body, const char *bytes, size_t length, int flush)
{
	body->stream.next_in = (unsigned char *)(uintptr_t)bytes;
	body->stream.avail_in = (unsigned)length;
	do {
		body->stream.next_out = body->block;
		body->stream.avail_out = BLOCK;
		if (deflate(&body->stream, flush) == Z_STREAM_ERROR)
			body->failed = true;
		write_block(body);
	} while (!body->failed && body->stream.avail_out == 0);
}

void
store_body_feed(struct body *body, const char *bytes, size_t length)
{
	body->size += (int64_t)length;
	while (!body->failed && length > 0) {
		size_t part = length < MOUTHFUL ? length : MOUTHFUL;

		squeeze(body, bytes, part, Z_NO_FLUSH);
		bytes += part;
		length -= part;
	}
}

void
store_body_free(struct body *body)
{
	if (body == NULL)
		return;
	(void)deflateEnd(&body->stream);
	(void)close(body->spool);
	mem_free(body);
}

bool
body_end(struct body *body, int64_t *size, int64_t *stored)
{
	squeeze(body, "", 0, Z_FINISH);
	*size = body->size;
	*stored = body->stored;
	return !body->failed && lseek(body->spool, 0, SEEK_SET) == 0;
}

long
body_piece_next(struct body *body, char *piece, size_t room)
{
	size_t have = 0;

	while (have < room) {
		ssize_t got = read(body->spool, piece + have, room - have);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		have += (size_t)got;
	}
	return (long)have;
}
