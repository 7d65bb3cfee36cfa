/* SPDX-License-Identifier: MIT */
#include "fetch/query.h"

#include <assert.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "fetch/query_way.h"

struct query {
	const struct query_way *way;
	void *own; /* the way's */
	size_t fed;
};

static const struct query_way *const ways[QUERY_FORMATS] = {
	[QUERY_JSON] = &query_json,
	[QUERY_XML] = &query_xml,
	[QUERY_HTML] = &query_xml,
	[QUERY_CSV] = &query_csv,
};

static bool
check_text(const struct query_settings *settings, struct err *err)
{
	const char *text = settings->text;
	uint32_t character;

	for (size_t i = 0, used; i < settings->length; i += used) {
		used = utf8_decode(
		    text + i, settings->length - i, &character);
		if (used == 0)
			return err_at(err, i, "this byte is not UTF-8");
	}
	return true;
}

struct query *
query_new(const struct query_settings *settings, struct err *err)
{
	const struct query_way *way = ways[settings->format];
	size_t zero = strlen(settings->text);
	struct query *query;
	void *own;

	assert(way != NULL);
	if (!check_text(settings, err))
		return NULL;
	own = way->start(settings, err);
	/* What is read of it ends with the first zero. */
	if (zero < settings->length &&
	    (own != NULL || err->at == ERR_NOWHERE || err->at >= zero)) {
		if (own != NULL)
			way->stop(own);
		(void)err_at(err, zero, "a zero byte has no place in it");
		return NULL;
	}
	if (own == NULL)
		return NULL;
	query = mem_new(sizeof(*query));
	*query = (struct query){ .way = way, .own = own };
	return query;
}

void
query_free(struct query *query)
{
	if (query == NULL)
		return;
	query->way->stop(query->own);
	mem_free(query);
}

bool
query_feed(
    struct query *query, const char *bytes, size_t length, struct err *err)
{
	bool fine = query->way->feed(query->own, bytes, length, err);

	query->fed += fine ? length : 0;
	return fine;
}

bool
query_end(struct query *query, struct err *err)
{
	return query->way->end(query->own, err);
}

size_t
query_passed(const struct query *query)
{
	return query->way->passed != NULL ? query->way->passed(query->own)
					  : query->fed;
}

const char *
query_note(const struct query *query)
{
	return query->way->note != NULL ? query->way->note(query->own) : NULL;
}
