/* SPDX-License-Identifier: MIT */
/* How fast paths are followed, and in how much memory: in one run, against the
 * programs that are there, on made-up documents. A row's programs run in turn,
 * RUNS times; each figure is a median of CPU seconds (user and system), less
 * what the same program takes for an empty document.
 *	bench PROGRAMS FOLDER MEGABYTES...
 * PROGRAMS is where document and pick are, FOLDER is for the documents. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RUNS = 5, ARGUMENTS = 40, PATH_ROOM = 4096 };

#define FACTS "$.companies[*].facts['us-gaap']"

enum tool { PICK, YAJL, JQ, JQ_STREAM, PYTHON, TOOL_COUNT };

static const char *const names[] = { "pick", "json_verify", "jq",
	"jq --stream", "python3" };

struct row {
	const char *name;
	const char *paths[21];
	const char *jq, *stream, *python;
	double of_yajl, of_jq; /* the targets; 0: none */
};

#define ONE(n, kind) \
	FACTS ".Concept" #n "OfThe" #kind "thKind.units.USD[*].val"
#define PER_COMPANY "for c in d['companies']: "
#define US "c['facts']['us-gaap']"

static const struct row rows[] = {
	{ "definite", { "$.companies[2].facts['us-gaap'].Revenues.units.USD[9]"
			".val" },
	    ".companies[2].facts[\"us-gaap\"].Revenues.units.USD[9].val",
	    "select(length==2 and .[0]==[\"companies\",2,\"facts\","
	    "\"us-gaap\",\"Revenues\",\"units\",\"USD\",9,\"val\"])|.[1]",
	    "for c in d['companies'][2:3]: print(" US
	    "['Revenues']['units']['USD'][9]['val'])",
	    0.9, 6 },
	{ "wildcard", { FACTS ".Revenues.units.USD[*].val" },
	    ".companies[].facts[\"us-gaap\"].Revenues.units.USD[].val",
	    "select(length==2 and .[0][3:7]==[\"us-gaap\",\"Revenues\","
	    "\"units\",\"USD\"] and .[0][8:]==[\"val\"])|.[1]",
	    PER_COMPANY "[print(f['val']) for f in " US
			"['Revenues']['units']['USD']]",
	    0.9, 6 },
	/* Every figure there is, one in eight members: that yajl calls us for
	 * each name costs more than a tenth already. */
	{ "wildcards", { FACTS ".*.units.*[*].val" },
	    ".companies[].facts[\"us-gaap\"][].units[][].val", NULL,
	    PER_COMPANY "[print(f['val']) for k in " US
			".values() for u in k['units'].values() for f in u]",
	    0.9, 6 },
	{ "20 paths", {
			  ONE(1, 1), ONE(2, 2), ONE(3, 3), ONE(4, 4),
			  ONE(5, 5), ONE(6, 6), ONE(7, 0), ONE(8, 1),
			  ONE(10, 3), ONE(11, 4), ONE(12, 5), ONE(13, 6),
			  ONE(14, 0), ONE(15, 1), ONE(16, 2), ONE(17, 3),
			  ONE(18, 4), ONE(20, 6), ONE(21, 0), ONE(22, 1) },
	    ".companies[].facts[\"us-gaap\"]|(.Concept1OfThe1thKind,"
	    ".Concept2OfThe2thKind,.Concept3OfThe3thKind,"
	    ".Concept4OfThe4thKind,.Concept5OfThe5thKind,"
	    ".Concept6OfThe6thKind,.Concept7OfThe0thKind,"
	    ".Concept8OfThe1thKind,.Concept10OfThe3thKind,"
	    ".Concept11OfThe4thKind,.Concept12OfThe5thKind,"
	    ".Concept13OfThe6thKind,.Concept14OfThe0thKind,"
	    ".Concept15OfThe1thKind,.Concept16OfThe2thKind,"
	    ".Concept17OfThe3thKind,.Concept18OfThe4thKind,"
	    ".Concept20OfThe6thKind,.Concept21OfThe0thKind,"
	    ".Concept22OfThe1thKind).units.USD[].val",
	    NULL,
	    PER_COMPANY "[print(f['val']) for i in [*range(1,9),*range(10,19),"
			"20,21,22] for f in " US
			"['Concept%dOfThe%dthKind'%(i,i%7)]['units']['USD']]",
	    0.8, 6 },
	{ "filter", { FACTS ".*.units.USD[?@.form=='10-K' && @.fy>2015].val" },
	    ".companies[].facts[\"us-gaap\"][].units.USD[]?|"
	    "select(.form==\"10-K\" and .fy>2015).val",
	    NULL,
	    PER_COMPANY "[print(f['val']) for k in " US
			".values() for f in k['units'].get('USD',[]) "
			"if f['form']=='10-K' and f['fy']>2015]",
	    0, 4 },
	{ "descendant", { "$..Revenues.units.USD[*].val" },
	    "..|objects|.Revenues|values|.units.USD[].val", NULL,
	    PER_COMPANY "[print(f['val']) for f in " US
			"['Revenues']['units']['USD']]",
	    0, 4 },
	{ "both", { "$..USD[?@.form=='10-K' && @.fy>2015].val" },
	    "..|objects|.USD|values|.[]|"
	    "select(.form==\"10-K\" and .fy>2015).val",
	    NULL, NULL, 0, 4 },
};

enum { ROW_COUNT = sizeof(rows) / sizeof(rows[0]) };

struct cost {
	double seconds;
	long kilobytes;
	bool failed;
};

static const char *programs;
static bool missing[TOOL_COUNT];

static void
fail(const char *what)
{
	(void)fprintf(stderr, "bench: %s: %s\n", what, strerror(errno));
	exit(74);
}

static double
seconds_of(const struct timeval *time)
{
	return (double)time->tv_sec + (double)time->tv_usec / 1e6;
}

/* The child's own share: a process that is this small adds nothing to it. */
static struct cost
run(char *const *arguments, const char *in, const char *out)
{
	struct rusage usage;
	struct cost cost;
	int status;
	pid_t child = fork();

	if (child < 0)
		fail("fork");
	if (child == 0) {
		int from = open(in, O_RDONLY), to = open(out,
		    O_WRONLY | O_CREAT | O_TRUNC, 0644);

		if (from < 0 || to < 0 || dup2(from, 0) < 0 || dup2(to, 1) < 0)
			_exit(126);
		(void)execvp(arguments[0], arguments);
		_exit(127);
	}
	if (wait4(child, &status, 0, &usage) < 0)
		fail("wait4");
	cost.seconds = seconds_of(&usage.ru_utime) +
	    seconds_of(&usage.ru_stime);
	cost.kilobytes = usage.ru_maxrss;
	cost.failed = !WIFEXITED(status) || WEXITSTATUS(status) != 0;
	return cost;
}

static bool
is_there(const char *program)
{
	char script[64];
	char *arguments[] = { "sh", "-c", script, NULL };

	(void)snprintf(script, sizeof(script), "command -v %s", program);
	return !run(arguments, "/dev/null", "/dev/null").failed;
}

/* The command line of TOOL for ROW, in WORDS; false: it has none. */
static bool
command(enum tool tool, const struct row *row, const char *file,
    char *words[ARGUMENTS])
{
	static char pick[PATH_ROOM], code[1024];
	const char *text[] = { [JQ] = row->jq, [JQ_STREAM] = row->stream,
		[PYTHON] = row->python };
	size_t count = 0;

	if (tool == YAJL) {
		words[count++] = "json_verify";
		words[count++] = "-q";
	} else if (tool == PICK) {
		(void)snprintf(pick, sizeof(pick), "%s/pick", programs);
		words[count++] = pick;
		words[count++] = (char *)(size_t)file;
		for (size_t i = 0; row->paths[i] != NULL; i++)
			words[count++] = (char *)(size_t)row->paths[i];
	} else if (text[tool] == NULL) {
		return false;
	} else if (tool == PYTHON) {
		(void)snprintf(code, sizeof(code),
		    "import json,sys\nd=json.load(sys.stdin.buffer)\n"
		    "%s", row->python);
		words[count++] = "python3";
		words[count++] = "-c";
		words[count++] = code;
	} else {
		words[count++] = "jq";
		words[count++] = "-c";
		if (tool == JQ_STREAM)
			words[count++] = "--stream";
		words[count++] = (char *)(size_t)text[tool];
	}
	words[count] = NULL;
	return true;
}

static int
by_seconds(const void *a, const void *b)
{
	const struct cost *one = a, *other = b;

	return (one->seconds > other->seconds) -
	    (one->seconds < other->seconds);
}

/* A median of COUNT costs, with the most memory of them. */
static struct cost
median(struct cost *costs, size_t count)
{
	struct cost middle;

	qsort(costs, count, sizeof(*costs), by_seconds);
	middle = costs[count / 2];
	for (size_t i = 0; i < count; i++) {
		if (costs[i].kilobytes > middle.kilobytes)
			middle.kilobytes = costs[i].kilobytes;
		middle.failed = middle.failed || costs[i].failed;
	}
	return middle;
}

static size_t
runs_of(enum tool tool, unsigned long megabytes)
{
	if (missing[tool] || (tool == JQ_STREAM && megabytes > 50))
		return 0;
	return tool <= YAJL ? RUNS
	    : megabytes > 50 || tool == JQ_STREAM ? 1
						  : 3;
}

/* All tools in turn, so that what else the machine does hits all alike. */
static void
measure(const struct row *row, const char *file, unsigned long megabytes,
    struct cost costs[TOOL_COUNT])
{
	struct cost all[TOOL_COUNT][RUNS];
	char *words[ARGUMENTS];

	for (size_t i = 0; i < RUNS; i++)
		for (enum tool tool = PICK; tool < TOOL_COUNT; tool++)
			if (i < runs_of(tool, megabytes) &&
			    command(tool, row, file, words))
				all[tool][i] = run(words, file, "/dev/null");
	for (enum tool tool = PICK; tool < TOOL_COUNT; tool++) {
		size_t runs = runs_of(tool, megabytes);

		costs[tool] = (struct cost){ 0, 0, true };
		if (runs > 0 && command(tool, row, file, words))
			costs[tool] = median(all[tool], runs);
	}
}

static void
print_target(double ratio, double target)
{
	char text[32] = "";

	if (target > 0)
		(void)snprintf(text, sizeof(text), " (%s %.1f)",
		    ratio >= target ? "≥" : "BELOW", target);
	(void)printf("%6.2f%s%*s", ratio, text,
	    target > 0 ? (ratio >= target ? 4 : 0) : 12, "");
}

static void
print_row(const struct row *row, unsigned long megabytes,
    const struct cost *costs, const struct cost *empty)
{
	double seconds[TOOL_COUNT];

	for (enum tool tool = PICK; tool < TOOL_COUNT; tool++) {
		seconds[tool] = costs[tool].seconds - empty[tool].seconds;
		if (seconds[tool] < 0.001)
			seconds[tool] = 0.001;
	}
	(void)printf("%4lu %-10s", megabytes, row->name);
	if (costs[PICK].failed) {
		(void)printf(" failed\n");
		return;
	}
	(void)printf(" %7.3f s", seconds[PICK]);
	for (enum tool tool = YAJL; tool < TOOL_COUNT; tool++) {
		double target = tool == YAJL ? row->of_yajl
		    : tool == JQ	     ? row->of_jq
					     : 0;

		if (costs[tool].failed)
			(void)printf("%6s%12s", "-", "");
		else
			print_target(seconds[tool] / seconds[PICK], target);
	}
	(void)printf("%+7.1f\n",
	    (double)(costs[PICK].kilobytes - empty[PICK].kilobytes) / 1024);
	(void)fflush(stdout);
}

static void
make_document(const char *file, unsigned long megabytes)
{
	char program[PATH_ROOM], size[24];
	char *arguments[] = { program, size, NULL };

	(void)snprintf(program, sizeof(program), "%s/document", programs);
	(void)snprintf(size, sizeof(size), "%lu", megabytes);
	if (run(arguments, "/dev/null", file).failed)
		fail(file);
}

static void
bench(const char *folder, unsigned long megabytes)
{
	char file[PATH_ROOM], none[PATH_ROOM];
	char *nobody[] = { "echo", "{\"companies\":[]}", NULL };

	(void)snprintf(file, sizeof(file), "%s/%lu.json", folder, megabytes);
	(void)snprintf(none, sizeof(none), "%s/empty.json", folder);
	make_document(file, megabytes);
	if (run(nobody, "/dev/null", none).failed)
		fail(none);
	for (size_t i = 0; i < ROW_COUNT; i++) {
		struct cost costs[TOOL_COUNT], empty[TOOL_COUNT];

		measure(&rows[i], none, 1, empty);
		measure(&rows[i], file, megabytes, costs);
		print_row(&rows[i], megabytes, costs, empty);
	}
	(void)unlink(file);
	(void)unlink(none);
}

int
main(int argc, char **argv)
{
	if (argc < 4) {
		(void)fputs("usage: bench PROGRAMS FOLDER MEGABYTES...\n",
		    stderr);
		return 64;
	}
	programs = argv[1];
	for (enum tool tool = YAJL; tool < TOOL_COUNT; tool++) {
		missing[tool] = !is_there(
		    tool == JQ_STREAM ? names[JQ] : names[tool]);
		if (missing[tool])
			(void)printf("missing: %s\n", names[tool]);
	}
	(void)printf("CPU time of each, ÷ ours (targets in brackets); MiB "
		     "above an empty document\n"
		     "  MB %-10s %9s%18s%18s%18s%18s%7s\n",
	    "paths", "ours", "  json_verify", "jq", "jq --stream", "python3",
	    "MiB");
	for (int i = 3; i < argc; i++)
		bench(argv[2], strtoul(argv[i], NULL, 10));
	return 0;
}
