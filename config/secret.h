/* What was taken from the environment or a file into a watchlist's values: it
 * is in nothing that lasts or is shown. Secrets shorter than four bytes are
 * hidden where they stand, not searched for. */
#ifndef CONFIG_SECRET_H
#define CONFIG_SECRET_H

#include <stdbool.h>
#include <stddef.h>

struct watchlist;

bool watchlist_has_secrets(const struct watchlist *watchlist);

/* TEXT without any secret that was expanded somewhere (4 bytes and longer). The
 * caller owns it. */
char *watchlist_without_secrets(
    const struct watchlist *watchlist, const char *text);

/* The same in place, any bytes: each byte of a secret becomes a '*', so that
 * what stands behind keeps its place. One may be cut at the end: the length of
 * the longest is what a caller that goes piece by piece must see at once. */
void watchlist_mask_secrets(
    const struct watchlist *watchlist, char *bytes, size_t length);
size_t watchlist_longest_secret(const struct watchlist *watchlist);

#endif
