/* SPDX-License-Identifier: MIT */
#include "command/silence.h"

#include <stddef.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/labelled.h"
#include "command/open.h"
#include "command/quieting.h"
#include "engine/quiet.h"
#include "model/quiet.h"

static char *
clean(const char *text)
{
	return text != NULL ? foreign_clean(foreign_text(text)) : NULL;
}

static bool
add_label(struct labels *labels, const char *pair, struct err *err)
{
	const char *sign = strchr(pair, '=');
	char *name =
	    foreign_clean((struct foreign){ pair, (size_t)(sign - pair) });
	char *value = clean(sign + 1);
	bool is_new = labels_find(labels, name) == NULL;

	if (is_new)
		labels_put(labels, name, value);
	else
		(void)err_set(err, "label '%s' is given twice", name);
	mem_free(name);
	mem_free(value);
	return is_new;
}

static bool
read_scope(struct silence *silence, const struct invocation *invocation,
    struct err *err)
{
	silence->alert = clean(invocation->alert);
	silence->signal = clean(invocation->signal);
	silence->panel = clean(invocation->panel);
	for (size_t i = 0; i < invocation->label_count; i++)
		if (!add_label(&silence->labels, invocation->labels[i], err))
			return false;
	return true;
}

static bool
knows_labels(
    const struct engine *engine, const struct labels *labels, struct err *err)
{
	for (size_t i = 0; i < labels->count; i++)
		if (!labelled_knows(engine, labels->pairs[i].name, err))
			return false;
	return true;
}

static bool
knows_all(const struct engine *engine, const struct invocation *invocation,
    struct err *err)
{
	return (invocation->alert == NULL ||
		   quieting_knows_alert(engine, invocation->alert, err)) &&
	       (invocation->signal == NULL ||
		   quieting_knows(
		       engine, SECTION_SIGNAL, invocation->signal, err)) &&
	       (invocation->panel == NULL ||
		   quieting_knows(
		       engine, SECTION_PANEL, invocation->panel, err));
}

/* A figure to come may have what it names: it is made, and that is said. */
static void
say(struct buf *out, const struct engine *engine,
    const struct silence *silence)
{
	char *scope = silence_scope(silence);
	char *nothing = labelled_nothing(engine, silence);

	(void)buf_printf(
	    out, "silence %lld: %s until ", (long long)silence->id, scope);
	date_format_time(out, silence->until);
	(void)buf_char(out, '\n');
	if (nothing != NULL)
		(void)say_failure(
		    0, "it keeps nothing quiet as things are: %s", nothing);
	mem_free(nothing);
	mem_free(scope);
}

static bool
silence_alerts(struct engine *engine, const struct invocation *invocation,
    struct buf *out, struct err *err)
{
	struct silence silence = { .reason = quieting_reason(invocation, 0) };
	char *until = clean(invocation->until);
	bool done;

	labels_init(&silence.labels);
	if (!read_scope(&silence, invocation, err))
		done = false;
	else if (until == NULL)
		done = err_set(err,
		    "a silence needs an end: --until 7d or --until 2026-12-01");
	else
		done = knows_all(engine, invocation, err) &&
		       knows_labels(engine, &silence.labels, err) &&
		       silence_until_parse(
			   &silence.until, until, clock_now(), err) &&
		       engine_silence(engine, &silence, err);
	if (done)
		say(out, engine, &silence);
	mem_free(until);
	silence_release(&silence);
	return done;
}

static int
run(const struct invocation *invocation)
{
	return quieting_run(invocation, silence_alerts);
}

const struct command command_silence = {
	.name = "silence",
	.operands = "REASON...",
	.help = "Keep alerts quiet until a date",
	.least = 1,
	.most = -1,
	.formats = 1 << FORMAT_TEXT,
	.run = run,
};
