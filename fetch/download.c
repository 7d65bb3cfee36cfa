/* SPDX-License-Identifier: MIT */
#include "fetch/download.h"

#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/fetcher.h"

struct loading {
	const struct download *wanted;
	struct fetcher *fetcher;
	bool enough;
	enum source_state state;
	char *reason;
};

/* A fetcher hears and tells with one context. */
static void
on_body_piece(void *context, const struct section *source, const char *bytes,
    size_t length)
{
	struct loading *loading = context;
	const struct download *wanted = loading->wanted;

	if (bytes != NULL && !loading->enough)
		loading->enough = !wanted->piece(wanted->context,
		    fetcher_type(loading->fetcher, source), bytes, length);
}

static void
on_end(void *context, const struct fetched *fetched)
{
	struct loading *loading = context;

	loading->state = fetched->state;
	loading->reason = mem_text(fetched->reason);
}

enum source_state
download(const struct download *wanted, char **reason)
{
	struct watchlist *watchlist = watchlist_of_url(
	    wanted->url, wanted->tables, wanted->table_count);
	struct loading loading = { .wanted = wanted, .state = SOURCE_OK };

	loading.fetcher = fetcher_new(watchlist, on_end, &loading);
	fetcher_hear(loading.fetcher, on_body_piece, true);
	(void)fetcher_start(loading.fetcher,
	    watchlist->sections[SECTION_SOURCE][0], NULL);
	while (fetcher_busy(loading.fetcher) > 0 && !loading.enough) {
		fetcher_step(loading.fetcher);
		if (fetcher_busy(loading.fetcher) > 0 && !loading.enough)
			fetcher_wait(loading.fetcher, NULL, 0, -1);
	}
	fetcher_free(loading.fetcher);
	watchlist_free(watchlist);
	*reason = loading.reason;
	return loading.state;
}
