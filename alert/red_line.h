/* What it would take: of a red line, k of n alerts, that members without data
 * leave open at one level or both. */
#ifndef ALERT_RED_LINE_H
#define ALERT_RED_LINE_H

struct alerts;
struct entry;

/* "1 of 2 hold: warn if execution held, else ok", the caller owns it; NULL
 * where nothing is open, or where the rule is more than atleast() over alerts.
 * Its outcomes are known by then. */
char *red_line_takes(
    const struct alerts *alerts, const struct entry *entry);

#endif
