/* What alerts.c keeps and evaluate.c works on; nobody else includes this. */
#ifndef ALERT_ENTRY_H
#define ALERT_ENTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "alert/alerts.h"
#include "alert/rule.h"

struct entry { /* an alert and how it is judged */
	struct alert alert;
	struct rule rule;
	bool remembered; /* its rule was evaluated before */
	bool judged;	 /* in this evaluation already */
};

struct alerts {
	struct model *model;
	struct entry *entries;
	size_t count;
	struct map *by_name;
};

void entry_release_series(struct alert *alert);

#endif
