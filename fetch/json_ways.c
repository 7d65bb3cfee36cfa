/* SPDX-License-Identifier: MIT */
#include "fetch/json_ways.h"

#include "base/mem.h"

struct json_ways *
json_ways_new(size_t *room)
{
	struct json_ways *ways = mem_new(sizeof(*ways));

	ways->room = room;
	return ways;
}

/* As deep as the document, and that has a limit. */
void
json_ways_free(struct json_ways *ways)
{
	if (ways == NULL)
		return;
	for (size_t i = 0; i < ways->kept_count; i++)
		json_ways_free(ways->kept[i].ways);
	json_ways_free(ways->passing);
	mem_free(ways->kept);
	json_lists_release(&ways->lists);
	mem_free(ways);
}

/* FITS tells all only of the positions that have a bit in it. */
static bool
may_keep(const struct json_ways *from)
{
	return from->room != NULL && *from->room > 0 &&
	    from->lists.position_count <= JSON_NOTED;
}

static struct json_ways *
keep(struct json_ways *from, uint64_t fits)
{
	struct json_ways *ways = json_ways_new(from->room);

	from->kept = mem_room(
	    from->kept, from->kept_count, sizeof(*from->kept));
	from->last = from->kept_count++;
	from->kept[from->last] = (struct json_kept){ fits, ways };
	return ways;
}

static struct json_ways *
pass(struct json_ways *from)
{
	if (from->passing == NULL)
		from->passing = json_ways_new(NULL);
	json_lists_clear(&from->passing->lists);
	return from->passing;
}

static void
pay(size_t *room, const struct json_lists *lists)
{
	size_t price = 1 + lists->position_count + lists->request_count;

	*room -= price < *room ? price : *room;
}

/* Members mostly come in the order in which they came before. */
static struct json_ways *
find_kept(struct json_ways *from, uint64_t fits)
{
	for (size_t i = 0; i < from->kept_count; i++) {
		from->last++;
		if (from->last >= from->kept_count)
			from->last = 0;
		if (from->kept[from->last].fits == fits)
			return from->kept[from->last].ways;
	}
	return NULL;
}

struct json_ways *
json_ways_find(
    struct json_ways *from, const struct json_place *place, size_t depth)
{
	struct json_ways *ways = find_kept(from, place->fits);
	bool keeps = may_keep(from);

	if (ways != NULL)
		return ways;
	ways = keeps ? keep(from, place->fits) : pass(from);
	json_lists_meet(&ways->lists, &from->lists, place, depth);
	if (keeps)
		pay(from->room, &ways->lists);
	return ways;
}
