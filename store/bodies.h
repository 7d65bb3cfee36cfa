/* The bodies of documents, kept so that a figure can be shown in the very
 * bytes that it was read from, and picked anew. A body is spooled to the disk
 * while it arrives, compressed, and kept under its digest, once, whoever brings
 * it. */
#ifndef STORE_BODIES_H
#define STORE_BODIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct body; /* one on its way in */
struct err;
struct store;

struct body_facts {
	char sha256[65];
	char *source, *url, *about;
	int64_t size, stored; /* bytes, as they were and compressed */
	int64_t retrieved_at; /* the last time */
};

/* A piece of a body; false: enough. */
typedef bool body_piece(void *context, const char *bytes, size_t length);

/* NULL where there is no place to spool it: then it is not kept. */
struct body *store_body_new(struct store *store);
void store_body_feed(struct body *body, const char *bytes, size_t length);
void store_body_free(struct body *body); /* NULL is fine */

/* Keeps it (in a transaction) as what FACTS say: digest, source, url, about and
 * retrieved_at; the sizes are its own. One that could not be spooled whole is
 * not kept, and that is no failure. */
bool store_body_keep(struct store *store, struct body *body,
    const struct body_facts *facts, struct err *err);

/* The same body was there again (304, a file that is as it was). */
bool store_body_seen(struct store *store, const char *source,
    int64_t retrieved_at, struct err *err);

/* Drops what no figure rests on and no source gave last, then, while they take
 * more than BUDGET bytes, the oldest superseded ones, then the oldest. */
bool store_body_trim(struct store *store, int64_t budget, struct err *err);

void body_facts_release(struct body_facts *facts);

/* False without ERR's doing where it is not kept. The caller releases FACTS. */
bool store_body_find(
    struct store *store, const char *sha256, struct body_facts *facts);

/* When a figure was first read in it; 0 where none was. */
int64_t store_body_first(struct store *store, const char *sha256);

/* What SOURCE gave last. */
bool store_body_last(
    struct store *store, const char *source, struct body_facts *facts);

/* What figures or events were read from that SOURCE gave before BEFORE, the
 * oldest first: one that came twice and was news both times is there twice. The
 * caller releases each and frees ALL, whatever is returned. */
bool store_body_earlier(struct store *store, const char *source,
    int64_t before, struct body_facts **all, size_t *count, struct err *err);

/* Gives the body piece by piece. False with ERR set: it is not kept, or
 * damaged. */
bool store_body_read(struct store *store, const char *sha256,
    body_piece *piece, void *context, struct err *err);

#endif
