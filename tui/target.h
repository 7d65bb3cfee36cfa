/* What a line of a page stands for, and what a view is opened on. Signals are
 * remembered by name, never by pointer: the model changes beneath. */
#ifndef TUI_TARGET_H
#define TUI_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/basis.h"
#include "model/labels.h"
#include "model/period.h"

struct event;
struct model;
struct series;
struct signal;

enum target_kind {
	TARGET_NONE,
	TARGET_WATCHLIST,
	TARGET_SIGNAL,	/* all its series, or its events */
	TARGET_SERIES,	/* one of them */
	TARGET_FIGURE,
	TARGET_EVENT,
	TARGET_ALERTS,
	TARGET_ALERT,
	TARGET_SILENCE,	/* its name is its number */
	TARGET_SOURCES,
	TARGET_SOURCE,
	TARGET_DOCUMENT, /* the bytes that a figure was read from */
	TARGET_NOTES,	/* what limits the signal */
	TARGET_HELP,
	TARGET_KIND_COUNT
};

struct target {
	enum target_kind kind;
	char *name;	       /* of signal, alert or source; NULL if none */
	struct labels labels;  /* SERIES, FIGURE */
	enum basis voice;      /* the same */
	struct period period;  /* FIGURE */
	char *id;	       /* EVENT; DOCUMENT: its digest */
	int64_t offset;	       /* DOCUMENT: of what was read, -1: not known */
	size_t length;	       /* of it in the body, 0: to the token's end */
};

struct target target_named(enum target_kind kind, const char *name);
struct target target_series(
    const struct signal *signal, const struct series *series);
struct target target_figure(const struct signal *signal,
    const struct series *series, struct period period);
struct target target_event(
    const struct signal *signal, const struct event *event);

/* The document of EVIDENCE, at what was read from it. */
struct evidence;
struct target target_document(const struct evidence *evidence);

void target_copy(struct target *to, const struct target *from);
void target_release(struct target *target); /* zeroed is fine */
bool target_equal(const struct target *a, const struct target *b);

/* What it stands for now, or NULL where that is gone. */
const struct signal *target_signal_of(
    const struct target *target, const struct model *model);
const struct series *target_series_of(
    const struct target *target, const struct model *model);

#endif
