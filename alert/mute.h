/* mute: the times of the week in which an alert is not told, on the clock of
 * some place. */
#ifndef ALERT_MUTE_H
#define ALERT_MUTE_H

#include <stdbool.h>
#include <stdint.h>

struct err;
struct mutes;
struct section;
struct value;

/* Those of a section's `mute` (checked by lint), or NULL where it has none. */
struct mutes *mutes_of(const struct section *section);
void mutes_free(struct mutes *mutes);

/* At NOW; false for NULL. */
bool mutes_are_on(const struct mutes *mutes, int64_t now);

/* As a setting's check_value, for `mute`; and the check of `time_zone`. */
bool mute_check(const struct section *section, const struct value *value,
    const struct value **wrong, struct err *err);
bool mute_check_zone(const struct section *section, const char *key,
    const char *text, struct err *err);

#endif
