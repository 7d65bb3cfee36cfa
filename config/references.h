/* What names what in a watchlist: signals, sinks, panels; formulas and
 * conditions; and what goes round in circles. */
#ifndef CONFIG_REFERENCES_H
#define CONFIG_REFERENCES_H

#include "config/setting.h"

struct loading;
struct value;

void check_references(struct loading *loading);

/* VALUE is the name of a section of that kind, or a complaint. */
void check_named(struct loading *loading, const struct value *value,
    enum section_kind kind);

#endif
