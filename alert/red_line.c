/* SPDX-License-Identifier: MIT */
#include "alert/red_line.h"

#include <string.h>

#include "alert/entry.h"
#include "base/buf.h"
#include "base/limits.h"
#include "model/expr.h"
#include "model/function.h"

enum { NAMED = 8 }; /* unknown members that are told by name */

struct tally { /* of one level's condition */
	const struct node *node; /* the call, or NULL: it is none */
	bool crit;
	size_t needed, hold, unknown;
	const char *names[NAMED]; /* of those that are unknown */
};

/* Whether it is atleast() over alerts and nothing else. */
static bool
is_plain(const struct node *node)
{
	if (node->kind != NODE_CALL ||
	    strcmp(node->function->name, "atleast") != 0)
		return false;
	for (size_t i = 1; i < node->child_count; i++)
		if (node->children[i]->kind != NODE_ALERT)
			return false;
	return true;
}

static void
count(struct tally *tally, const struct alerts *alerts,
    const struct expr *condition, bool crit)
{
	const struct node *node = condition != NULL ? condition->root : NULL;

	*tally = (struct tally){ .crit = crit };
	if (node == NULL || !is_plain(node))
		return;
	tally->node = node;
	tally->needed = (size_t)node->children[0]->number;
	for (size_t i = 1; i < node->child_count; i++) {
		const char *name = node->children[i]->name;
		enum truth truth = alerts_truth((void *)alerts, name, crit);

		tally->hold += truth == TRUTH_TRUE;
		if (truth != TRUTH_MISSING)
			continue;
		if (tally->unknown < NAMED)
			tally->names[tally->unknown] = name;
		tally->unknown++;
	}
}

static bool
is_open(const struct tally *tally)
{
	return tally->node != NULL && tally->hold < tally->needed &&
	    tally->hold + tally->unknown >= tally->needed;
}

/* "execution", "execution and obsolete", "2 of the 9 without data". */
static void
add_who(struct buf *out, const struct tally *tally, size_t missing)
{
	size_t told = tally->unknown < NAMED ? tally->unknown : NAMED;

	if (tally->unknown > NAMED) {
		(void)buf_printf(
		    out, "%zu of the %zu without data", missing,
		    tally->unknown);
		return;
	}
	if (missing < tally->unknown)
		(void)buf_printf(out, "%zu of ", missing);
	for (size_t i = 0; i < told; i++)
		(void)buf_printf(out, "%s%s",
		    i == 0		 ? ""
			: i + 1 == told ? " and "
					 : ", ",
		    tally->names[i]);
}

/* "warn if execution held". */
static void
add_level(struct buf *out, const struct tally *tally)
{
	(void)buf_printf(out, "%s if ", tally->crit ? "crit" : "warn");
	add_who(out, tally, tally->needed - tally->hold);
	(void)buf_text(out, tally->crit ? " were crit" : " held");
}

char *
red_line_takes(const struct alerts *alerts, const struct entry *entry)
{
	const struct alert *alert = &entry->alert;
	struct tally warn, crit;
	const struct tally *first;
	struct buf out;

	if (alert->member_count == 0)
		return NULL;
	count(&warn, alerts, entry->rule.warn, false);
	count(&crit, alerts, entry->rule.crit, true);
	if (!is_open(&warn) && !is_open(&crit))
		return NULL;
	first = is_open(&warn) ? &warn : &crit;
	buf_init(&out, LIMIT_MESSAGE);
	(void)buf_printf(&out, "%zu of %zu %s: ", first->hold, first->needed,
	    first->crit ? "are crit" : "hold");
	add_level(&out, first);
	if (first == &warn && is_open(&crit)) {
		(void)buf_text(&out, ", ");
		add_level(&out, &crit);
	}
	if (alert->is_open)
		(void)buf_printf(&out, ", else %s",
		    alert_state_name(alert->outcomes[0]));
	return buf_take(&out);
}
