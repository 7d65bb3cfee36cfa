/* Acknowledgements and silences, as the screen and the commands make and end
 * them. Each is kept at once; false with ERR set, a sentence. */
#ifndef ENGINE_QUIET_H
#define ENGINE_QUIET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct alert;
struct engine;
struct err;
struct hush;
struct silence;

/* Then a source's name: the alert that it fails. */
#define SOURCE_ALERT "source:"

/* What keeps alerts quiet now. */
const struct hush *engine_hush(const struct engine *engine);

/* An alert by its name, or that of a source, "source:NAME"; NULL. That of the
 * I-th source is ok or failed; borrowed until it is asked for again. */
const struct alert *engine_alert_named(
    const struct engine *engine, const char *name);
const struct alert *engine_source_alert(
    const struct engine *engine, size_t i);

/* REASON is cleaned, and its author is who runs the program ($LOGNAME, else
 * $USER). STICKY: through all levels. */
bool engine_acknowledge(struct engine *engine, const char *alert,
    const char *reason, bool sticky, struct err *err);
bool engine_unacknowledge(
    struct engine *engine, const char *alert, struct err *err);

/* The scope, UNTIL and REASON of SILENCE; all else is set, and what is text
 * from outside cleaned. */
bool engine_silence(
    struct engine *engine, struct silence *silence, struct err *err);
bool engine_unsilence(struct engine *engine, int64_t id, struct err *err);

#endif
