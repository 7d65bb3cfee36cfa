/* What the two files of the parser share; nobody else includes this. After a
 * mistake a function gives NULL or false with ERR set, and what it was given is
 * freed. */
#ifndef MODEL_PARSER_H
#define MODEL_PARSER_H

#include <stdbool.h>

#include "model/expr.h"
#include "model/lexer.h"

struct parser {
	struct lexer lexer;
	struct err *err;
	int depth;
	unsigned nodes;
	unsigned labels; /* in selectors, and behind by */
};

enum { LOOSEST = 1 };

bool parser_next(struct parser *parser);
bool parser_expect(struct parser *parser, const char *sign);

/* False: the token in hand is not the EXPECTED one. */
bool parser_unexpected(struct parser *parser, const char *expected);

/* False where a label more is too many. */
bool parser_label(struct parser *parser);

/* A node at the token in hand; NULL where there are too many. */
struct node *parser_node(struct parser *parser, enum node_kind kind);

/* Takes both; NULL where one is. */
struct node *parser_child(struct node *node, struct node *child);
char *parser_token(const struct parser *parser); /* the caller's */

struct node *parse_binary(struct parser *parser, int tightness);
struct node *parse_literal(struct parser *parser);

/* parse_name.c: a signal, a call or an aggregate; and { … } if it is there. */
struct node *parse_name(struct parser *parser);
bool parse_selector(struct parser *parser, struct node *node);

#endif
