/* currency: in the watchlist: which signals are exchange rates, by their
 * units. */
#ifndef CONFIG_CURRENCY_H
#define CONFIG_CURRENCY_H

struct loading;
struct watchlist;

void find_rates(struct loading *loading);
void rates_free(struct watchlist *watchlist);

#endif
