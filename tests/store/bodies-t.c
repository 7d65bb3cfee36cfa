/* SPDX-License-Identifier: MIT */
#include "store/bodies.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/mem.h"
#include "store/store.h"
#include "tests/tap.h"

static struct store *
open_store(bool read_only)
{
	struct store *store = NULL;
	struct err err;

	if (!store_open(&store, test_directory(), "x", read_only, &err))
		printf("Bail out! %s\n", err.text);
	return store;
}

/* A body of LENGTH bytes that do not compress to nothing. */
static char *
make_body(size_t length, unsigned seed)
{
	char *bytes = mem_new(length + 1);

	for (size_t i = 0; i < length; i++) {
		seed = seed * 1103515245u + 12345u;
		bytes[i] = (char)(' ' + (seed >> 16) % 64);
	}
	return bytes;
}

static void
keep(struct store *store, const char *source, const char *bytes,
    size_t length, int64_t at, char hex[65])
{
	struct body *body = store_body_new(store);
	struct body_facts facts = { .source = mem_text(source),
		.url = mem_text("http://x/"), .about = mem_text("200 OK"),
		.retrieved_at = at };
	struct err err;

	digest_of(bytes, length, hex);
	memcpy(facts.sha256, hex, 65);
	for (size_t i = 0; i < length; i += 1000)
		store_body_feed(body, bytes + i,
		    length - i < 1000 ? length - i : 1000);
	ok(store_begin(store, &err) &&
		store_body_keep(store, body, &facts, &err) &&
		store_commit(store, &err),
	    "a body is kept");
	body_facts_release(&facts);
	store_body_free(body);
}

static bool
gather(void *context, const char *bytes, size_t length)
{
	return buf_add(context, bytes, length);
}

static bool
stop_at_once(void *context, const char *bytes, size_t length)
{
	(void)bytes;
	*(size_t *)context += length;
	return false;
}

static void
test_round_trip(void)
{
	static const size_t lengths[] = { 0, 1, 65536, 300000, 3000000 };

	for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
		struct store *store = open_store(false);
		char *bytes = make_body(lengths[i], (unsigned)i + 1);
		struct body_facts facts;
		struct buf out;
		struct err err;
		char hex[65];

		keep(store, "a", bytes, lengths[i], 1000, hex);
		store_close(store);
		store = open_store(true);
		buf_init(&out, 1 << 23);
		ok(store_body_read(store, hex, gather, &out, &err) &&
			out.length == lengths[i] &&
			!memcmp(buf_string(&out), bytes, lengths[i]),
		    "it comes back byte by byte, from another run");
		ok(store_body_find(store, hex, &facts) &&
			facts.size == (int64_t)lengths[i] &&
			facts.retrieved_at == 1000,
		    "with its facts");
		is_string(facts.about, "200 OK", "and what was said of it");
		body_facts_release(&facts);
		buf_release(&out);
		mem_free(bytes);
		store_close(store);
	}
}

static void
test_reading(void)
{
	struct store *store = open_store(false);
	char *bytes = make_body(500000, 7);
	char hex[65], wrong[65];
	size_t got = 0;
	struct err err;

	keep(store, "a", bytes, 500000, 2000, hex);
	ok(store_body_read(store, hex, stop_at_once, &got, &err) && got > 0 &&
		got < 500000,
	    "a reader that has enough ends it");
	memset(wrong, '0', 64);
	wrong[64] = '\0';
	ok(!store_body_read(store, wrong, stop_at_once, &got, &err),
	    "one that is not there");
	is_string(err.text, "the body 000000000000… is not kept", "says so");
	mem_free(bytes);
	store_close(store);
}

static int64_t
stored(struct store *store, const char *hex)
{
	struct body_facts facts;
	int64_t bytes =
	    store_body_find(store, hex, &facts) ? facts.stored : -1;

	body_facts_release(&facts);
	return bytes;
}

/* The same body is there once; what no figure rests on goes when its source has
 * given another. */
static void
test_once(void)
{
	struct store *store = open_store(false);
	struct body_facts facts;
	char first[65], second[65];
	struct err err;

	keep(store, "b", "one", 3, 3000, first);
	keep(store, "b", "one", 3, 4000, first);
	ok(store_body_last(store, "b", &facts) &&
		!strcmp(facts.sha256, first) && facts.retrieved_at == 4000,
	    "a body that comes again is seen again");
	body_facts_release(&facts);
	keep(store, "b", "two", 3, 5000, second);
	ok(store_body_trim(store, 1 << 30, &err) && stored(store, first) < 0 &&
		stored(store, second) > 0,
	    "one that no figure rests on goes, the last one stays");
	store_close(store);
}

/* Two sources that give the same: each has it as its last. */
static void
test_shared(void)
{
	struct store *store = open_store(false);
	struct body_facts first, second;
	char hex[65], other[65];
	struct err err;

	keep(store, "e", "same", 4, 30000, hex);
	keep(store, "f", "same", 4, 31000, hex);
	ok(store_body_last(store, "e", &first) &&
		store_body_last(store, "f", &second) &&
		!strcmp(first.sha256, second.sha256) &&
		first.retrieved_at == 30000 && second.retrieved_at == 31000,
	    "one body, two that gave it");
	body_facts_release(&first);
	body_facts_release(&second);
	keep(store, "f", "other", 5, 32000, other);
	ok(store_body_trim(store, 1 << 30, &err) && stored(store, hex) > 0,
	    "it stays while one of them gave it last");
	store_close(store);
}

static void
test_budget(void)
{
	struct store *store = open_store(false);
	char *one = make_body(100000, 1), *two = make_body(100000, 2);
	char a[65], b[65];
	struct err err;
	int64_t each;

	keep(store, "c", one, 100000, 10000, a);
	keep(store, "d", two, 100000, 20000, b);
	each = stored(store, b);
	ok(store_body_trim(store, each + 1000, &err) &&
		stored(store, a) < 0 && stored(store, b) == each,
	    "over the budget the oldest goes");
	ok(store_body_trim(store, 0, &err) && stored(store, b) < 0,
	    "a budget of nothing keeps nothing");
	mem_free(one);
	mem_free(two);
	store_close(store);
}

static void
test_read_only(void)
{
	struct store *store = open_store(true);

	ok(store_body_new(store) == NULL,
	    "a store that writes nothing spools nothing");
	store_close(store);
}

int
main(void)
{
	test_round_trip();
	test_reading();
	test_once();
	test_shared();
	test_budget();
	test_read_only();
	return done();
}
