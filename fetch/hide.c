/* SPDX-License-Identifier: MIT */
#include "fetch/hide.h"

#include <string.h>

#include "base/mem.h"
#include "config/secret.h"
#include "config/watchlist.h"
#include "fetch/take.h"
#include "model/evidence.h"

static void
hide_in_text(const struct watchlist *watchlist, char **text)
{
	char *hidden;

	if (*text == NULL)
		return;
	hidden = watchlist_without_secrets(watchlist, *text);
	mem_free(*text);
	*text = hidden;
}

static void
hide_in_labels(const struct watchlist *watchlist, struct labels *labels)
{
	for (size_t i = 0; i < labels->count; i++)
		hide_in_text(watchlist, &labels->pairs[i].value);
}

static void
hide_in_evidence(
    const struct watchlist *watchlist, struct evidence *evidence)
{
	if (evidence == NULL)
		return;
	hide_in_text(watchlist, &evidence->path);
	hide_in_text(watchlist, &evidence->text);
	hide_in_text(watchlist, &evidence->remark);
}

void
hide_in_take(const struct watchlist *watchlist, struct take *take)
{
	struct event *event = &take->event;

	if (!watchlist_has_secrets(watchlist))
		return;
	hide_in_labels(watchlist, &take->labels);
	hide_in_text(watchlist, &take->vintage.confidence);
	hide_in_text(watchlist, &take->vintage.remark);
	hide_in_evidence(watchlist, take->vintage.evidence);
	if (!take->is_event)
		return;
	hide_in_text(watchlist, &event->id);
	hide_in_text(watchlist, &event->title);
	hide_in_text(watchlist, &event->kind);
	hide_in_text(watchlist, &event->link);
	hide_in_text(watchlist, &event->status);
	hide_in_text(watchlist, &event->remark);
	hide_in_labels(watchlist, &event->labels);
	hide_in_evidence(watchlist, event->evidence);
}
