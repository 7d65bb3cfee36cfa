/* SPDX-License-Identifier: MIT */
/* Prints a made-up document of about so many megabytes, of the shape of the
 * company facts that a regulator publishes: companies, each with figures by
 * taxonomy, concept and unit. The same bytes at each run. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { CONCEPTS = 120, FACTS = 50 };

static uint64_t state = 20090627;
static uint64_t printed;

/* Knuth's constants: the high bits are of use. */
static unsigned
chance(unsigned below)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)((state >> 33) % below);
}

static void
count(int length)
{
	if (length < 0) {
		perror("document");
		exit(74);
	}
	printed += (uint64_t)length;
}

#define say(...) count(printf(__VA_ARGS__))

static void
fact(unsigned i)
{
	static const char *const ends[] = { "03-31", "06-30", "09-30",
		"12-31" };
	unsigned year = 2009 + i / 4, quarter = i % 4;

	say("%s{\"end\":\"%u-%s\",\"val\":%u%03u,\"accn\":\"0000%06u-%02u-"
	    "%06u\",\"fy\":%u,\"fp\":\"%s\",\"form\":\"%s\",\"filed\":\"%u-%s"
	    "\"",
	    i > 0 ? "," : "", year, ends[quarter], chance(900000) + 100000,
	    chance(1000), chance(1000000), year % 100, chance(1000000), year,
	    quarter == 3 ? "FY" : ends[quarter][1] == '3' ? "Q1"
		: quarter == 1				  ? "Q2"
							  : "Q3",
	    quarter == 3 ? "10-K" : "10-Q", year + quarter / 3,
	    ends[(quarter + 1) % 4]);
	if (i % 3 != 0)
		say(",\"frame\":\"CY%uQ%u%s\"", year, quarter + 1,
		    i % 2 ? "I" : "");
	say("}");
}

static void
concept(unsigned i)
{
	if (i == 0)
		say("\"Revenues\":");
	else
		say(",\"Concept%uOfThe%uthKind\":", i, i % 7);
	say("{\"label\":\"Concept %u, net of \\\"%u\\\"\",\"description\":"
	    "\"The amount of what is called %u here, before taxes and after "
	    "all else that a reader may think of; caf\303\251.\",\"units\":{",
	    i, i % 7, i);
	say("\"%s\":[", i % 10 == 9 ? "shares" : "USD");
	for (unsigned k = 0; k < FACTS; k++)
		fact(k);
	say("]}}");
}

static void
company(unsigned i)
{
	say("%s{\"cik\":%u,\"entityName\":\"Company %u, Inc.\",\"facts\":{"
	    "\"dei\":{\"EntityPublicFloat\":{\"label\":null,\"units\":{"
	    "\"USD\":[]}}},\"us-gaap\":{",
	    i > 0 ? "," : "", 320193 + i, i);
	for (unsigned k = 0; k < CONCEPTS; k++)
		concept(k);
	say("}}}");
}

int
main(int argc, char **argv)
{
	unsigned long megabytes = argc == 2 ? strtoul(argv[1], NULL, 10) : 0;

	if (megabytes == 0) {
		(void)fputs("usage: document MEGABYTES\n", stderr);
		return 64;
	}
	say("{\"companies\":[");
	for (unsigned i = 0; printed < megabytes * 1000000u; i++)
		company(i);
	say("]}\n");
	return fflush(stdout) == 0 ? 0 : 74;
}
