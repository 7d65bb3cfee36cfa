/* SPDX-License-Identifier: MIT */
#include "model/cycle.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/expr.h"

#define NONE SIZE_MAX

/* Tarjan's strongly connected components, without recursion: a file may hold a
 * chain of some ten thousand names. */
struct graph {
	const struct cycle_entry *entries;
	size_t count;
	struct map *by_name; /* name → index + 1 */
	size_t *first; /* of each entry's edges; first[count] is the end */
	size_t *edges;
	size_t edge_count;
	size_t *number, *low, *group, *next_edge; /* of each entry */
	size_t *open, open_count;   /* entries without a group yet */
	size_t *trail, trail_count; /* from the root of the walk to here */
	size_t numbers;
	struct cycle_found *found;
};

static void
add_edge(void *context, const struct node *node)
{
	struct graph *graph = context;
	size_t to = (size_t)(uintptr_t)map_find(graph->by_name, node->name);

	if (to == 0)
		return;
	graph->edges = mem_room(
	    graph->edges, graph->edge_count, sizeof(*graph->edges));
	graph->edges[graph->edge_count++] = to - 1;
}

static void
build(struct graph *graph)
{
	graph->by_name = map_new();
	for (size_t i = 0; i < graph->count; i++)
		map_put(graph->by_name, graph->entries[i].name,
		    (void *)(uintptr_t)(i + 1));
	for (size_t i = 0; i < graph->count; i++) {
		graph->first[i] = graph->edge_count;
		for (size_t k = 0; k < 3; k++)
			if (graph->entries[i].exprs[k] != NULL)
				expr_names(graph->entries[i].exprs[k],
				    add_edge, graph);
	}
	graph->first[graph->count] = graph->edge_count;
}

static size_t *
sizes(size_t count, size_t value)
{
	size_t *array = mem_new_array(count, sizeof(*array));

	for (size_t i = 0; i < count; i++)
		array[i] = value;
	return array;
}

static void
spell(struct graph *graph, size_t goal, size_t last, const size_t *from)
{
	struct buf out;
	size_t length = 0;

	for (size_t at = last; at != goal; at = from[at])
		graph->trail[graph->count + length++] = at;
	buf_init(&out, LIMIT_MESSAGE);
	(void)buf_printf(&out, "%s → ", graph->entries[goal].name);
	while (length > 0)
		(void)buf_printf(&out, "%s → ",
		    graph->entries[graph->trail[graph->count + --length]]
			.name);
	(void)buf_text(&out, graph->entries[goal].name);
	graph->found[goal].circle = buf_take(&out);
}

/* The shortest way from GOAL back to it, breadth first, inside its group. */
static void
find_circle(struct graph *graph, size_t goal, size_t *from)
{
	size_t *queue = graph->open + graph->count;
	size_t head = 0, tail = 0;

	queue[tail++] = goal;
	while (head < tail) {
		size_t at = queue[head++];

		for (size_t e = graph->first[at]; e < graph->first[at + 1];
		    e++) {
			size_t to = graph->edges[e];

			if (to == goal) {
				spell(graph, goal, at, from);
				return;
			}
			if (graph->group[to] != graph->group[goal] ||
			    from[to] != NONE)
				continue;
			from[to] = at;
			queue[tail++] = to;
		}
	}
}

/* How deep an entry stands whose inputs are all known. */
static size_t
depth_of(const struct graph *graph, size_t at)
{
	size_t depth = 0;

	for (size_t e = graph->first[at]; e < graph->first[at + 1]; e++)
		if (graph->group[graph->edges[e]] != graph->group[at] &&
		    graph->found[graph->edges[e]].depth + 1 > depth)
			depth = graph->found[graph->edges[e]].depth + 1;
	return depth;
}

/* AT has no way back to what is open beneath it: what lies above is a group. */
static void
close_group(struct graph *graph, size_t at)
{
	size_t member;

	do {
		member = graph->open[--graph->open_count];
		graph->group[member] = at;
	} while (member != at);
	graph->found[at].depth = depth_of(graph, at);
}

/* One step of the walk: down an edge, or back up. */
static void
walk_on(struct graph *graph)
{
	size_t at = graph->trail[graph->trail_count - 1], to;

	if (graph->next_edge[at] < graph->first[at + 1]) {
		to = graph->edges[graph->next_edge[at]++];
		if (graph->number[to] == NONE) {
			graph->number[to] = graph->low[to] = graph->numbers++;
			graph->open[graph->open_count++] = to;
			graph->trail[graph->trail_count++] = to;
		} else if (graph->group[to] == NONE &&
		    graph->number[to] < graph->low[at]) {
			graph->low[at] = graph->number[to];
		}
		return;
	}
	graph->trail_count--;
	if (graph->low[at] == graph->number[at])
		close_group(graph, at);
	if (graph->trail_count == 0)
		return;
	to = graph->trail[graph->trail_count - 1];
	if (graph->low[at] < graph->low[to])
		graph->low[to] = graph->low[at];
}

static void
walk_from(struct graph *graph, size_t root)
{
	if (graph->number[root] != NONE)
		return;
	graph->number[root] = graph->low[root] = graph->numbers++;
	graph->open[graph->open_count++] = root;
	graph->trail[graph->trail_count++] = root;
	while (graph->trail_count > 0)
		walk_on(graph);
}

/* Each group is looked through once, from its first member. */
static void
find_circles(struct graph *graph)
{
	size_t *from = sizes(graph->count, NONE);
	bool *done = mem_new_array(graph->count, sizeof(*done));

	for (size_t i = 0; i < graph->count; i++) {
		if (done[graph->group[i]])
			continue;
		done[graph->group[i]] = true;
		find_circle(graph, i, from);
	}
	mem_free(done);
	mem_free(from);
}

struct cycle_found *
cycles_find(const struct cycle_entry *entries, size_t count)
{
	struct graph graph = { .entries = entries, .count = count };

	graph.found = mem_new_array(count, sizeof(*graph.found));
	graph.first = sizes(count + 1, 0);
	build(&graph);
	graph.number = sizes(count, NONE);
	graph.low = sizes(count, NONE);
	graph.group = sizes(count, NONE);
	graph.next_edge = sizes(count, 0);
	graph.open = sizes(2 * count, 0);  /* and the queue */
	graph.trail = sizes(2 * count, 0); /* and the way back */
	for (size_t i = 0; i < count; i++)
		graph.next_edge[i] = graph.first[i];
	for (size_t i = 0; i < count; i++)
		walk_from(&graph, i);
	find_circles(&graph);
	map_free(graph.by_name);
	mem_free(graph.first);
	mem_free(graph.edges);
	mem_free(graph.number);
	mem_free(graph.low);
	mem_free(graph.group);
	mem_free(graph.next_edge);
	mem_free(graph.open);
	mem_free(graph.trail);
	return graph.found;
}

void
cycles_free(struct cycle_found *found, size_t count)
{
	for (size_t i = 0; i < count; i++)
		mem_free(found[i].circle);
	mem_free(found);
}
