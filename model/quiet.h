/* What keeps an alert from being told: an acknowledgement, a silence, a mute
 * time; and what was told of it last. They are of the delivery: no state
 * depends on them. Plain values with owned text. */
#ifndef MODEL_QUIET_H
#define MODEL_QUIET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/labels.h"
#include "model/transition.h"

struct err;

struct acknowledgement {
	char *alert;
	enum alert_state level; /* that was acknowledged: see alert/quiet.h */
	bool sticky; /* through all levels, until it is ok */
	int64_t at;
	char *author, *reason; /* clean, a line each */
};

/* All that is set must fit, as matchers do in Alertmanager. */
struct silence {
	int64_t id;
	char *alert, *signal, *panel; /* NULL: any */
	struct labels labels;
	int64_t at, until;
	char *author, *reason;
};

/* What was told of one alert, and what kept it quiet when it was last looked
 * at. */
struct telling {
	char *alert;
	enum quiet quiet;
	int64_t told_at; /* 0: never */
	enum alert_state state;
	bool late;
};

struct quiets { /* all that the store has of them */
	struct acknowledgement *acknowledgements;
	size_t acknowledgement_count;
	struct silence *silences; /* that were not ended */
	size_t silence_count;
	struct telling *tellings;
	size_t telling_count;
};

void acknowledgement_release(struct acknowledgement *acknowledgement);
void silence_release(struct silence *silence);
void silence_copy(struct silence *to, const struct silence *from);
void quiets_release(struct quiets *quiets);

/* What it silences, for a person: "alert margin", "panel Spending and
 * model=\"A\"". The caller owns it. */
char *silence_scope(const struct silence *silence);

/* When a silence ends: "7d" (from NOW on), "2026-12-01" (that day, in UTC, is
 * the last), "2026-12-01T18:00:00Z". It must be ahead, and within ten years. */
bool silence_until_parse(
    int64_t *until, const char *text, int64_t now, struct err *err);

#endif
