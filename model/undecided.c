/* SPDX-License-Identifier: MIT */
#include "model/undecided.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "model/amount_format.h"
#include "model/eval_call.h"

enum {
	MOST_REASON = 500, /* bytes of a sentence */
	MOST_OF_PART = 200, /* of one that is a part of another */
	MOST_NAMED = 4
};

/* As the comparison reads with its sides the other way round. */
static enum operator
turned(enum operator op)
{
	switch (op) {
	case OP_LT:
		return OP_GT;
	case OP_LE:
		return OP_GE;
	case OP_GT:
		return OP_LT;
	case OP_GE:
		return OP_LE;
	default:
		return op;
	}
}

static const char *
word_of(enum operator op)
{
	static const char *const words[OP_COUNT] = {
		[OP_EQ] = "equal to",
		[OP_NE] = "other than",
		[OP_LT] = "below",
		[OP_LE] = "at most",
		[OP_GT] = "over",
		[OP_GE] = "at least",
	};

	return words[op];
}

/* Which figure of the same side would settle it: one that is known to be over
 * the level (it holds, or it does not), or below it. */
static const char *
settling_word(enum operator op, bool from_above)
{
	bool equal = op == OP_EQ || op == OP_NE;

	if (from_above)
		return equal || op == OP_GT || op == OP_LE ? "over"
							    : "at least";
	return equal || op == OP_LT || op == OP_GE ? "below" : "at most";
}

static void
add_remedy(struct buf *out, enum operator op, struct amount open,
    const char *level)
{
	enum bound bound = amount_bound(open);

	if (bound == BOUND_AT_LEAST || bound == BOUND_AT_MOST)
		(void)buf_printf(out,
		    ": an exact figure, or one of %s %s, would decide it",
		    settling_word(op, bound == BOUND_AT_LEAST), level);
	else
		(void)buf_printf(out,
		    ": an exact figure, or a range on one side of %s, would "
		    "decide it",
		    level);
}

static const struct unit *
unit_of(const struct node *node)
{
	const struct unit *left = &node->children[0]->unit;

	return left->bare ? &node->children[1]->unit : left;
}

const char *
undecided_comparison(struct eval *eval, const struct node *node,
    struct amount a, struct amount b)
{
	const struct unit *unit = unit_of(node);
	bool turn = amount_is_point(a);
	enum operator op = turn ? turned(node->op) : node->op;
	struct amount open = turn ? b : a, other = turn ? a : b;
	struct buf out, level;
	const char *reason;

	buf_init(&out, MOST_REASON);
	buf_init(&level, MOST_OF_PART);
	if (unit->bare)
		unit = NULL;
	amount_format(&out, &open, unit);
	amount_format(&level, &other, unit);
	(void)buf_printf(&out, " is not known to be %s %s", word_of(op),
	    buf_string(&level));
	if (amount_is_point(other))
		add_remedy(&out, op, open, buf_string(&level));
	else
		(void)buf_text(&out,
		    ": exact figures, or bounds apart from each other, would "
		    "decide it");
	reason = eval_reason(eval, "%s", buf_string(&out));
	buf_release(&out);
	buf_release(&level);
	return reason;
}

const char *
undecided_both(struct eval *eval, const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a != NULL ? a : b;
	if (!strcmp(a, b) || strlen(a) + strlen(b) > MOST_REASON)
		return a;
	return eval_reason(eval, "%s; %s", a, b);
}

static void
add_member(struct buf *out, const struct node *node, size_t i,
    const struct cell *member)
{
	if (node->kind == NODE_ALERT) {
		(void)buf_text(out, node->name);
		return;
	}
	(void)buf_printf(out, "condition %zu", i);
	if (member->reason != NULL && strlen(member->reason) <= MOST_OF_PART)
		(void)buf_printf(out, " (%s)", member->reason);
}

const char *
undecided_atleast(struct eval *eval, const struct node *node, double hold,
    const struct cell *members)
{
	double needed = node->children[0]->number;
	struct buf out;
	const char *reason;
	int unknown = 0;

	buf_init(&out, (MOST_NAMED + 1) * (MOST_OF_PART + 100));
	for (size_t i = 1; i < node->child_count; i++) {
		if (members[i - 1].truth != TRUTH_MISSING)
			continue;
		if (unknown++ > 0 && unknown <= MOST_NAMED)
			(void)buf_text(&out, ", ");
		if (unknown <= MOST_NAMED)
			add_member(&out, node->children[i], i, &members[i - 1]);
	}
	if (unknown > MOST_NAMED)
		(void)buf_printf(&out, " and %d more", unknown - MOST_NAMED);
	reason = eval_reason(eval,
	    "%g of %g hold, and %g more would do; unknown: %s", hold, needed,
	    needed - hold, buf_string(&out));
	buf_release(&out);
	return reason;
}
