# SPDX-License-Identifier: MIT
"""The language as the design has it: text to tree, and the types and units of
a tree. Written from the design and the manual, never from the product."""

import calendar_time as cal
import re

TOKENS = re.compile(r'''\s*(?:
    (?P<date>\d{4}-\d\d-\d\d)(?!\w)
  | (?P<month>\d{4}-\d\d)(?!\w)
  | (?P<quarter>\d{4}Q[1-4]|FY\d{4}(?:Q[1-4])?)(?!\w)
  | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(?P<word>[A-Za-z_]\w*)?
  | (?P<name>[A-Za-z_]\w*)
  | "(?P<text>(?:[^"\\]|\\.)*)"
  | (?P<sign>!=|<=|>=|=~|!~|[-+*/^(){},=<>])
)''', re.X)
SECONDS = {'s': 1, 'm': 60, 'h': 3600, 'd': 86400, 'w': 7 * 86400}
PERIODS = {'period': 'period', 'quarter': 'quarter', 'month': 'month',
           'year': 'year'}
LEVELS = [{'or'}, {'and'}, {'not'}, {'=', '!=', '<', '<=', '>', '>='},
          {'+', '-'}, {'*', '/'}]
COMPARISONS = LEVELS[3]


class Mistake(Exception):
    """What lint would say; the sentence is ours."""


class Unsaid(Exception):
    """Neither the design nor the manual says what it comes to."""


class Node:
    def __init__(self, kind, start, **fields):
        self.kind, self.start, self.end = kind, start, start
        self.children, self.by, self.matchers = [], None, []
        self.since = False
        self.__dict__.update(fields)


class Parser:
    def __init__(self, text, fiscal_end):
        self.text, self.fiscal_end = text, fiscal_end
        self.tokens, at = [], 0
        text = text.rstrip()
        while at < len(text):
            match = TOKENS.match(text, at)
            if match is None:
                raise Mistake('not understood at %d' % at)
            kind = match.lastgroup if match['word'] is None else 'number'
            self.tokens.append((kind, match[kind], match.start(kind),
                                match.end(), match['word']))
            at = match.end()
        self.tokens.append(('end', '', len(text), len(text), None))
        self.at = 0

    def peek(self, ahead=0):
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def is_at(self, *words):
        return self.peek()[0] in ('sign', 'name') and self.peek()[1] in words

    def expect(self, sign):
        if not self.is_at(sign):
            raise Mistake("'%s' is expected at %d" % (sign, self.peek()[2]))
        return self.take()

    def whole(self):
        node = self.level(0)
        if self.peek()[0] != 'end':
            raise Mistake('an operator is expected at %d' % self.peek()[2])
        return node

    def closed(self, node):
        node.end = self.tokens[self.at - 1][3]
        return node

    def level(self, i):
        if i == len(LEVELS):
            return self.negation()
        start = self.peek()[2]
        if LEVELS[i] == {'not'}:
            if not self.is_at('not'):
                return self.level(i + 1)
            self.take()
            return self.closed(Node('not', start, children=[self.level(i)]))
        node, compared = self.level(i + 1), False
        while self.is_at(*LEVELS[i]):
            if compared:
                raise Mistake('comparisons do not chain')
            compared = LEVELS[i] == COMPARISONS
            op = self.take()[1]
            node = Node('binary', start, op=op,
                        children=[node, self.level(i + 1)])
            self.closed(node)
        return node

    def negation(self):
        start = self.peek()[2]
        if self.is_at('-'):
            self.take()
            return self.closed(
                Node('negate', start, children=[self.negation()]))
        base = self.primary()
        if self.is_at('^'):
            self.take()
            base = self.closed(Node('binary', start, op='^',
                                    children=[base, self.negation()]))
        return base

    def primary(self):
        if self.is_at('('):
            self.take()
            node = self.level(0)
            self.expect(')')
            return node
        kind = self.peek()[0]
        if kind == 'name' and not self.is_at('and', 'or', 'by', 'since'):
            return self.name()
        if kind in ('end', 'sign', 'name'):
            raise Mistake('a value is expected at %d' % self.peek()[2])
        return self.literal()

    def literal(self):
        kind, text, start, _, word = self.take()
        node = Node(kind, start)
        if kind in ('month', 'quarter', 'date'):
            node.kind = 'date' if kind == 'date' else 'period'
            node.period = cal.named(text, self.fiscal_end)
        elif kind == 'number' and word is not None:
            node.kind = 'duration'
            if word not in SECONDS or not text.isdigit():
                raise Mistake('no duration at %d' % start)
            node.seconds, node.count = int(text) * SECONDS[word], None
        elif kind == 'number':
            node.number = float(text)
            following = self.peek()
            singular = following[1].removesuffix('s')
            if following[0] == 'name' and singular in PERIODS:
                self.take()
                node.kind, node.seconds = 'duration', None
                node.count, node.of = float(text), PERIODS[singular]
        else:
            node.text = re.sub(r'\\(["\\])', r'\1', text)
        return self.closed(node)

    def name(self):
        _, name, start, _, _ = self.take()
        node = Node('signal', start, name=name)
        if self.is_at('('):
            node.kind = 'call'
            self.arguments(node)
        elif self.is_at('by'):
            self.take()
            self.expect('(')
            node.kind, node.by = 'aggregate', []
            while not self.is_at(')'):
                if node.by:
                    self.expect(',')
                node.by.append(self.take()[1])
            self.expect(')')
            self.arguments(node)
            if len(node.children) != 1:
                raise Mistake('one argument after by (…)')
        elif self.is_at('{'):
            self.selector(node)
        return self.closed(node)

    def arguments(self, node):
        self.expect('(')
        while not self.is_at(')'):
            if node.children:
                self.expect(',')
            if self.is_at('since'):
                self.take()
                node.children.append(self.literal())
                node.children[-1].since = True
            else:
                node.children.append(self.level(0))
        self.expect(')')

    def selector(self, node):
        self.expect('{')
        while not self.is_at('}'):
            if node.matchers:
                self.expect(',')
            label, match, value = self.take(), self.take(), self.take()
            if value[0] != 'text':
                raise Mistake('a text in quotes is expected')
            node.matchers.append(
                (label[1], match[1], re.sub(r'\\(["\\])', r'\1', value[1])))
        self.expect('}')


def parse(text, fiscal_end):
    return Parser(text, fiscal_end).whole()


class Type:
    """UNIT: word → power, of a number; None for a bare one (a literal)."""

    def __init__(self, of, unit=None, kind='any', series=False):
        self.of, self.unit, self.kind, self.series = of, unit, kind, series


def unit_of(text):
    """'USD/Mtok' → {'USD': 1, 'Mtok': -1}"""
    powers = {}
    for i, word in enumerate([] if text == '-' else text.split('/')):
        word = 'RMB' if word == 'CNY' else word
        powers[word] = powers.get(word, 0) + (1 if i == 0 else -1)
    return {word: power for word, power in powers.items() if power}


def times(a, b, sign):
    if a is None and b is None:
        return None
    powers = dict(a or {})
    for word, power in (b or {}).items():
        powers[word] = powers.get(word, 0) + sign * power
    powers = {word: power for word, power in powers.items() if power}
    if max(sum(p for p in powers.values() if p > 0),
           sum(-p for p in powers.values() if p < 0)) > 4:
        raise Mistake('a unit of too many words')
    return powers


def need(holds, sentence):
    if not holds:
        raise Mistake(sentence)


def kind_of(op, a, b):
    """Sums and differences of one kind are of that kind, and what is taken
    times or by one value, or has it added."""
    if a.series and b.series:
        return a.kind if op in '+-' and a.kind == b.kind else 'any'
    if a.series:
        return a.kind
    return b.kind if op != '/' else 'any'


PERCENT, POINTS = {'%': 1}, {'pp': 1}


def common(op, a, b):
    if a is None or b is None:
        return b if a is None else a
    if a == b:
        return POINTS if a == PERCENT and op == '-' else a
    need({'%', 'pp'} == set(a) | set(b) and PERCENT in (a, b) and
         POINTS in (a, b), "'%s' needs equal units" % op)
    return PERCENT


class Checker:
    """SIGNALS: name → Type; ALERTS: names."""

    def __init__(self, signals, alerts):
        self.signals, self.alerts = signals, alerts
        self.rates = {}     # of the watchlist's currency

    def whole(self, node):
        found = self.type_of(node)
        need(found.of in ('number', 'truth'), 'a number is expected')
        return found

    def type_of(self, node):
        node.type = getattr(self, 'on_' + node.kind)(node)
        return node.type

    def on_number(self, node):
        return Type('number')

    def on_text(self, node):
        return Type('text')

    def on_date(self, node):
        return Type('date')

    def on_period(self, node):
        return Type('period')

    def on_duration(self, node):
        return Type('duration')

    def on_signal(self, node):
        if node.name in self.alerts:
            return Type('alert')
        need(node.name in self.signals, 'unknown signal ' + node.name)
        return self.signals[node.name]

    def on_not(self, node):
        found = self.type_of(node.children[0])
        need(found.of == 'truth', 'a condition is expected')
        return Type('truth', series=found.series)

    def on_negate(self, node):
        found = self.type_of(node.children[0])
        need(found.of == 'number', 'a number is expected')
        return Type('number', found.unit, found.kind, found.series)

    def on_binary(self, node):
        a, b = [self.type_of(child) for child in node.children]
        series = a.series or b.series
        if node.op in ('and', 'or'):
            need(a.of == b.of == 'truth', 'conditions are expected')
            return Type('truth', series=series)
        if node.op in COMPARISONS:
            a, b = [Type('number', other.unit)
                    if side.of == 'duration' and kid.seconds is not None and
                    other.of == 'number' and other.unit == {'days': 1}
                    else side for side, other, kid in
                    ((a, b, node.children[0]), (b, a, node.children[1]))]
        need(a.of == b.of == 'number', 'numbers are expected')
        if node.op in COMPARISONS:
            common(node.op, a.unit, b.unit)
            return Type('truth', series=series)
        kind = kind_of(node.op, a, b)
        if node.op in '*/':
            return Type('number', times(a.unit, b.unit,
                                        1 if node.op == '*' else -1),
                        kind, series)
        if node.op == '^':
            need(not b.unit, 'an exponent has no unit')
            need(not a.unit, 'only what has no unit is raised to a power')
            return Type('number', a.unit, series=series)
        return Type('number', common(node.op, a.unit, b.unit), kind, series)

    def on_aggregate(self, node):
        x = self.type_of(node.children[0])
        import claims
        if node.name in claims.NAMES:
            return claims.check(node, [x])
        need(node.name in (
            'max', 'min', 'sum', 'avg', 'count', 'median'), 'no such')
        need(x.of == 'number' or node.name == 'count' and x.of == 'truth',
             'a number is expected')
        unit = {'count': 1} if node.name == 'count' else x.unit
        return Type('number', unit,
                    'any' if node.name == 'count' else x.kind, x.series)

    def on_call(self, node):
        import chosen
        import claims
        functions = claims.f if node.name in claims.NAMES else chosen.f
        need(node.name in functions.TABLE, 'unknown function ' + node.name)
        function = functions.TABLE[node.name]
        need(function.least <= len(node.children) <= function.most, 'arity')
        functions.SIGNALS = self.rates
        types = [Type('text') if node.name == 'convert' and i > 0 else
                 self.type_of(child) for i, child in enumerate(node.children)]
        need(node.name == 'atleast' or
             all(found.of != 'alert' for found in types), 'an alert')
        return function.check(node, types)
