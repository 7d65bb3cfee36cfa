# SPDX-License-Identifier: MIT
"""Periods: (kind, start, end), seconds since 1970, half-open."""

import datetime
import re

DAY = 86400
EPOCH = datetime.date(1970, 1, 1).toordinal()
PER_YEAR = {'month': 12, 'quarter': 4, 'year': 1}
ORDER = ['instant', 'day', 'month', 'quarter', 'year']


def day_of(year, month, day):
    """Months beyond 12 are those of later years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return datetime.date(year, month, day).toordinal() - EPOCH


def civil(time):
    return datetime.date.fromordinal(time // DAY + EPOCH)


def months(kind, year, month):
    """The period of KIND that begins with a month."""
    length = 12 // PER_YEAR[kind]
    return (kind, day_of(year, month, 1) * DAY,
            day_of(year, month + length, 1) * DAY)


def day(days):
    return ('day', days * DAY, (days + 1) * DAY)


def named(text, fiscal_end):
    match = re.fullmatch(r'(\d{4})-(\d\d)(?:-(\d\d))?', text)
    try:
        if match and match[3]:
            return day(day_of(int(match[1]), int(match[2]), int(match[3])))
        if match:
            return months('month', int(match[1]), int(match[2]))
        match = re.fullmatch(r'(FY)?(\d{4})(?:Q(\d))?', text)
        year, quarter = int(match[2]), int(match[3] or 1)
        # A fiscal year n ends in the calendar year n.
        first = 1 if not match[1] else fiscal_end + 1 - 12
        return months('quarter' if match[3] else 'year', year,
                      first + 3 * (quarter - 1))
    except ValueError:
        from language import Mistake
        raise Mistake('no period: ' + text)


def settled(time):
    """A year of weeks ends at most a week from the end of a month, and is the
    year that ends there."""
    date = civil(time)
    first = day_of(date.year, date.month, 1) * DAY
    following = day_of(date.year, date.month + 1, 1) * DAY
    if time - first <= 7 * DAY:
        return first
    return following if following - time <= 7 * DAY else time


def settled_period(period):
    kind, start, end = period
    if kind not in PER_YEAR:
        return period
    return (kind, settled(start), settled(end))


def half(period):
    return period[1] + (period[2] - period[1]) // 2


def middle(period):
    return civil(half(settled_period(period)))


def at_slot(kind, slot):
    """The calendar's own period there."""
    length = 12 // PER_YEAR[kind]
    return months(kind, slot * length // 12, slot * length % 12 + 1)


def slot(period):
    """Its place in the calendar's grid of its kind."""
    kind, start, _ = period
    if kind not in PER_YEAR:
        return start
    half = middle(period)
    return (half.year * 12 + half.month - 1) // (12 // PER_YEAR[kind])


def key(period):
    return (period[0], slot(period))


def around(period, kind):
    """The calendar's period of KIND that holds the middle."""
    half, length = middle(period), 12 // PER_YEAR[kind]
    return months(kind, half.year, (half.month - 1) // length * length + 1)


def order(period):
    return (period[2], period[1])


def precedes(period, first):
    """Whether it is before the break whose first new period is FIRST."""
    if period[0] == first[0] and period[0] in PER_YEAR:
        return slot(period) < slot(first)
    if ORDER.index(period[0]) < ORDER.index(first[0]):
        return half(period) < first[1]
    return settled_period(period)[1] < first[1]
