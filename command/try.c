/* SPDX-License-Identifier: MIT */
#include "command/try.h"

#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/near.h"
#include "command/command.h"
#include "command/open.h"
#include "command/output.h"
#include "command/table.h"
#include "config/secret.h"
#include "config/watchlist.h"
#include "fetch/fetcher.h"
#include "model/amount_format.h"
#include "model/definition.h"
#include "model/forecast.h"
#include "model/evidence.h"
#include "model/model.h"

struct trying {
	struct watchlist *watchlist;
	struct model *model; /* what signals are: their units, their guards */
	const struct section *source;
	const char *signal; /* the one that is asked for; NULL: all */
	struct buf out, line;
	enum source_state state;
	size_t shown; /* takes */
};

/* The line, from INDENT on; no secret is in it. */
static void
say(struct trying *trying, int indent)
{
	char *clean = watchlist_without_secrets(
	    trying->watchlist, buf_string(&trying->line));

	for (int i = 0; i < indent; i++)
		(void)buf_char(&trying->out, ' ');
	table_wrap(&trying->out, clean, indent, indent + 4);
	buf_clear(&trying->line);
	mem_free(clean);
}

static void
say_evidence(struct trying *trying, const struct evidence *evidence)
{
	if (evidence == NULL)
		return;
	(void)buf_printf(&trying->line, "read '%s' at %s",
	    evidence->text != NULL ? evidence->text : "",
	    evidence->path != NULL ? evidence->path : "?");
	if (evidence->offset >= 0)
		(void)buf_printf(&trying->line, ", byte %lld",
		    (long long)evidence->offset);
	say(trying, 4);
}

/* Min and max; a step needs the history, which is not asked. */
static bool
is_outside(const struct guard *guard, double value)
{
	return (guard->has_min && value < guard->min) ||
	    (guard->has_max && value > guard->max);
}

static void
say_figure(struct trying *trying, const struct take *take)
{
	const struct definition *definition =
	    model_find(trying->model, take->signal)->definition;
	const struct vintage *vintage = &take->vintage;
	struct buf *line = &trying->line;

	output_period_text(line, take->period, definition->fiscal_end);
	(void)buf_text(line, "  ");
	amount_format(line, &vintage->amount, &definition->unit);
	(void)buf_printf(line, ", %s",
	    vintage_word(vintage, &take->period));
	if (take->labels.count > 0) {
		(void)buf_char(line, ' ');
		labels_format(line, &take->labels);
	}
	if (is_outside(&definition->guard, vintage->amount.value))
		(void)buf_text(line, "; outside its guard: set aside until it "
				     "is accepted");
	say(trying, 2);
	say_evidence(trying, vintage->evidence);
}

static void
say_event(struct trying *trying, const struct take *take)
{
	const struct event *event = &take->event;

	date_format(&trying->line, date_day_of(event->date));
	(void)buf_printf(
	    &trying->line, "  %s: %s", event->kind, event->title);
	say(trying, 2);
	say_evidence(trying, event->evidence);
}

static void
say_signal(struct trying *trying, const struct fetched *fetched,
    const struct tally *tally)
{
	(void)buf_printf(&trying->line, "%s: %zu of %zu would be taken",
	    tally->signal, tally->kept, tally->found);
	say(trying, 0);
	for (size_t i = 0; i < fetched->take_count; i++) {
		const struct take *take = &fetched->takes[i];

		if (strcmp(take->signal, tally->signal) != 0)
			continue;
		(take->is_event ? say_event : say_figure)(trying, take);
		trying->shown++;
	}
	for (size_t i = 0; i < tally->wrong_count; i++) {
		(void)buf_printf(
		    &trying->line, "not read: %s", tally->wrongs[i]);
		say(trying, 2);
	}
	if (tally->nothing > 0) {
		(void)buf_printf(&trying->line,
		    "%zu without a value, or of another length",
		    tally->nothing);
		say(trying, 2);
	}
}

static void
say_source(struct trying *trying, const struct fetched *fetched)
{
	struct buf *line = &trying->line;

	(void)buf_printf(line, "source %s: %s", fetched->source->name,
	    source_state_name(fetched->state));
	if (fetched->reason != NULL)
		(void)buf_printf(line, ": %s", fetched->reason);
	say(trying, 0);
	if (fetched->url != NULL) {
		(void)buf_printf(line, "%s, %s, retrieved ", fetched->url,
		    fetched->about);
		date_format_time(line, fetched->retrieved_at);
		say(trying, 2);
	}
	if (fetched->sha256 != NULL) {
		(void)buf_printf(line, "sha256 %s", fetched->sha256);
		say(trying, 2);
	}
}

static void
on_fetched_source(void *context, const struct fetched *fetched)
{
	struct trying *trying = context;

	trying->state = fetched->state;
	say_source(trying, fetched);
	for (size_t i = 0; i < fetched->tally_count; i++)
		if (trying->signal == NULL ||
		    !strcmp(trying->signal, fetched->tallies[i].signal))
			say_signal(trying, fetched, &fetched->tallies[i]);
}

static void
define(struct trying *trying)
{
	size_t count;
	struct definition **all =
	    watchlist_take_definitions(trying->watchlist, &count);

	trying->model = model_new();
	for (size_t i = 0; i < count; i++)
		(void)model_define(trying->model, all[i]);
	mem_free(all);
}

static int
fail_name(const struct trying *trying, const char *name)
{
	const struct watchlist *watchlist = trying->watchlist;
	size_t signals = watchlist->counts[SECTION_SIGNAL], count = 0;
	const char **names = mem_new_array(
	    signals + watchlist->counts[SECTION_SOURCE], sizeof(*names));
	char *hint;
	int status;

	for (size_t i = 0; i < signals; i++)
		names[count++] = watchlist->sections[SECTION_SIGNAL][i]->name;
	for (size_t i = 0; i < watchlist->counts[SECTION_SOURCE]; i++)
		names[count++] = watchlist->sections[SECTION_SOURCE][i]->name;
	hint = near_hint(name, names, count);
	status = say_failure(EX_USAGE,
	    "there is no signal and no source '%s'%s", name, hint);
	mem_free(hint);
	mem_free(names);
	return status;
}

/* A signal's source, or a source; a signal where both have the name. */
static int
find(struct trying *trying, const char *name)
{
	const struct section *signal =
	    watchlist_section(trying->watchlist, SECTION_SIGNAL, name);
	const char *from = signal != NULL ? section_text(signal, "from") : NULL;

	if (signal != NULL && from == NULL)
		return say_failure(
		    EX_USAGE, "'%s' is read from no source", name);
	trying->signal = signal != NULL ? signal->name : NULL;
	trying->source = watchlist_section(trying->watchlist, SECTION_SOURCE,
	    signal != NULL ? from : name);
	return trying->source != NULL ? EX_OK : fail_name(trying, name);
}

static int
fetch(struct trying *trying)
{
	struct fetcher *fetcher =
	    fetcher_new(trying->watchlist, on_fetched_source, trying);
	bool printed;

	buf_init(&trying->out, LIMIT_OUTPUT);
	buf_init(&trying->line, LIMIT_MESSAGE);
	(void)fetcher_start(fetcher, trying->source, NULL);
	while (fetcher_busy(fetcher) > 0) {
		fetcher_step(fetcher);
		if (fetcher_busy(fetcher) > 0)
			fetcher_wait(fetcher, NULL, 0, -1);
	}
	fetcher_free(fetcher);
	printed = print_answer(&trying->out, FORMAT_TEXT);
	buf_release(&trying->out);
	buf_release(&trying->line);
	if (!printed)
		return EX_IOERR;
	if (trying->state == SOURCE_UNREACHABLE)
		return EX_UNAVAILABLE;
	return trying->state == SOURCE_UNREADABLE ? EX_DATAERR
	    : trying->shown > 0			  ? EX_OK
						  : 1;
}

static int
run(const struct invocation *invocation)
{
	struct trying trying = { .watchlist = open_watchlist(invocation) };
	int status;

	if (trying.watchlist == NULL)
		return EX_DATAERR;
	define(&trying);
	status = find(&trying, invocation->operands[0]);
	if (status == EX_OK)
		status = fetch(&trying);
	model_free(trying.model);
	watchlist_free(trying.watchlist);
	return status;
}

const struct command command_try = {
	.name = "try",
	.operands = "SIGNAL|SOURCE",
	.help = "Fetch, print what would be taken and why not the rest",
	.least = 1,
	.most = 1,
	.formats = 1 << FORMAT_TEXT,
	.run = run,
};
