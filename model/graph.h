/* Which derived signals rest on which, and what of them is to be computed anew.
 * Built once, from the names in their formulas. Nobody outside this folder
 * includes this. */
#ifndef MODEL_GRAPH_H
#define MODEL_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/period.h"

struct heap;
struct model;
struct series;
struct signal;

struct derivation { /* how one signal stands to others; of base ones too */
	struct signal **inputs; /* each once */
	size_t input_count;
	struct signal **dependents; /* each once */
	size_t dependent_count;
	int64_t rank; /* inputs come before what rests on them */
	struct period *breaks; /* its own, and those inherited; each once */
	size_t break_count;
	unsigned walk; /* the last inputs_each() that came by */
	/* The youngest of all that is known of it, of a time to come too. */
	int64_t youngest;
	/* Of a base one, as of an earlier time: when of what is known of it the
	 * next becomes known; or earlier, to be looked for. */
	int64_t comes_at;

	/* What happened since it was last computed: an input changed; an input
	 * is the same, but what that rests on is not; none of which was known
	 * before NEWS_FROM. */
	bool changed_below, news_below;
	int64_t news_from;

	/* Of a derived one: */
	bool computed;
	int64_t computed_at; /* model_now() then */
	int64_t wakes_at;    /* when it may change though no input does */
	bool failed;	     /* as a whole: its one figure says why */
	bool reads_past;     /* inputs as they were known at other times */
	bool is_timed;	     /* it, or an input, reads the past or the clock */
	int64_t *days; /* of a dated series: those it has figures of */
	size_t day_count;
};

struct graph {
	bool built;
	struct heap *queue;	/* what is to be computed, by rank */
	struct heap *timetable; /* what wakes when, by time */
	unsigned walks;
	bool evaluated; /* since then; the last time: */
	int64_t as_of, evaluated_at;
	uint64_t seen; /* what was touched by then: signal->touched */
	uint64_t computations;
};

/* Of all that is defined by now. */
struct graph *model_graph(const struct model *model);

void graph_build(struct graph *graph, const struct model *model);
void graph_release(struct graph *graph);

/* For a derived signal that stands beside those of MODEL: what is computed of
 * it is of no matter to them. */
struct derivation *derivation_beside(
    const struct model *model, const struct signal *signal);
struct derivation *derivation_new(void);
void derivation_free(struct derivation *derivation);

/* SIGNAL, or what it rests on, is not what it was; what is new was not known
 * before KNOWN_AT. */
void model_touch(
    struct model *model, struct signal *signal, int64_t known_at);

uint64_t model_touches(const struct model *model); /* so far */

/* The same for a figure or an event that was added. */
void model_note(
    struct model *model, struct signal *signal, int64_t known_at);

void series_free_all(struct series **series, size_t count);

#endif
