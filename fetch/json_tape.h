/* A part of a document, held: its nodes in preorder, each with where it ends.
 * Paths are evaluated on it by the RFC's own recursion. Children that no path
 * comes to may be missing; what needs their number is held with all of them. */
#ifndef FETCH_JSON_TAPE_H
#define FETCH_JSON_TAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "fetch/json_events.h"

struct json_path;

struct json_node {
	enum json_kind kind;
	uint32_t end;		  /* the index after its last descendant */
	uint32_t children;	  /* of an array or object: those on the tape */
	uint32_t index;		  /* in its array, of the document */
	uint32_t key, key_length; /* its member name, in the tape's bytes */
	uint32_t text, text_length;
	int64_t offset;		  /* in the document */
};

struct json_tape {
	struct json_node *nodes;
	size_t count, room;
	struct buf bytes; /* its ceiling is the tape's */
	uint32_t *open;	  /* containers that are not closed yet */
	size_t open_count, open_room;
	bool full;
	/* How many steps paths may take on it; NULL: as many as they like. */
	struct json_budget *budget;
};

/* A few descendants in a row go the same ways very often. */
struct json_budget {
	int64_t left;
	bool spent; /* they would have taken more */
};

/* One step of a normalized path. */
struct json_step {
	bool is_index;
	size_t index;
	const char *name;
	size_t length;
};

struct json_steps {
	struct json_step *items;
	size_t count;
};

/* The normalized path: $['a'][0] (RFC 9535, 2.7). */
void json_steps_format(struct buf *out, const struct json_steps *steps);

void json_tape_init(struct json_tape *tape, size_t ceiling);
void json_tape_release(struct json_tape *tape);

/* Adds a node with its member's name, below the innermost container that is
 * open, and gives its index; on a full tape nothing is added and FULL is set.
 * Then a scalar's TEXT, or that it is open. */
uint32_t json_tape_add(struct json_tape *tape, enum json_kind kind,
    const char *key, size_t key_length);
void json_tape_say(
    struct json_tape *tape, uint32_t node, const char *text, size_t length);
void json_tape_open(struct json_tape *tape, uint32_t node);
void json_tape_close(struct json_tape *tape);

/* Takes the last node back, with all that is below it, when it is closed. */
void json_tape_drop(struct json_tape *tape, uint32_t node);

const char *json_tape_text(
    const struct json_tape *tape, uint32_t node, size_t *length);

/* A node that a path found; STEPS lead to it and are borrowed for the call. */
typedef void (*json_found)(void *context, const struct json_tape *tape,
    uint32_t node, const struct json_steps *steps);

/* Evaluates PATH from segment FIRST on at NODE, in the RFC's order. ROOT is the
 * document's node for $ in filters. STEPS lead to NODE. */
void json_eval(const struct json_tape *tape, const struct json_path *path,
    size_t first, uint32_t node, const struct json_steps *steps,
    json_found found, void *context);

/* Whether child NODE is what a filter wants. */
struct json_filter;
bool json_filter_holds(const struct json_tape *tape,
    const struct json_filter *filter, uint32_t node);

/* The value of an operand at NODE. DIGITS holds the text of a number that a
 * function gives, for as long as the side is used. */
struct json_operand;
struct json_side json_operand_side(const struct json_tape *tape,
    const struct json_operand *operand, uint32_t node, char digits[24]);

/* The one node of a singular query, or none: false. */
bool json_single(const struct json_tape *tape, const struct json_path *path,
    uint32_t node, uint32_t *result);

/* The range of a slice on an array of LENGTH, as RFC 9535 2.3.4.2.2 has it. */
struct json_selector;
void json_slice_range(const struct json_selector *selector, int64_t length,
    int64_t *lower, int64_t *upper);
bool json_slice_has(
    const struct json_selector *selector, int64_t length, int64_t index);

#endif
