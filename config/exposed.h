/* Secrets that are written into a watchlist which others may read. */
#ifndef CONFIG_EXPOSED_H
#define CONFIG_EXPOSED_H

struct loading;

/* Warns of each, and does not show the line that it stands on. */
void check_exposed(struct loading *loading);

#endif
