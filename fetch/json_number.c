/* SPDX-License-Identifier: MIT */
#include "fetch/json_number.h"

#include <stdbool.h>
#include <stdint.h>

/* ±0.DIGITS × 10^MAGNITUDE; the first digit is not 0. */
struct decimal {
	const char *digits, *end; /* there may be a '.' among them */
	int64_t magnitude;
	bool minus, zero;
};

static const int64_t far_away = INT64_C(1) << 60; /* of an exponent */

static int64_t
read_exponent(const char *at, const char *end)
{
	int64_t exponent = 0;
	bool minus = at < end && *at == '-';

	if (at < end && (*at == '-' || *at == '+'))
		at++;
	for (; at < end; at++)
		if (exponent < far_away / 10)
			exponent = exponent * 10 + (*at - '0');
		else
			exponent = far_away;
	return minus ? -exponent : exponent;
}

static bool
ends_digits(char c)
{
	return c == 'e' || c == 'E';
}

static struct decimal
read_decimal(const char *text, size_t length)
{
	const char *end = text + length, *at = text;
	struct decimal decimal = { .minus = length > 0 && *text == '-' };
	bool point = false;

	at += decimal.minus;
	for (; at < end && (*at == '0' || *at == '.'); at++) {
		decimal.magnitude -= point; /* zeros behind the point */
		point = point || *at == '.';
	}
	decimal.digits = at;
	for (; at < end && !ends_digits(*at); at++) {
		point = point || *at == '.';
		decimal.magnitude += !point;
	}
	decimal.end = at;
	decimal.zero = decimal.digits == at;
	if (at < end)
		decimal.magnitude += read_exponent(at + 1, end);
	return decimal;
}

static char
next_digit(struct decimal *decimal)
{
	if (decimal->digits < decimal->end && *decimal->digits == '.')
		decimal->digits++;
	return decimal->digits < decimal->end ? *decimal->digits++ : '0';
}

/* Without their signs; neither is zero. */
static int
compare_sizes(struct decimal a, struct decimal b)
{
	if (a.magnitude != b.magnitude)
		return a.magnitude < b.magnitude ? -1 : 1;
	while (a.digits < a.end || b.digits < b.end) {
		char one = next_digit(&a), other = next_digit(&b);

		if (one != other)
			return one < other ? -1 : 1;
	}
	return 0;
}

static int
sign_of(const struct decimal *decimal)
{
	return decimal->zero ? 0 : decimal->minus ? -1 : 1;
}

int
json_number_compare(const char *a, size_t a_length, const char *b,
    size_t b_length)
{
	struct decimal one = read_decimal(a, a_length);
	struct decimal other = read_decimal(b, b_length);
	int sign = sign_of(&one);

	if (sign != sign_of(&other))
		return sign < sign_of(&other) ? -1 : 1;
	return sign == 0 ? 0 : sign * compare_sizes(one, other);
}
