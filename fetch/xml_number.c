/* SPDX-License-Identifier: MIT */
/* The index of each node among those of its kind, all at once: counted for one
 * node after another, a million siblings would take days. */
#include <libxml/tree.h>
#include <string.h>

#include "base/mem.h"
#include "fetch/xml_inside.h"

/* How many there are of a name in a parent. */
struct tally {
	const xmlNode *parent;
	const char *name, *space; /* borrowed from a node */
	uint32_t count;
};

struct tallies {
	struct tally *slots;
	size_t room; /* a power of two */
};

static uint64_t
add_hash(uint64_t hash, const char *text)
{
	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	return hash ^ (hash >> 29);
}

static size_t
hash_of(const xmlNode *parent, const char *name, const char *space)
{
	uint64_t hash =
	    (uint64_t)(uintptr_t)parent * (uint64_t)0x9e3779b97f4a7c15u;

	hash = add_hash(add_hash(hash ^ (hash >> 32), name), space);
	return (size_t)(hash ^ (hash >> 32));
}

static bool
same(const char *a, const char *b)
{
	return a == b || !strcmp(a, b);
}

/* There are twice as many slots as can be taken. */
static struct tally *
find(const struct tallies *tallies, const xmlNode *parent, const char *name,
    const char *space)
{
	size_t at = hash_of(parent, name, space);

	for (;; at++) {
		struct tally *slot = &tallies->slots[at & (tallies->room - 1)];

		if (slot->parent == NULL) {
			*slot = (struct tally){ parent, name, space, 0 };
			return slot;
		}
		if (slot->parent == parent && same(slot->name, name) &&
		    same(slot->space, space))
			return slot;
	}
}

/* Elements have names; the others are numbered by their kind. */
static const char *
name_of(const xmlNode *node)
{
	switch (node->type) {
	case XML_ELEMENT_NODE:
		return (const char *)node->name;
	case XML_TEXT_NODE:
	case XML_CDATA_SECTION_NODE:
		return "text()";
	case XML_COMMENT_NODE:
		return "comment()";
	case XML_PI_NODE:
		return "processing-instruction()";
	default:
		return "node()";
	}
}

static const char *
space_of(const xmlNode *node)
{
	return xml_node_space((const struct xml_node *)node);
}

static const xmlNode *
next_node(const xmlNode *node)
{
	if (node->type == XML_ELEMENT_NODE && node->children != NULL)
		return node->children;
	while (node != NULL && node->next == NULL)
		node = node->parent;
	return node != NULL ? node->next : NULL;
}

static struct xml_place *
place_of(struct xml_tree *tree, const xmlNode *node)
{
	struct xml_place *place =
	    xml_place(tree, (const struct xml_node *)node);

	return place != NULL
	    ? place
	    : xml_place_new(tree, (xmlNodePtr)(uintptr_t)node);
}

static void
count_all(struct xml_tree *tree, const struct tallies *exact,
    const struct tallies *alike)
{
	for (const xmlNode *node = tree->document->children; node != NULL;
	    node = next_node(node)) {
		struct xml_place *place = place_of(tree, node);
		const char *name = name_of(node);

		place->index = ++find(exact, node->parent, name,
		    space_of(node))->count;
		place->alike =
		    ++find(alike, node->parent, name, "")->count;
	}
}

/* One that is alone needs no index. */
static void
clear_single(struct xml_tree *tree, const struct tallies *exact,
    const struct tallies *alike)
{
	for (const xmlNode *node = tree->document->children; node != NULL;
	    node = next_node(node)) {
		struct xml_place *place = place_of(tree, node);
		const char *name = name_of(node);

		if (find(exact, node->parent, name,
			space_of(node))->count == 1)
			place->index = 0;
		if (find(alike, node->parent, name, "")->count == 1)
			place->alike = 0;
	}
}

void
xml_number(struct xml_tree *tree)
{
	struct tallies exact = { .room = 64 }, alike;
	size_t count = 0;

	if (tree->numbered)
		return;
	tree->numbered = true;
	for (const xmlNode *node = tree->document->children; node != NULL;
	    node = next_node(node))
		count++;
	while (exact.room < 2 * count)
		exact.room *= 2;
	alike.room = exact.room;
	exact.slots = mem_new_array(exact.room, sizeof(*exact.slots));
	alike.slots = mem_new_array(alike.room, sizeof(*alike.slots));
	count_all(tree, &exact, &alike);
	clear_single(tree, &exact, &alike);
	mem_free(exact.slots);
	mem_free(alike.slots);
}
