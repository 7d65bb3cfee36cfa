/* SPDX-License-Identifier: MIT */
#include "command/show.h"

#include <sysexits.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/json_writer.h"
#include "base/limits.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/open.h"
#include "command/selection.h"
#include "command/showing.h"
#include "engine/engine.h"
#include "model/definition.h"
#include "model/model.h"

typedef void show_one(
    struct showing *showing, const struct selection *selection);

static show_one *const ways[] = {
	[FORMAT_TEXT] = show_text,
	[FORMAT_JSON] = show_json,
	[FORMAT_CSV] = show_csv,
};

/* The operands, or every signal; ERR is set for one that means nothing. */
static bool
read_selections(struct selection *selections, size_t count,
    const struct model *model, const struct invocation *invocation,
    struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		const char *operand = invocation->operand_count > 0
		    ? invocation->operands[i]
		    : model_signal(model, i)->definition->name;

		if (!selection_read(&selections[i], model, operand, err))
			return false;
	}
	return true;
}

static int
show_all(struct showing *showing, const struct selection *selections,
    size_t count, const struct invocation *invocation)
{
	bool summary = invocation->operand_count == 0 &&
	    invocation->format == FORMAT_TEXT;
	bool is_json = invocation->format == FORMAT_JSON;

	buf_init(&showing->out, LIMIT_OUTPUT);
	json_init(&showing->json, &showing->out);
	if (is_json)
		json_array(&showing->json);
	if (invocation->format == FORMAT_CSV)
		show_csv_header(showing);
	if (summary)
		show_summary(showing);
	for (size_t i = 0; i < count && !summary; i++)
		ways[invocation->format](showing, &selections[i]);
	if (is_json) {
		json_array_end(&showing->json);
		(void)buf_char(&showing->out, '\n');
	}
	return print_answer(&showing->out, invocation->format) ? EX_OK
								: EX_IOERR;
}

/* What is asked for is looked at first: a wrong name fetches nothing. */
static int
run(const struct invocation *invocation)
{
	int status = EX_OK;
	struct engine *engine = open_engine(invocation, &status);
	struct showing showing = { .engine = engine };
	struct selection *selections;
	struct err err;
	size_t count;

	if (engine == NULL)
		return status;
	showing.model = engine_model(engine);
	count = invocation->operand_count > 0 ? invocation->operand_count
					      : model_count(showing.model);
	selections = mem_new_array(count, sizeof(*selections));
	if (read_selections(
		selections, count, showing.model, invocation, &err)) {
		engine_run(engine);
		showing.as_of = model_as_of(showing.model);
		status = show_all(&showing, selections, count, invocation);
	} else {
		status = say_failure(EX_USAGE, "%s", err.text);
	}
	for (size_t i = 0; i < count; i++)
		selection_release(&selections[i]);
	mem_free(selections);
	buf_release(&showing.out);
	engine_free(engine);
	return status;
}

const struct command command_show = {
	.name = "show",
	.operands = "[SIGNAL...]",
	.help = "Print signals: their figures, or the whole watchlist",
	.most = -1,
	.formats = 1 << FORMAT_TEXT | 1 << FORMAT_JSON | 1 << FORMAT_CSV,
	.run = run,
};
