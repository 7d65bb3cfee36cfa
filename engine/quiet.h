/* Acknowledgements and silences, as the screen and the commands make and end
 * them. Each is kept at once; false with ERR set, a sentence. */
#ifndef ENGINE_QUIET_H
#define ENGINE_QUIET_H

#include <stdbool.h>
#include <stdint.h>

struct engine;
struct err;
struct hush;
struct silence;

/* What keeps alerts quiet now. */
const struct hush *engine_hush(const struct engine *engine);

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
