/* What keeps alerts from being told: acknowledgements, silences, and what was
 * told last. Changes are made inside store_begin() … store_commit(); each
 * function is false with ERR set where the disk fails. */
#ifndef STORE_QUIET_H
#define STORE_QUIET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/transition.h"

struct acknowledgement;
struct err;
struct quiets;
struct silence;
struct store;
struct telling;

/* All of them; the caller releases QUIETS. */
bool store_quiets(struct store *store, struct quiets *quiets, struct err *err);

/* One an alert: it replaces another. */
bool store_acknowledge(struct store *store,
    const struct acknowledgement *acknowledgement, struct err *err);
bool store_unacknowledge(
    struct store *store, const char *alert, struct err *err);

/* Its id is set. */
bool store_add_silence(
    struct store *store, struct silence *silence, struct err *err);

/* It is kept, with its end; its number is never given again. */
bool store_end_silence(
    struct store *store, int64_t id, int64_t at, struct err *err);

bool store_save_telling(
    struct store *store, const struct telling *telling, struct err *err);

/* What was not told of ALERT until now never will be: QUIET is why. How many
 * that were. And the same of one transition by its id. */
bool store_hush(struct store *store, const char *alert, enum quiet quiet,
    size_t *hushed, struct err *err);
bool store_hush_one(
    struct store *store, int64_t id, enum quiet quiet, struct err *err);

#endif
