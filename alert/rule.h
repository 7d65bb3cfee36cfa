/* One alert's rule as the watchlist has it, ready to be judged. */
#ifndef ALERT_RULE_H
#define ALERT_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "alert/fold.h"
#include "model/transition.h"

struct expr;
struct section;

enum when_missing {
	MISSING_IS_NO_DATA,
	MISSING_KEEPS,
	MISSING_IS_OK,
	MISSING_IS_WARN,
	MISSING_IS_CRIT
};

struct rule {
	const struct section *section; /* borrowed, as all of it */
	const struct expr *warn, *crit, *clear; /* NULL where left out */
	struct terms terms;
	enum when_missing when_missing;
	const char **members; /* alerts named in it, each once; owned */
	size_t member_count;
	bool timely; /* it may change though no figure does */
	char digest[65]; /* of what decides its state */
};

void rule_init(struct rule *rule, const struct section *section);
void rule_release(struct rule *rule);

/* Whether what EXPR (or NULL) comes to may change though no figure does. */
bool rule_is_timely(const struct expr *expr);

/* The condition that stands for STATE: crit's, else warn's (or the only
 * one). */
const struct expr *rule_condition(
    const struct rule *rule, enum alert_state state);

#endif
