/* What keeps the alerts of a watchlist quiet now: its mute times, and the
 * acknowledgements and silences that the store has. Changes no alert. */
#ifndef ALERT_HUSH_H
#define ALERT_HUSH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/transition.h"

struct acknowledgement;
struct alert;
struct hush;
struct quiets;
struct silence;
struct telling;
struct watchlist;

/* WATCHLIST outlives it; NULL: nothing is ever quiet (as of another day). */
struct hush *hush_new(const struct watchlist *watchlist);
void hush_free(struct hush *hush);

/* What the store has; it is the hush's afterwards, and QUIETS empty. */
void hush_take(struct hush *hush, struct quiets *quiets);

/* The acknowledgement that holds, or NULL; the one that was made, whether it
 * still holds or not. Borrowed until the next hush_take(). */
const struct acknowledgement *hush_acknowledgement(
    const struct hush *hush, const struct alert *alert);
const struct acknowledgement *hush_acknowledged(
    const struct hush *hush, const char *alert);

/* Of the silences that fit and last at NOW the one that lasts longest, or
 * NULL. */
const struct silence *hush_silence(
    const struct hush *hush, const struct alert *alert, int64_t now);

/* Its own mute times, or where it has none the watchlist's. */
bool hush_is_muted(
    const struct hush *hush, const struct alert *alert, int64_t now);

/* The first of these three. */
enum quiet hush_quiet(
    const struct hush *hush, const struct alert *alert, int64_t now);

/* Those that nobody has ended, by their number; also one that ran out just
 * now. */
size_t hush_silence_count(const struct hush *hush);
const struct silence *hush_silence_at(const struct hush *hush, size_t i);

/* What was told of ALERT; NULL: nothing is known of that yet. */
const struct telling *hush_telling(const struct hush *hush, const char *alert);

/* How long after it was told ALERT is told again, in seconds; 0: never. */
int64_t hush_remind_s(const struct hush *hush, const struct alert *alert);

#endif
