/* SPDX-License-Identifier: MIT */
#include "alert/hush.h"

#include <assert.h>

#include "alert/alerts.h"
#include "alert/mute.h"
#include "alert/quiet.h"
#include "base/map.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "model/quiet.h"

struct hush {
	const struct watchlist *watchlist;
	struct mutes *all; /* the top's */
	struct map *mutes; /* alert → struct mutes, where it has its own */
	struct quiets quiets;
	struct map *acknowledged, *tellings; /* alert → one of quiets */
};

static void
read_mutes(struct hush *hush)
{
	const struct watchlist *watchlist = hush->watchlist;

	hush->all = mutes_of(watchlist->top);
	for (size_t i = 0; i < watchlist->counts[SECTION_ALERT]; i++) {
		const struct section *section =
		    watchlist->sections[SECTION_ALERT][i];
		struct mutes *own = mutes_of(section);

		if (own != NULL)
			map_put(hush->mutes, section->name, own);
	}
}

struct hush *
hush_new(const struct watchlist *watchlist)
{
	struct hush *hush = mem_new(sizeof(*hush));

	hush->watchlist = watchlist;
	hush->mutes = map_new();
	hush->acknowledged = map_new();
	hush->tellings = map_new();
	if (watchlist != NULL)
		read_mutes(hush);
	return hush;
}

void
hush_free(struct hush *hush)
{
	if (hush == NULL)
		return;
	for (size_t i = 0; i < map_count(hush->mutes); i++)
		mutes_free(map_value(hush->mutes, i));
	mutes_free(hush->all);
	map_free(hush->mutes);
	map_free(hush->acknowledged);
	map_free(hush->tellings);
	quiets_release(&hush->quiets);
	mem_free(hush);
}

void
hush_take(struct hush *hush, struct quiets *quiets)
{
	quiets_release(&hush->quiets);
	hush->quiets = *quiets;
	*quiets = (struct quiets){ .acknowledgement_count = 0 };
	map_free(hush->acknowledged);
	map_free(hush->tellings);
	hush->acknowledged = map_new();
	hush->tellings = map_new();
	for (size_t i = 0; i < hush->quiets.acknowledgement_count; i++)
		map_put(hush->acknowledged,
		    hush->quiets.acknowledgements[i].alert,
		    &hush->quiets.acknowledgements[i]);
	for (size_t i = 0; i < hush->quiets.telling_count; i++)
		map_put(hush->tellings, hush->quiets.tellings[i].alert,
		    &hush->quiets.tellings[i]);
}

const struct acknowledgement *
hush_acknowledged(const struct hush *hush, const char *alert)
{
	return map_find(hush->acknowledged, alert);
}

const struct acknowledgement *
hush_acknowledgement(const struct hush *hush, const struct alert *alert)
{
	const struct acknowledgement *made =
	    hush_acknowledged(hush, alert->name);

	return made != NULL && acknowledgement_holds(made, alert) ? made : NULL;
}

const struct silence *
hush_silence(const struct hush *hush, const struct alert *alert, int64_t now)
{
	const struct silence *longest = NULL;

	for (size_t i = 0; i < hush->quiets.silence_count; i++) {
		const struct silence *silence = &hush->quiets.silences[i];

		if (silence->until > now &&
		    (longest == NULL || silence->until > longest->until) &&
		    silence_fits(silence, alert, hush->watchlist))
			longest = silence;
	}
	return longest;
}

bool
hush_is_muted(const struct hush *hush, const struct alert *alert, int64_t now)
{
	const struct mutes *own = map_find(hush->mutes, alert->name);

	return mutes_are_on(own != NULL ? own : hush->all, now);
}

enum quiet
hush_quiet(const struct hush *hush, const struct alert *alert, int64_t now)
{
	if (hush_acknowledgement(hush, alert) != NULL)
		return QUIET_ACKNOWLEDGED;
	if (hush_silence(hush, alert, now) != NULL)
		return QUIET_SILENCED;
	return hush_is_muted(hush, alert, now) ? QUIET_MUTED : QUIET_NOT;
}

size_t
hush_silence_count(const struct hush *hush)
{
	return hush->quiets.silence_count;
}

const struct silence *
hush_silence_at(const struct hush *hush, size_t i)
{
	assert(i < hush->quiets.silence_count);
	return &hush->quiets.silences[i];
}

const struct telling *
hush_telling(const struct hush *hush, const char *alert)
{
	return map_find(hush->tellings, alert);
}

int64_t
hush_remind_s(const struct hush *hush, const struct alert *alert)
{
	const struct section *top = hush->watchlist->top;

	if (alert->section != NULL &&
	    section_value(alert->section, "remind") != NULL)
		return section_seconds(alert->section, "remind");
	return section_value(top, "remind") != NULL
	    ? section_seconds(top, "remind")
	    : 0;
}
