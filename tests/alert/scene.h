/* A watchlist of two signals (x, y: quarterly) and the alerts of a test, told
 * what happens step by step. */
#ifndef TESTS_ALERT_SCENE_H
#define TESTS_ALERT_SCENE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct alert;
struct alerts;
struct model;
struct transition;
struct watchlist;

struct scene {
	struct watchlist *watchlist;
	struct model *model;
	struct alerts *alerts;
	struct transition *transitions; /* of the last evaluation */
	size_t count;
	int quarters; /* of x so far, the first is 2020Q1 */
};

enum { SCENE_START = 1577836800 }; /* 2020-01-01 */

/* SIGNALS (may be "") are more lines of signals:, ALERTS all of alerts:. */
void scene_open(struct scene *scene, const char *signals, const char *alerts);
void scene_close(struct scene *scene);

/* A figure of SIGNAL; LABELS as {a="b"} or "". */
void scene_put(struct scene *scene, const char *signal, const char *labels,
    const char *period, double value);

/* The same for a period from START to END, days since 1970. */
void scene_put_days(struct scene *scene, const char *signal, int64_t start,
    int64_t end, double value);

/* What is said today of the event ID of SIGNAL: KIND, STATUS and DUE ("" for
 * none) are one text, "planned due 2020-03-01" or "tape-out delivered". */
void scene_put_event(struct scene *scene, const char *signal, const char *id,
    const char *date, const char *said);

/* Evaluates and keeps; the transitions are the scene's. */
void scene_run(struct scene *scene, bool is_run);

/* One word of a story: "9" the next quarter of x, "-" a quarter without one,
 * "." nothing new, "+3d" so much later, "2020Q1=7" what is said of x (and
 * "y@2020Q1=7" of y), several at once with ',' between. Evaluated after
 * each. */
void scene_step(struct scene *scene, const char *word);

const struct alert *scene_alert(const struct scene *scene, const char *name);

/* The word of its state. */
const char *scene_state(const struct scene *scene, const char *name);

/* Each word of STORY and the state of NAME after it, as "9:ok 7:warn". The
 * caller owns it. */
char *scene_tell(struct scene *scene, const char *name, const char *story);

#endif
