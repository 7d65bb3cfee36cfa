/* One answer of why in the making, and the ways to write it: a file each. */
#ifndef COMMAND_ASKING_H
#define COMMAND_ASKING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/json_writer.h"
#include "model/eval.h"
#include "model/explained.h"

struct alert;
struct engine;
struct event;
struct evidence;
struct explained;
struct figure;
struct model;
struct selection;
struct series;
struct signal;
struct transition;

enum {
	ASKING_DEEPEST = 16, /* derived signals over derived ones */
	ASKING_EVENTS = 100, /* of one function that counts them */
	ASKING_CHANGES = 20  /* of an alert that are told */
};

struct asking {
	const struct engine *engine;
	struct model *model;
	const struct selection *selection;
	struct knowing then; /* to which what is written now was known */
	struct buf out;
	struct json_writer json;
};

/* FIGURE of SERIES, and what it rests on; either may be NULL. */
typedef void why_figure(struct asking *asking, const struct signal *signal,
    const struct series *series, const struct figure *figure);
typedef void why_event(struct asking *asking, const struct signal *signal,
    const struct event *event);

why_figure why_json_figure, why_text_figure;
why_event why_json_event, why_text_event;

/* Why FIGURE has no value, or NULL where it has one; borrowed. */
const char *why_reason(const struct asking *asking,
    const struct signal *signal, const struct series *series,
    const struct figure *figure);

/* A figure as it was known to the PART of a tree that it is. */
typedef void why_leaf(struct asking *asking, const struct explained *part,
    const struct series *series, const struct figure *figure, int depth);
void why_leaf_then(struct asking *asking, const struct explained *part,
    int depth, why_leaf *leaf);

/* What these are made of. A LINE, indented by its depth, wrapped; it is empty
 * afterwards. */
void why_text_line(struct asking *asking, struct buf *line, int depth);
void why_text_evidence(
    struct asking *asking, const struct evidence *evidence, int depth);
void why_text_part(
    struct asking *asking, const struct explained *part, int depth);
/* The key "evidence" and what it is; NULL: null. */
void why_json_evidence(
    struct json_writer *json, const struct evidence *evidence);
void why_json_part(
    struct asking *asking, const struct explained *part, int depth);

/* An alert: how it stands and what that rests on; and CHANGES, its last
 * transitions, newest first. */
typedef void why_alert(struct asking *asking, const struct alert *alert,
    const struct transition *changes, size_t count);

why_alert why_alert_text, why_alert_json;

/* A member of an array: one transition with what it rests on. */
void why_json_transition(
    struct json_writer *json, const struct transition *transition);

#endif
