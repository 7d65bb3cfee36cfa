/* That a source fails, as an alert. For this folder; others see it by
 * engine/quiet.h. */
#ifndef ENGINE_SOURCE_ALERT_H
#define ENGINE_SOURCE_ALERT_H

struct alert;
struct source;
struct source_alert;
struct source_memory;

/* As MEMORY has SOURCE; borrowed until it is asked for again. */
const struct alert *source_alert(
    struct source *source, const struct source_memory *memory);
void source_alert_free(struct source_alert *made);

#endif
