/* What came from the environment or a file is in nothing that a fetch hands on,
 * even where a publisher repeats it in an answer. */
#ifndef FETCH_HIDE_H
#define FETCH_HIDE_H

struct take;
struct watchlist;

void hide_in_take(const struct watchlist *watchlist, struct take *take);

#endif
