/* A finer series in the periods of a coarser one, by what its signal declares
 * itself to be: flows and counts add up, of stocks and scores the last counts,
 * rates are averaged. Nobody outside this folder includes this. */
#ifndef MODEL_COARSEN_H
#define MODEL_COARSEN_H

#include <stdbool.h>
#include <stdint.h>

#include "model/definition.h"
#include "model/period.h"

struct cell;
struct eval;
struct reading;
struct row;

struct coarsening {
	struct eval *eval;
	int64_t as_of; /* what is known then */
	enum signal_kind kind; /* not KIND_ANY */
	const struct row *fine;
};

/* How a kind comes together: "sum", "last", "mean". */
const char *coarsen_word(enum signal_kind kind);

/* The cells of FINE that PERIOD, a longer one, is made of, oldest first; false
 * where one is not there: the reading's REASON names it. */
bool coarsen_reads(const struct coarsening *coarsening, struct period period,
    struct reading *reading);

/* What they come to. */
struct cell coarsen_cell(
    const struct coarsening *coarsening, struct period period);

/* All of FINE, from where it begins on: in the periods of COARSE, and in those
 * that its calendar would have where it has a hole or ends before. */
void coarsen(const struct coarsening *coarsening, const struct row *coarse,
    struct row *out);

#endif
