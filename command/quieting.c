/* SPDX-License-Identifier: MIT */
#include "command/quieting.h"

#include <string.h>
#include <sysexits.h>

#include "alert/hush.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/json_writer.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/near.h"
#include "command/command.h"
#include "command/open.h"
#include "command/output.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "engine/quiet.h"
#include "model/quiet.h"

int
quieting_run(const struct invocation *invocation,
    bool (*make)(struct engine *engine, const struct invocation *invocation,
	struct buf *out, struct err *err))
{
	int status = EX_OK;
	struct engine *engine = open_engine(invocation, &status);
	struct err err;
	struct buf out;

	if (engine == NULL)
		return status;
	buf_init(&out, LIMIT_OUTPUT);
	if (!make(engine, invocation, &out, &err))
		status = err.of_disk
		    ? say_failure(EX_IOERR, "nothing is kept: %s", err.text)
		    : say_failure(EX_USAGE, "%s", err.text);
	else if (!print_answer(&out, invocation->format))
		status = EX_IOERR;
	buf_release(&out);
	engine_free(engine);
	return status;
}

static const char *
name_of(const struct section *section)
{
	return section->kind == SECTION_PANEL ? section_text(section, "title")
					      : section->name;
}

bool
quieting_knows_alert(
    const struct engine *engine, const char *name, struct err *err)
{
	size_t prefix = strlen(SOURCE_ALERT);

	return strncmp(name, SOURCE_ALERT, prefix) != 0
	    ? quieting_knows(engine, SECTION_ALERT, name, err)
	    : quieting_knows(engine, SECTION_SOURCE, name + prefix, err);
}

bool
quieting_knows(const struct engine *engine, enum section_kind kind,
    const char *name, struct err *err)
{
	static const char *const kinds[SECTION_COUNT] = {
		[SECTION_ALERT] = "alert",
		[SECTION_SIGNAL] = "signal",
		[SECTION_PANEL] = "panel",
		[SECTION_SOURCE] = "source",
	};
	const struct watchlist *watchlist = engine_watchlist(engine);
	size_t count = watchlist->counts[kind];
	const char **names = mem_new_array(count, sizeof(*names));
	bool found = false;
	char *shown, *hint;

	for (size_t i = 0; i < count; i++) {
		names[i] = name_of(watchlist->sections[kind][i]);
		found = found || !strcmp(names[i], name);
	}
	hint = near_hint(name, names, count);
	shown = foreign_clean(foreign_text(name));
	if (!found)
		(void)err_set(
		    err, "unknown %s '%.80s'%s", kinds[kind], shown, hint);
	mem_free(shown);
	mem_free(hint);
	mem_free(names);
	return found;
}

char *
quieting_reason(const struct invocation *invocation, size_t i)
{
	struct buf out;

	buf_init(&out, LIMIT_MESSAGE);
	for (; i < invocation->operand_count; i++)
		(void)buf_printf(&out, "%s%s", out.length > 0 ? " " : "",
		    invocation->operands[i]);
	return buf_take(&out);
}

void
quieting_format(struct buf *out, const struct hush *hush,
    const struct alert *alert, int64_t now)
{
	const struct acknowledgement *acknowledgement =
	    hush_acknowledgement(hush, alert);
	const struct silence *silence = hush_silence(hush, alert, now);

	if (acknowledgement != NULL)
		(void)buf_printf(out, " (acknowledged%s by %s: %s)",
		    acknowledgement->sticky ? " until it is ok" : "",
		    acknowledgement->author, acknowledgement->reason);
	if (silence != NULL) {
		(void)buf_text(out, " (silenced until ");
		date_format_time(out, silence->until);
		(void)buf_printf(
		    out, " by %s: %s)", silence->author, silence->reason);
	}
	if (hush_is_muted(hush, alert, now))
		(void)buf_text(out, " (muted)");
}

static void
json_acknowledgement(
    struct json_writer *json, const struct acknowledgement *acknowledgement)
{
	if (acknowledgement == NULL) {
		json_null(json);
		return;
	}
	json_object(json);
	json_key(json, "at");
	json_time(json, acknowledgement->at);
	json_key(json, "sticky");
	json_flag(json, acknowledgement->sticky);
	json_key(json, "author");
	json_text(json, acknowledgement->author);
	json_key(json, "reason");
	json_text(json, acknowledgement->reason);
	json_object_end(json);
}

void
quieting_json_silence(struct json_writer *json, const struct silence *silence)
{
	if (silence == NULL) {
		json_null(json);
		return;
	}
	json_object(json);
	json_key(json, "id");
	json_integer(json, silence->id);
	json_key(json, "alert");
	json_text(json, silence->alert);
	json_key(json, "signal");
	json_text(json, silence->signal);
	json_key(json, "panel");
	json_text(json, silence->panel);
	json_key(json, "labels");
	output_labels(json, &silence->labels);
	json_key(json, "at");
	json_time(json, silence->at);
	json_key(json, "until");
	json_time(json, silence->until);
	json_key(json, "author");
	json_text(json, silence->author);
	json_key(json, "reason");
	json_text(json, silence->reason);
	json_object_end(json);
}

void
quieting_json(struct json_writer *json, const struct hush *hush,
    const struct alert *alert, int64_t now)
{
	json_key(json, "acknowledged");
	json_acknowledgement(json, hush_acknowledgement(hush, alert));
	json_key(json, "silenced");
	quieting_json_silence(json, hush_silence(hush, alert, now));
	json_key(json, "muted");
	json_flag(json, hush_is_muted(hush, alert, now));
}
