/* SPDX-License-Identifier: MIT */
#include "tui/pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/model.h"
#include "model/series.h"

bool
pairs_fit(const struct signal *signal)
{
	bool claimed = false, independent = false;

	for (size_t i = 0; i < signal->series_count; i++) {
		claimed |= signal->series[i]->voice == BASIS_CLAIMED;
		independent |= signal->series[i]->voice == BASIS_INDEPENDENT;
	}
	return claimed && independent;
}

static bool
all_have(const struct signal *signal, const char *name)
{
	for (size_t i = 0; i < signal->series_count; i++)
		if (labels_find(&signal->series[i]->labels, name) == NULL)
			return false;
	return true;
}

static void
find_key(struct labels *key, const struct signal *signal,
    const struct series *series)
{
	labels_init(key);
	for (size_t i = 0; i < series->labels.count; i++) {
		const struct label *label = &series->labels.pairs[i];

		if (strcmp(label->name, "basis") != 0 &&
		    all_have(signal, label->name))
			labels_put(key, label->name, label->value);
	}
}

/* The row of the key whose claim is still to be set, or that holds it. */
static struct pair *
find_pair(struct pairs *pairs, const struct labels *key)
{
	for (size_t i = 0; i < pairs->count; i++)
		if (!pairs->items[i].again &&
		    !labels_compare(&pairs->items[i].key, key))
			return &pairs->items[i];
	return NULL;
}

static struct pair *
add_pair(struct pairs *pairs, const struct labels *key)
{
	struct pair *pair;

	pairs->items =
	    mem_room(pairs->items, pairs->count, sizeof(*pairs->items));
	pair = &pairs->items[pairs->count++];
	memset(pair, 0, sizeof(*pair));
	labels_init(&pair->key);
	labels_copy(&pair->key, key);
	return pair;
}

static void
add_claim(struct pairs *pairs, const struct labels *key, struct score score)
{
	struct pair *pair = find_pair(pairs, key);

	if (pair == NULL)
		pair = add_pair(pairs, key);
	if (!pair->has_claim || score.value > pair->claim.value)
		pair->claim = score;
	pair->has_claim = true;
}

static void
add_independent(
    struct pairs *pairs, const struct labels *key, struct score score)
{
	struct pair *pair = find_pair(pairs, key);
	struct score claim = { NULL, NULL, 0 };
	bool has_claim = false;

	if (pair == NULL || pair->has_independent) {
		if (pair != NULL) {
			claim = pair->claim;
			has_claim = pair->has_claim;
		}
		pair = add_pair(pairs, key);
		pair->again = has_claim;
		pair->claim = claim;
		pair->has_claim = has_claim;
	}
	pair->independent = score;
	pair->has_independent = true;
}

static bool
find_score(struct score *score, const struct series *series, int64_t as_of)
{
	const struct vintage *vintage;

	score->series = series;
	score->figure = series_latest(series, as_of);
	vintage = score->figure != NULL ? figure_at(score->figure, as_of)
					: NULL;
	if (vintage != NULL)
		score->value = vintage->amount.value;
	return vintage != NULL;
}

static int
rank(const struct pair *pair)
{
	return pair->has_claim && pair->has_independent ? 0
	    : pair->has_claim				? 1
							: 2;
}

static int
compare_pairs(const void *left, const void *right)
{
	const struct pair *a = left, *b = right;
	int by_key = labels_compare(&a->key, &b->key);

	if (rank(a) != rank(b))
		return rank(a) - rank(b);
	if (by_key != 0)
		return by_key;
	return (a->independent.value > b->independent.value) -
	    (a->independent.value < b->independent.value);
}

/* After sorting the lowest measurement is the row, the others are again. */
static void
mark_again(struct pairs *pairs)
{
	for (size_t i = 0; i < pairs->count; i++)
		pairs->items[i].again = i > 0 && rank(&pairs->items[i]) == 0 &&
		    rank(&pairs->items[i - 1]) == 0 &&
		    !labels_compare(
			&pairs->items[i].key, &pairs->items[i - 1].key);
}

void
pairs_find(struct pairs *pairs, const struct signal *signal, int64_t as_of)
{
	static const enum basis order[] = { BASIS_CLAIMED, BASIS_INDEPENDENT };

	memset(pairs, 0, sizeof(*pairs));
	for (size_t pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < signal->series_count; i++) {
			const struct series *series = signal->series[i];
			struct labels key;
			struct score score;

			if (series->voice != order[pass] ||
			    !find_score(&score, series, as_of))
				continue;
			find_key(&key, signal, series);
			if (pass == 0)
				add_claim(pairs, &key, score);
			else
				add_independent(pairs, &key, score);
			labels_release(&key);
		}
	if (pairs->count > 0)
		qsort(pairs->items, pairs->count, sizeof(*pairs->items),
		    compare_pairs);
	mark_again(pairs);
}

void
pairs_release(struct pairs *pairs)
{
	for (size_t i = 0; i < pairs->count; i++)
		labels_release(&pairs->items[i].key);
	mem_free(pairs->items);
	memset(pairs, 0, sizeof(*pairs));
}

void
pairs_caveat(struct buf *out, const struct pair *pair)
{
	const struct labels *labels = &pair->independent.series->labels;

	for (size_t i = 0; i < labels->count; i++) {
		const struct label *label = &labels->pairs[i];

		if (strcmp(label->name, "basis") != 0 &&
		    labels_find(&pair->key, label->name) == NULL)
			(void)buf_printf(out, "%s%s: %s",
			    out->length > 0 ? ", " : "", label->name,
			    label->value);
	}
}
