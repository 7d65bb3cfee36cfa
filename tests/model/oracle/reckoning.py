# SPDX-License-Identifier: MIT
"""What an expression comes to over a world, by the design's text alone."""

import calendar_time as cal
import functions
import intervals
import re
from intervals import Number
from language import COMPARISONS

NEVER = -2 ** 63
same = functions.same


class Cell:
    """VALUE: a Number, True or False; None is missing. BEGUN is false where it
    is missing because what it is computed from begins, or begins anew, only
    later."""

    def __init__(self, period, value, known=NEVER, begun=True):
        self.period, self.value, self.known = period, value, known
        self.begun = begun


class Row:
    def __init__(self, labels, cells=(), breaks=()):
        self.labels, self.cells = dict(labels), list(cells)
        self.breaks = set(breaks)

    def index(self):
        return {cal.key(cell.period): i for i, cell in enumerate(self.cells)}

    def is_broken_between(self, earlier, later):
        return any(cal.precedes(earlier, first) and
                   not cal.precedes(later, first) for first in self.breaks)

    def newest(self):
        """The newest cell with a value, else the newest."""
        valued = [cell for cell in self.cells if cell.value is not None]
        return (valued or self.cells)[-1]


class Result:
    """SHAPE: 0 a scalar, 1 a vector, 2 series."""

    def __init__(self, shape, rows=(), failed=False):
        self.shape, self.rows, self.failed = shape, list(rows), failed


class Series:
    """FIGURES: key of a period → (period, its vintages as they came)."""

    def __init__(self, labels, voice):
        self.labels, self.voice, self.figures = labels, voice, {}

    def add(self, period, known, amount, basis):
        _, vintages = self.figures.setdefault(
            cal.key(period), (period, []))
        before = [v for v in vintages if v[0] <= known]
        if before and same(before[-1][2], amount):
            return      # nothing new
        vintages.append((known, len(vintages), amount, basis))
        vintages.sort(key=lambda vintage: vintage[:2])


class Signal:
    def __init__(self, name, unit, kind='any', breaks=(), is_events=False,
                 formula=None):
        self.name, self.unit, self.kind = name, unit, kind
        self.breaks, self.is_events = list(breaks), is_events
        self.formula = formula      # a checked tree
        self.series, self.events = {}, []

    def series_of(self, labels, voice):
        key = (tuple(sorted(labels.items())), voice)
        return self.series.setdefault(key, Series(labels, voice))


VOICES = {'derived': 'reported', 'manual': 'reported'}


def matches(value, match, wanted):
    if match in ('=', '!='):
        return (value == wanted) == (match == '=')
    return (re.fullmatch(wanted, value) is not None) == (match == '=~')


def selects(matchers, labels, basis):
    """An absent label is an empty text; basis is a label too."""
    for label, match, wanted in matchers:
        value = labels.get(label, '')
        if label == 'basis' and label not in labels:
            value = basis
        if not matches(value, match, wanted):
            return False
    return True


def selects_voice(matchers, series):
    """Whether a figure of the series may be selected."""
    return any(selects(matchers, series.labels, basis)
               for basis in [series.voice] + list(VOICES)
               if VOICES.get(basis, basis) == series.voice)


def together(a, b):
    return all(b[name] == value for name, value in a.items() if name in b)


class World:
    def __init__(self, now, signals, alerts):
        self.now, self.signals, self.alerts = now, signals, alerts
        self.first_said = False     # figures are what was said of them first
        self.past = False           # what was learned by a day that is over

    def whole(self, tree, as_of=None):
        return self.at(tree, min(as_of or self.now, self.now))

    def at(self, node, as_of):
        return getattr(self, 'on_' + node.kind)(node, as_of)

    def literal(self, value):
        return Result(0, [Row({}, [Cell(('instant', 0, 0), value)])])

    def on_number(self, node, as_of):
        return self.literal(Number(node.number))

    def on_duration(self, node, as_of):
        return self.literal(Number((node.seconds or 0) / cal.DAY))

    def on_signal(self, node, as_of):
        signal = self.signals[node.name]
        if signal.formula is not None and signal.formula.type.series:
            whole = self.at(signal.formula, as_of)
            return Result(2, [row for row in whole.rows if selects(
                node.matchers, row.labels, 'derived')], whole.failed)
        if signal.formula is not None:
            return functions.days_of(self, signal, node, as_of)
        rows = []
        for series in signal.series.values():
            row = Row(series.labels, breaks=signal.breaks)
            if any(label == 'basis' and match == '='
                   for label, match, _ in node.matchers):
                row.labels.pop('basis', None)
            for period, vintages in series.figures.values():
                known = [v for v in vintages if v[0] <= as_of]
                if self.first_said:
                    known = [v for v in known if selects(
                        node.matchers, series.labels, v[3])][:1]
                if known and selects(node.matchers, series.labels,
                                     known[-1][3]):
                    row.cells.append(
                        Cell(period, known[-1][2], known[-1][0]))
            row.cells.sort(key=lambda cell: cal.order(cell.period))
            if row.cells:
                rows.append(row)
        return Result(2, rows)

    def on_negate(self, node, as_of):
        result = self.at(node.children[0], as_of)
        for row in result.rows:
            row.cells = [
                Cell(cell.period, cell.value and
                     intervals.negative(cell.value), cell.known, cell.begun)
                for cell in row.cells]
        return result

    def on_not(self, node, as_of):
        result = self.at(node.children[0], as_of)
        for row in result.rows:
            row.cells = [
                Cell(cell.period, None if cell.value is None else
                     not cell.value, cell.known, cell.begun)
                for cell in row.cells]
        return result

    def on_call(self, node, as_of):
        return functions.TABLE[node.name].reckon(self, node, as_of)

    def on_aggregate(self, node, as_of):
        if node.name in ('gap', 'unconfirmed'):
            return self.on_call(node, as_of)
        return functions.aggregate(self, node, as_of)

    def on_binary(self, node, as_of):
        left, right = [self.at(child, as_of) for child in node.children]
        if node.op in ('and', 'or'):
            # What has no series at all is missing, and may not matter.
            nothing = self.literal(None)
            if right.rows and not left.rows and not left.failed:
                left = nothing
            elif left.rows and not right.rows and not right.failed:
                right = nothing
        return matched(left, right, lambda a, b, period:
                       combine(node.op, a, b, period),
                       [child.type.kind for child in node.children], as_of)


def matched(left, right, operate, kinds, as_of, join=None, points=None,
            keeps=False):
    """Rows on their common labels, one to one; what has no labels and is alone
    goes with each."""
    shape = max(left.shape, right.shape)
    if left.failed or right.failed:
        return Result(shape, failed=True)

    def alone(side):
        return len(side.rows) == 1 and not side.rows[0].labels
    if alone(left) or alone(right):
        pairs = [(a, b, b.labels if not alone(right) else a.labels)
                 for a in left.rows for b in right.rows]
    else:
        pairs = [(a, b, {name: value for name, value in a.labels.items()
                         if name in b.labels})
                 for a in left.rows for b in right.rows
                 if together(a.labels, b.labels)]
        for i in (0, 1):
            if len({id(pair[i]) for pair in pairs}) < len(pairs):
                return Result(shape, failed=True)
        if not pairs and left.rows and right.rows and not keeps:
            return Result(shape, failed=True)
    rows = [joined(left.shape, right.shape, a, b, labels, operate, kinds,
                   as_of, join, points) for a, b, labels in pairs]
    if keeps:
        used = {id(row) for pair in pairs for row in pair[:2]}
        rows += [row for row in left.rows + right.rows if id(row) not in used]
    return Result(shape, rows)


def joined(left, right, a, b, labels, operate, kinds, as_of, join, points):
    out = Row(labels, breaks=a.breaks | b.breaks)
    if points:
        points(a, b, out)
        return out
    if join and left == right == 2:
        join(a, b, out)
        return out
    if left == right == 2:
        if a.cells and b.cells:
            functions.align(a, b, kinds, as_of, operate, out)
    elif left == 2:
        out.cells = [operate(cell, b.cells[0], cell.period)
                     for cell in a.cells]
    elif right == 2:
        out.cells = [operate(a.cells[0], cell, cell.period)
                     for cell in b.cells]
    else:
        x, y = a.cells[0], b.cells[0]
        out.cells = [operate(x, y, max(x.period, y.period, key=cal.order))]
    return out


def combine(op, a, b, period):
    known = max(a.known, b.known)
    x, y = a.value, b.value
    if op in ('and', 'or'):
        decisive = op == 'or'
        if x is decisive or y is decisive:
            value = decisive
        else:
            value = None if x is None or y is None else not decisive
    elif x is None or y is None:
        value = None
    elif op in COMPARISONS:
        value = intervals.compare(op, x, y)
    else:
        value = intervals.OPERATORS[op](x, y)
    begun = (x is not None or a.begun) and (y is not None or b.begun)
    return Cell(period, value, known, value is not None or begun)
