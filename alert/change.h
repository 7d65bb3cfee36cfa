/* What an evaluation changed: what is kept of an alert, and the transition that
 * tells it. */
#ifndef ALERT_CHANGE_H
#define ALERT_CHANGE_H

struct entry;
struct pass;

/* ENTRY has been judged: its memory is brought up to date, and where its state
 * or lateness is another, a transition is added to those of PASS. */
void change_note(const struct pass *pass, struct entry *entry);

#endif
