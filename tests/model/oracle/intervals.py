# SPDX-License-Identifier: MIT
"""Numbers with an interval around them: the value by the formula, the ends by
interval arithmetic. A result that is no number is None."""

import math
from math import inf

SHAKE = []      # a random.Random: each result is off by a few last places


class Number:
    def __init__(self, value, low=None, high=None, approximate=False):
        self.value = value
        self.low = value if low is None else low
        self.high = value if high is None else high
        self.approximate = approximate

    @property
    def is_point(self):
        return self.low == self.high


def shaken(x):
    if not SHAKE or x == 0 or math.isinf(x):
        return x
    return x * (1 + SHAKE[0].uniform(-1, 1) * 4e-16)


def number(value, ends, *operands):
    """What a formula gives; ENDS are all that an end could be."""
    if math.isnan(value) or math.isinf(value) or any(map(math.isnan, ends)):
        return None
    low, high = min(ends), max(ends)
    if low == -inf and high == inf:
        return None
    exact = low == high
    value = shaken(value)
    return Number(value, value if exact else shaken(low),
                  value if exact else shaken(high),
                  any(x.approximate for x in operands))


def guarded(formula):
    """Overflow and the like are no numbers."""
    def wrapped(*arguments):
        try:
            return formula(*arguments)
        except (OverflowError, ZeroDivisionError, ValueError):
            return None
    return wrapped


def product(a, b):
    return 0.0 if a == 0 or b == 0 else a * b


def corners(a, b, operate):
    return [operate(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]


def add(a, b):
    return number(a.value + b.value, [a.low + b.low, a.high + b.high], a, b)


def subtract(a, b):
    return number(a.value - b.value, [a.low - b.high, a.high - b.low], a, b)


def multiply(a, b):
    return number(a.value * b.value, corners(a, b, product), a, b)


def fraction(a, b):
    return 0.0 if math.isinf(b) else a / b


@guarded
def divide(a, b):
    if b.value == 0 or b.low <= 0 <= b.high:
        return None
    return number(a.value / b.value, corners(a, b, fraction), a, b)


def raised(a, b):
    """As mathematics has it; OverflowError and ValueError are python's."""
    try:
        return math.pow(a, b)
    except OverflowError:
        return inf


@guarded
def power(a, b):
    if a.is_point and b.is_point:
        value = math.pow(a.value, b.value)
        return number(value, [value], a, b)
    if a.low <= 0 and not (b.is_point and b.value == int(b.value)):
        return None
    if a.low <= 0 <= a.high and b.low < 0:
        return None     # perhaps a division by zero
    ends = corners(a, b, raised)
    if a.low <= 0 <= a.high and b.value > 0:
        ends.append(0.0)
    return number(math.pow(a.value, b.value), ends, a, b)


@guarded
def growth(x, base):
    """x / base - 1, in %; each operand once."""
    if base.value <= 0 or base.low <= 0:
        return None

    def rate(a, b):
        if math.isinf(b):
            return -100.0 if not math.isinf(a) else None
        return (a - b) / b * 100
    ends = [rate(x.low, base.high if x.low >= 0 else base.low),
            rate(x.high, base.low if x.high >= 0 else base.high)]
    return number(rate(x.value, base.value), ends, x, base)


def negative(x):
    return Number(-x.value, -x.high, -x.low, x.approximate)


def greatest(numbers):
    return Number(max(x.value for x in numbers), max(x.low for x in numbers),
                  max(x.high for x in numbers),
                  any(x.approximate for x in numbers))


def least(numbers):
    return negative(greatest([negative(x) for x in numbers]))


def total(numbers):
    """From the oldest on."""
    so_far = numbers[0]
    for x in numbers[1:]:
        so_far = so_far and add(so_far, x)
    return so_far


def mean(numbers):
    whole = total(numbers)
    return whole and divide(whole, Number(float(len(numbers))))


def compare(op, a, b):
    """True, False, or None where the intervals do not decide."""
    if op == '<':
        return True if a.high < b.low else False if a.low >= b.high else None
    if op == '<=':
        return True if a.high <= b.low else False if a.low > b.high else None
    if op in ('>', '>='):
        return compare('<' if op == '>' else '<=', b, a)
    if a.high < b.low or b.high < a.low:
        equal = False
    else:
        equal = True if a.is_point and b.is_point else None
    if op == '!=':
        return None if equal is None else not equal
    return equal


OPERATORS = {'+': add, '-': subtract, '*': multiply, '/': divide, '^': power}
