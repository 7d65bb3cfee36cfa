/* Written cases: figures in with their vintages, and what alerts and
 * expressions come to on which day. What bellwether test reads and runs. */
#ifndef COMMAND_CASES_H
#define COMMAND_CASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "command/wanted.h"
#include "config/complaint.h"
#include "model/event.h"
#include "model/labels.h"
#include "model/period.h"
#include "model/series.h"

struct buf;
struct err;
struct invocation;
struct model;
struct signal;
struct tree;
struct value;
struct watchlist;

struct given_figure {
	struct signal *signal;
	struct labels labels;
	struct period period;
	struct vintage vintage;
};

struct given_event {
	struct signal *signal;
	struct event event;
};

struct written_case {
	char *name;
	struct place place;
	struct given_figure *figures;
	size_t figure_count;
	struct given_event *events;
	size_t event_count;
	struct wanted *wanted; /* by date, then as they are written */
	size_t wanted_count;
};

struct known_rule { /* when a figure is known that does not say it */
	bool is_date;
	int64_t date;
	int64_t seconds; /* after the end of its period */
};

struct case_file {
	struct tree *tree;
	struct watchlist *watchlist;
	struct model *model;
	struct known_rule known;
	struct written_case *cases;
	size_t count;
};

/* Reads FILE and the watchlist that it (or -c) names; false after complaints:
 * what was read is released all the same by case_file_release(). */
bool case_file_read(struct case_file *file, const char *name,
    const struct invocation *invocation, struct complaints *complaints);
void case_file_release(struct case_file *file);

/* Runs the I-th case; true where all is as wanted, else DIFFERENCES has a YAML
 * list of what is not. */
bool case_run(struct case_file *file, size_t i, struct buf *differences);

/* What the files that read have in common. Each is false after a complaint. */

/* No name of MAP twice, and none but NAMES (NULL at the end; NULL: any). WHAT
 * says what it is: "a figure". */
bool cases_check_names(struct case_file *file, const struct value *map,
    const char *const *names, const char *what);
bool cases_say(struct case_file *file, const struct value *value,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));
bool cases_read_day(
    struct case_file *file, const struct value *value, int64_t *start);

/* Under figures:, and under events:, of one case. */
bool cases_read_figures(struct case_file *file, struct written_case *to,
    const struct known_rule *known, const struct value *map);
bool cases_read_events(struct case_file *file, struct written_case *to,
    const struct value *map);

/* Under at:. */
bool cases_read_wanted(struct case_file *file, struct written_case *to,
    const struct value *map);

#endif
