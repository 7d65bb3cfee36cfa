/* What a rule's conditions came to, series by series, while it is judged. */
#ifndef ALERT_COURT_H
#define ALERT_COURT_H

#include <stdbool.h>
#include <stdint.h>

#include "alert/fold.h"
#include "model/eval.h"

struct expr;
struct model;
struct occasion;
struct rule;

enum level { WARN, CRIT, CLEAR, LEVELS };

/* One series of the rule: its row in each condition's result, or NULL. */
struct lane {
	const struct labels *labels;
	const struct row *rows[LEVELS];
};

struct court {
	const struct rule *rule;
	struct model *model;
	int64_t now;
	const struct expr *exprs[LEVELS];
	struct result results[LEVELS];
	bool series; /* judged period by period */
	const struct occasion *occasion;
};

const struct row *court_row(
    const struct result *result, const struct labels *labels); /* or NULL */

/* What the conditions say of the lane at PERIOD (NULL: of what is one value);
 * *REASON is set where warn or crit is missing. */
struct verdict court_verdict(const struct court *court,
    const struct lane *lane, const struct period *period,
    const char **reason);

/* The row whose periods are judged; NULL where no condition is a series. */
const struct row *court_main_row(
    const struct court *court, const struct lane *lane);
bool row_breaks_at(const struct row *row, struct period period);

#endif
