/* SPDX-License-Identifier: MIT */
#include "base/number.h"

#include <float.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "tests/tap.h"

static const struct {
	const char *text;
	double number;
	bool read;
} parses[] = {
	{ "0", 0, true },
	{ "-0", 0, true },
	{ "38676000000", 38676000000, true },
	{ "1.5", 1.5, true },
	{ "+1.5e3", 1500, true },
	{ "1E-2", 0.01, true },
	{ "007", 7, true },
	{ "9007199254740993", 9007199254740992, true },
	{ "1e-400", 0, true },
	{ "1e400", 0, false },
	{ "", 0, false },
	{ "-", 0, false },
	{ ".5", 0, false },
	{ "5.", 0, false },
	{ "1e", 0, false },
	{ "1,5", 0, false },
	{ "0x10", 0, false },
	{ "inf", 0, false },
	{ "nan", 0, false },
	{ " 1", 0, false },
	{ "1 ", 0, false },
};

static const struct {
	double number;
	const char *text;
} formats[] = {
	{ 0, "0" },
	{ -0.0, "0" },
	{ 38676000000, "38676000000" },
	{ 25.8, "25.8" },
	{ 0.1, "0.1" },
	{ 1.0 / 3, "0.3333333333333333" },
	{ 1e300, "1e+300" },
	{ -2.5e-7, "-2.5e-07" },
	{ 9007199254740992, "9007199254740992" },
	{ 1e20, "100000000000000000000" },
	{ DBL_MAX, "1.7976931348623157e+308" },
	{ DBL_MIN, "2.2250738585072014e-308" },
	{ 5e-324, "4.94065645841247e-324" },
};

static const struct {
	double number;
	int decimals;
	const char *text;
} places[] = {
	{ 8.45, 1, "8.5" }, { 2.675, 2, "2.68" }, { 0.5, 0, "1" },
	{ 2.5, 0, "3" }, { -2.5, 0, "-3" }, { 8.449, 1, "8.4" },
	{ 0, 2, "0.00" }, { -0.0, 1, "0.0" }, { 1e15, 1, "1000000000000000.0" },
	{ DBL_MAX / 1e300, 0, "179769313" },
};

static const struct {
	const char *text;
	int64_t seconds; /* -1: none */
} durations[] = {
	{ "20s", 20 }, { "15m", 900 }, { "15 min", 900 }, { "6h", 21600 },
	{ "1.5h", 5400 }, { "1d", 86400 }, { "85d", 7344000 },
	{ "2w", 1209600 }, { "1 day", 86400 }, { "0s", 0 },
	{ "1500ms", -1 }, { "15", -1 }, { "d", -1 }, { "", -1 },
	{ "-1d", -1 }, { "1.5s", -1 }, { "99999999999999999999d", -1 },
	{ "1d ", -1 }, { "1..5h", -1 },
};

static const struct {
	const char *text;
	int64_t bytes;
} sizes[] = {
	{ "4096", 4096 }, { "64KiB", 65536 }, { "32 MiB", 33554432 },
	{ "1 GiB", 1073741824 }, { "10 MB", 10000000 }, { "1.5kB", 1500 },
	{ "12 B", 12 }, { "1 MIB", -1 }, { "0.5", -1 }, { "", -1 },
	{ "-1", -1 }, { "1e30 GB", -1 }, { "9999999999 GiB", -1 },
};

static void
test_parse(void)
{
	for (size_t i = 0; i < ARRAY_LEN(parses); i++) {
		double got = 0;
		bool read = number_parse(
		    &got, parses[i].text, strlen(parses[i].text));

		ok(read == parses[i].read && got == parses[i].number,
		    parses[i].text);
	}
	ok(number_parse(&(double){ 0 }, "12abc", 2),
	    "LENGTH bytes are the number");
}

static void
test_format(void)
{
	struct buf out;

	buf_init(&out, 1000);
	for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
		double back;

		buf_clear(&out);
		number_format(&out, formats[i].number);
		is_string(buf_string(&out), formats[i].text, formats[i].text);
		ok(number_parse(&back, out.bytes, out.length) &&
			back == formats[i].number,
		    "and back");
	}
	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		buf_clear(&out);
		number_format_places(
		    &out, places[i].number, places[i].decimals);
		is_string(buf_string(&out), places[i].text, "places");
	}
	buf_release(&out);
}

static void
test_round_trips(void)
{
	uint64_t state = 20251124, lost = 0;
	struct buf out;

	buf_init(&out, 1000);
	for (int i = 0; i < 200000; i++) {
		double number, back;
		uint64_t bits;

		state = state * 6364136223846793005u + 1442695040888963407u;
		bits = state ^ state >> 29;
		(void)memcpy(&number, &bits, sizeof(number));
		if (!(number - number == 0))
			continue;
		buf_clear(&out);
		number_format(&out, number);
		lost += !number_parse(&back, out.bytes, out.length) ||
		    back != number;
	}
	buf_release(&out);
	is_int((int64_t)lost, 0, "200,000 random doubles there and back");
}

static void
test_words(void)
{
	struct err err;
	int64_t got;

	for (size_t i = 0; i < ARRAY_LEN(durations); i++) {
		got = -1;
		(void)duration_parse(&got, durations[i].text, &err);
		is_int(got, durations[i].seconds, durations[i].text);
	}
	is_string(err.text,
	    "'1..5h' is no duration: a number with s, m, h, d or w is expected",
	    "what a duration is");
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		got = -1;
		(void)size_parse(&got, sizes[i].text, &err);
		is_int(got, sizes[i].bytes, sizes[i].text);
	}
	is_string(err.text,
	    "'9999999999 GiB' is no size: a number with KiB, MiB or GiB is "
	    "expected",
	    "what a size is");
}

static bool
make_german(void)
{
	static char path[4096];
	pid_t child;
	int status = -1;

	if (setlocale(LC_ALL, "de_DE.UTF-8") != NULL)
		return true;
	(void)snprintf(path, sizeof(path), "%s/de_DE.UTF-8", test_directory());
	child = fork();
	if (child == 0) {
		(void)!freopen("/dev/null", "w", stderr);
		(void)execlp("localedef", "localedef", "-c", "-i", "de_DE",
		    "-f", "UTF-8", path, (char *)NULL);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0 ||
	    setenv("LOCPATH", test_directory(), 1) != 0)
		return false;
	return setlocale(LC_ALL, "de_DE.UTF-8") != NULL;
}

static void
test_german(void)
{
	char comma[8];

	if (!make_german()) {
		skip("in German", "no de_DE.UTF-8 here");
		return;
	}
	(void)snprintf(comma, sizeof(comma), "%.1f", 1.5);
	is_string(comma, "1,5", "now the decimal mark is a comma");
	test_parse();
	test_format();
	(void)snprintf(comma, sizeof(comma), "%.1f", 1.5);
	is_string(comma, "1,5", "and the locale is left as it was");
}

int
main(void)
{
	test_parse();
	test_format();
	test_round_trips();
	test_words();
	test_german();
	return done();
}
