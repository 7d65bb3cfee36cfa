/* SPDX-License-Identifier: MIT */
/* A libFuzzer target: rows of delimited text. The first byte says which
 * delimiter, the second how the text is cut: the rows are the same however it
 * is. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "fetch/csv_rows.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static bool
on_row(void *context, const struct csv_row *row, struct err *err)
{
	struct buf *out = context;

	(void)err;
	(void)buf_printf(out, "%llu %d:", (unsigned long long)row->line,
	    row->at_end);
	for (size_t i = 0; i < row->count; i++) {
		const struct csv_cell *cell = &row->cells[i];

		(void)buf_printf(out, " %lld %d %zu ",
		    (long long)cell->offset, cell->quoted, cell->length);
		(void)buf_add(out, cell->text, cell->length);
	}
	return buf_char(out, '\n');
}

static bool
read_rows(char delimiter, const char *bytes, size_t length, size_t cut,
    struct buf *out)
{
	struct csv_rows *rows = csv_rows_new(delimiter, on_row, out);
	struct err err = { .text = "" };
	bool fine = true;

	for (size_t at = 0; fine && at < length; at += cut)
		fine = csv_rows_feed(rows, bytes + at,
		    cut < length - at ? cut : length - at, &err);
	fine = fine && csv_rows_end(rows, &err);
	if (!fine && err.text[0] == '\0')
		abort();
	csv_rows_free(rows);
	return fine;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char delimiters[] = { '\0', ',', ';', '\t', '|' };
	struct buf whole, cut;
	char delimiter;
	bool fine;

	if (length < 2)
		return 0;
	delimiter = delimiters[bytes[0] % sizeof(delimiters)];
	buf_init(&whole, LIMIT_OUTPUT);
	buf_init(&cut, LIMIT_OUTPUT);
	fine = read_rows(delimiter, (const char *)bytes + 2, length - 2,
	    length, &whole);
	if (read_rows(delimiter, (const char *)bytes + 2, length - 2,
		1 + bytes[1] % 32u, &cut) != fine ||
	    whole.length != cut.length ||
	    (whole.length > 0 &&
		memcmp(whole.bytes, cut.bytes, whole.length) != 0))
		abort();
	buf_release(&whole);
	buf_release(&cut);
	return 0;
}
