/* SPDX-License-Identifier: MIT */
#include "base/zone.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/buf.h"
#include "base/env.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/near.h"
#include "base/zone_rule.h"

enum {
	HEADER = 44,
	TYPE = 6, /* bytes: the offset, whether it is summer, its name */
	OFFSET_MOST = 26 * 3600
};

struct zone {
	int64_t *times; /* from each on … */
	int *offsets; /* … the clock is so far ahead */
	size_t count;
	int first; /* before all of them */
	bool has_rule;
	struct zone_rule rule; /* after the last of them */
};

struct counts { /* of a TZif block, in the order of its header */
	uint32_t utc_marks, standard_marks, leaps, times, types, letters;
};

static uint32_t
read_32(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
	       (uint32_t)bytes[2] << 8 | bytes[3];
}

static int64_t
read_time(const unsigned char *bytes, size_t width)
{
	if (width == 4)
		return (int32_t)read_32(bytes);
	return (int64_t)((uint64_t)read_32(bytes) << 32 | read_32(bytes + 4));
}

/* False where no header is at AT, or its block is longer than the file. */
static bool
read_counts(const struct buf *file, size_t at, size_t width,
    struct counts *counts, size_t *length)
{
	const unsigned char *bytes =
	    (const unsigned char *)buf_string(file) + at;
	uint64_t sum;

	if (file->length < at + HEADER || memcmp(bytes, "TZif", 4) != 0)
		return false;
	counts->utc_marks = read_32(bytes + 20);
	counts->standard_marks = read_32(bytes + 24);
	counts->leaps = read_32(bytes + 28);
	counts->times = read_32(bytes + 32);
	counts->types = read_32(bytes + 36);
	counts->letters = read_32(bytes + 40);
	sum = (uint64_t)counts->times * (width + 1) +
	      (uint64_t)counts->types * TYPE + counts->letters +
	      (uint64_t)counts->leaps * (width + 4) + counts->standard_marks +
	      counts->utc_marks;
	*length = HEADER + (size_t)sum;
	return counts->types > 0 && sum <= file->length - at - HEADER;
}

static bool
read_offset(const unsigned char *types, size_t type, int *offset)
{
	int32_t seconds = (int32_t)read_32(types + type * TYPE);

	*offset = seconds;
	return seconds > -OFFSET_MOST && seconds < OFFSET_MOST;
}

static bool
read_block(struct zone *zone, const unsigned char *block, size_t width,
    const struct counts *counts)
{
	const unsigned char *kinds = block + counts->times * width;
	const unsigned char *types = kinds + counts->times;

	zone->count = counts->times;
	zone->times = mem_new_array(zone->count, sizeof(*zone->times));
	zone->offsets = mem_new_array(zone->count, sizeof(*zone->offsets));
	if (!read_offset(types, 0, &zone->first))
		return false;
	for (size_t i = 0; i < zone->count; i++) {
		zone->times[i] = read_time(block + i * width, width);
		if (kinds[i] >= counts->types ||
		    !read_offset(types, kinds[i], &zone->offsets[i]) ||
		    (i > 0 && zone->times[i] <= zone->times[i - 1]))
			return false;
	}
	return true;
}

/* "\nEST5EDT,M3.2.0,M11.1.0\n"; an empty line is no rule. */
static bool
read_footer(struct zone *zone, const struct buf *file, size_t at)
{
	const char *text = buf_string(file) + at;
	size_t length;
	char *rule;
	bool fine;

	if (file->length <= at || *text != '\n')
		return false;
	length = strcspn(text + 1, "\n");
	if (text[1 + length] != '\n')
		return false; /* cut: a shorter rule may be one too */
	if (length == 0)
		return true;
	rule = mem_bytes(text + 1, length);
	fine = zone->has_rule = zone_rule_parse(&zone->rule, rule);
	mem_free(rule);
	return fine;
}

static bool
read_zone(struct zone *zone, const struct buf *file)
{
	const unsigned char *bytes = (const unsigned char *)buf_string(file);
	struct counts counts;
	size_t length, second;

	if (!read_counts(file, 0, 4, &counts, &length))
		return false;
	if (bytes[4] == '\0') /* the first version has nothing else */
		return read_block(zone, bytes + HEADER, 4, &counts);
	second = length;
	return read_counts(file, second, 8, &counts, &length) &&
	       read_block(zone, bytes + second + HEADER, 8, &counts) &&
	       read_footer(zone, file, second + length);
}

static char *
zone_path(const char *name)
{
	const char *directory = env_text("TZDIR");

	return file_join(
	    directory != NULL ? directory : "/usr/share/zoneinfo", name);
}

/* The names of zone.tab: "CN<tab>+3114+12128<tab>Asia/Shanghai". */
static bool
unknown_zone(const char *name, struct err *err)
{
	char *path = zone_path("zone.tab"), *rest;
	const char **names = NULL;
	const char *near;
	size_t count = 0;
	struct err unused;
	struct buf file;

	buf_init(&file, MIB);
	if (!file_read(path, &file, &unused))
		buf_clear(&file);
	(void)buf_text(&file, "\n");
	rest = file.bytes;
	for (char *line = strsep(&rest, "\n"); line != NULL;
	     line = strsep(&rest, "\n")) {
		char *column = strchr(line, '/');

		if (line[0] == '#' || column == NULL)
			continue;
		while (column > line && column[-1] != '\t')
			column--;
		column[strcspn(column, "\t\r")] = '\0';
		names = mem_room(names, count, sizeof(*names));
		names[count++] = column;
	}
	near = near_name(name, names, count);
	if (near != NULL)
		(void)err_at(err, 0,
		    "there is no time zone '%s'; did you mean '%s'?", name,
		    near);
	else
		(void)err_at(err, 0,
		    "there is no time zone '%s': a name as Asia/Shanghai or "
		    "UTC is expected",
		    name);
	mem_free(names);
	buf_release(&file);
	mem_free(path);
	return false;
}

/* Nothing that leads out of the folder. */
static bool
is_name(const char *name)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789/_+-";

	return name[0] != '\0' && name[0] != '/' && strlen(name) < 64 &&
	       name[strspn(name, letters)] == '\0';
}

struct zone *
zone_new(const char *name, struct err *err)
{
	struct zone *zone = mem_new(sizeof(*zone));
	struct err unused;
	struct buf file;
	char *path;
	bool fine;

	if (!strcmp(name, "UTC"))
		return zone;
	path = is_name(name) ? zone_path(name) : NULL;
	buf_init(&file, MIB);
	fine = path != NULL && file_read(path, &file, &unused)
		   ? read_zone(zone, &file) ||
			 err_at(err, 0, "%s: it is no time zone file", path)
		   : unknown_zone(name, err);
	buf_release(&file);
	mem_free(path);
	if (fine)
		return zone;
	zone_free(zone);
	return NULL;
}

void
zone_free(struct zone *zone)
{
	if (zone == NULL)
		return;
	mem_free(zone->times);
	mem_free(zone->offsets);
	mem_free(zone);
}

int
zone_offset(const struct zone *zone, int64_t time)
{
	size_t low = 0, high = zone->count;

	if (zone->has_rule &&
	    (zone->count == 0 || time >= zone->times[zone->count - 1]))
		return zone_rule_offset(&zone->rule, time);
	while (low < high) { /* the first change after TIME */
		size_t middle = low + (high - low) / 2;

		if (zone->times[middle] <= time)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? zone->offsets[low - 1] : zone->first;
}
