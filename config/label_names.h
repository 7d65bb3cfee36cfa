/* Which labels the signals of a watchlist have. */
#ifndef CONFIG_LABEL_NAMES_H
#define CONFIG_LABEL_NAMES_H

struct map;
struct section;
struct watchlist;

/* Puts the names of the labels that SIGNAL is to have into NAMES; and those of
 * all signals. */
void section_label_names(const struct section *signal, struct map *names);
void watchlist_label_names(
    const struct watchlist *watchlist, struct map *names);

/* For struct scope; CONTEXT is a struct loading. */
char *label_names_hint(void *context, const char *label);

#endif
