/* SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include <string.h>

#include "base/chance.h"
#include "base/err.h"
#include "tests/tap.h"

typedef void *making_room(void *items, size_t count, size_t item_size);

static void
test_room(making_room *room, const char *name)
{
	size_t *items = NULL;
	size_t count = 0, wrong = 0;

	for (; count < 10000; count++) {
		items = room(items, count, sizeof(*items));
		items[count] = count;
	}
	for (; count > 9; count--) /* it may shrink and grow again */
		wrong += items[count - 1] != count - 1;
	for (; count < 100; count++) {
		items = room(items, count, sizeof(*items));
		items[count] = count;
	}
	for (size_t i = 0; i < count; i++)
		wrong += items[i] != i;
	is_int((int64_t)wrong, 0, name);
	mem_free(items);
}

static void
test_chance(void)
{
	double least = 1, most = 0, first;

	chance_seed(7);
	first = chance();
	for (int i = 0; i < 10000; i++) {
		double got = chance();

		least = got < least ? got : least;
		most = got > most ? got : most;
	}
	ok(least >= 0 && least < 0.01 && most < 1 && most > 0.99,
	    "chance is in [0, 1), and all over it");
	chance_seed(7);
	ok(chance() == first, "and repeats by its seed");
}

int
main(void)
{
	char *text = mem_printf("%s-%d", "a", 7);
	char *zeros = mem_new_array(3, 5);
	char *copy = mem_bytes("ab\0cd", 5);
	struct err err;

	is_string(text, "a-7", "formatted");
	ok(!memcmp(zeros, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 15), "all zero");
	ok(!memcmp(copy, "ab\0cd", 6), "bytes, and a '\\0' behind them");
	ok(mem_text(NULL) == NULL, "no text is no text");
	mem_free(text);
	mem_free(zeros);
	mem_free(copy);
	mem_free(NULL);
	mem_free(mem_new(0));
	test_room(mem_room, "room for one more, always");
	test_room(mem_room_for_few, "and where most have but one");
	test_chance();
	ok(!err_set(&err, "%d of %s", 3, "x") && err.at == ERR_NOWHERE,
	    "an error is false, and nowhere");
	is_string(err.text, "3 of x", "its sentence");
	ok(!err_at(&err, 5, "%0600d", 1) && err.at == 5, "or somewhere");
	is_int((int64_t)strlen(err.text), 511, "a longer one is cut");
	return done();
}
