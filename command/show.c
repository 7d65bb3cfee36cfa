/* SPDX-License-Identifier: MIT */
#include "command/show.h"

#include <sysexits.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/json_writer.h"
#include "base/limits.h"
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

static bool
show_operand(struct showing *showing, const char *operand, show_one *show,
    struct err *err)
{
	struct selection selection;
	bool read =
	    selection_read(&selection, showing->model, operand, err);

	if (read)
		show(showing, &selection);
	selection_release(&selection);
	return read;
}

static bool
show_all(struct showing *showing, const struct invocation *invocation,
    struct err *err)
{
	show_one *show = ways[invocation->format];

	for (size_t i = 0; i < invocation->operand_count; i++)
		if (!show_operand(
			showing, invocation->operands[i], show, err))
			return false;
	if (invocation->operand_count > 0)
		return true;
	if (invocation->format == FORMAT_TEXT) {
		show_summary(showing);
		return true;
	}
	for (size_t i = 0; i < model_count(showing->model); i++)
		(void)show_operand(showing,
		    model_signal(showing->model, i)->definition->name, show,
		    err);
	return true;
}

static int
run(const struct invocation *invocation)
{
	int status = EX_OK;
	struct engine *engine = open_engine(invocation, &status);
	struct showing showing = { .engine = engine };
	struct err err;

	if (engine == NULL)
		return status;
	engine_run(engine);
	showing.model = engine_model(engine);
	showing.as_of = model_as_of(showing.model);
	buf_init(&showing.out, LIMIT_OUTPUT);
	json_init(&showing.json, &showing.out);
	if (invocation->format == FORMAT_JSON)
		json_array(&showing.json);
	if (invocation->format == FORMAT_CSV)
		show_csv_header(&showing);
	if (!show_all(&showing, invocation, &err)) {
		status = say_failure(EX_USAGE, "%s", err.text);
	} else {
		if (invocation->format == FORMAT_JSON) {
			json_array_end(&showing.json);
			(void)buf_char(&showing.out, '\n');
		}
		if (!print_all(&showing.out))
			status = EX_IOERR;
	}
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
