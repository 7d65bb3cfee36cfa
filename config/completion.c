/* SPDX-License-Identifier: MIT */
#include "config/completion.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "config/label_names.h"
#include "config/watchlist.h"

void
completion_release(struct completion *completion)
{
	for (size_t i = 0; i < completion->count; i++) {
		mem_free(completion->items[i].text);
		mem_free(completion->items[i].help);
	}
	mem_free(completion->items);
	memset(completion, 0, sizeof(*completion));
}

/* Names that an include brought twice, a label of many signals. */
static bool
is_offered(const struct completion *completion, const char *text)
{
	for (size_t i = 0; i < completion->count; i++)
		if (!strcmp(completion->items[i].text, text))
			return true;
	return false;
}

void
completion_offer(
    struct completion *completion, const char *text, const char *help)
{
	const char *word = completion->typed + completion->start;
	struct candidate *candidate;

	if (strncmp(text, word, strlen(word)) != 0 ||
	    completion->count == LIMIT_CANDIDATES ||
	    !foreign_is_clean(foreign_text(text)) ||
	    is_offered(completion, text))
		return;
	completion->items = mem_room(
	    completion->items, completion->count, sizeof(*candidate));
	candidate = &completion->items[completion->count++];
	candidate->text = mem_text(text);
	candidate->help = foreign_clean(foreign_text(help));
}

static void
offer_signal(struct completion *completion, const struct section *signal)
{
	const char *title = section_text(signal, "title");
	const char *unit = section_text(signal, "unit");
	char *help = mem_printf("%s%s%s", title != NULL ? title : "",
	    title != NULL && unit != NULL ? ", " : "",
	    unit != NULL ? unit : "");

	completion_offer(completion, signal->name, help);
	mem_free(help);
}

void
completion_of_signals(
    struct completion *completion, const struct watchlist *watchlist)
{
	for (size_t i = 0;
	     watchlist != NULL && i < watchlist->counts[SECTION_SIGNAL]; i++)
		offer_signal(
		    completion, watchlist->sections[SECTION_SIGNAL][i]);
}

void
completion_of_alerts(
    struct completion *completion, const struct watchlist *watchlist)
{
	for (size_t i = 0;
	     watchlist != NULL && i < watchlist->counts[SECTION_ALERT]; i++) {
		const struct section *alert =
		    watchlist->sections[SECTION_ALERT][i];

		completion_offer(
		    completion, alert->name, section_text(alert, "title"));
	}
}

void
completion_of_labels(struct completion *completion,
    const struct watchlist *watchlist, const struct section *signal,
    const char *ending)
{
	struct map *names = map_new();

	for (size_t i = 0;
	     watchlist != NULL && i < watchlist->counts[SECTION_SIGNAL]; i++)
		if (signal == NULL ||
		    signal == watchlist->sections[SECTION_SIGNAL][i])
			section_label_names(
			    watchlist->sections[SECTION_SIGNAL][i], names);
	map_put(names, "basis", names);
	for (size_t i = 0; i < map_count(names); i++) {
		char *text = mem_printf("%s%s", map_key(names, i), ending);

		completion_offer(completion, text,
		    !strcmp(map_key(names, i), "basis") ? "who says so"
							: NULL);
		mem_free(text);
	}
	map_free(names);
}

size_t
completion_common(const struct completion *completion)
{
	size_t common = 0;

	if (completion->count > 0)
		common = strlen(completion->items[0].text);
	for (size_t i = 1; i < completion->count; i++) {
		const char *text = completion->items[i].text;
		size_t same = 0;

		while (same < common &&
		    text[same] == completion->items[0].text[same])
			same++;
		common = same;
	}
	/* Whole characters. */
	while (common > 0 && completion->count > 1 &&
	    ((unsigned char)completion->items[0].text[common] & 0xc0) == 0x80)
		common--;
	return common;
}
