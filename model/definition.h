/* What the watchlist says of one signal, as far as the model needs it. Built by
 * config, owned by the model. */
#ifndef MODEL_DEFINITION_H
#define MODEL_DEFINITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/period.h"
#include "model/unit.h"

struct expr;

enum signal_kind { /* kind: in the watchlist */
	KIND_ANY,
	KIND_FLOW,
	KIND_STOCK,
	KIND_RATE,
	KIND_SCORE,
	KIND_COUNT_OF,
	SIGNAL_KIND_COUNT
};

enum expect_of {
	EXPECT_NOTHING,
	EXPECT_AFTER_PERIOD_END,
	EXPECT_AFTER_LEARNED
};

struct expectation { /* expect: */
	enum expect_of of;
	int64_t seconds;
};

struct guard { /* guard: what is plausible */
	bool has_min, has_max, has_step;
	/* step: 5 is "5x", up or down, on the period before */
	double min, max, step;
};

struct breakpoint { /* breaks: a period, or a label's value */
	bool is_period;
	struct period period;	   /* the first that is not comparable */
	char *label_name, *label_value;
};

struct definition {
	char *name, *title, *note, *source; /* source: NULL if none */
	struct unit unit;
	enum signal_kind kind;
	int fiscal_end; /* month, 1..12 */
	bool events, not_disclosed, basis_varies;
	char *proxy;	   /* another signal's name, or NULL */
	struct expr *expr; /* derived; else NULL */
	struct breakpoint *breaks;
	size_t break_count;
	struct expectation expect;
	struct guard guard;
	char digest[65]; /* of the settings that define its figures */
};

void definition_free(struct definition *definition);

#endif
