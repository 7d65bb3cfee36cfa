/* SPDX-License-Identifier: MIT */
#include "tests/tap.h"

#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int count, failed;
static char directory[64];

bool
ok(bool holds, const char *name)
{
	count++;
	failed += !holds;
	printf("%sok %d - %s\n", holds ? "" : "not ", count, name);
	(void)fflush(stdout); /* what follows a crash is still countable */
	return holds;
}

bool
is_string(const char *got, const char *wanted, const char *name)
{
	if (got != NULL && ok(!strcmp(got, wanted), name))
		return true;
	if (got == NULL)
		(void)ok(false, name);
	diag("     got '%s'\n  wanted '%s'", got != NULL ? got : "(null)",
	    wanted);
	return false;
}

bool
is_int(int64_t got, int64_t wanted, const char *name)
{
	if (ok(got == wanted, name))
		return true;
	diag("     got %" PRId64 "\n  wanted %" PRId64, got, wanted);
	return false;
}

bool
is_number(double got, double wanted, const char *name)
{
	bool same = got == wanted || (isnan(got) && isnan(wanted)) ||
	    fabs(got - wanted) <= 1e-12 * fabs(wanted);

	if (ok(same, name))
		return true;
	diag("     got %.17g\n  wanted %.17g", got, wanted);
	return false;
}

bool
is_soon(clock_t start, int seconds, const char *name)
{
	double took = (double)(clock() - start) / CLOCKS_PER_SEC;

	if (ok(took <= seconds, name))
		return true;
	diag("%.1f s, wanted are %d", took, seconds);
	return false;
}

void
skip(const char *name, const char *reason)
{
	printf("ok %d - %s # SKIP %s\n", ++count, name, reason);
}

void
diag(const char *fmt, ...)
{
	char text[16384];
	va_list args;
	char *rest = text;

	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	for (char *line = strsep(&rest, "\n"); line != NULL;
	    line = strsep(&rest, "\n"))
		printf("# %s\n", line);
}

int
done(void)
{
	printf("1..%d\n", count);
	return failed != 0;
}

void
skip_all(const char *reason)
{
	printf("1..0 # SKIP %s\n", reason);
	exit(0);
}

size_t
test_sample(size_t most)
{
	const char *text = getenv("BELLWETHER_TEST_SAMPLE");
	size_t of = text != NULL ? (size_t)strtoul(text, NULL, 10) : 0;

	return of < 2 ? most : most < of ? 1 : most / of;
}

static void
remove_directory(void)
{
	pid_t child = fork();

	if (child == 0) {
		(void)execlp("rm", "rm", "-rf", directory, (char *)NULL);
		_exit(127);
	}
	if (child > 0)
		(void)waitpid(child, NULL, 0);
}

const char *
test_directory(void)
{
	if (directory[0] != '\0')
		return directory;
	(void)snprintf(
	    directory, sizeof(directory), "/tmp/bellwether-t-XXXXXX");
	if (mkdtemp(directory) == NULL) {
		printf("Bail out! no temporary directory\n");
		exit(1);
	}
	(void)atexit(remove_directory);
	return directory;
}

static const char *
under(const char *root, const char *path)
{
	static char paths[8][PATH_MAX];
	static unsigned next;
	char *out = paths[next++ % 8];

	(void)snprintf(out, PATH_MAX, "%s/%s", root, path);
	return out;
}

const char *
test_data(const char *path)
{
	const char *root = getenv("BELLWETHER_TEST_DATA");

	return root != NULL && *root != '\0' ? under(root, path) : NULL;
}

const char *
test_source(const char *path)
{
	const char *root = getenv("srcdir");

	return under(root != NULL && *root != '\0' ? root : ".", path);
}
