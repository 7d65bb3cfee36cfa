# SPDX-License-Identifier: MIT
"""The functions: what they take, and what they give."""

import calendar_time as cal
import intervals
import math
from intervals import Number
from language import PERCENT, POINTS, Type, need


def is_dated(period):
    return period[0] not in cal.PER_YEAR


SIGNALS = {}    # of the world in hand, for what convert() goes by


# Alignment and aggregation over labels.

def align(a, b, kinds, as_of, operate, out):
    """The periods of either, from where both have begun; what one lacks is
    missing. KINDS: flow, stock ... of each side. Of different frequency, the
    finer one is brought into the periods of the coarser one where it has a
    kind; else it keeps its periods, each with the one that holds its
    middle."""
    first, second = a.cells[0].period, b.cells[0].period
    if first[0] == second[0]:
        joined(a, b, operate, out)
        return
    swapped = cal.ORDER.index(first[0]) > cal.ORDER.index(second[0])
    fine, coarse, kind = (b, a, kinds[1]) if swapped else (a, b, kinds[0])

    def turned(x, y, period):
        return operate(y, x, period) if swapped else operate(x, y, period)
    if coarse.cells[0].period[0] not in cal.PER_YEAR:
        joined(a, b, operate, out)
    elif kind == 'any':
        within(fine, coarse, turned, out)
    else:
        coarser = coarsened(fine, coarse, kind, as_of)
        if coarser.cells:
            joined(coarser, coarse, turned, out)


def joined(a, b, operate, out):
    from reckoning import Cell
    mine, theirs = a.index(), b.index()
    every = {cal.key(c.period): c for c in b.cells + a.cells}

    def place(period):
        return cal.order(period) if is_dated(period) else cal.slot(period)
    if a.cells[0].period[0] == b.cells[0].period[0]:
        begin = max(place(a.cells[0].period), place(b.cells[0].period))
    else:
        place = cal.order
        begin = max(place(a.cells[0].period), place(b.cells[0].period))
    for key in sorted(every, key=lambda k: place(every[k].period)):
        there = every[key]
        if place(there.period) < begin:
            continue
        none = Cell(there.period, None, there.known)
        x = a.cells[mine[key]] if key in mine else none
        y = b.cells[theirs[key]] if key in theirs else none
        out.cells.append(operate(x, y, there.period))


def in_order(periods):
    """Keys of PERIODS; of one kind by the calendar, else as they end."""
    if len({key[0] for key in periods}) == 1:
        return sorted(periods)
    return sorted(periods, key=lambda key: cal.order(periods[key]))


def within(fine, coarse, operate, out):
    from reckoning import Cell
    for cell in fine.cells:
        half = cal.half(cell.period)
        holding = [c for c in coarse.cells
                   if c.period[1] <= half < c.period[2]]
        if holding:
            out.cells.append(operate(cell, holding[0], cell.period))
        elif cal.order(coarse.cells[0].period) < cal.order(cell.period):
            out.cells.append(operate(
                cell, Cell(cell.period, None, cell.known), cell.period))


def coarsened(fine, coarse, kind, as_of):
    """FINE in the periods of COARSE's calendar, wherever it has any."""
    from reckoning import Row
    out = Row({})
    periods = {cal.key(c.period): c.period for c in coarse.cells}
    beyond = [c.period for c in coarse.cells]
    length = 12 // cal.PER_YEAR[beyond[0][0]]
    for base in (beyond[0], beyond[-1]):
        for n in range(-60, 61):
            period = shifted(base, n, length)
            if cal.slot(period) > cal.slot(beyond[0]):
                periods.setdefault(cal.key(period), period)
    dated = fine.cells[0].period[0] not in cal.PER_YEAR
    for period in sorted(periods.values(), key=cal.order):
        _, start, end = period if dated else cal.settled_period(period)
        if any(start <= cal.half(c.period) < end for c in fine.cells):
            out.cells.append(made_of(fine, kind, period, as_of))
    return out


def made_of(fine, kind, period, as_of):
    from reckoning import Cell
    sort = fine.cells[0].period[0]
    try:
        if sort in cal.PER_YEAR:
            places = parts(fine, kind, period, sort)
        else:
            places = dates(fine, kind, period, sort, as_of)
        cells = [fine.cells[i] for i in unbroken(fine, places[::-1])]
    except Unread as unread:
        return Cell(period, None, begun=unread.begun)
    known = max(c.known for c in cells)
    if any(c.value is None for c in cells):
        return Cell(period, None, known,
                    all(c.begun for c in cells if c.value is None))
    numbers = [c.value for c in cells[::-1]]
    if kind in ('stock', 'score'):
        value = numbers[-1]
    else:
        value = (intervals.mean if kind == 'rate' else intervals.total)(
            numbers)
    return Cell(period, value, known)


def parts(fine, kind, period, sort):
    """Every month (quarter) of it, or the last."""
    _, start, end = cal.settled_period(period)
    count = cal.PER_YEAR[sort] // cal.PER_YEAR[period[0]]
    slots = sorted({cal.slot(cal.around(cal.day(day), sort))
                    for day in range(start // cal.DAY, end // cal.DAY)})
    slots = [slot for slot in slots
             if start <= cal.half(cal.at_slot(sort, slot)) < end]
    if len(slots) != count:
        raise AssertionError((period, slots))
    index, places = fine.index(), []
    for slot in slots[-1:] if kind in ('stock', 'score') else slots:
        if (sort, slot) not in index:
            raise Unread(slot > cal.slot(fine.cells[0].period))
        places.append(index[sort, slot])
    return places


def dates(fine, kind, period, sort, as_of):
    _, start, end = period
    places = [i for i, c in enumerate(fine.cells)
              if start <= c.period[1] < end]
    later = cal.order(period) > cal.order(fine.cells[0].period)
    if kind in ('flow', 'count'):
        if sort == 'instant':
            raise Unread(True)
        have = {fine.cells[i].period[1] for i in places}
        for time in range(start, end, cal.DAY):
            if time not in have:
                raise Unread(time > fine.cells[0].period[1])
        return places
    if as_of < end:
        raise Unread(True)
    if not places:
        raise Unread(later)
    if kind == 'rate':
        return places
    if end - fine.cells[places[-1]].period[2] > 31 * cal.DAY:
        raise Unread(True)
    return places[-1:]


def aggregate(world, node, as_of):
    from reckoning import Cell, Result, Row
    whole = world.at(node.children[0], as_of)
    truths, groups = node.children[0].type.of == 'truth', {}
    for row in whole.rows:
        kept = {name: value for name, value in row.labels.items()
                if name in node.by}
        groups.setdefault(tuple(sorted(kept.items())), []).append(row)
    result = Result(whole.shape, failed=whole.failed)
    for labels, rows in groups.items():
        out = Row(dict(labels), breaks=set().union(*[r.breaks for r in rows]))
        if whole.shape < 2:
            cells = [row.cells[0] for row in rows]
            out.cells = [together(node.name, truths, cells, len(rows), max(
                [c.period for c in cells if c.value is not None] or
                [c.period for c in cells], key=cal.order))]
        else:
            periods = {}
            for row in rows:
                for cell in row.cells:
                    period = periods.setdefault(cal.key(cell.period),
                                                cell.period)
                    if cal.order(cell.period) < cal.order(period):
                        periods[cal.key(cell.period)] = cell.period
            for key in sorted(periods, key=lambda k: cal.order(periods[k])):
                cells = [row.cells[row.index()[key]] for row in rows
                         if key in row.index()]
                later = all(key in row.index() or cal.order(
                    periods[key]) < cal.order(row.cells[0].period)
                    for row in rows)
                out.cells.append(together(node.name, truths, cells,
                                          len(rows), periods[key], later))
        result.rows.append(out)
    return result


def together(how, truths, cells, count, period, later=False):
    """A sum or a mean needs all, the others speak of those that are there."""
    from reckoning import Cell
    valued = [cell for cell in cells if cell.value is not None]
    numbers = [cell.value for cell in valued]
    known = max([cell.known for cell in valued], default=-2 ** 63)
    begun = not later or any(c.value is None and c.begun for c in cells)
    if how == 'count' and truths:
        hold = float(sum(cell.value is True for cell in valued))
        return Cell(period, Number(hold, hold, hold + len(cells) -
                                   len(valued)), known)
    if how == 'count':
        return Cell(period, Number(float(len(valued))), known)
    if not valued or how in (
            'sum', 'avg', 'median') and len(valued) < count:
        return Cell(period, None, known, begun)
    if how == 'median':
        from chosen import middle, spread
        return Cell(period, spread(middle, 1)(numbers), known)
    formula = {'max': intervals.greatest, 'min': intervals.least,
               'sum': intervals.total, 'avg': intervals.mean}[how]
    return Cell(period, formula(numbers), known)


def days_of(world, signal, node, as_of):
    """A derived signal of points has a figure for each day on which an input
    became known, judged by what was known at the day's end, and for today; a
    day that is over had no other when it was."""
    from reckoning import Result, selects
    times = set()

    def visit(tree):
        if tree.kind == 'call' and tree.name == 'convert':
            visit(tree.children[0])
            for name, _ in tree.steps:
                learned(world.signals[name])
            return
        for child in tree.children:
            visit(child)
        if tree.kind == 'signal' and tree.name not in world.alerts:
            learned(world.signals[tree.name])

    def learned(input):
        if input.formula is not None:
            visit(input.formula)
        times.update(v[0] for series in input.series.values()
                     for _, vintages in series.figures.values()
                     for v in vintages)
        times.update(event.known for event in input.events)
    visit(signal.formula)
    days = sorted({time // cal.DAY for time in times if time <= as_of})[-400:]
    # A day's figure is what was known then: nobody said it otherwise.
    outer, world.first_said = world.first_said, False
    try:
        rows = by_day(world, signal, as_of, days)
    finally:
        world.first_said = outer
    return Result(2, [row for row in rows.values()
                      if selects(node.matchers, row.labels, 'derived')])


def by_day(world, signal, as_of, days):
    from reckoning import Cell, Row
    rows, today = {}, as_of // cal.DAY
    extra = [] if today in days or world.past else [today]
    for number in days + extra:
        moment = min((number + 1) * cal.DAY - 1, as_of)
        whole = world.at(signal.formula, moment)
        if whole.failed and number == today:
            row = rows.setdefault((), Row({}))
            row.cells.append(Cell(cal.day(number), None, moment))
        for part in whole.rows:
            key = tuple(sorted(part.labels.items()))
            row = rows.setdefault(key, Row(part.labels))
            cell = part.cells[0]
            value = cell.value
            if value is True or value is False:
                value = Number(float(value))
            last = row.cells[-1] if row.cells else None
            if number not in days and last is not None and same(
                    last.value, value):
                continue
            row.cells.append(Cell(cal.day(number), value, moment))
    return rows


def same(a, b):
    if a is None or b is None:
        return a is b
    return (a.value, a.low, a.high, a.approximate) == (
        b.value, b.low, b.high, b.approximate)


# Which cells of a row one result is made of: their places, or whether what it
# is computed from has begun.

class Unread(Exception):
    def __init__(self, begun):
        self.begun = begun


def unbroken(row, places):
    periods = [row.cells[i].period for i in places]
    if row.is_broken_between(periods[-1], periods[0]):
        raise Unread(False)     # it begins anew
    return places


def at_slot(row, period, back):
    found = row.index().get((period[0], cal.slot(period) - back))
    if found is None:
        raise Unread(cal.slot(period) - back >=
                     cal.slot(row.cells[0].period))
    return found


def how_many(period, node):
    """A count of periods: 4, 4 periods, 4 quarters."""
    if node is None:
        return 1
    if node.kind == 'number' or node.of == 'period':
        return int(node.number if node.kind == 'number' else node.count)
    if is_dated(period):
        raise Unread(True)
    exact = node.count * cal.PER_YEAR[period[0]] / cal.PER_YEAR[node.of]
    if exact != int(exact):
        raise Unread(True)
    return int(exact)


def back(row, i, n):
    if not is_dated(row.cells[i].period):
        return unbroken(row, [i, at_slot(row, row.cells[i].period, n)])
    if i < n:
        raise Unread(False)
    return unbroken(row, [i, i - n])


def window(row, i, n):
    period = row.cells[i].period
    if not is_dated(period):
        return [unbroken(row, [i, at_slot(row, period, k)])[1]
                for k in range(n)]
    if i < n - 1:
        raise Unread(False)
    return unbroken(row, list(range(i, i - n, -1)))


def is_since(period, first):
    """Whether PERIOD is of the time since FIRST, a period or a date: a date
    wants whole periods."""
    return not cal.precedes(period, first)


def since(row, i, first):
    period = row.cells[i].period
    if not is_since(period, first):
        raise Unread(False)
    if is_dated(period):
        return unbroken(row, [k for k in range(i, -1, -1) if is_since(
            row.cells[k].period, first)])
    n, length = 1, 12 // cal.PER_YEAR[period[0]]
    while is_since(shifted(period, n, length), first):
        n += 1
    return window(row, i, n)


def shifted(period, n, length):
    """N periods earlier, to the day where the month has it."""
    def earlier(time):
        civil = cal.civil(time)
        month = civil.month - n * length
        last = cal.day_of(civil.year, month + 1, 1) - 1
        return min(cal.day_of(civil.year, month, 1) + civil.day - 1,
                   last) * cal.DAY
    return (period[0], earlier(period[1]), earlier(period[2]))


def year_before(row, i):
    period = row.cells[i].period
    if not is_dated(period):
        return back(row, i, cal.PER_YEAR[period[0]])
    return years_before(row, i, 1)


def years_before(row, i, n):
    """Of dates: the last figure on or before the day, at most 31 days older."""
    day = cal.civil(row.cells[i].period[1])
    limit = cal.day_of(day.year - n, day.month, 28 if (
        day.month, day.day) == (2, 29) else day.day)
    limit = (limit + 1) * cal.DAY       # the end of that day
    earlier = [k for k in range(i) if row.cells[k].period[2] <= limit]
    if not earlier:
        raise Unread(False)
    if limit - row.cells[earlier[-1]].period[2] > 31 * cal.DAY:
        raise Unread(True)
    return unbroken(row, [i, earlier[-1]])


def year_of(period):
    """Of the calendar's period that it is; of a date, its own."""
    if is_dated(period):
        return cal.civil(max(period[1], period[2] - 1)).year
    return cal.slot(period) // cal.PER_YEAR[period[0]]


def year_end(row, i):
    year = year_of(row.cells[i].period)
    earlier = [k for k in range(i) if year_of(row.cells[k].period) < year]
    if not earlier:
        raise Unread(False)
    if year_of(row.cells[earlier[-1]].period) < year - 1:
        raise Unread(True)
    return unbroken(row, [i, earlier[-1]])


def a_year(row, i):
    period = row.cells[i].period
    if is_dated(period):
        raise Unread(True)
    return window(row, i, cal.PER_YEAR[period[0]])


def each_period(read, formula):
    """READ(row, i, node) → places, the newest first; FORMULA(numbers)."""
    def reckon(world, node, as_of):
        from reckoning import Cell, Result, Row
        whole = world.at(node.children[0], as_of)
        result = Result(whole.shape, failed=whole.failed)
        for row in whole.rows:
            out = Row(row.labels, breaks=row.breaks)
            for i, cell in enumerate(row.cells):
                out.cells.append(one_period(
                    row, i, read, lambda numbers, i=i, row=row: formula(
                        world, node, as_of, row, i, numbers), node))
            result.rows.append(out)
        return result
    return reckon


def one_period(row, i, read, formula, node):
    from reckoning import Cell
    cell = row.cells[i]
    if cell.value is None:
        return Cell(cell.period, None, cell.known, cell.begun)
    try:
        cells = [row.cells[k] for k in read(row, i, node)]
    except Unread as unread:
        return Cell(cell.period, None, cell.known, unread.begun)
    known = max(c.known for c in cells)
    if any(c.value is None for c in cells):
        return Cell(cell.period, None, known,
                    all(c.begun for c in cells if c.value is None))
    return Cell(cell.period, formula([c.value for c in cells]), known)


def argument(node, i):
    return node.children[i] if i < len(node.children) else None


def read_back(row, i, node):
    return back(row, i, how_many(row.cells[i].period, argument(node, 1)))


def read_window(row, i, node):
    if node.children[1].since:
        return since(row, i, node.children[1].period)
    return window(row, i, how_many(row.cells[i].period, node.children[1]))


def read_pace(row, i, node):
    start, end = [node.children[k].period for k in (2, 3)]
    if cal.settled_period(row.cells[i].period)[2] > end[1]:
        raise Unread(True)
    return since(row, i, start)


def pace(world, node, as_of, row, i, numbers):
    start, end = [node.children[k].period[1] for k in (2, 3)]
    whole = world.at(node.children[1], as_of)
    if whole.failed or len(whole.rows) != 1 or not whole.rows[0].cells:
        return None
    wanted = whole.rows[0].cells[-1].value
    part = (row.cells[i].period[2] - start) / (end - start)
    so_far = intervals.total(numbers[::-1])
    line = wanted and intervals.multiply(wanted, Number(part / 100))
    return so_far and line and intervals.divide(so_far, line)


# Functions that give one value.

def points(value_of):
    """VALUE_OF(row, node, as_of) → cell, for each row that has any."""
    def reckon(world, node, as_of):
        from reckoning import Result, Row
        whole = world.at(node.children[0], as_of)
        return Result(1, [Row(row.labels, [value_of(row, node, as_of)])
                          for row in whole.rows if row.cells], whole.failed)
    return reckon


def at_period(row, node, as_of):
    from reckoning import Cell
    period = node.children[1].period
    place = row.index().get(cal.key(period))
    return row.cells[place] if place is not None else Cell(period, None)


def whole_days(row, as_of, time_of):
    from reckoning import Cell
    cell = row.newest()
    if cell.value is None:
        return cell
    if time_of(cell) == -2 ** 63:       # written, not learned
        return Cell(cell.period, None)
    days = max(as_of - time_of(cell), 0) // cal.DAY
    return Cell(cell.period, Number(float(days)), cell.known)


def streak(row, node, as_of):
    """Back from the newest period. It ends where the condition is false, at
    the first figure and at a break; what nobody knows makes it 'at least'."""
    from reckoning import Cell
    i, count, known = len(row.cells) - 1, 0, row.cells[-1].known
    if row.cells[i].value is None:
        return row.cells[i]
    while row.cells[i].value is True:
        count += 1
        known = max(known, row.cells[i].known)
        period = row.cells[i].period
        if i == 0:
            return Cell(row.cells[-1].period, Number(float(count)), known)
        earlier = row.cells[i - 1]
        near = is_dated(period) or cal.slot(
            earlier.period) == cal.slot(period) - 1
        if not near:
            # The hole comes first, unless the break is at this period.
            ends = any(not cal.precedes(period, first) and
                       cal.precedes(earlier.period, first) and
                       cal.slot(period) == first_slot(period, first)
                       for first in row.breaks)
        else:
            ends = row.is_broken_between(earlier.period, period) or (
                earlier.value is None and not earlier.begun)
        if ends:
            break
        if not near or earlier.value is None:
            return Cell(row.cells[-1].period,
                        Number(float(count), high=math.inf), known)
        i -= 1
    return Cell(row.cells[-1].period, Number(float(count)), known)


def first_slot(period, first):
    """The slot of the first period of PERIOD's kind that is not before."""
    if period[0] == first[0]:
        return cal.slot(first)
    return cal.slot(period)


def revision(world, node, as_of):
    from reckoning import Cell, Result, Row
    now = world.at(node.children[0], as_of)
    then = world.at(node.children[0], as_of - node.children[1].seconds)
    result = Result(1, failed=now.failed)
    for row in now.rows:
        if not row.cells:
            continue
        cell, value = row.newest(), None
        before = [r for r in then.rows if r.labels == row.labels]
        place = before[0].index().get(cal.key(cell.period)) if before else None
        if cell.value is not None and place is not None and \
                before[0].cells[place].value is not None:
            value = intervals.growth(cell.value, before[0].cells[place].value)
        result.rows.append(Row(row.labels, [Cell(cell.period, value,
                                                 cell.known)]))
    return result


# How far what a condition reads has come, as alerts judge it.

POINTS_OF_TIME = {'latest', 'first', 'at', 'age', 'known', 'streak', 'revision',
                  'atleast', 'gap', 'unconfirmed', 'count', 'last', 'overdue',
                  'changed'}


def is_later(a, b):
    if a[0] == b[0] and not is_dated(a):
        return cal.slot(a) > cal.slot(b)
    return cal.order(a) > cal.order(b)


def newest_periods(world, node, labels, as_of):
    """The newest period of each signal that is read by its periods; None where
    it has none."""
    from reckoning import selects_voice
    if node.name in ('gap', 'unconfirmed') if node.kind == 'aggregate' else \
            node.kind == 'call' and node.name in POINTS_OF_TIME:
        return
    signal = world.signals.get(node.name) if node.kind == 'signal' else None
    if signal is not None and signal.formula:
        yield from newest_periods(world, signal.formula, labels, as_of)
    elif signal is not None and not signal.is_events:
        newest = None
        for series in signal.series.values():
            if not selects_voice(node.matchers, series) or any(
                    series.labels.get(name, value) != value
                    for name, value in labels.items()):
                continue
            for period, vintages in series.figures.values():
                if vintages[0][0] <= as_of and (
                        newest is None or is_later(period, newest)):
                    newest = period
        yield newest
    for child in node.children:
        yield from newest_periods(world, child, labels, as_of)


def has_reached(newest, period):
    if newest is None:
        return False
    mine, theirs = cal.ORDER.index(newest[0]), cal.ORDER.index(period[0])
    if mine == theirs:
        return not is_later(period, newest)
    if mine > theirs:
        return cal.half(period) < newest[2]
    if is_dated(newest):
        return newest[2] >= period[2]
    return cal.settled(newest[2]) >= cal.settled(period[2])


def judged(world, node, whole, row, as_of):
    """The cell of the newest period that all have reached, or None."""
    cells = row.cells
    if whole.shape == 2:
        newest = list(newest_periods(world, node, row.labels, as_of))
        cells = [cell for cell in cells if all(
            has_reached(period, cell.period) for period in newest)]
    return cells[-1] if cells else None


def atleast(world, node, as_of):
    from reckoning import Cell, Result, Row
    hold = unknown = 0
    known = -2 ** 63
    for child in node.children[1:]:
        if child.kind == 'signal' and child.name in world.alerts:
            truth = world.alerts[child.name]
        else:
            whole = world.at(child, as_of)
            cells = [judged(world, child, whole, row, as_of)
                     for row in whole.rows if row.cells]
            values = [cell and cell.value for cell in cells]
            known = max([known] + [cell.known for cell in cells if cell])
            truth = True if True in values else None if (
                None in values or not whole.rows) else False
        hold += truth is True
        unknown += truth is None
    needed = node.children[0].number
    value = True if hold >= needed else \
        None if hold + unknown >= needed else False
    return Result(0, [Row({}, [Cell(('instant', 0, 0), value, known)])])


# Events.

class Event:
    def __init__(self, labels, id, date, due, known, status, kind):
        self.labels, self.id, self.date, self.due = labels, id, date, due
        self.known, self.status, self.kind = known, status, kind


def events_of(world, node, as_of):
    """Whether any is known, and those that are selected: each by its newest
    version that is known, and not dropped."""
    from reckoning import selects
    current = {}
    for event in world.signals[node.children[0].name].events:
        if event.known <= as_of and (
                event.id not in current or
                event.known >= current[event.id].known):
            current[event.id] = event
    chosen = []
    for event in current.values():
        labels = dict({'kind': event.kind or '', 'status': event.status or ''},
                      **event.labels)
        gone = event.status == 'dropped' and node.name != 'changed'
        if not gone and selects(
                node.children[0].matchers, labels, 'reported'):
            chosen.append(event)
    return list(current.values()), chosen


def of_events(value_of):
    def reckon(world, node, as_of):
        from reckoning import Cell, Result, Row
        known, chosen = events_of(world, node, as_of)
        value, time = value_of(node, chosen, as_of, [
            event for event in world.signals[node.children[0].name].events
            if event.known <= as_of]) if known else (None, None)
        learned = max([event.known for event in known], default=-2 ** 63)
        value = Number(float(value)) if value is not None else None
        period = ('instant', time or as_of, time or as_of)
        return Result(0, [Row({}, [Cell(period, value, learned)])])
    return reckon


def count_events(node, events, as_of, versions):
    seconds = node.children[1].seconds if len(node.children) > 1 else None
    return sum(event.date <= as_of and (
        seconds is None or as_of - event.date <= seconds)
        for event in events), None


def last_event(node, events, as_of, versions):
    dates = [event.date for event in events if event.date <= as_of]
    if not dates:
        return None, None
    return (as_of - max(dates)) // cal.DAY, max(dates)


def overdue(node, events, as_of, versions):
    """A due day has passed when it is over."""
    return sum(event.due is not None and
               event.due // cal.DAY < as_of // cal.DAY and
               event.status != 'delivered' for event in events), None


# The table.

class Function:
    def __init__(self, check, reckon, least, most=None):
        self.check, self.reckon = check, reckon
        self.least, self.most = least, most or least


def names_signal(node):
    return node.kind == 'signal' or any(map(names_signal, node.children))


def is_series(x):
    need(x.of == 'number' and x.series, 'a series is expected')


def is_count(node, of=('number', 'duration')):
    number = getattr(node, 'number', getattr(node, 'count', None))
    need(node.kind in of and number is not None and
         1 <= number <= 1000 and number == int(number), 'a number of periods')


def is_flow(x):
    is_series(x)
    need(x.kind not in ('stock', 'rate') and x.unit != PERCENT, 'no flow')


def is_learned(node, x):
    need(x.of in ('number', 'truth') and names_signal(node), 'a signal')


def check_same(node, types):
    is_series(types[0])
    if len(types) > 1:
        is_count(node.children[1])
    return Type('number', types[0].unit, types[0].kind, True)


def check_delta(node, types):
    is_series(types[0])
    unit = types[0].unit
    kind = 'flow' if types[0].kind == 'stock' else 'any'    # changes add up
    return Type('number', POINTS if unit == PERCENT else unit, kind, True)


def check_growth(node, types):
    is_series(types[0])
    need(types[0].unit not in (PERCENT, POINTS), 'growth of a %')
    return Type('number', PERCENT, series=True)


def rolled(kind):
    """What is taken over several periods speaks of the time up to its end."""
    return 'any' if kind == 'any' else 'stock'


def check_flow(node, types):
    is_flow(types[0])
    return check_window(node, types)


def check_window(node, types):
    is_series(types[0])
    if len(types) > 1 and not node.children[1].since:
        is_count(node.children[1])
    return Type('number', types[0].unit, rolled(types[0].kind), True)


def check_point(node, types):
    is_learned(node.children[0], types[0])
    return Type(types[0].of, types[0].unit)


def check_at(node, types):
    is_learned(node.children[0], types[0])
    need(types[0].series and node.children[1].kind in ('period', 'date'),
         'a series and a period')
    return Type(types[0].of, types[0].unit)


def check_days(node, types):
    is_learned(node.children[0], types[0])
    return Type('number', {'days': 1})


def check_streak(node, types):
    need(types[0].of == 'truth' and types[0].series, 'a condition')
    return Type('number', {'count': 1})


def is_window(node):
    need(node.kind == 'duration' and node.seconds, 'a duration')


def check_revision(node, types):
    need(types[0].of == 'number' and names_signal(node.children[0]), 'signal')
    is_window(node.children[1])
    return Type('number', PERCENT)


def check_pace(node, types):
    is_flow(types[0])
    need(types[1].of == 'number' and types[2].of == types[3].of == 'date' and
         types[1].unit in (None, types[0].unit), 'a total and two dates')
    need(node.children[2].period < node.children[3].period, 'dates in order')
    return Type('number', PERCENT, rolled(types[0].kind), True)


def check_atleast(node, types):
    need(node.children[0].kind == 'number' and
         1 <= node.children[0].number < len(types) and
         node.children[0].number % 1 == 0 and
         all(x.of in ('truth', 'alert') for x in types[1:]), 'conditions')
    return Type('truth')


def check_events(unit):
    def check(node, types):
        need(types[0].of == 'events', 'events')
        if len(types) > 1:
            is_window(node.children[1])
        return Type('number', {unit: 1})
    return check


def plain(formula):
    """FORMULA of the numbers alone, the newest first."""
    return lambda world, node, as_of, row, i, numbers: formula(numbers)


def every(read, formula, check, least, most=None):
    return Function(check, each_period(read, plain(formula)), least, most)


GROWTH = plain(lambda numbers: intervals.growth(*numbers))


def change(numbers):
    return intervals.subtract(*numbers)


def oldest_on(formula):
    return lambda numbers: formula(numbers[::-1])


TABLE = {
    'prev': every(read_back, lambda x: x[1], check_same, 1, 2),
    'delta': every(read_back, change, check_delta, 1),
    'qoq': Function(check_growth, each_period(read_back, GROWTH), 1),
    'yoy': Function(check_growth, each_period(
        lambda row, i, node: year_before(row, i), GROWTH), 1),
    'ytd': Function(check_growth, each_period(
        lambda row, i, node: year_end(row, i), GROWTH), 1),
    'ttm': every(lambda row, i, node: a_year(row, i),
                 oldest_on(intervals.total), check_flow, 1),
    'sum': every(read_window, oldest_on(intervals.total), check_flow, 2),
    'avg': every(read_window, oldest_on(intervals.mean), check_window, 2),
    'max': every(read_window, intervals.greatest, check_window, 2),
    'min': every(read_window, intervals.least, check_window, 2),
    'pace': Function(check_pace, each_period(read_pace, pace), 4),
    'latest': Function(check_point, points(
        lambda row, node, as_of: row.newest()), 1),
    'at': Function(check_at, points(at_period), 2),
    'age': Function(check_days, points(lambda row, node, as_of: whole_days(
        row, as_of, lambda cell: cell.period[2])), 1),
    'known': Function(check_days, points(lambda row, node, as_of: whole_days(
        row, as_of, lambda cell: cell.known)), 1),
    'streak': Function(check_streak, points(streak), 1),
    'revision': Function(check_revision, revision, 2),
    'atleast': Function(check_atleast, atleast, 2, 1000),
    'count': Function(check_events('count'), of_events(count_events), 1, 2),
    'last': Function(check_events('days'), of_events(last_event), 1),
    'overdue': Function(check_events('count'), of_events(overdue), 1),
}
