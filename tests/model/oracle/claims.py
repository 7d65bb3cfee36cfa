# SPDX-License-Identifier: MIT
"""What is claimed beside what others measured: gap and unconfirmed."""

import calendar_time as cal
import functions as f
import intervals
from intervals import Number
from language import PERCENT, POINTS, Type, need

NEVER = -2 ** 63    # when a constant was learned

NAMES = ('gap', 'unconfirmed')


def check(node, types):
    f.is_learned(node.children[0], types[0])
    need(types[0].of == 'number', 'a number')
    if node.name == 'unconfirmed':
        return Type('number', {'days': 1})
    return Type('number', POINTS if types[0].unit == PERCENT else
                types[0].unit, types[0].kind)


def labels_of(node, row):
    """Those that a row goes by: of "by", else all but who says so."""
    return {name: value for name, value in row.labels.items()
            if (name in node.by if node.kind == 'aggregate'
                else name != 'basis')}


def sides(node, whole):
    """The rows that are claimed under the same labels, each with those that
    others measured of them."""
    claims, measured = {}, []
    for row in whole.rows:
        labels = labels_of(node, row)
        if row.labels.get('basis') == 'claimed' and row.cells:
            claims.setdefault(tuple(sorted(labels.items())), []).append(row)
        if row.labels.get('basis') == 'independent' and row.cells:
            measured.append((labels, row))
    for key, rows in claims.items():
        labels = dict(key)
        yield labels, rows, [row for theirs, row in measured if all(
            theirs.get(name, value) == value
            for name, value in labels.items())]


def newest(rows):
    """Of each the newest cell that has a value."""
    cells = [row.newest() for row in rows]
    return [cell for cell in cells if cell.value is not None]


def latest_period(cells):
    return max((cell.period for cell in cells), key=cal.order)


def gap(claimed, measured, as_of):
    mine, theirs = newest(claimed), newest(measured)
    if not mine or not theirs:
        return None
    value = intervals.OPERATORS['-'](
        intervals.greatest([cell.value for cell in mine]),
        intervals.least([cell.value for cell in theirs]))
    return latest_period(mine + theirs), value


def unconfirmed(claimed, measured, as_of):
    mine, theirs = newest(claimed), newest(measured)
    if not mine:
        return None
    since = min(cell.known for row in claimed for cell in row.cells
                if cell.value is not None)
    if since == NEVER and not theirs:
        return latest_period(mine), None
    days = 0 if theirs else max((as_of - since) // cal.DAY, 0)
    return latest_period(mine), Number(float(days))


def reckon(world, node, as_of):
    from reckoning import Cell, Result, Row
    formula = gap if node.name == 'gap' else unconfirmed
    outer = world.first_said
    world.first_said = node.name == 'unconfirmed'
    try:
        whole = world.at(node.children[0], as_of)
    finally:
        world.first_said = outer
    result = Result(1, failed=whole.failed)
    for labels, claimed, measured in sides(node, whole):
        found = formula(claimed, measured, as_of)
        if found is not None:
            known = max(cell.known for cell in newest(claimed + measured))
            result.rows.append(Row(labels, [Cell(*found, known)]))
    return result


for name in NAMES:
    f.TABLE[name] = f.Function(check, reckon, 1)
