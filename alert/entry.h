/* What alerts.c keeps and evaluate.c works on; nobody else includes this. */
#ifndef ALERT_ENTRY_H
#define ALERT_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "alert/alerts.h"
#include "alert/fold.h"
#include "alert/rule.h"
#include "model/eval.h"

struct entry { /* an alert and how it is judged */
	struct alert alert;
	struct rule rule;
	bool remembered; /* its rule was evaluated before */
	bool judged;	 /* in this evaluation already */
	/* before the last evaluation that was kept */
	enum alert_state was;
	bool was_late;
	struct labels labels; /* of the series that made it so */
	struct standing standing; /* what it was judged to be … */
	uint64_t stamp;		  /* … on these inputs; 0: never */
};

struct alerts {
	struct model *model;
	struct entry *entries;
	size_t count;
	struct map *by_name;
	/* What an unknown member is taken for: TRUTH_MISSING, but where the
	 * outcomes of a red line are looked for. */
	enum truth unknown;
	int64_t evaluated_at; /* by the model's clock, and kept; 0: never */
};

struct pass { /* one evaluation of all */
	struct alerts *alerts;
	struct eval *eval;
	int64_t now;
	bool is_run;
	struct transition **transitions;
	size_t *count;
};

void entry_release_series(struct alert *alert);

#endif
