/* The signal model: all series and events in memory. It knows no screen, no
 * network and no disk. What it holds is clean text. One writer, the engine;
 * everybody else reads. */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/labels.h"
#include "model/period.h"
#include "model/series.h"

struct buf;
struct definition;
struct derivation;
struct event;
struct map;
struct model;

struct signal { /* read-only outside this folder */
	const struct definition *definition;
	struct series **series; /* sorted by labels, then voice */
	size_t series_count;
	struct event **events; /* sorted by date, then id, then known_at */
	size_t event_count;
	struct map *newest; /* of each event's id its newest version; or NULL */
	size_t index;	    /* model_signal()'s */
	uint64_t version; /* grows with each change of what is above */
	/* What all of the model had counted when it, or anything that it rests
	 * on, last changed; and those that did just before and after. */
	uint64_t touched;
	struct signal *touched_before, *touched_after;
	/* Of a derived one: the last computation, counted over the model. */
	uint64_t computed;
	struct derivation *derivation;
};

enum added { ADDED_NOTHING, ADDED_FIGURE, ADDED_VINTAGE };

struct model *model_new(void);
void model_free(struct model *model);

/* Takes DEFINITION. The names are unique (config has seen to that). */
struct signal *model_define(struct model *model, struct definition *definition);

/* NULL */
struct signal *model_find(const struct model *model, const char *name);
size_t model_count(const struct model *model);
struct signal *model_signal(const struct model *model, size_t i);

/* The signal that was touched last, and so back by touched_before; NULL: none
 * was. A reader that remembers the greatest "touched" it saw goes back to it.
 * Derived ones are touched by eval_derived(). */
const struct signal *model_touched(const struct model *model);

/* How often a derived signal was computed. */
uint64_t model_computations(const struct model *model);

/* What is known at AS_OF (default ALWAYS) is what accessors and the evaluator
 * see; "now" is AS_OF, else the clock. */
void model_set_as_of(struct model *model, int64_t as_of);
int64_t model_as_of(const struct model *model); /* ALWAYS, or a time */
int64_t model_now(const struct model *model);

/* A round goes from one evaluation of the alerts to the next: what is added in
 * this one is news to the next evaluation. What is given with a round (the
 * store's ROUND_JUDGED) keeps it, what is given with 0 is of the present. */
enum { ROUND_JUDGED = 1 };
unsigned model_round(const struct model *model);
void model_end_round(struct model *model);

/* Adds what VINTAGE says (copied) of that series and period. An equal amount as
 * that known last adds nothing but renews seen_at. A known_at that is equal to
 * an older vintage's replaces nothing: the later call wins the tie. */
enum added model_add(struct model *model, struct signal *signal,
    const struct labels *labels, struct period period,
    const struct vintage *vintage);

/* EVENT is copied. An event that says the same as the version before is nothing
 * new. */
enum added model_add_event(
    struct model *model, struct signal *signal, const struct event *event);

/* Forgets all figures and events of the signal (a new definition took over). */
void model_clear(struct model *model, struct signal *signal);

/* The series with exactly these labels and voice, or NULL. */
struct series *signal_series(const struct signal *signal,
    const struct labels *labels, enum basis voice);

/* For the evaluator: replaces the series of a derived signal. Takes SERIES and
 * the array. */
void model_replace(struct model *model, struct signal *signal,
    struct series **series, size_t count);

/* Whether the I-th event is the version of its id that was known at AS_OF (and
 * not a superseded one, nor one learned later). */
bool signal_event_is_current(
    const struct signal *signal, size_t i, int64_t as_of);

/* When a figure is expected next of SIGNAL, or of what it rests on, whichever
 * is first; it may be past. NO_DATE (INT64_MIN) where nothing is expected. */
int64_t signal_due(const struct model *model, const struct signal *signal);

/* Whether a figure that is expected by now is not there: see expect: in
 * 2-figures of the manual. *DUE (may be NULL) is when it was expected. Derived
 * signals are late when an input is. */
bool signal_is_late(
    const struct model *model, const struct signal *signal, int64_t *due);

/* Whether a break lies between the two periods (a < b) of this series; derived
 * signals inherit those of their inputs. */
bool signal_breaks_between(const struct model *model,
    const struct signal *signal, const struct series *series,
    struct period earlier, struct period later);

#endif
