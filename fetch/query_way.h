/* The ways to ask: a file each. Only fetch/query*.c know of them. */
#ifndef FETCH_QUERY_WAY_H
#define FETCH_QUERY_WAY_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct query_settings;

struct query_way {
	/* NULL: ERR says what is wrong with the query, err.at where. */
	void *(*start)(const struct query_settings *settings, struct err *err);
	bool (*feed)(
	    void *own, const char *bytes, size_t length, struct err *err);
	bool (*end)(void *own, struct err *err);
	const char *(*note)(const void *own); /* or NULL */
	size_t (*passed)(const void *own); /* NULL: all that was fed */
	void (*stop)(void *own);
};

extern const struct query_way query_json, query_xml, query_csv;

#endif
