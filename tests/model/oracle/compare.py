# SPDX-License-Identifier: MIT
"""Random expressions over random worlds: the product (PROGRAM serve) against
the reckoner. $ORACLE_SEED, $ORACLE_COUNT; prints TAP."""

import math
import os
import random
import subprocess
import sys

import calendar_time as cal
import intervals
import language
import worlds

MOST_DEPTH = 6
MOST_WORLDS = 3     # shown whole; of later differences the answers alone
SHAPES = ['scalar', 'vector', 'series']


class Product:
    def __init__(self, program):
        self.process = subprocess.Popen(
            [program, 'serve'], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True)

    def tell(self, lines):
        self.process.stdin.write(''.join(line + '\n' for line in lines))

    def reckon(self, text, as_of):
        self.tell(['eval\t%d\t%s' % (as_of, text)])
        self.process.stdin.flush()
        lines = []
        while True:
            line = self.process.stdout.readline()
            if not line or line.startswith('Bail out'):
                print('Bail out! the product fell over %r: %s' % (text, line))
                sys.exit(1)
            if line == 'end\n':
                return lines
            lines.append(line.rstrip('\n'))

    def close(self):
        self.process.stdin.close()
        return self.process.wait()


def read(lines):
    """What the product said, as mine() has it."""
    head = lines[0].split('\t')
    if head[0] != 'result':
        return (head[0],), {}
    rows = {}
    for line in lines[1:]:
        words = line.split('\t')
        if words[0] == 'row':
            cells = rows.setdefault(words[1], [])
            continue
        if words[5] == '?':
            value = None
        elif words[5] in ('true', 'false'):
            value = words[5] == 'true'
        else:
            value = tuple(map(float, words[5:8])) + (words[8] == '~',)
        cells.append(((words[1], int(words[2]), int(words[3])), value))
    return ('result', head[1], head[2]), rows


def plain(cell):
    value = cell.value
    if isinstance(value, intervals.Number):
        value = (value.value, value.low, value.high, value.approximate)
    return (cell.period, value)


def mine(made, text, as_of):
    try:
        tree = language.parse(text, made.fiscal_end)
        found = made.checker.whole(tree)
    except language.Mistake:
        return ('mistake',), {}
    whole = made.world.whole(tree, as_of)
    if whole.failed:
        return ('failed',), {}
    rows = {}
    for row in whole.rows:
        labels = {name: value.replace('\\', '\\\\').replace('"', '\\"')
                  for name, value in row.labels.items()}
        rows[worlds.labels_text(labels)] = [plain(c) for c in row.cells]
    return ('result', SHAPES[whole.shape],
            'condition' if found.of == 'truth' else 'number'), rows


def near(a, b):
    if a == b:
        return True
    if isinstance(a, tuple) and isinstance(b, tuple):
        return a[3] == b[3] and all(
            x == y or abs(x - y) <= 1e-12 * max(abs(x), abs(y))
            for x, y in zip(a[:3], b[:3]))
    return False


def equal(a, b):
    if a[0] == ('failed',) and b[0] != a[0]:
        # A derived signal that fails has no figures, or one that is missing.
        return not any(value is not None
                       for cells in b[1].values() for _, value in cells)
    return a[0] == b[0] and a[1].keys() == b[1].keys() and all(
        len(a[1][key]) == len(b[1][key]) and all(
            cal.key(x[0]) == cal.key(y[0]) and near(x[1], y[1])
            for x, y in zip(a[1][key], b[1][key])) for key in a[1])


def is_close(made, text, as_of, theirs):
    """Whether rounding alone may tell the two apart: then rounding that is a
    little worse gives another result too, or theirs lies among those."""
    first = mine(made, text, as_of)
    intervals.SHAKE.append(random.Random(1))
    tries = [mine(made, text, as_of) for _ in range(12)]
    intervals.SHAKE.clear()
    return any(not equal(first, other) for other in tries)


def parts(node):
    for child in node.children:
        yield from parts(child)
    yield node


def smallest(made, product, text, as_of):
    """The smallest part of TEXT that differs by itself."""
    tree = language.parse(text, made.fiscal_end)
    for node in parts(tree):
        part = text[node.start:node.end]
        if node.kind in ('date', 'period', 'duration', 'text') or \
                part in made.alerts:
            continue
        theirs = read(product.reckon(part, as_of))
        if not equal(mine(made, part, as_of), theirs):
            return part
    return text


def rests_on_figures(made, tree):
    names = [node.name for node in parts(tree) if node.kind == 'signal']
    return any(name in made.signals for name in names) and not any(
        name in made.alerts for name in names)


def names_in(made, text):
    tree = language.parse(text, made.fiscal_end)
    for node in parts(tree):
        if node.kind == 'signal':
            yield node.name
            signal = made.signals.get(node.name)
            if signal is not None and signal.formula is not None:
                for inner in parts(signal.formula):
                    if inner.kind == 'signal':
                        yield inner.name


def show(made, product, text, as_of, tally):
    """A difference, as comments: the expression, the world's lines that matter
    to it, and both answers where they differ."""
    try:
        text = smallest(made, product, text, as_of)
        names = set(names_in(made, text))
    except language.Mistake:
        names = set()
    theirs, ours = read(product.reckon(text, as_of)), mine(made, text, as_of)
    print('# %s as of %s' % (text, cal.civil(as_of)))
    for line in made.lines if tally.shown <= MOST_WORLDS else []:
        if line.split('\t')[0] == 'world' or line.split('\t')[1] in names:
            print('#   ' + line)
    print('# product %s, reckoner %s' % (theirs[0], ours[0]))
    for line in product.reckon(text, as_of)[:1]:
        print('# ' + line)
    for key in sorted(theirs[1].keys() | ours[1].keys()):
        a, b = theirs[1].get(key, []), ours[1].get(key, [])
        for i in range(max(len(a), len(b))):
            x, y = (a + [None] * len(b))[i], (b + [None] * len(a))[i]
            if x is None or y is None or cal.key(x[0]) != cal.key(
                    y[0]) or not near(x[1], y[1]):
                print('#   %s product %s, reckoner %s' % (key, said(x),
                                                          said(y)))


def said(cell):
    if cell is None:
        return 'nothing'
    period, value = cell
    return '%s %s..%s %s' % (period[0], cal.civil(period[1]),
                             cal.civil(period[2]), value)


class Tally:
    count = refused = failed = valued = rounding = depth = shown = unsaid = 0


def one(made, product, text, as_of, tally):
    """Whether both say the same."""
    theirs = read(product.reckon(text, as_of))
    try:
        ours = mine(made, text, as_of)
    except language.Unsaid:
        tally.unsaid += 1
        return True
    tally.count += 1
    tally.refused += ours[0][0] == 'mistake'
    tally.failed += ours[0][0] == 'failed'
    tally.valued += any(cell[1] is not None
                        for cells in ours[1].values() for cell in cells)
    if equal(ours, theirs):
        return True
    if ours[0] == theirs[0] and is_close(made, text, as_of, theirs):
        tally.rounding += 1
        return True
    tally.shown += 1
    show(made, product, text, as_of, tally)
    return False


def one_world(seed, product, count, tally):
    chance = random.Random(seed)
    made = worlds.Made(chance)
    writer = worlds.Writer(made, chance)
    product.tell(made.lines)
    told, done, tries, agrees = len(made.lines), 0, 0, True
    while done < count and tries < count * 20:
        tries += 1
        grown = writer.grow(MOST_DEPTH)
        if grown is None or len(grown[0]) > 600:
            continue
        text, tight, kind, depth = grown
        before = len(writer.refused)
        tree = writer.add(text, tight, depth, kind)
        if tree is None and (len(writer.refused) == before or
                             chance.random() < 0.85):
            continue
        done += 1
        as_of = made.now if chance.random() < 0.6 else \
            made.now - chance.randint(1, 900) * cal.DAY
        tally.depth = max(tally.depth, depth)
        agrees = one(made, product, text, as_of, tally) and agrees
        # A constant was never learned, and alerts are no figures.
        if tree is not None and chance.random() < 0.05 and rests_on_figures(
                made, tree):
            name = 'v%d' % done
            if made.derive(name, text, tree, kind if tree.type.series
                           else 'day'):
                product.tell([made.lines[-1], 'ready'])
                writer.add(name, worlds.PRIMARY, 1, made.kinds[name])
    return agrees


def main():
    program = sys.argv[1]
    seed = int(os.environ.get('ORACLE_SEED', '1'))
    wanted = int(os.environ.get('ORACLE_COUNT', '1000'))
    each = 50
    product, tally, tests, good = Product(program), Tally(), 0, True
    while tally.count < wanted:
        tests += 1
        before = tally.count
        agrees = one_world(seed * 100000 + tests, product,
                           min(each, wanted - before), tally)
        good = good and agrees
        print('%sok %d - world %d of seed %d: %d expressions' % (
            '' if agrees else 'not ', tests, tests, seed,
            tally.count - before), flush=True)
    tests += 1
    ends = product.close() == 0
    print('%sok %d - the product ends well' % ('' if ends else 'not ', tests))
    print('# seed %d: %d expressions, depth up to %d; %d with a value, %d '
          'refused, %d that cannot be matched, %d at the mercy of rounding' % (
              seed, tally.count, tally.depth, tally.valued, tally.refused,
              tally.failed, tally.rounding))
    print('1..%d' % tests)
    sys.exit(0 if good and ends else 1)


main()
