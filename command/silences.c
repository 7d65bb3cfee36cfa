/* SPDX-License-Identifier: MIT */
#include "command/silences.h"

#include <stddef.h>

#include "alert/hush.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/json_writer.h"
#include "base/limits.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/quieting.h"
#include "command/table.h"
#include "engine/quiet.h"
#include "model/quiet.h"

static void
list_one(struct buf *out, const struct silence *silence)
{
	char *scope = silence_scope(silence);
	char *number = mem_printf("%lld", (long long)silence->id);
	struct buf line;

	buf_init(&line, LIMIT_MESSAGE);
	(void)buf_printf(out, "%-4s ", number);
	(void)buf_printf(&line, "%s until ", scope);
	date_format_time(&line, silence->until);
	(void)buf_printf(
	    &line, ", by %s: %s", silence->author, silence->reason);
	table_wrap(out, buf_string(&line), 5, 5);
	buf_release(&line);
	mem_free(number);
	mem_free(scope);
}

/* One that has just run out lasts no more, though nobody has told it yet. */
static bool
list(struct engine *engine, const struct invocation *invocation,
    struct buf *out, struct err *err)
{
	const struct hush *hush = engine_hush(engine);
	struct json_writer json;

	(void)err;
	json_init(&json, out);
	if (invocation->format == FORMAT_JSON)
		json_array(&json);
	for (size_t i = 0; i < hush_silence_count(hush); i++) {
		const struct silence *silence = hush_silence_at(hush, i);

		if (silence->until <= clock_now())
			continue;
		if (invocation->format == FORMAT_JSON)
			quieting_json_silence(&json, silence);
		else
			list_one(out, silence);
	}
	if (invocation->format == FORMAT_JSON) {
		json_array_end(&json);
		(void)buf_char(out, '\n');
	}
	return true;
}

static int
run(const struct invocation *invocation)
{
	return quieting_run(invocation, list);
}

const struct command command_silences = {
	.name = "silences",
	.operands = "",
	.help = "Print the silences that last, with author and reason",
	.formats = 1 << FORMAT_TEXT | 1 << FORMAT_JSON,
	.run = run,
};
