/* SPDX-License-Identifier: MIT */
#include "tests/tui/golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "tests/tap.h"
#include "tests/tui/world.h"
#include "tui/canvas.h"

static void
write_anew(const char *path, const struct buf *text)
{
	FILE *file = fopen(path, "w");

	if (file == NULL || fputs(buf_string(text), file) < 0 ||
	    fclose(file) != 0)
		diag("%s cannot be written", path);
}

/* The test's own directory has another name each time, and may be cut. */
static void
hide_directory(char *text)
{
	static const char stem[] = "bellwether-t-";
	const char *name = strstr(test_directory(), stem);

	if (name == NULL)
		return;
	name += strlen(stem);
	while ((text = strstr(text, stem)) != NULL) {
		text += strlen(stem);
		for (size_t i = 0; name[i] != '\0' && text[i] == name[i]; i++)
			text[i] = 'X';
	}
}

bool
is_golden(const struct canvas *canvas, const char *name)
{
	char *path = mem_printf("tests/tui/screens/%s.txt", name);
	const char *fault = world_fault(canvas);
	struct buf got, wanted;
	struct err err = { .text = "" };
	bool same;

	buf_init(&got, LIMIT_OUTPUT);
	buf_init(&wanted, LIMIT_OUTPUT);
	canvas_format(&got, canvas);
	if (got.length > 0)
		hide_directory(got.bytes);
	if (getenv("BELLWETHER_WRITE_SCREENS") != NULL)
		write_anew(test_source(path), &got);
	if (!file_read(test_source(path), &wanted, &err))
		diag("%s", err.text);
	if (fault != NULL) {
		diag("%s", fault);
		same = ok(false, name);
	} else {
		same = is_string(buf_string(&got), buf_string(&wanted), name);
	}
	buf_release(&got);
	buf_release(&wanted);
	mem_free(path);
	return same;
}
