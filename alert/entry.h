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

struct entry_view { /* what a red line sees of a member */
	enum alert_state state, level;
	bool late;
	int64_t late_due;
};

struct entry { /* an alert and how it is judged */
	struct alert alert;
	struct rule rule;
	bool remembered; /* its rule was evaluated before */
	/* before the last evaluation that was kept */
	enum alert_state was;
	bool was_late;
	struct labels labels; /* of the series that made it so */
	struct standing standing; /* what it was judged to be */
	struct entry_view told;	  /* what red lines saw of it */
	int64_t due; /* when it comes to be late, or INT64_MAX */
};

struct alerts {
	struct model *model;
	struct entry *entries;
	size_t count;
	struct map *by_name;
	struct agenda *agenda;
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
