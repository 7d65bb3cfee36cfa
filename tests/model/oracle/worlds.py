# SPDX-License-Identifier: MIT
"""Random worlds, and random expressions over them."""

import calendar_time as cal
import language
import reckoning
from functions import Event
from intervals import Number
from math import inf

BEGIN = cal.day_of(2022, 1, 1)
UNITS = ['RMB', 'RMB', 'RMB', 'USD', '%', 'count', '-', 'USD/Mtok']


def labels_text(labels):
    return '' if not labels else '{%s}' % ', '.join(
        '%s="%s"' % pair for pair in sorted(labels.items()))


def period_words(period):
    return '%s\t%d\t%d' % period


def amount(random):
    value = random.choice([
        lambda: float(random.randint(-60, 200)), lambda: 0.0,
        lambda: random.randint(1, 9999) / 10,
        lambda: float(random.randint(50, 150)),
        lambda: float(random.randint(50, 150)),
        lambda: random.randint(1, 500) * 1e8])()
    kind = random.random()
    if kind < 0.72:
        return Number(value)
    if kind < 0.79:
        return Number(value, approximate=True)
    if kind < 0.87:
        return Number(value, high=inf)
    if kind < 0.94:
        return Number(value, low=-inf)
    wide = random.randint(1, 80)
    return Number(value, value - wide, value + wide)


# Periods of a signal, from BEGIN on: of the calendar, of a fiscal year whose
# quarters begin in other months, and of weeks (52 or 53 a year).

def by_months(random, kind):
    length = 12 // cal.PER_YEAR[kind]
    first = random.choice([1, 1, 2, 3]) if kind != 'month' else 1
    if kind == 'year':
        first = random.choice([1, 1, 4, 7, 11])
    return [cal.months(kind, 2022, first + length * i)
            for i in range(48 // length)]


def by_weeks(random, kind):
    """Of 12 to 14 weeks, or 52 and 53: they end on one day of the week, the one
    nearest to a month's end or the last of the month."""
    length, day = 12 // cal.PER_YEAR[kind], random.randrange(7)
    first = random.choice([1, 2, 3] if kind == 'quarter' else [1, 2, 7, 10])
    near = random.choice([range(-3, 4), range(-6, 1)])
    ends = []
    for i in range(48 // length + 1):
        end = cal.day_of(2022, first + length * i, 1)
        ends += [end + off for off in near if (end + off) % 7 == day]
    return [(kind, a * cal.DAY, b * cal.DAY) for a, b in zip(ends, ends[1:])]


def by_dates(random, kind):
    day, periods = BEGIN + random.randint(0, 60), []
    while len(periods) < 40:
        periods.append(cal.day(day))
        day += random.choice([1, 1, 7, 30, 31, 28, 90, 182])
    return periods


def periods_of(random, kind):
    if kind == 'day':
        return by_dates(random, kind)
    if kind in ('quarter', 'year') and random.random() < 0.3:
        return by_weeks(random, kind)
    return by_months(random, kind)


class Made:
    """A world as the reckoner has it, and as lines for the product."""

    def __init__(self, random):
        self.random = random
        self.fiscal_end = random.choice([12, 12, 3, 6, 9])
        day = BEGIN + random.randint(500, 1500)
        self.now = (day + 1) * cal.DAY - 1
        self.lines = ['world\t%d\t%d' % (self.fiscal_end, self.now)]
        self.signals, self.alerts, self.kinds = {}, {}, {}
        self.weekly = False
        for i, kind in enumerate(['quarter', 'quarter', 'quarter', 'month',
                                  'month', 'year', 'day', 'day', 'quarter',
                                  'day']):
            self.signal('%s%d' % (kind[0], i), kind, labelled=i >= 8)
        for name, unit in (('fx_usd', 'RMB/USD'), ('fx_eur', 'RMB/EUR')):
            self.rate(name, unit)
        for name in ('events', 'deals'):
            self.events(name)
        for name, truth in (('red', True), ('calm', False), ('dark', None)):
            self.alerts[name] = truth
            self.lines.append('alert\t%s\t%s' % (
                name, {True: 'true', False: 'false', None: 'missing'}[truth]))
        self.types = {name: language.Type('events') if s.is_events else
                      language.Type('number', s.unit, s.kind, True)
                      for name, s in self.signals.items()}
        self.checker = language.Checker(self.types, self.alerts)
        self.checker.rates = {name: s for name, s in self.signals.items()
                              if name.startswith('fx_')}
        self.world = reckoning.World(self.now, self.signals, self.alerts)

    def signal(self, name, kind, labelled):
        random = self.random
        unit = random.choice(UNITS)
        sort = random.choice(['any', 'any', 'flow', 'stock', 'rate', 'score',
                              'count'])
        periods = periods_of(random, kind)
        self.weekly = self.weekly or periods[0] != cal.around(
            periods[0], kind) if kind in cal.PER_YEAR else self.weekly
        if kind == 'day' and self.weekly:
            sort = 'any'
        breaks = [random.choice(periods[2:])] if random.random() < 0.35 else []
        breaks = [cal.around(b, kind) if kind in cal.PER_YEAR else b
                  for b in breaks]
        signal = reckoning.Signal(name, language.unit_of(unit), sort, breaks)
        self.signals[name], self.kinds[name] = signal, kind
        self.lines.append('\t'.join(
            ['signal', name, unit, sort, '12'] +
            [period_words(b) for b in breaks]))
        if not labelled:
            self.figures(signal, {}, 'reported', periods)
            return
        for labels in self.label_sets():
            self.figures(signal, labels, labels.get('basis', 'reported'),
                         periods)

    def rate(self, name, unit):
        random, day = self.random, BEGIN + self.random.randint(0, 300)
        signal = reckoning.Signal(name, language.unit_of(unit), 'rate')
        self.signals[name], self.kinds[name] = signal, 'day'
        self.lines.append('signal\t%s\t%s\trate\t12' % (name, unit))
        while (day + 2) * cal.DAY < self.now:
            self.figure(signal, {}, 'reported', cal.day(day),
                        (day + 1) * cal.DAY, Number(
                            random.randint(600, 800) / 100))
            day += random.choice([1, 3, 7, 7, 9, 10, 11, 12 if
                                  random.random() < 0.3 else 7])

    def label_sets(self):
        random = self.random
        names = random.sample(['model', 'bench', 'basis'], 2)
        words = {'model': ['a', 'b', 'b"c'], 'bench': ['x', 'y'],
                 'basis': ['reported', 'claimed', 'independent']}
        every = [{names[0]: one, names[1]: two}
                 for one in words[names[0]] for two in words[names[1]]]
        return random.sample(every, random.randint(2, 4))

    def figures(self, signal, labels, basis, periods):
        random = self.random
        first = random.randint(0, min(4, len(periods) - 2))
        for period in periods[first:]:
            known = period[2] + random.randint(1, 70) * cal.DAY
            if random.random() < 0.03:
                known -= 200 * cal.DAY      # of a period to come
            if random.random() < 0.12 or known > self.now:
                continue
            while known <= self.now:
                self.figure(signal, labels, basis, period, known)
                if random.random() < 0.8:
                    break
                known += random.randint(1, 300) * cal.DAY

    def figure(self, signal, labels, basis, period, known, said=None):
        said = said or amount(self.random)
        if basis == 'reported' and 'basis' not in labels:
            basis = self.random.choice(['reported'] * 5 + ['manual'])
        series = signal.series_of(labels, reckoning.VOICES.get(basis, basis))
        series.add(period, known, said, basis)
        self.lines.append('figure\t%s\t%s\t%s\t%s\t%d\t%r\t%r\t%r\t%s' % (
            signal.name, labels_text({name: value.replace('"', '\\"')
                                      for name, value in labels.items()}),
            basis, period_words(period), known, said.value,
            said.low, said.high, '~' if said.approximate else '-'))

    def events(self, name):
        random = self.random
        signal = reckoning.Signal(name, {}, is_events=True)
        self.signals[name], self.kinds[name] = signal, None
        self.lines.append('events\t%s\t-\tany\t12' % name)
        for i in range(random.choice([0, 3, 8, 8])):
            date = (BEGIN + random.randint(0, 1500)) * cal.DAY
            known = date + random.randint(-100, 100) * cal.DAY
            due = None if random.random() < 0.4 else \
                date + random.randint(0, 300) * cal.DAY
            labels = {'sort': random.choice('uv')}
            kind = random.choice([None, 'win', 'loss'])
            for status in random.choice([[None], ['announced'],
                                         ['announced', 'delivered'],
                                         ['announced', 'dropped'],
                                         ['announced', 'slipped']]):
                if known > self.now:
                    break
                signal.events.append(Event(labels, 'id%d' % i, date, due,
                                           known, status, kind))
                self.lines.append('event\t%s\t%s\tid%d\t%d\t%s\t%d\t%s\t%s' % (
                    name, labels_text(labels), i, date,
                    '-' if due is None else due, known, status or '-',
                    kind or '-'))
                known += random.randint(1, 200) * cal.DAY
                if due is not None and random.random() < 0.5:
                    due += 50 * cal.DAY

    def derive(self, name, text, tree, kind):
        """The text is well-typed."""
        if not self.is_nameable(tree.type):
            return False
        unit = tree.type.unit
        over = [w for w, p in sorted((unit or {}).items()) for _ in range(p)]
        under = [w for w, p in sorted((unit or {}).items())
                 for _ in range(-p)]
        signal = reckoning.Signal(name, unit or {}, formula=tree)
        self.signals[name], self.kinds[name] = signal, kind
        self.types[name] = language.Type('number', unit or {}, 'any', True)
        self.lines.append('derive\t%s\t%s\t%s' % (
            name, '/'.join(over + under) or '-', text))
        return True

    @staticmethod
    def is_nameable(found):
        """Whether a text of ours says its unit: one word above the line."""
        powers = sorted((found.unit or {}).values(), reverse=True)
        return found.of == 'number' and (
            not powers or powers[0] == 1 and (powers + [-1])[1] < 0)


class Item:
    def __init__(self, text, tight, depth, kind, found):
        self.text, self.tight, self.depth = text, tight, depth
        self.kind, self.found = kind, found


TIGHT = {'or': 1, 'and': 2, '=': 4, '!=': 4, '<': 4, '<=': 4, '>': 4,
         '>=': 4, '+': 5, '-': 5, '*': 6, '/': 6, '^': 8}
PRIMARY = 9


class Writer:
    """Grows expressions out of smaller ones, so that they are well typed."""

    def __init__(self, made, random):
        self.made, self.random = made, random
        self.refused = []
        self.pool = []
        for name, signal in made.signals.items():
            self.add(name, PRIMARY, 0, made.kinds[name])
            for _ in range(2):
                self.add(name + self.selector(name), PRIMARY, 0,
                         made.kinds[name])
        for number in ('2', '100', '.5', '0', '1e3', '12.5'):
            self.add(number, PRIMARY, 0, None)

    def selector(self, name):
        random = self.random
        label = random.choice(['model', 'bench', 'basis', 'basis', 'kind',
                               'sort', 'status'])
        value = random.choice(['a', 'b', 'x', 'claimed', 'reported', 'manual',
                               'win', 'u', 'delivered', 'b\\"c'])
        match = random.choice(['=', '=', '=', '!=', '=~', '!~'])
        return '{%s%s"%s"}' % (label, match, value)

    def add(self, text, tight, depth, kind):
        """Into the pool, if it is well typed; the tree, or None."""
        try:
            tree = language.parse(text, self.made.fiscal_end)
            found = self.made.checker.type_of(tree)
        except language.Mistake:
            self.refused.append(text)
            return None
        self.pool.append(Item(text, tight, depth, kind, found))
        return tree

    def pick(self, wanted=lambda item: True):
        """One of the pool, rather a late one."""
        pool = [item for item in self.pool if wanted(item)]
        if not pool:
            return self.random.choice(self.pool)
        if self.random.random() < 0.5:
            return self.random.choice(pool[len(pool) // 2:])
        return self.random.choice(pool)

    def wrapped(self, item, tight):
        """In ( ) where it needs them, at times where it does not, and at times
        not where it does: then it is another expression."""
        odd = self.random.random()
        needs = item.tight < tight
        if odd < 0.06 or needs and odd > 0.04:
            return '(%s)' % item.text
        return item.text

    def grow(self, most):
        """A new expression (text, kind, depth) out of those that there are."""
        random = self.random
        text, tight, parts = random.choice(
            [self.binary] * 5 + [self.logic] * 2 + [self.prefix] +
            [self.call] * 6 + [self.count_events, self.group, self.claim] +
            [self.atleast] + [self.choice] * 2)()
        depth = 1 + max(part.depth for part in parts)
        kind = next((p.kind for p in parts if p.found.series), None)
        return (text, tight, kind, depth) if depth <= most else None

    def mate(self, item):
        """Of the same frequency, or without any."""
        def fits(other):
            return other.found.of == item.found.of and (
                not item.found.series or not other.found.series or
                item.kind == other.kind or self.random.random() < 0.1) and (
                other.found.unit is None or item.found.unit is None or
                other.found.unit == item.found.unit or
                self.random.random() < 0.2)
        return self.pick(fits)

    def binary(self):
        random = self.random
        op = random.choice('+ - * / + - * / ^ < <= > >= = !='.split())
        left = self.pick(lambda item: item.found.of == 'number')
        right = self.mate(left)
        if right.found.series and left.found.series and \
                left.kind != right.kind and random.random() < 0.5:
            right = left
        if self.random.random() < 0.5:
            left, right = right, left
        tight = TIGHT[op]
        low = PRIMARY if op == '^' else tight + (tight == 4)
        high = 7 if op == '^' else tight + 1
        return ('%s %s %s' % (self.wrapped(left, low), op,
                              self.wrapped(right, high)), tight,
                [left, right])

    def logic(self):
        random = self.random
        op = random.choice(['and', 'or'])
        left = self.pick(lambda item: item.found.of == 'truth')
        right = self.mate(left)
        if right.found.series and left.found.series and \
                left.kind != right.kind and random.random() < 0.5:
            right = left
        return ('%s %s %s' % (self.wrapped(left, TIGHT[op]), op,
                              self.wrapped(right, TIGHT[op] + 1)), TIGHT[op],
                [left, right])

    def prefix(self):
        if self.random.random() < 0.5:
            item = self.pick(lambda item: item.found.of == 'number')
            return '-' + self.wrapped(item, 7), 7, [item]
        item = self.pick(lambda item: item.found.of == 'truth')
        return 'not ' + self.wrapped(item, 3), 3, [item]

    def period(self, item):
        random = self.random
        year, month = random.randint(2022, 2025), random.randint(1, 12)
        if item.kind == 'day' or random.random() < 0.15:
            return '%d-%02d-%02d' % (year, month, random.randint(1, 28))
        if item.kind == 'month':
            return '%d-%02d' % (year, month)
        if item.kind == 'year' or random.random() < 0.1:
            return 'FY%d' % year
        return random.choice(['%dQ%d', 'FY%dQ%d']) % (year, (month + 2) // 3)

    def count(self):
        return self.random.choice(['1', '2', '3', '4', '2 periods', '1 year',
                                   '2 quarters', '6 months', '1 quarter', '0',
                                   '3 months'])

    def call(self):
        random = self.random
        item = self.pick(lambda item: item.found.series)
        forms = [
            'prev(X)', 'prev(X, N)', 'delta(X)', 'qoq(X)', 'yoy(X)', 'ytd(X)',
            'ttm(X)', 'sum(X, N)', 'avg(X, N)', 'max(X, N)', 'min(X, N)',
            'sum(X, since P)', 'avg(X, since P)', 'max(X, since P)',
            'min(X, since P)',
            'latest(X)', 'at(X, P)', 'age(X)', 'known(X)', 'streak(X)',
            'streak(X)', 'revision(X, 90d)', 'revision(X, 400d)',
            'pace(X, 1000, 2023-01-01, 2025-07-01)',
            'pace(X, 5e3, 2022-05-11, 2026-01-01)']
        form = random.choice(forms + self.more_forms())
        text = form.replace('N', self.count()).replace(
            'P', self.period(item)).replace('X', item.text)
        return text, PRIMARY, [item]

    def more_forms(self):
        other = self.random.choice(self.pool)
        return [form.replace('Y', other.text) for form in (
            'cagr(X, 1)', 'cagr(X, 2)', 'cagr(X, 3 years)', 'median(X, N)',
            'median(X, since P)', 'stdev(X, N)', 'stdev(X, since P)',
            'slope(X, N)', 'zscore(X, N)', 'zscore(X, since P)', 'abs(X)',
            'round(X)', 'round(X, 1)', 'round(X, -2)', 'log(X)', 'low(X)',
            'high(X)', 'first(X)', 'asof(X, 2024-05-20)',
            'asof(X, 2023-02-14)', 'restated(X)', 'restated(X)',
            'coalesce(X, 0)', 'coalesce(0, X)', 'if(X > 50, X, 0)',
            'if(X < Y, X, Y)', 'convert(X, USD)', 'convert(X, EUR)',
            'convert(X, CNY)', 'convert(X, USD, average)', 'if(Y > 5, X, X)', 'coalesce(X, latest(X))')]

    def choice(self):
        """if and coalesce of what fits each other."""
        random = self.random
        first = self.pick(lambda item: item.found.of == 'number')
        second = self.mate(first)
        condition = self.pick(lambda item: item.found.of == 'truth' and (
            not item.found.series or item.kind == first.kind))
        if random.random() < 0.5:
            return 'if(%s, %s, %s)' % (condition.text, first.text,
                                       second.text), PRIMARY, [
                condition, first, second]
        if first.found.series and second.found.series and \
                first.kind != second.kind:
            second = first
        return 'coalesce(%s, %s)' % (first.text, second.text), PRIMARY, [
            first, second]

    def group(self):
        random = self.random
        item = self.pick(lambda item: item.found.of == 'number' and (
            '8' in item.text or '9' in item.text))
        labels = random.choice(['', 'model', 'bench', 'basis',
                                'model, bench'])
        return '%s by (%s) (%s)' % (
            random.choice(['max', 'min', 'sum', 'avg', 'count', 'median']), labels,
            item.text), PRIMARY, [item]

    def claim(self):
        """Rather of what is told apart by who says so."""
        random = self.random
        told = [name for name, signal in self.made.signals.items()
                if any('basis' in series.labels
                       for series in signal.series.values())]
        item = self.pick(lambda item: item.found.of == 'number' and any(
            name in item.text for name in told))
        by = random.choice(['', '', ' by ()', ' by (model)', ' by (bench)',
                            ' by (basis, model)'])
        return '%s%s%s(%s)' % (random.choice(['gap', 'unconfirmed']), by,
                               ' ' if by else '', item.text), PRIMARY, [item]

    def count_events(self):
        item = self.pick(lambda item: item.found.of == 'events')
        form = self.random.choice(['count(X, 365d)', 'count(X)', 'last(X)',
                                   'overdue(X)', 'count(X, 20d)',
                                   'changed(X, 400d)', 'changed(X, 90d)'])
        return form.replace('X', item.text), PRIMARY, [item]

    def atleast(self):
        items = [self.pick(lambda item: item.found.of == 'truth')
                 for _ in range(self.random.randint(1, 3))]
        names = self.random.sample(['red', 'calm', 'dark'], 2)
        return 'atleast(%d, %s)' % (
            self.random.randint(1, 3), ', '.join(
                [item.text for item in items] + names)), PRIMARY, items
