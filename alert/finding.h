/* What an alert's state rests on, for a person: the comparison that decided,
 * its left side's value, how far the next threshold is, and the sentence. */
#ifndef ALERT_FINDING_H
#define ALERT_FINDING_H

struct alert;
struct eval;
struct judgement;
struct rule;

/* Fills ALERT's value, unit, period, rule, reason, distance and levels. */
void finding_fill(struct alert *alert, const struct rule *rule,
    const struct judgement *judgement, struct eval *eval);

/* The signal that the rule watches first, and its levels where the rule is
 * "signal < number": set once, they do not depend on figures. */
void finding_levels(struct alert *alert, const struct rule *rule);

#endif
