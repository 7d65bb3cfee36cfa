/* SPDX-License-Identifier: MIT */
#include "fetch/again.h"

#include "base/err.h"
#include "base/mem.h"
#include "fetch/hide.h"
#include "fetch/picker.h"
#include "model/evidence.h"

struct again {
	const struct watchlist *watchlist;
	const struct section *source;
	struct document *document;
	struct picker *picker;
};

struct again *
again_new(const struct watchlist *watchlist, const struct section *source,
    struct document *document)
{
	struct again *again = mem_new(sizeof(*again));

	again->watchlist = watchlist;
	again->source = source;
	again->document = document_hold(document);
	again->picker = picker_new(watchlist, source, document);
	return again;
}

void
again_free(struct again *again)
{
	if (again == NULL)
		return;
	picker_free(again->picker);
	document_release(again->document);
	mem_free(again);
}

bool
again_feed(struct again *again, const char *bytes, size_t length)
{
	struct err unused; /* the picker keeps it for its end */

	return picker_feed(again->picker, bytes, length, &unused);
}

void
again_end(struct again *again, on_fetched callback, void *context)
{
	struct picked picked;
	struct fetched fetched;

	picker_end(again->picker, &picked);
	for (size_t i = 0; i < picked.count; i++)
		hide_in_take(again->watchlist, &picked.takes[i]);
	fetched = (struct fetched){
		.source = again->source,
		.state = picked.state,
		.reason = picked.reason,
		.again = true,
		.retrieved_at = again->document->retrieved_at,
		.takes = picked.takes,
		.take_count = picked.count,
	};
	callback(context, &fetched);
	for (size_t i = 0; i < picked.count; i++)
		take_release(&picked.takes[i]);
	mem_free(picked.takes);
	mem_free(picked.reason);
}
