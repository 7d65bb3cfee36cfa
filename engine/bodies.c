/* SPDX-License-Identifier: MIT */
#include "store/bodies.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/secret.h"
#include "config/watchlist.h"
#include "engine/engine.h"
#include "engine/intake.h"
#include "engine/parts.h"
#include "fetch/again.h"
#include "fetch/fetcher.h"
#include "model/evidence.h"
#include "model/model.h"
#include "model/series.h"

/* A server may say a secret back: it is masked before anything is written. What
 * could be a secret's beginning waits for the next piece. */
static void
feed_masked(struct engine *engine, struct source *source, const char *bytes,
    size_t length, bool at_end)
{
	size_t longest = watchlist_longest_secret(engine->watchlist);
	size_t wait = at_end || longest == 0 ? 0 : longest - 1;
	struct buf *tail = source->tail;

	(void)buf_add(tail, bytes, length);
	if (tail->length <= wait)
		return;
	watchlist_mask_secrets(engine->watchlist, tail->bytes, tail->length);
	store_body_feed(source->body, tail->bytes, tail->length - wait);
	memmove(tail->bytes, tail->bytes + tail->length - wait, wait);
	tail->length = wait;
	tail->bytes[wait] = '\0';
}

void
bodies_forget(struct source *source)
{
	store_body_free(source->body);
	source->body = NULL;
	if (source->tail != NULL)
		buf_release(source->tail);
	mem_free(source->tail);
	source->tail = NULL;
}

void
bodies_hear(void *context, const struct section *section, const char *bytes,
    size_t length)
{
	struct engine *engine = context;
	struct source *source = engine_find_source(engine, section);

	if (bytes == NULL) {
		bodies_forget(source);
		source->body = store_body_new(engine->store);
		source->tail = mem_new(sizeof(*source->tail));
		buf_init(source->tail, LIMIT_BODY);
	} else if (source->body != NULL) {
		feed_masked(engine, source, bytes, length, false);
	}
}

/* Whether what SOURCE gave last is kept, and is what the memory speaks of. */
static bool
find_last(const struct engine *engine, const struct source *source,
    struct body_facts *facts)
{
	return source->memory.retrieved_at != 0 &&
	    store_body_last(
		engine->store, source->section->name, facts) &&
	    facts->retrieved_at == source->memory.retrieved_at;
}

bool
bodies_has_last(const struct engine *engine, const struct source *source)
{
	struct body_facts facts;
	bool has = find_last(engine, source, &facts);

	body_facts_release(&facts);
	return has;
}

static bool
feed_again(void *context, const char *bytes, size_t length)
{
	return again_feed(context, bytes, length);
}

/* False: it is damaged. */
static bool
pick_again(struct engine *engine, struct source *source,
    const struct body_facts *facts, on_fetched callback, void *context)
{
	struct document *document = document_new(source->section->name,
	    facts->url, facts->retrieved_at, facts->sha256);
	struct again *again =
	    again_new(engine->watchlist, source->section, document);
	struct err unused;
	bool whole = store_body_read(
	    engine->store, facts->sha256, feed_again, again, &unused);

	if (whole)
		again_end(again, callback, context);
	again_free(again);
	document_release(document);
	return whole;
}

/* In one transaction: a half would pass for the whole. */
static void
pick_all_again(struct engine *engine, struct source *source,
    const struct body_facts *earlier, size_t count,
    const struct body_facts *last)
{
	struct intake *intake = intake_open(engine, source);

	for (size_t i = 0; i < count; i++)
		(void)pick_again(
		    engine, source, &earlier[i], intake_earlier, intake);
	if (last != NULL &&
	    !pick_again(engine, source, last, intake_last, intake))
		memory_drop_validators(&source->memory);
	intake_close(intake);
}

static void
pick_source_again(struct engine *engine, struct source *source)
{
	struct body_facts last, *earlier;
	bool has_last = find_last(engine, source, &last);
	size_t count;
	struct err err;

	if (!store_body_earlier(engine->store, source->section->name,
		has_last ? last.retrieved_at : ALWAYS, &earlier, &count,
		&err))
		engine_note_trouble(engine, err.text);
	if (has_last || count > 0)
		pick_all_again(engine, source, earlier, count,
		    has_last ? &last : NULL);
	body_facts_release(&last);
	for (size_t i = 0; i < count; i++)
		body_facts_release(&earlier[i]);
	mem_free(earlier);
}

void
bodies_pick_again(struct engine *engine)
{
	for (size_t i = 0; i < engine->source_count; i++)
		if (engine->sources[i].readers_changed)
			pick_source_again(engine, &engine->sources[i]);
}

/* Of a document that is malformed nothing was taken. */
static bool
is_evidence(const struct fetched *fetched)
{
	return fetched->sha256 != NULL &&
	    (fetched->take_count > 0 || fetched->state != SOURCE_UNREADABLE);
}

static bool
keep(struct engine *engine, struct source *source,
    const struct fetched *fetched, struct err *err)
{
	struct body_facts facts = { .source = source->section->name,
		.url = (char *)(uintptr_t)fetched->url, /* borrowed */
		.about = (char *)(uintptr_t)fetched->about,
		.retrieved_at = fetched->retrieved_at };

	memcpy(facts.sha256, fetched->sha256, sizeof(facts.sha256));
	return store_body_keep(engine->store, source->body, &facts, err);
}

bool
bodies_keep(struct engine *engine, struct source *source,
    const struct fetched *fetched, struct err *err)
{
	bool kept = true;

	if (fetched->again)
		return true;
	if (fetched->unchanged)
		return store_body_seen(engine->store, source->section->name,
		    fetched->retrieved_at, err);
	if (is_evidence(fetched) && source->body != NULL) {
		feed_masked(engine, source, "", 0, true);
		kept = keep(engine, source, fetched, err) &&
		    store_body_trim(engine->store,
			section_bytes(engine->watchlist->top, "keep_bodies"),
			err);
	}
	bodies_forget(source);
	return kept;
}

bool
engine_body_find(const struct engine *engine, const char *sha256,
    struct body_facts *facts)
{
	return store_body_find(engine->store, sha256, facts);
}

/* What stands in a document was not known before it was there, not even beside
 * what its publisher dates back. */
bool
engine_body_read(const struct engine *engine, const char *sha256,
    body_piece *piece, void *context, struct err *err)
{
	int64_t as_of = model_as_of(engine->model);

	if (as_of != ALWAYS && store_body_first(engine->store, sha256) > as_of)
		return err_set(err,
		    "the document was not there then: it was fetched later");
	return store_body_read(engine->store, sha256, piece, context, err);
}
