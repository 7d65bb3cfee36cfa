# SPDX-License-Identifier: MIT
"""The functions that choose, look at other times, or take numbers one by one:
rows of functions.TABLE."""

import calendar_time as cal
import functions as f
import intervals
import math
from intervals import Number, number
from language import PERCENT, Type, Unsaid, common, need


# Number by number: the value and both ends by one formula.

def distance(x):
    low = 0.0 if x.low <= 0 <= x.high else min(abs(x.low), abs(x.high))
    return Number(abs(x.value), low, max(abs(x.low), abs(x.high)),
                  x.approximate)


def half_away(x):
    whole = math.floor(abs(x))
    whole += abs(x) - whole >= 0.5
    return math.copysign(whole, x)


def rounded(digits):
    def one(x):
        if math.isinf(x):
            return x
        if digits >= 0:
            return half_away(x * 10.0 ** digits) / 10.0 ** digits
        return half_away(x / 10.0 ** -digits) * 10.0 ** -digits
    return lambda x: number(one(x.value), [one(x.low), one(x.high)], x)


def logarithm(x):
    if x.value <= 0 or x.low <= 0:
        return None
    high = math.inf if math.isinf(x.high) else math.log(x.high)
    return number(math.log(x.value), [math.log(x.low), high], x)


def end(x, at):
    return None if math.isinf(at) else Number(at, approximate=x.approximate)


@intervals.guarded
def compound(x, base, years):
    """((x / base) ^ (1 / n) - 1) * 100"""
    if base.value <= 0 or base.low <= 0 or x.value < 0 or x.low < 0:
        return None

    def rate(a, b):
        part = 0.0 if math.isinf(b) else a / b
        return (part ** (1 / years) - 1) * 100
    return number(rate(x.value, base.value),
                  [rate(x.low, base.high), rate(x.high, base.low)], x, base)


# Windows of numbers: the newest first. Where one is an interval, missing.

def spread(formula, least):
    def of(numbers):
        if not all(x.is_point for x in numbers) or len(numbers) < least:
            return None
        value = formula([x.value for x in numbers[::-1]])
        return value if value is None else number(value, [value], *numbers)
    return of


def middle(values):
    values = sorted(values)
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2


def squares(values):
    """The mean, and the distances from it, squared; what does not differ has
    none to the last bit."""
    mean = values[0] + sum(x - values[0] for x in values) / len(values)
    return mean, sum((x - mean) ** 2 for x in values)


def deviation(values):
    return math.sqrt(squares(values)[1] / (len(values) - 1))


def slope(values):
    half = (len(values) - 1) / 2
    return sum((i - half) * (x - values[0]) for i, x in enumerate(values)) / \
        sum((i - half) ** 2 for i in range(len(values)))


def zscore(values):
    before = values[:-1]
    mean, spread_of = squares(before)
    return (values[-1] - mean) / deviation(before) if spread_of else None


def read_window_before(row, i, node):
    if node.children[1].since:
        return f.since(row, i, node.children[1].period)
    n = f.how_many(row.cells[i].period, node.children[1])
    return f.window(row, i, n + 1)


def read_years(row, i, node):
    years = node.children[1]
    n = int(years.number if years.kind == 'number' else years.count)
    period = row.cells[i].period
    if not f.is_dated(period):
        return f.back(row, i, n * cal.PER_YEAR[period[0]])
    return f.years_before(row, i, n)


# Other times.

def asof(world, node, as_of):
    then = min(as_of, node.children[1].period[2] - 1)
    outer, world.past = world.past, world.past or then < as_of
    try:
        return world.at(node.children[0], then)
    finally:
        world.past = outer


def restated(world, node, as_of):
    from reckoning import Cell, Result, Row
    outer, world.first_said = world.first_said, True
    try:
        said = world.at(node.children[0], as_of)
    finally:
        world.first_said = outer
    now = world.at(node.children[0], as_of)
    result = Result(now.shape, failed=now.failed)
    for row in now.rows:
        first = [r for r in said.rows if r.labels == row.labels]
        index = first[0].index() if first else {}
        out = Row(row.labels, breaks=row.breaks)
        for cell in row.cells:
            place, value = index.get(cal.key(cell.period)), None
            then = first[0].cells[place] if place is not None else None
            if cell.value is not None and then and then.value is not None:
                value = differs(cell.value, then.value)
            out.cells.append(Cell(cell.period, value, cell.known, cell.begun
                                  if then is None or cell.value is None
                                  else value is not None or then.begun))
        result.rows.append(out)
    return result


def differs(now, said):
    if f.same(now, said) and said.value > 0:
        return Number(0.0, approximate=now.approximate)
    return intervals.growth(now, said)


# One of several.

OTHER = object()    # the condition chooses the other branch


def choose(world, node, as_of):
    """A where the condition holds, joined with b where it does not."""
    from reckoning import Cell, Row, matched
    condition, *branches = [world.at(c, as_of) for c in node.children]
    kinds = [child.type.kind for child in node.children]
    sides = []
    for i, wanted in ((0, True), (1, False)):
        def pick(c, x, period, wanted=wanted):
            known = max(c.known, x.known)
            if c.value is None:
                return Cell(period, None, c.known, c.begun)
            if c.value is not wanted:
                return Cell(period, OTHER, c.known)
            return Cell(period, x.value, known, x.begun)
        sides.append(matched(condition, branches[i], pick,
                             [kinds[0], kinds[i + 1]], as_of))

    def either(a, b, period):
        cell = b if a.value is OTHER else a
        return Cell(period, cell.value, cell.known, cell.begun)

    def branch_by_branch(a, b, out):
        if len({c.period[0] for c in a.cells + b.cells}) > 1:
            raise Unsaid()
        mine, theirs = a.index(), b.index()
        periods = {cal.key(c.period): c.period for c in b.cells + a.cells}
        for key in f.in_order(periods):
            cells = [row.cells[index[key]] for row, index in
                     ((a, mine), (b, theirs)) if key in index]
            cells = [c for c in cells if c.value is not OTHER]
            if cells:
                out.cells.append(cells[0])
    return matched(*sides, either, kinds[1:], as_of, branch_by_branch)


def coalesce(world, node, as_of):
    from reckoning import Result, Row, matched
    sides = [world.at(child, as_of) for child in node.children]
    so_far = sides[0]
    for after in sides[1:]:
        shape = max(so_far.shape, after.shape)
        if so_far.failed or after.failed:
            return Result(shape, failed=True)
        if shape == 2 and (so_far.shape < 2 and not after.rows or
                           after.shape < 2 and not so_far.rows):
            raise Unsaid()      # what a value fills of no periods
        if not so_far.rows or not after.rows:
            so_far = Result(shape, so_far.rows or after.rows)
            continue
        shapes = (so_far.shape, after.shape)
        so_far = matched(so_far, after, lambda a, b, period: filled(
            a, b, period), ['any', 'any'], as_of,
            lambda a, b, out: fill(a, b, out), shapes != (2, 2) and
            (lambda a, b, out: fill_points(a, b, shapes, out)), keeps=True)
    return so_far


def filled(a, b, period):
    from reckoning import Cell
    if a.value is not None or b.value is None:
        return Cell(a.period, a.value, a.known, a.begun)
    return Cell(a.period, b.value, max(a.known, b.known))


def fill(a, b, out):
    if {c.period[0] for c in a.cells} != {c.period[0] for c in b.cells}:
        raise Unsaid()
    mine, theirs = a.index(), b.index()
    periods = {cal.key(c.period): c.period for c in b.cells + a.cells}
    for key in f.in_order(periods):
        if key in mine and key in theirs:
            out.cells.append(filled(a.cells[mine[key]],
                                    b.cells[theirs[key]], None))
        else:
            out.cells.append(a.cells[mine[key]] if key in mine
                             else b.cells[theirs[key]])


def fill_points(a, b, shapes, out):
    """One value for each period of a series, and for its holes."""
    from reckoning import Cell
    if shapes[0] < 2 and shapes[1] < 2:
        out.cells = [filled(a.cells[0], b.cells[0], None)]
        return
    if shapes[0] < 2:
        point = a.cells[0]
        for cell in b.cells:
            out.cells.append(filled(Cell(cell.period, point.value,
                                         point.known, point.begun),
                                    cell, None))
        return
    point, last = b.cells[0], None
    for cell in a.cells:
        if last is not None and not f.is_dated(cell.period) and \
                point.value is not None:
            length = 12 // cal.PER_YEAR[cell.period[0]]
            for n in range(1, cal.slot(cell.period) - cal.slot(last.period)):
                out.cells.append(Cell(f.shifted(last.period, -n, length),
                                      point.value,
                                      max(point.known, cell.known)))
        out.cells.append(filled(cell, point, None))
        last = cell


# Currencies: from one to another by the fewest rates, those named first.

CURRENCIES = {'RMB', 'USD', 'EUR', 'JPY', 'HKD'}


def way(world_signals, start, goal):
    """[(signal, whether to divide by it)], or None."""
    rates = [(name, signal) for name, signal in world_signals.items()
             if name.startswith('fx_')]
    ways = [(start, [])]
    for at, steps in ways:
        if at == goal:
            return steps
        for name, signal in rates:
            quote, base = [next(w for w, p in signal.unit.items() if p == s)
                           for s in (1, -1)]
            for here, there, divides in ((base, quote, False),
                                         (quote, base, True)):
                if here == at and there not in [w[0] for w in ways]:
                    ways.append((there, steps + [(name, divides)]))
    return None


def money_in(unit):
    return [word for word, power in (unit or {}).items()
            if word in CURRENCIES and power == 1]


def check_convert(node, types):
    need(types[0].of == 'number', 'an amount')
    found, goal = money_in(types[0].unit), node.children[1]
    need(goal.kind == 'signal', 'a currency')
    goal = {'CNY': 'RMB'}.get(goal.name, goal.name)
    need(len(found) == 1 and goal in CURRENCIES, 'an amount of money')
    node.steps = way(f.SIGNALS, found[0], goal)
    need(node.steps is not None, 'a way')
    unit = dict(types[0].unit)
    del unit[found[0]]
    unit[goal] = unit.get(goal, 0) + 1
    return Type('number', {w: p for w, p in unit.items() if p},
                types[0].kind, types[0].series)


def rate_at(cells, period, average):
    """The last on or before the last day, at most 10 days older; or the mean
    of all within, if they leave no more than 10 days in a row open."""
    last = period[2] - cal.DAY if period[2] > period[1] else period[1]
    if not average or f.is_dated(period):
        known = [c for c in cells if c.period[1] <= last]
        if not known or last - known[-1].period[1] > 10 * cal.DAY:
            return None
        return [known[-1]]
    within = [c for c in cells if period[1] <= cal.half(c.period) < period[2]]
    edges = [period[1] - cal.DAY] + [c.period[1] for c in within] + [period[2]]
    open_days = [(b - a) // cal.DAY - 1 for a, b in zip(edges, edges[1:])]
    return within if within and max(open_days) <= 10 else None


def convert(world, node, as_of):
    from reckoning import Cell, Result, Row
    whole = world.at(node.children[0], as_of)
    average = len(node.children) > 2
    rates = []
    for name, divides in node.steps:
        rows = [Row({}, [Cell(p, known[-1][2], known[-1][0])
                         for p, vintages in series.figures.values()
                         for known in [[v for v in vintages
                                        if v[0] <= as_of]] if known])
                for series in world.signals[name].series.values()]
        rates.append((sorted(rows[0].cells, key=lambda c: c.period[1])
                      if rows else [], divides))
    result = Result(whole.shape, failed=whole.failed)
    for row in whole.rows:
        out = Row(row.labels, breaks=row.breaks)
        for cell in row.cells:
            value, known = cell.value, cell.known
            for cells, divides in rates:
                taken = rate_at(cells, cell.period, average)
                if value is None or taken is None:
                    value = None
                    break
                known = max([known] + [c.known for c in taken])
                rate = intervals.mean([c.value for c in taken])
                value = (intervals.divide if divides else
                         intervals.multiply)(value, rate)
            out.cells.append(Cell(cell.period, value, known, cell.begun
                                  if cell.value is None else True))
        result.rows.append(out)
    return result


# Events.

def changed(node, events, as_of, versions):
    """How many got another kind, status or due in the window up to now."""
    seconds, times = node.children[1].seconds, []
    for event in events:
        line = sorted((v for v in versions if v.id == event.id),
                      key=lambda v: v.known)
        turns = [b.known for a, b in zip(line, line[1:]) if
                 (a.kind, a.status, a.due) != (b.kind, b.status, b.due) and
                 as_of - b.known <= seconds]
        times += turns[-1:]
    return len(times), max(times, default=None)


# Checks.

def one_number(keeps, unit=None):
    def check(node, types):
        x = types[0]
        need(x.of == 'number', 'a number')
        return Type('number', x.unit if unit is None else unit,
                    x.kind if keeps else 'any', x.series)
    return check


def check_round(node, types):
    if len(types) > 1:
        digits = node.children[1]
        digits = digits.children[0] if digits.kind == 'negate' else digits
        need(digits.kind == 'number' and digits.number <= 15 and
             digits.number % 1 == 0, 'digits')
    return one_number(False)(node, types)


def digits_of(node):
    if len(node.children) < 2:
        return 0
    digits = node.children[1]
    if digits.kind == 'negate':
        return -int(digits.children[0].number)
    return int(digits.number)


def check_log(node, types):
    need(not types[0].unit, 'a number without a unit')
    return one_number(False)(node, types)


def check_spread(unit_too):
    def check(node, types):
        found = f.check_window(node, types)
        least = node.children[1]
        need(least.since or least.kind != 'number' or least.number >= 2,
             'two at least')
        unit = f.check_delta(node, types).unit if unit_too else {}
        return Type('number', unit, found.kind, True)
    return check


def check_compound(node, types):
    years = node.children[1]
    f.is_count(years)
    need(years.kind == 'number' and years.number <= 100 or
         years.kind == 'duration' and years.of == 'year' and
         years.count <= 100, 'years')
    return f.check_growth(node, types)


def check_asof(node, types):
    f.is_learned(node.children[0], types[0])
    need(node.children[1].kind == 'date', 'a date')
    return types[0]


def check_restated(node, types):
    need(types[0].of == 'number' and f.names_signal(node.children[0]), 'x')
    return Type('number', PERCENT, series=types[0].series)


def check_alike(first):
    def check(node, types):
        need(first == 0 or types[0].of == 'truth', 'a condition')
        chosen, unit = types[first:], types[first].unit
        series = any(x.series for x in types)
        need(chosen[0].of in ('number', 'truth') and
             all(x.of == chosen[0].of for x in chosen), 'alike')
        if chosen[0].of == 'truth':
            return Type('truth', series=series)
        for x in chosen[1:]:
            unit = common('=', unit, x.unit)
        kinds = {x.kind for x in chosen if x.series}
        kind = kinds.pop() if len(kinds) == 1 and first == 0 else 'any'
        return Type('number', unit, kind, series)
    return check


def each(formula):
    return f.each_period(lambda row, i, node: [i], lambda world, node, as_of,
                         row, i, numbers: formula(node, numbers[0]))


def windowed(formula, least, unit_too=True, read=f.read_window):
    return f.Function(check_spread(unit_too), f.each_period(
        read, f.plain(spread(formula, least))), 2)


ROWS = {
    'cagr': f.Function(check_compound, f.each_period(
        read_years, lambda world, node, as_of, row, i, numbers: compound(
            *numbers, int(getattr(node.children[1], 'number', None) or
                          node.children[1].count))), 2),
    'median': f.Function(f.check_window, f.each_period(
        f.read_window, f.plain(spread(middle, 1))), 2),
    'stdev': windowed(deviation, 2),
    'slope': windowed(slope, 2),
    'zscore': windowed(zscore, 3, False, read_window_before),
    'abs': f.Function(one_number(False), each(
        lambda node, x: distance(x)), 1),
    'round': f.Function(check_round, each(
        lambda node, x: rounded(digits_of(node))(x)), 1, 2),
    'log': f.Function(check_log, each(lambda node, x: logarithm(x)), 1),
    'low': f.Function(one_number(True), each(
        lambda node, x: end(x, x.low)), 1),
    'high': f.Function(one_number(True), each(
        lambda node, x: end(x, x.high)), 1),
    'asof': f.Function(check_asof, asof, 2),
    'restated': f.Function(check_restated, restated, 1),
    'if': f.Function(check_alike(1), choose, 3),
    'coalesce': f.Function(check_alike(0), coalesce, 2, 1000),
    'first': f.Function(f.check_point, f.points(
        lambda row, node, as_of: ([c for c in row.cells
                                   if c.value is not None] or
                                  row.cells[-1:])[0]), 1),
    'convert': f.Function(check_convert, convert, 2, 3),
    'changed': f.Function(f.check_events('count'), f.of_events(changed), 2),
}
f.TABLE.update(ROWS)
