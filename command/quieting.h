/* What the commands that make alerts quiet have in common, and how check and
 * they write what keeps one quiet. */
#ifndef COMMAND_QUIETING_H
#define COMMAND_QUIETING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/setting.h"

struct alert;
struct buf;
struct engine;
struct err;
struct hush;
struct invocation;
struct json_writer;
struct silence;

/* Opens the engine, calls MAKE, and prints what that put into OUT; the exit
 * status. */
int quieting_run(const struct invocation *invocation,
    bool (*make)(struct engine *engine, const struct invocation *invocation,
	struct buf *out, struct err *err));

/* Whether there is such an alert, "source:NAME" among them; and whether the
 * watchlist has one of KIND with that name (a panel: its title);
 * else ERR
 * says which there are. */
bool quieting_knows_alert(
    const struct engine *engine, const char *name, struct err *err);
bool quieting_knows(const struct engine *engine, enum section_kind kind,
    const char *name, struct err *err);

/* The operands from I on as one text; the caller owns it. */
char *quieting_reason(const struct invocation *invocation, size_t i);

/* " (acknowledged by a: known)", one of these for each that holds. */
void quieting_format(struct buf *out, const struct hush *hush,
    const struct alert *alert, int64_t now);

/* "acknowledged", "silenced", "muted". */
void quieting_json(struct json_writer *json, const struct hush *hush,
    const struct alert *alert, int64_t now);

/* A silence as an object. */
void quieting_json_silence(
    struct json_writer *json, const struct silence *silence);

#endif
