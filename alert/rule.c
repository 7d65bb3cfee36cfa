/* SPDX-License-Identifier: MIT */
#include "alert/rule.h"

#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "model/expr.h"
#include "model/function.h"

static const char *const missing_words[] = {
	[MISSING_IS_NO_DATA] = "no_data",
	[MISSING_KEEPS] = "keep",
	[MISSING_IS_OK] = "ok",
	[MISSING_IS_WARN] = "warn",
	[MISSING_IS_CRIT] = "crit",
};

static const char *const deciding[] = { "warn", "crit", "clear", "for",
	"when_missing" };

static enum when_missing
missing_of(const char *word)
{
	for (size_t i = 0; i < sizeof(missing_words) / sizeof(*missing_words);
	    i++)
		if (!strcmp(word, missing_words[i]))
			return (enum when_missing)i;
	return MISSING_IS_NO_DATA;
}

static void
add_member(void *context, const struct node *node)
{
	struct rule *rule = context;

	if (node->kind != NODE_ALERT)
		return;
	for (size_t i = 0; i < rule->member_count; i++)
		if (!strcmp(rule->members[i], node->name))
			return;
	rule->members = mem_room(
	    rule->members, rule->member_count, sizeof(*rule->members));
	rule->members[rule->member_count++] = node->name;
}

static void
digest_rule(struct rule *rule)
{
	struct buf text;

	buf_init(&text, LIMIT_CONFIG);
	for (size_t i = 0; i < sizeof(deciding) / sizeof(*deciding); i++) {
		const char *said = section_text(rule->section, deciding[i]);

		(void)buf_text(&text, said != NULL ? said : "");
		(void)buf_char(&text, '\n');
	}
	digest_of(buf_string(&text), text.length, rule->digest);
	buf_release(&text);
}

static bool
counts_from_now(const struct node *node)
{
	if (node->kind == NODE_CALL && node->function->point)
		return true;
	for (size_t i = 0; i < node->child_count; i++)
		if (counts_from_now(node->children[i]))
			return true;
	return false;
}

/* Ages and counts over the last days grow, and what is no series may recover
 * from evaluation to evaluation. */
bool
rule_is_timely(const struct expr *expr)
{
	return expr != NULL &&
	    (!expr->is_series || counts_from_now(expr->root));
}

void
rule_init(struct rule *rule, const struct section *section)
{
	const char *held = section_text(section, "for");
	struct err err;

	*rule = (struct rule){
		.section = section,
		.warn = section_expr(section, "warn"),
		.crit = section_expr(section, "crit"),
		.clear = section_expr(section, "clear"),
		.when_missing =
		    missing_of(section_text(section, "when_missing")),
	};
	if (held != NULL)
		(void)hold_parse(&rule->terms.hold, held, &err); /* lint has */
	if (rule->warn != NULL)
		expr_names(rule->warn, add_member, rule);
	if (rule->crit != NULL)
		expr_names(rule->crit, add_member, rule);
	rule->terms.keeps = rule->when_missing == MISSING_KEEPS;
	rule->timely = rule->terms.hold.by == HOLD_SECONDS ||
	    rule->terms.hold.by == HOLD_RUNS || rule_is_timely(rule->warn) ||
	    rule_is_timely(rule->crit) || rule_is_timely(rule->clear);
	digest_rule(rule);
}

void
rule_release(struct rule *rule)
{
	mem_free(rule->members);
	*rule = (struct rule){ 0 };
}

const struct expr *
rule_condition(const struct rule *rule, enum alert_state state)
{
	if (rule->warn == NULL || (state == ALERT_CRIT && rule->crit != NULL))
		return rule->crit;
	return rule->warn;
}
