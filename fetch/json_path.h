/* JSONPath (RFC 9535): text → segments of selectors, checked for types. */
#ifndef FETCH_JSON_PATH_H
#define FETCH_JSON_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;

enum selector_kind {
	SELECT_NAME,
	SELECT_WILD,
	SELECT_INDEX,
	SELECT_SLICE,
	SELECT_FILTER,
	SELECT_OWN /* [#]: ours, the index of the node that each: picked; [#1]:
		    * of the array around that one */
};

struct json_filter;

enum { OWN_ARRAYS = 4 };

struct json_selector {
	enum selector_kind kind;
	char *name; /* may hold zero bytes */
	size_t name_length;
	int64_t index;		  /* INDEX; OWN: arrays up, below OWN_ARRAYS */
	int64_t start, end, step; /* SLICE */
	bool has_start, has_end;
	struct json_filter *filter;
};

struct json_segment {
	bool descendant;
	struct json_selector *selectors;
	size_t count;
};

struct json_path {
	struct json_segment *segments;
	size_t count;
	bool relative;	 /* begins with @ (inside a filter) */
	bool uses_root;	 /* a filter in it says $ */
	bool singular;	 /* at most one node: names and indices only */
};

enum filter_kind {
	FILTER_OR,
	FILTER_AND,
	FILTER_NOT,
	FILTER_EXISTS,
	FILTER_CALL,
	FILTER_COMPARE
};

enum comparison { CMP_EQ, CMP_NE, CMP_LT, CMP_LE, CMP_GT, CMP_GE };

struct json_call;

struct json_operand { /* a query, a call, or a literal */
	struct json_path *query;
	struct json_call *call;
	int kind;	    /* enum json_kind of the literal */
	char *text;	    /* of a number as well: its literal */
	size_t length;
	bool has_double;
	double number;
};

struct json_function;
struct json_pattern;
struct json_call { /* well-typed: its arguments are what its function takes */
	const struct json_function *function;
	struct json_operand arguments[2];
	struct json_pattern *pattern; /* the last one that it compiled */
};

struct json_filter {
	enum filter_kind kind;
	struct json_filter *left, *right; /* OR, AND; NOT: left */
	struct json_path *query;	  /* EXISTS */
	struct json_call *call;		  /* CALL: of a logical function */
	enum comparison comparison;
	struct json_operand operands[2];
};

/* The whole of TEXT, which begins with $. NULL with ERR set and err.at in
 * TEXT. */
struct json_path *json_path_parse(const char *text, struct err *err);

/* As the watchlist writes paths that are relative to a node: val, units.CNY[0],
 * @, @.reported; and $… with [#]. */
struct json_path *json_path_parse_relative(const char *text, struct err *err);
void json_path_free(struct json_path *path);

/* Whether each child that comes is wanted or not, whatever else comes. */
bool json_selector_streams(const struct json_selector *selector);
bool json_segment_streams(const struct json_segment *segment);

#endif
