/* SPDX-License-Identifier: MIT */
#include "model/selector.h"

#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/regex.h"
#include "model/event.h"
#include "model/expr.h"
#include "model/forecast.h"
#include "model/labels.h"
#include "model/lexer.h"
#include "model/series.h"

char *
text_unquoted(const char *quoted, size_t length)
{
	char *text = mem_bytes(quoted, length);
	size_t count = 0;

	for (size_t i = 1; i + 1 < length; i++) {
		if (quoted[i] == '\\' && i + 2 < length &&
		    (quoted[i + 1] == '"' || quoted[i + 1] == '\\'))
			i++;
		text[count++] = quoted[i];
	}
	text[count] = '\0';
	return text;
}

bool
matcher_set(
    struct matcher *matcher, const struct lexer *lexer, struct err *err)
{
	const struct token *token = &lexer->token;

	matcher->value = text_unquoted(
	    lexer->text + token->start, token->end - token->start);
	if (matcher->match == MATCH_EQ || matcher->match == MATCH_NE)
		return true;
	matcher->regex = regex_new(matcher->value, err);
	if (matcher->regex != NULL)
		return true;
	err->at = token->start + 1 +
	    (err->at != ERR_NOWHERE ? err->at : 0); /* after the quote */
	return false;
}

static bool
matcher_holds(const struct matcher *matcher, const char *value)
{
	size_t length = strlen(value);

	switch (matcher->match) {
	case MATCH_EQ:
		return !strcmp(value, matcher->value);
	case MATCH_NE:
		return strcmp(value, matcher->value) != 0;
	case MATCH_RE:
		return regex_matches(matcher->regex, value, length);
	default:
		return !regex_matches(matcher->regex, value, length);
	}
}

/* Any basis of that voice. */
static bool
holds_for_voice(const struct matcher *matcher, enum basis voice)
{
	for (int i = 0; i < BASIS_COUNT; i++)
		if (basis_voice((enum basis)i) == voice &&
		    matcher_holds(matcher, basis_name((enum basis)i)))
			return true;
	return false;
}

/* A basis is that of the figures, not of the series: what is of the series'
 * voice may still be in it; but what is derived of figures that are told apart
 * by it has it as a label. As in PromQL a label that is not there is "". */
bool
selector_matches(const struct node *node, const struct labels *labels,
    enum basis basis)
{
	if (node->known_only && basis == BASIS_GUIDED)
		return false;
	for (size_t i = 0; i < node->matcher_count; i++) {
		const struct matcher *matcher = &node->matchers[i];
		const char *value;

		value = labels_find(labels, matcher->name);
		if (value == NULL && !strcmp(matcher->name, "basis")) {
			if (!holds_for_voice(matcher, basis))
				return false;
			continue;
		}
		if (!matcher_holds(matcher, value != NULL ? value : ""))
			return false;
	}
	return true;
}

bool
selector_names_basis(const struct node *node)
{
	for (size_t i = 0; i < node->matcher_count; i++)
		if (!strcmp(node->matchers[i].name, "basis"))
			return true;
	return false;
}

bool
selector_takes_vintage(const struct node *node, const struct vintage *vintage,
    const struct period *period)
{
	return selector_takes_basis(node, vintage->basis) &&
	    !(node->known_only && vintage_is_forecast(vintage, period));
}

bool
selector_takes_basis(const struct node *node, enum basis basis)
{
	for (size_t i = 0; i < node->matcher_count; i++)
		if (!strcmp(node->matchers[i].name, "basis") &&
		    !matcher_holds(&node->matchers[i], basis_name(basis)))
			return false;
	return true;
}

bool
selector_takes(
    const struct node *node, const char *name, const char *value)
{
	for (size_t i = 0; i < node->matcher_count; i++)
		if (!strcmp(node->matchers[i].name, name) &&
		    !matcher_holds(
			&node->matchers[i], value != NULL ? value : ""))
			return false;
	return true;
}

/* kind, status and basis are selected as if they were labels. */
bool
selector_takes_event(const struct node *node, const struct event *event)
{
	for (size_t i = 0; i < node->matcher_count; i++) {
		const char *name = node->matchers[i].name;
		const char *value = labels_find(&event->labels, name);

		if (!strcmp(name, "kind"))
			value = event->kind;
		else if (!strcmp(name, "status"))
			value = event->status;
		else if (!strcmp(name, "basis"))
			value = basis_name(event->basis);
		if (!selector_takes(node, name, value))
			return false;
	}
	return true;
}
