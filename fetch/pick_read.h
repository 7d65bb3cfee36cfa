/* What was gathered of one node, read part by part. A part that cannot be read
 * sets the error: its text, where it stands, and why. Only pick_take.c and this
 * know of it. */
#ifndef FETCH_PICK_READ_H
#define FETCH_PICK_READ_H

#include "fetch/pick_take.h"
#include "model/amount.h"
#include "model/basis.h"
#include "model/labels.h"

struct evidence;

struct taking { /* one take in the making */
	const struct taker *taker;
	const struct recipe *recipe;
	const struct gathered *gathered;
	struct err *err;
};

/* Never NULL: what was not read is not found. */
const struct text_value *part_of(const struct taking *taking, enum part part);
bool is_said(const struct text_value *value); /* found, and not null */

/* One of what missing: lists, or NaN, Inf … as a text. */
bool is_placeholder(
    const struct taking *taking, const struct text_value *value);

/* Clean, and without blanks around it; NULL where nothing is said. Owned. */
char *clean_part(const struct taking *taking, enum part part);

bool read_amount(const struct taking *taking, struct amount *amount);
bool apply_bound(const struct taking *taking, struct amount *amount);
bool read_time(const struct taking *taking, enum part part, int64_t *time);
bool read_basis(const struct taking *taking, enum basis *basis);
bool read_period(const struct taking *taking, struct period *period);
void read_labels(const struct taking *taking, struct labels *labels);

/* Of the value at PART; the caller's reference. */
struct evidence *evidence_of(const struct taking *taking, enum part part);

#endif
