/* SPDX-License-Identifier: MIT */
#include "fetch/feed.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fetch/feed_text.h"
#include "fetch/url_join.h"
#include "fetch/xml_tree.h"

static const char atom[] = "http://www.w3.org/2005/Atom";
static const char atom_03[] = "http://purl.org/atom/ns#";
static const char rdf[] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
static const char dublin[] = "http://purl.org/dc/elements/1.1/";
static const char terms[] = "http://purl.org/dc/terms/";
static const char content[] = "http://purl.org/rss/1.0/modules/content/";
static const char xml[] = "http://www.w3.org/XML/1998/namespace";

/* The element's own vocabulary: that of the item around it. */
static const char own[] = "";

struct source {
	const char *space, *name;
};

enum { SOURCES = 7 };

/* Where a field is read, best first. What is published does not move, what is
 * updated does: so that is the date only where nothing else is. */
static const struct source dates[SOURCES] = {
	{ own, "pubDate" }, { own, "published" }, { own, "issued" },
	{ dublin, "date" }, { terms, "created" }, { own, "updated" },
	{ own, "modified" },
};
static const struct source ids[SOURCES] = { { own, "guid" }, { own, "id" } };
static const struct source titles[SOURCES] = {
	{ own, "title" }, { dublin, "title" },
};
static const struct source summaries[SOURCES] = {
	{ own, "description" }, { own, "summary" }, { dublin, "description" },
	{ content, "encoded" }, { own, "content" },
};

struct feed {
	const char *base; /* of the links; owned by feed_read's caller */
	char *link;	  /* the feed's own, absolute */
	struct buf id, title, date, summary, raw;
};

static bool
is_space(const struct xml_node *node, const char *space)
{
	return !strcmp(xml_node_space(node), space);
}

static bool
is_atom(const struct xml_node *node)
{
	return is_space(node, atom) || is_space(node, atom_03);
}

static bool
is_named(const struct xml_node *node, const char *name)
{
	return !strcmp(xml_node_name(node), name);
}

static const struct xml_node *
find_child(const struct xml_node *node, const char *name, const char *space)
{
	const struct xml_node *child = xml_node_child(node);

	while (child != NULL &&
	    !(is_named(child, name) && is_space(child, space)))
		child = xml_node_next(child);
	return child;
}

/* The first of SOURCES that there is with a text. */
static const struct xml_node *
find_source(const struct xml_node *item, const struct source *sources,
    struct buf *raw)
{
	for (size_t i = 0; i < SOURCES && sources[i].name != NULL; i++) {
		const struct xml_node *child = find_child(item,
		    sources[i].name,
		    sources[i].space == own ? xml_node_space(item)
					    : sources[i].space);

		buf_clear(raw);
		if (child != NULL)
			xml_node_text(child, raw);
		if (strspn(buf_string(raw), " \t\r\n") < raw->length)
			return child;
	}
	buf_clear(raw);
	return NULL;
}

/* An attribute as a text of the caller's, or NULL. */
static char *
attribute(const struct xml_node *node, const char *name, const char *space)
{
	struct buf value;

	buf_init(&value, LIMIT_MESSAGE);
	if (!xml_node_attribute(node, name, space, &value)) {
		buf_release(&value);
		return NULL;
	}
	return buf_take(&value);
}

/* In Atom the type tells whether a text is HTML; in RSS it always may be. */
static bool
is_html(const struct xml_node *node)
{
	char *type;
	bool html;

	if (!is_atom(node))
		return true;
	type = attribute(node, "type", "");
	html = type != NULL &&
	    (!strcmp(type, "html") || !strcmp(type, "text/html"));
	mem_free(type);
	return html;
}

static void
read_text(struct feed *feed, const struct xml_node *item,
    const struct source *sources, struct buf *out)
{
	const struct xml_node *node = find_source(item, sources, &feed->raw);

	buf_clear(out);
	if (node != NULL && is_html(node))
		feed_text(buf_string(&feed->raw), out);
	else if (node != NULL)
		feed_text_plain(buf_string(&feed->raw), out);
}

/* The nearest xml:base, itself resolved; or the feed's link. The caller owns
 * it, may be NULL. */
static char *
base_of(const struct feed *feed, const struct xml_node *node)
{
	char *own_base, *outer, *url;

	if (node == NULL)
		return mem_text(
		    feed->link != NULL ? feed->link : feed->base);
	own_base = attribute(node, "base", xml);
	outer = base_of(feed, xml_node_parent(node));
	if (own_base == NULL)
		return outer;
	url = url_join(outer, own_base);
	mem_free(own_base);
	mem_free(outer);
	return url;
}

static char *
trimmed(const char *text)
{
	size_t blanks = strspn(text, " \t\r\n"), length = strlen(text);

	while (length > blanks && strchr(" \t\r\n", text[length - 1]) != NULL)
		length--;
	return mem_bytes(text + blanks, length - blanks);
}

static char *
resolved(const struct feed *feed, const struct xml_node *node,
    const char *text)
{
	char *link = trimmed(text), *base = base_of(feed, node);
	char *url = link[0] != '\0' ? url_join(base, link)
				    : mem_text("");

	mem_free(link);
	mem_free(base);
	return url;
}

/* <link rel="alternate" href="…"/>, else any that is no enclosure, and not the
 * feed itself; NULL where there is none. */
static char *
find_atom_link(const struct feed *feed, const struct xml_node *item)
{
	const struct xml_node *child = xml_node_child(item);
	char *best = NULL;
	int best_rank = 0;

	for (; child != NULL; child = xml_node_next(child)) {
		char *href, *rel;
		int rank;

		if (!is_named(child, "link") || !is_atom(child))
			continue;
		href = attribute(child, "href", "");
		rel = attribute(child, "rel", "");
		rank = rel == NULL || !strcmp(rel, "alternate") ? 2
		    : !strcmp(rel, "related") || !strcmp(rel, "via") ? 1
								    : 0;
		if (href != NULL && rank > best_rank) {
			mem_free(best);
			best = resolved(feed, child, href);
			best_rank = rank;
		}
		mem_free(href);
		mem_free(rel);
	}
	return best;
}

/* RSS: <link>, or a guid that is one. */
static char *
find_rss_link(struct feed *feed, const struct xml_node *item)
{
	static const struct source links[SOURCES] = { { own, "link" } };
	static const struct source guids[SOURCES] = { { own, "guid" } };
	const struct xml_node *node = find_source(item, links, &feed->raw);
	char *permanent, *url = NULL;

	if (node != NULL)
		return resolved(feed, node, buf_string(&feed->raw));
	node = find_source(item, guids, &feed->raw);
	if (node == NULL)
		return NULL;
	permanent = attribute(node, "isPermaLink", "");
	url = trimmed(buf_string(&feed->raw));
	if ((permanent != NULL && !strcasecmp(permanent, "false")) ||
	    strncasecmp(url, "http", 4) != 0) {
		mem_free(url);
		url = NULL;
	}
	mem_free(permanent);
	return url;
}

static char *
find_link(struct feed *feed, const struct xml_node *item)
{
	char *link = is_atom(item) ? NULL : find_rss_link(feed, item);

	return link != NULL ? link : find_atom_link(feed, item);
}

static bool
tell_item(struct feed *feed, const struct xml_node *node, feed_found found,
    void *context)
{
	char *link = find_link(feed, node);
	char *about = attribute(node, "about", rdf);
	struct feed_item item = { .node = node,
		.link = link != NULL ? link : "" };
	bool more;

	(void)find_source(node, ids, &feed->raw);
	buf_clear(&feed->id);
	feed_text_plain(feed->raw.length > 0 || about == NULL
		? buf_string(&feed->raw)
		: about,
	    &feed->id);
	(void)find_source(node, dates, &feed->raw);
	buf_clear(&feed->date);
	feed_text_plain(buf_string(&feed->raw), &feed->date);
	read_text(feed, node, titles, &feed->title);
	read_text(feed, node, summaries, &feed->summary);
	item.id = buf_string(&feed->id);
	item.title = buf_string(&feed->title);
	item.date = buf_string(&feed->date);
	item.summary = buf_string(&feed->summary);
	more = found(context, &item);
	mem_free(link);
	mem_free(about);
	return more;
}

/* Where the items are, and what tells of the feed itself; NULL: it is none. */
static const struct xml_node *
find_parent(const struct xml_node *root, const struct xml_node **channel)
{
	const struct xml_node *child = xml_node_child(root);

	if (is_named(root, "feed") && is_atom(root))
		return *channel = root;
	if (!is_named(root, "rss") &&
	    !(is_named(root, "RDF") && is_space(root, rdf)))
		return NULL;
	while (child != NULL && !is_named(child, "channel"))
		child = xml_node_next(child);
	*channel = child;
	/* 1.0 and 0.9 have their items beside the channel. */
	return is_named(root, "RDF") ? root : child;
}

static bool
is_no_feed(const struct xml_node *root, struct err *err)
{
	char *name =
	    root != NULL ? foreign_clean(foreign_text(xml_node_name(root)))
			 : mem_text("nothing");

	(void)err_set(err, "it is no feed: it begins with <%.60s>, not with "
			   "<rss>, <rdf:RDF> or Atom's <feed>",
	    name);
	mem_free(name);
	return false;
}

bool
feed_read(const struct xml_tree *tree, const char *base, feed_found found,
    void *context, struct err *err)
{
	const struct xml_node *root = xml_tree_root(tree), *channel = NULL;
	const struct xml_node *parent =
	    root != NULL ? find_parent(root, &channel) : NULL;
	struct feed feed = { .base = base };
	struct buf *texts[] = { &feed.id, &feed.title, &feed.date,
		&feed.summary };
	const struct xml_node *item;

	if (parent == NULL)
		return is_no_feed(root, err);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		buf_init(texts[i], LIMIT_LABEL);
	buf_init(&feed.raw, LIMIT_TOKEN);
	feed.link = channel != NULL ? find_link(&feed, channel) : NULL;
	item = xml_node_child(parent);
	for (; item != NULL; item = xml_node_next(item))
		if ((is_named(item, "item") || is_named(item, "entry")) &&
		    !tell_item(&feed, item, found, context))
			break;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		buf_release(texts[i]);
	buf_release(&feed.raw);
	mem_free(feed.link);
	return true;
}
