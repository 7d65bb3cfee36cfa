/* SPDX-License-Identifier: MIT */
#include "base/near.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"

enum { LONGEST = 63, LEAST_BEGUN = 3, LISTED = 6, LISTED_BYTES = 160 };

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool
same_letter(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Optimal string alignment distance: what a hand does wrong once counts one. */
static size_t
distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t rows[3][LONGEST + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2];

	for (size_t k = 0; k <= b_length; k++)
		last[k] = k;
	for (size_t i = 1; i <= a_length; i++) {
		size_t *spare = before;

		now[0] = i;
		for (size_t k = 1; k <= b_length; k++) {
			bool same = same_letter(a[i - 1], b[k - 1]);

			now[k] = least(last[k] + 1, now[k - 1] + 1);
			now[k] = least(now[k], last[k - 1] + !same);
			if (i > 1 && k > 1 && same_letter(a[i - 1], b[k - 2]) &&
			    same_letter(a[i - 2], b[k - 1]))
				now[k] = least(now[k], before[k - 2] + 1);
		}
		before = last;
		last = now;
		now = spare;
	}
	return last[b_length];
}

/* Whoever stopped early: the one name that goes on so. */
static const char *
begun_name(const char *word, const char *const *names, size_t count)
{
	const char *begun = NULL;
	size_t length = strlen(word);

	for (size_t i = 0; i < count && length >= LEAST_BEGUN; i++) {
		size_t same = 0;

		while (same < length && same_letter(word[same], names[i][same]))
			same++;
		if (same < length)
			continue;
		if (begun != NULL)
			return NULL;
		begun = names[i];
	}
	return begun;
}

const char *
near_name(const char *word, const char *const *names, size_t count)
{
	size_t length = strlen(word);
	size_t best = length / 3 > 0 ? length / 3 + 1 : 2;
	const char *nearest = NULL;

	if (length == 0 || length > LONGEST)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		size_t name_length = strlen(names[i]);
		size_t apart;

		if (name_length > LONGEST || name_length == 0)
			continue;
		apart = distance(word, length, names[i], name_length);
		if (apart < best && apart < name_length) {
			best = apart;
			nearest = names[i];
		}
	}
	return nearest != NULL ? nearest : begun_name(word, names, count);
}

static void
list(struct buf *out, const char *const *names, size_t count)
{
	size_t shown = 0;

	for (; shown < count && shown < LISTED && out->length < LISTED_BYTES;
	     shown++)
		(void)buf_printf(out, "%s'%s'",
		    shown == 0		     ? ""
			: shown + 1 == count ? " and "
					     : ", ",
		    names[shown]);
	if (shown < count)
		(void)buf_printf(out, " and %zu more", count - shown);
}

char *
near_hint(const char *word, const char *const *names, size_t count)
{
	const char *near = near_name(word, names, count);
	struct buf out;

	if (near != NULL)
		return mem_printf("; did you mean '%s'?", near);
	if (count == 0)
		return mem_text("; there is none");
	buf_init(&out, LIMIT_MESSAGE);
	(void)buf_text(&out, count == 1 ? "; there is only " : "; there are ");
	list(&out, names, count);
	return buf_take(&out);
}

char *
near_key_hint(const char *word, const struct map *names)
{
	size_t count = map_count(names);
	const char **list = mem_new_array(count, sizeof(*list));
	char *hint;

	for (size_t i = 0; i < count; i++)
		list[i] = map_key(names, i);
	hint = near_hint(word, list, count);
	mem_free(list);
	return hint;
}
