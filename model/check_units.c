/* SPDX-License-Identifier: MIT */
#include "model/check_units.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/check.h"
#include "model/expr.h"

static char *
unit_text(const struct unit *unit)
{
	struct buf out;

	buf_init(&out, LIMIT_MESSAGE);
	if (unit_is_none(unit))
		(void)buf_text(&out, "without a unit");
	else
		unit_format(&out, unit);
	return buf_take(&out);
}

/* The part of the text that NODE is, fit to be shown; the caller owns it. */
static char *
node_text(const char *text, const struct node *node)
{
	return foreign_clean((struct foreign){
	    text + node->start, node->end - node->start });
}

static bool
differ(const struct unit_sides *sides, struct err *err)
{
	char *left_text = node_text(sides->text, sides->nodes[0]);
	char *right_text = node_text(sides->text, sides->nodes[1]);
	char *left_unit = unit_text(&sides->types[0]->unit);
	char *right_unit = unit_text(&sides->types[1]->unit);

	(void)err_at(err, sides->nodes[1]->start,
	    "'%s' needs equal units: '%.60s' is %s, '%.60s' is %s",
	    sides->name, left_text, left_unit, right_text, right_unit);
	mem_free(left_text);
	mem_free(right_text);
	mem_free(left_unit);
	mem_free(right_unit);
	return false;
}

bool
check_equal_units(
    const struct unit_sides *sides, struct unit *unit, struct err *err)
{
	const struct unit *left = &sides->types[0]->unit;
	const struct unit *right = &sides->types[1]->unit;
	bool percent_left = unit_is(left, "%");
	bool percent_right = unit_is(right, "%");

	*unit = left->bare ? *right : *left;
	if (left->bare || right->bare)
		return true;
	if (unit_equal(left, right)) {
		if (percent_left && sides->differ)
			*unit = unit_named("pp");
		return true;
	}
	if ((percent_left && unit_is(right, "pp")) ||
	    (percent_right && unit_is(left, "pp"))) {
		*unit = unit_named("%");
		return true;
	}
	return differ(sides, err);
}
