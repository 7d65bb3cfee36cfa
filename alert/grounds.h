/* What an alert's state rests on at this moment: the figures, events and
 * members that its condition reads, and what these are derived from, down to
 * the bytes; and which of them have changed since the last evaluation that was
 * kept. */
#ifndef ALERT_GROUNDS_H
#define ALERT_GROUNDS_H

struct alerts;
struct entry;
struct eval;
struct grounds;

/* Fills GROUNDS, which is empty; the caller releases it. Where nothing of it
 * has changed, what did change among all inputs of the rule is added: an older
 * period counts too where it is folded. No more than LIMIT_GROUNDS, and then
 * those that changed before those that did not. */
void grounds_find(struct grounds *grounds, const struct alerts *alerts,
    const struct entry *entry, struct eval *eval);

#endif
