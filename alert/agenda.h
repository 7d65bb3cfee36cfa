/* Which alerts are to be judged anew: those that rest on what was touched,
 * those whose time has come, and the red lines over those that changed. Nobody
 * outside this folder includes this. */
#ifndef ALERT_AGENDA_H
#define ALERT_AGENDA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct agenda;
struct alerts;

struct agenda *agenda_new(void);
void agenda_free(struct agenda *agenda);

/* All of them, the next time: what they are judged by is not what it was. */
void agenda_renew(struct agenda *agenda);

/* An evaluation begins. KEEPS: what it finds is noted; then those that were
 * judged, but not noted, since the last that kept come too. */
void agenda_begin(struct agenda *agenda, struct alerts *alerts, bool keeps);

/* The next entry to be judged, members before red lines, each once; false:
 * there is none. */
bool agenda_next(struct agenda *agenda, size_t *entry);

/* The red lines over ENTRY are to be judged. */
void agenda_wake_lines(struct agenda *agenda, size_t entry);

/* When ENTRY is to be judged, whatever else happens; INT64_MAX: never. */
void agenda_wait(struct agenda *agenda, size_t entry, int64_t at);

#endif
