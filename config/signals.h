/* What config itself knows of signals, and their definitions. */
#ifndef CONFIG_SIGNALS_H
#define CONFIG_SIGNALS_H

#include <stdbool.h>

struct err;
struct section;
struct watchlist;

bool check_signal(
    const struct section *section, const char **at, struct err *err);
bool check_expect(const struct section *section, const char *key,
    const char *text, struct err *err);
bool check_break(const struct section *section, const char *key,
    const char *text, struct err *err);
bool check_guard(const struct section *section, const char *key,
    const char *text, struct err *err);
int signal_kind_of(const char *word); /* enum signal_kind; NULL: any */
bool basis_is_path(const struct section *section);
void build_definitions(struct watchlist *watchlist);

#endif
