/* RSS 0.9x, 1.0, 2.0 and Atom (0.3, 1.0), recognised without any path, as dated
 * items. JSON Feed as the paths that do the same. */
#ifndef FETCH_FEED_H
#define FETCH_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct xml_node;
struct xml_tree;

struct feed_item { /* clean of markup; "" where the feed does not say */
	const char *id; /* guid, atom:id, rdf:about; it may repeat */
	const char *title;
	const char *link; /* absolute, where the feed makes that possible */
	/* When it was published, else when it was last changed: as written,
	 * but for the blanks around it; may be missing or odd. */
	const char *date;
	const char *summary; /* its beginning, LIMIT_LABEL bytes at most */
	const struct xml_node *node;
};

/* False ends the reading, and is no failure. All is borrowed for the call. */
typedef bool (*feed_found)(void *context, const struct feed_item *item);

/* The items in the document's order; none is fine. BASE (may be NULL) is the
 * URL that the feed came from: relative links are resolved against xml:base,
 * else the feed's own link, else BASE. False: it is no feed; ERR names what it
 * is. */
bool feed_read(const struct xml_tree *tree, const char *base,
    feed_found found, void *context, struct err *err);

/* JSON Feed 1.1 (and 1): of each node of feed_json_each, the first of these
 * paths that finds something, in this order. */
struct feed_json_path {
	const char *field; /* as in struct feed_item */
	const char *path;  /* relative to the item, as in a watchlist */
	bool html;	   /* through feed_text() */
};

extern const char feed_json_mark[]; /* $.version begins with this */
extern const char feed_json_each[];
extern const struct feed_json_path feed_json_paths[];
extern const size_t feed_json_count;

#endif
