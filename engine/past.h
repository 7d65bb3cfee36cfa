/* The alerts of an engine that stands as of an earlier day. Nobody outside this
 * folder includes this. */
#ifndef ENGINE_PAST_H
#define ENGINE_PAST_H

#include <stddef.h>
#include <stdint.h>

struct engine;
struct replay;
struct transition;

struct past { /* of an engine as of an earlier day */
	struct replay *replay;
	struct transition *items; /* until that day, oldest first */
	size_t count;
	uint64_t stamp; /* of the figures that they are of; 0: never */
};

/* Folded anew where figures came; and their changes (the caller owns them): of
 * that day, and of one alert, the newest first. */
void past_evaluate(struct engine *engine);
void past_untold(const struct engine *engine, struct transition **transitions,
    size_t *count);
void past_transitions(const struct engine *engine, const char *alert,
    size_t limit, struct transition **transitions, size_t *count);
void past_release(struct past *past);

#endif
