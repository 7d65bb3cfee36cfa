/* SPDX-License-Identifier: MIT */
#include "command/test.h"

#include <sysexits.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "command/cases.h"
#include "command/command.h"
#include "command/open.h"

/* The name of a case in a line of TAP: # and \ mean something there. */
static void
add_name(struct buf *out, const char *name)
{
	for (; *name != '\0'; name++) {
		if (*name == '#' || *name == '\\')
			(void)buf_char(out, '\\');
		(void)buf_char(out, *name);
	}
}

static bool
tell_case(struct buf *out, struct case_file *file, size_t i, size_t number)
{
	const struct written_case *written = &file->cases[i];
	struct buf differences;
	bool fine;

	buf_init(&differences, LIMIT_OUTPUT);
	fine = case_run(file, i, &differences);
	(void)buf_printf(out, "%sok %zu - ", fine ? "" : "not ", number);
	add_name(out, written->name);
	(void)buf_char(out, '\n');
	if (!fine)
		(void)buf_printf(out,
		    "  ---\n  place: \"%s:%u:%u\"\n  differences:\n%s  ...\n",
		    written->place.file, written->place.line,
		    written->place.column, buf_string(&differences));
	buf_release(&differences);
	return fine;
}

static int
run_all(struct case_file *files, size_t count)
{
	size_t cases = 0, number = 0, failed = 0;
	struct buf out;
	int status;

	for (size_t i = 0; i < count; i++)
		cases += files[i].count;
	buf_init(&out, LIMIT_OUTPUT);
	(void)buf_printf(&out, "TAP version 14\n1..%zu\n", cases);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < files[i].count; k++)
			failed += !tell_case(&out, &files[i], k, ++number);
	if (failed > 0)
		(void)buf_printf(&out, "# %zu of %zu cases failed\n", failed,
		    cases);
	status = !print_answer(&out, FORMAT_TEXT) ? EX_IOERR : failed > 0;
	buf_release(&out);
	return status;
}

static bool
read_file(struct case_file *file, const char *name,
    const struct invocation *invocation)
{
	struct complaints complaints = { 0 };
	bool fine = case_file_read(file, name, invocation, &complaints);

	if (!fine)
		print_complaints(&complaints);
	complaints_release(&complaints);
	return fine;
}

/* Nothing is run where something cannot be read. */
static int
run(const struct invocation *invocation)
{
	size_t count = invocation->operand_count;
	struct case_file *files = mem_new_array(count, sizeof(*files));
	int status = EX_OK;

	for (size_t i = 0; i < count; i++)
		if (!read_file(
			&files[i], invocation->operands[i], invocation))
			status = EX_DATAERR;
	if (status == EX_OK)
		status = run_all(files, count);
	for (size_t i = 0; i < count; i++)
		case_file_release(&files[i]);
	mem_free(files);
	return status;
}

const struct command command_test = {
	.name = "test",
	.operands = "FILE...",
	.help = "Run written cases: figures in, states and values out",
	.least = 1,
	.most = -1,
	.formats = 1 << FORMAT_TEXT,
	.run = run,
};
