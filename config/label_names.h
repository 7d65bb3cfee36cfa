/* Which labels the signals of a watchlist have. */
#ifndef CONFIG_LABEL_NAMES_H
#define CONFIG_LABEL_NAMES_H

/* For struct scope; CONTEXT is a struct loading. */
char *label_names_hint(void *context, const char *label);

#endif
