/* SPDX-License-Identifier: MIT */
#include "model/parser.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/expr.h"
#include "model/node.h"
#include "model/selector.h"

/* Binary operators, loosest first; within a row from left to right, but for
 * "^". A comparison does not chain. */
static const struct binding {
	const char *sign;
	enum operator op;
	int tightness;
} bindings[] = {
	{ "or", OP_OR, 1 },  { "and", OP_AND, 2 }, { "=", OP_EQ, 4 },
	{ "!=", OP_NE, 4 },  { "<=", OP_LE, 4 },   { ">=", OP_GE, 4 },
	{ "<", OP_LT, 4 },   { ">", OP_GT, 4 },	   { "+", OP_ADD, 5 },
	{ "-", OP_SUB, 5 },  { "*", OP_MUL, 6 },   { "/", OP_DIV, 6 },
	{ "^", OP_POW, 8 },
};

enum { NOT_TIGHTNESS = 3, COMPARISON = 4, NEGATE_TIGHTNESS = 7,
	POWER = 8 };

bool
parser_next(struct parser *parser)
{
	return lexer_next(&parser->lexer, parser->err);
}

static bool
too_long(struct parser *parser)
{
	return err_at(parser->err, parser->lexer.token.start,
	    "the expression is too long: more than %d parts",
	    LIMIT_EXPR_NODES);
}

bool
parser_label(struct parser *parser)
{
	return parser->labels++ < LIMIT_EXPR_NODES || too_long(parser);
}

struct node *
parser_node(struct parser *parser, enum node_kind kind)
{
	const struct token *token = &parser->lexer.token;
	struct node *node;

	if (parser->nodes >= LIMIT_EXPR_NODES) {
		(void)too_long(parser);
		return NULL;
	}
	node = mem_new(sizeof(*node));
	node->kind = kind;
	node->start = token->start;
	node->end = token->end;
	node->id = parser->nodes++;
	return node;
}

/* With the parentheses around it. */
static size_t
outer_start(const struct node *node)
{
	return node->close > 0 ? node->open : node->start;
}

static size_t
outer_end(const struct node *node)
{
	return node->close > 0 ? node->close : node->end;
}

/* Takes CHILD, which may be NULL after a mistake: then NODE is freed too. */
struct node *
parser_child(struct node *node, struct node *child)
{
	if (child == NULL || node == NULL) {
		node_free(child);
		node_free(node);
		return NULL;
	}
	node->children = mem_room(
	    node->children, node->child_count, sizeof(*node->children));
	node->children[node->child_count++] = child;
	if (outer_end(child) > node->end)
		node->end = outer_end(child);
	return node;
}

char *
parser_token(const struct parser *parser)
{
	const struct token *token = &parser->lexer.token;

	return mem_bytes(parser->lexer.text + token->start,
	    token->end - token->start);
}

/* The token in hand is not what was expected. */
bool
parser_unexpected(struct parser *parser, const char *expected)
{
	const struct token *token = &parser->lexer.token;
	struct buf found;

	if (token->kind == TOKEN_END)
		return err_at(parser->err, token->start,
		    "the expression ends too early: %s is expected", expected);
	buf_init(&found, 64);
	foreign_show(&found,
	    (struct foreign){ parser->lexer.text + token->start,
		token->end - token->start },
	    40);
	(void)err_at(parser->err, token->start,
	    "'%s' does not belong here: %s is expected", buf_string(&found),
	    expected);
	buf_release(&found);
	return false;
}

bool
parser_expect(struct parser *parser, const char *sign)
{
	char quoted[8];

	if (lexer_is(&parser->lexer, sign))
		return parser_next(parser);
	(void)snprintf(quoted, sizeof(quoted), "'%s'", sign);
	return parser_unexpected(parser, quoted);
}

struct node *
parse_literal(struct parser *parser)
{
	const struct token *token = &parser->lexer.token;
	static const enum node_kind kinds[] = {
		[TOKEN_NUMBER] = NODE_NUMBER,
		[TOKEN_TEXT] = NODE_TEXT,
		[TOKEN_DATE] = NODE_DATE,
		[TOKEN_PERIOD] = NODE_PERIOD,
		[TOKEN_DURATION] = NODE_DURATION,
	};
	struct node *node = parser_node(parser, kinds[token->kind]);

	if (node == NULL)
		return NULL;
	node->number = token->number;
	node->seconds = token->seconds;
	node->period = token->period;
	if (token->kind == TOKEN_TEXT)
		node->name = text_unquoted(parser->lexer.text + token->start,
		    token->end - token->start);
	if (parser_next(parser))
		return node;
	node_free(node);
	return NULL;
}

static struct node *
parse_prefix(struct parser *parser, enum node_kind kind, int tightness)
{
	struct node *node = parser_node(parser, kind);

	if (node == NULL || !parser_next(parser)) {
		node_free(node);
		return NULL;
	}
	return parser_child(node, parse_binary(parser, tightness));
}

static struct node *
parse_group(struct parser *parser)
{
	size_t open = parser->lexer.token.start, close;
	struct node *inner;

	if (!parser_next(parser))
		return NULL;
	inner = parse_binary(parser, LOOSEST);
	close = parser->lexer.token.end;
	if (inner == NULL)
		return NULL;
	if (parser_expect(parser, ")")) {
		inner->open = open;
		inner->close = close;
		return inner;
	}
	node_free(inner);
	return NULL;
}

static bool
is_reserved(const struct lexer *lexer)
{
	return lexer_is(lexer, "and") || lexer_is(lexer, "or") ||
	    lexer_is(lexer, "by") || lexer_is(lexer, "since");
}

static struct node *
parse_primary(struct parser *parser)
{
	const struct lexer *lexer = &parser->lexer;

	if (lexer_is(lexer, "("))
		return parse_group(parser);
	if (lexer_is(lexer, "-"))
		return parse_prefix(parser, NODE_NEGATE, NEGATE_TIGHTNESS);
	if (lexer_is(lexer, "not"))
		return parse_prefix(parser, NODE_NOT, NOT_TIGHTNESS);
	if (lexer->token.kind == TOKEN_NAME && !is_reserved(lexer))
		return parse_name(parser);
	if (lexer->token.kind != TOKEN_END && lexer->token.kind < TOKEN_NAME)
		return parse_literal(parser);
	(void)parser_unexpected(parser, "a value");
	return NULL;
}

static const struct binding *
binding_in_hand(const struct parser *parser)
{
	for (size_t i = 0; i < sizeof(bindings) / sizeof(bindings[0]); i++)
		if (lexer_is(&parser->lexer, bindings[i].sign))
			return &bindings[i];
	return NULL;
}

static struct node *
parse_operation(
    struct parser *parser, struct node *left, const struct binding *binding)
{
	bool to_the_right = binding->tightness == POWER;
	struct node *node = parser_node(parser, NODE_BINARY);

	if (node != NULL) {
		node->op = binding->op;
		node->start = outer_start(left);
	}
	node = parser_child(node, left);
	if (node == NULL || !parser_next(parser)) {
		node_free(node);
		return NULL;
	}
	/* A sign may follow "^": 2 ^ -1. */
	return parser_child(node,
	    parse_binary(parser, binding->tightness + !to_the_right));
}

static struct node *
parse_level(struct parser *parser, int tightness)
{
	struct node *left = parse_primary(parser);
	const struct binding *binding;
	bool compared = false;

	while (left != NULL) {
		binding = binding_in_hand(parser);
		if (binding == NULL || binding->tightness < tightness)
			return left;
		if (binding->tightness == COMPARISON && compared) {
			(void)err_at(parser->err, parser->lexer.token.start,
			    "comparisons do not chain: write 'a < b and b < "
			    "c'");
			node_free(left);
			return NULL;
		}
		compared = binding->tightness == COMPARISON;
		left = parse_operation(parser, left, binding);
	}
	return NULL;
}

struct node *
parse_binary(struct parser *parser, int tightness)
{
	struct node *node;

	if (parser->depth >= LIMIT_EXPR_DEPTH) {
		(void)err_at(parser->err, parser->lexer.token.start,
		    "nested too deeply: more than %d levels",
		    LIMIT_EXPR_DEPTH);
		return NULL;
	}
	parser->depth++;
	node = parse_level(parser, tightness);
	parser->depth--;
	return node;
}

static struct expr *
finish(struct parser *parser, struct node *root)
{
	struct expr *expr;

	if (root != NULL && parser->lexer.token.kind != TOKEN_END) {
		(void)parser_unexpected(parser, "an operator or the end");
		node_free(root);
		root = NULL;
	}
	if (root == NULL)
		return NULL;
	expr = mem_new(sizeof(*expr));
	expr->text = mem_text(parser->lexer.text);
	expr->root = root;
	expr->node_count = parser->nodes;
	return expr;
}

struct expr *
expr_parse(const char *text, int fiscal_end, struct err *err)
{
	struct parser parser = { .err = err };

	if (!lexer_start(&parser.lexer, text, fiscal_end, err))
		return NULL;
	return finish(&parser, parse_binary(&parser, LOOSEST));
}

struct expr *
selector_parse(const char *text, struct err *err)
{
	struct parser parser = { .err = err };
	struct node *node;

	if (!lexer_start(&parser.lexer, text, FISCAL_CALENDAR, err))
		return NULL;
	if (parser.lexer.token.kind != TOKEN_NAME) {
		(void)parser_unexpected(&parser, "a signal's name");
		return NULL;
	}
	node = parser_node(&parser, NODE_SIGNAL);
	node->name = parser_token(&parser);
	if (!parser_next(&parser) || !parse_selector(&parser, node)) {
		node_free(node);
		return NULL;
	}
	return finish(&parser, node);
}
