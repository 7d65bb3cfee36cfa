/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/near.h"
#include "model/expr.h"
#include "model/function.h"
#include "model/node.h"
#include "model/parser.h"
#include "model/selector.h"

/* convert(x, USD): a word, not a signal's name. */
static struct node *
parse_word(struct parser *parser)
{
	struct node *node = parser_node(parser, NODE_TEXT);

	if (node == NULL)
		return NULL;
	node->name = parser_token(parser);
	if (parser_next(parser))
		return node;
	node_free(node);
	return NULL;
}

/* sum(x, since 2025Q2) */
static struct node *
parse_argument(struct parser *parser, const struct node *call)
{
	struct node *node;

	if (call->function->words > 0 &&
	    call->child_count >= (size_t)call->function->words &&
	    parser->lexer.token.kind == TOKEN_NAME)
		return parse_word(parser);
	if (!lexer_is(&parser->lexer, "since"))
		return parse_binary(parser, LOOSEST);
	if (!parser_next(parser))
		return NULL;
	if (parser->lexer.token.kind != TOKEN_PERIOD &&
	    parser->lexer.token.kind != TOKEN_DATE) {
		(void)parser_unexpected(parser, "a period such as 2025Q2");
		return NULL;
	}
	node = parse_literal(parser);
	if (node != NULL)
		node->since = true;
	return node;
}

static bool
expect_comma(struct parser *parser)
{
	if (lexer_is(&parser->lexer, ","))
		return parser_next(parser);
	return parser_unexpected(parser, "',' or ')'");
}

static struct node *
parse_arguments(struct parser *parser, struct node *call)
{
	if (!parser_expect(parser, "(")) {
		node_free(call);
		return NULL;
	}
	while (!lexer_is(&parser->lexer, ")")) {
		if (call->child_count > 0 && !expect_comma(parser)) {
			node_free(call);
			return NULL;
		}
		call = parser_child(call, parse_argument(parser, call));
		if (call == NULL)
			return NULL;
	}
	call->end = parser->lexer.token.end;
	if (parser_next(parser))
		return call;
	node_free(call);
	return NULL;
}

static bool
arity_fits(struct parser *parser, const struct node *call)
{
	const struct function *function = call->function;
	int count = (int)call->child_count;

	if (count >= function->least &&
	    (function->most < 0 || count <= function->most))
		return true;
	if (function->most < 0)
		return err_at(parser->err, call->start,
		    "'%s' takes at least %d arguments, not %d: %s",
		    function->name, function->least, count, function->usage);
	if (function->least == function->most)
		return err_at(parser->err, call->start,
		    "'%s' takes %d argument%s, not %d: %s", function->name,
		    function->least, function->least == 1 ? "" : "s", count,
		    function->usage);
	return err_at(parser->err, call->start,
	    "'%s' takes %d to %d arguments, not %d: %s", function->name,
	    function->least, function->most, count, function->usage);
}

static bool
unknown_function(struct parser *parser, const char *name, size_t at)
{
	const char **names = mem_new_array(function_count, sizeof(*names));
	const char *near;

	for (size_t i = 0; i < function_count; i++)
		names[i] = function_at(i)->name;
	near = near_name(name, names, function_count);
	mem_free(names);
	if (near != NULL)
		return err_at(parser->err, at,
		    "unknown function '%s'; did you mean '%s'?", name, near);
	return err_at(parser->err, at, "unknown function '%s'", name);
}

static struct node *
parse_call(struct parser *parser, struct node *node)
{
	node->kind = NODE_CALL;
	node->function = function_find(node->name);
	if (node->function == NULL) {
		(void)unknown_function(parser, node->name, node->start);
		node_free(node);
		return NULL;
	}
	node = parse_arguments(parser, node);
	if (node != NULL && !arity_fits(parser, node)) {
		node_free(node);
		return NULL;
	}
	return node;
}

static bool
parse_labels(struct parser *parser, struct node *node)
{
	if (!parser_expect(parser, "("))
		return false;
	while (!lexer_is(&parser->lexer, ")")) {
		if (node->by_count > 0 && !expect_comma(parser))
			return false;
		if (parser->lexer.token.kind != TOKEN_NAME)
			return parser_unexpected(parser, "a label's name");
		if (!parser_label(parser))
			return false;
		node->by = mem_room(
		    node->by, node->by_count, sizeof(*node->by));
		node->by[node->by_count++] = parser_token(parser);
		if (!parser_next(parser))
			return false;
	}
	return parser_next(parser);
}

static bool
no_aggregate(struct parser *parser, const struct node *node)
{
	struct buf names;

	buf_init(&names, LIMIT_MESSAGE);
	for (size_t i = 0; i < function_count; i++)
		if (function_at(i)->aggregates)
			(void)buf_printf(&names, "%s%s",
			    names.length > 0 ? ", " : "",
			    function_at(i)->name);
	(void)err_at(parser->err, node->start,
	    "'%s' does not aggregate: one of %s is expected before 'by'",
	    node->name, buf_string(&names));
	buf_release(&names);
	return false;
}

/* max by (model, bench) (x) */
static struct node *
parse_aggregate(struct parser *parser, struct node *node)
{
	const struct function *function = function_find(node->name);

	node->kind = NODE_AGGREGATE;
	node->function = function;
	if (function == NULL || !function->aggregates) {
		(void)no_aggregate(parser, node);
	} else if (parser_next(parser) && parse_labels(parser, node)) {
		node = parse_arguments(parser, node);
		if (node == NULL || node->child_count == 1)
			return node;
		(void)err_at(parser->err, node->start,
		    "'%s by (…)' takes 1 argument, not %zu", node->name,
		    node->child_count);
	}
	node_free(node);
	return NULL;
}

static bool
parse_matcher(struct parser *parser, struct node *node)
{
	static const struct {
		const char *sign;
		enum match match;
	} matches[] = { { "=", MATCH_EQ }, { "!=", MATCH_NE },
		{ "=~", MATCH_RE }, { "!~", MATCH_NOT_RE } };
	struct matcher *matcher;
	size_t i = 0;

	if (parser->lexer.token.kind != TOKEN_NAME)
		return parser_unexpected(parser, "a label's name");
	if (!parser_label(parser))
		return false;
	node->matchers = mem_room(
	    node->matchers, node->matcher_count, sizeof(*node->matchers));
	matcher = &node->matchers[node->matcher_count++];
	*matcher = (struct matcher){ .name = parser_token(parser) };
	if (!parser_next(parser))
		return false;
	while (i < 4 && !lexer_is(&parser->lexer, matches[i].sign))
		i++;
	if (i == 4)
		return parser_unexpected(parser, "=, !=, =~ or !~");
	matcher->match = matches[i].match;
	if (!parser_next(parser))
		return false;
	if (parser->lexer.token.kind != TOKEN_TEXT)
		return parser_unexpected(parser, "a text in double quotes");
	return matcher_set(matcher, &parser->lexer, parser->err) &&
	    parser_next(parser);
}

bool
parse_selector(struct parser *parser, struct node *node)
{
	if (!lexer_is(&parser->lexer, "{"))
		return true;
	if (!parser_next(parser))
		return false;
	while (!lexer_is(&parser->lexer, "}")) {
		if (node->matcher_count > 0 &&
		    !(lexer_is(&parser->lexer, ",")
			    ? parser_next(parser)
			    : parser_unexpected(parser, "',' or '}'")))
			return false;
		if (!parse_matcher(parser, node))
			return false;
	}
	node->end = parser->lexer.token.end;
	return parser_next(parser);
}

struct node *
parse_name(struct parser *parser)
{
	struct node *node = parser_node(parser, NODE_SIGNAL);

	if (node == NULL)
		return NULL;
	node->name = parser_token(parser);
	if (!parser_next(parser)) {
		node_free(node);
		return NULL;
	}
	if (lexer_is(&parser->lexer, "("))
		return parse_call(parser, node);
	if (lexer_is(&parser->lexer, "by"))
		return parse_aggregate(parser, node);
	if (parse_selector(parser, node))
		return node;
	node_free(node);
	return NULL;
}
