/* The series, or the events, that a written case gives figures of. */
#ifndef COMMAND_SUBJECT_H
#define COMMAND_SUBJECT_H

#include <stdbool.h>

#include "model/basis.h"
#include "model/labels.h"

struct amount;
struct case_file;
struct err;
struct signal;
struct value;

struct subject { /* the series that figures are given of */
	struct case_file *file;
	const char *name; /* as it is written */
	const struct value *value;
	struct signal *signal;
	struct labels labels;
	enum basis basis;
};

/* FILE, NAME and VALUE are set. False after a complaint; labels_release() its
 * labels in any case. */
bool subject_read(struct subject *subject, bool events);

/* Of a label that its signal has not ERR is set. */
bool subject_has_label(
    const struct subject *subject, const char *name, struct err *err);

/* Entries of MAP; without one the subject's own, or NULL. */
bool subject_read_basis(const struct subject *subject,
    const struct value *map, enum basis *basis);
char *subject_clean_entry(const struct value *map, const char *name);

/* SAID is the number, BOUND_SAID (or NULL) how exact it is. */
bool subject_read_amount(const struct subject *subject,
    const struct value *said, const struct value *bound_said,
    struct amount *amount);

#endif
