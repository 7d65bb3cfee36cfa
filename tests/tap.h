/* The Test Anything Protocol, as prove and Automake's tap-driver.sh read it. */
#ifndef TESTS_TAP_H
#define TESTS_TAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

/* Prints one result and gives HOLDS back. NAME has no '#' and no newline. */
bool ok(bool holds, const char *name);

/* As ok(); a difference is shown as a comment, both sides quoted. */
bool is_string(const char *got, const char *wanted, const char *name);
bool is_int(int64_t got, int64_t wanted, const char *name);

/* Equal to 1e-12 relative, or both not a number. */
bool is_number(double got, double wanted, const char *name);

/* At most SECONDS of this process's own time since START, which is of clock():
 * how busy the machine is does not count. */
bool is_soon(clock_t start, int seconds, const char *name);

/* One test skipped with its reason. */
void skip(const char *name, const char *reason);

/* A comment line; newlines are fine. */
void diag(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Prints the plan; the result is main's: 0 when all held. */
int done(void);

/* The whole program skipped: prints the plan "1..0 # SKIP reason"; exits. */
void skip_all(const char *reason) __attribute__((noreturn));

/* How many of MOST that are alike are looked at: all, or, where
 * $BELLWETHER_TEST_SAMPLE is set, one of so many, and one at least. */
size_t test_sample(size_t most);

/* A fresh directory of this test, removed with all in it at exit; and the path
 * of a file of the shared test data (NULL when $BELLWETHER_TEST_DATA is unset);
 * the source tree ($srcdir). All borrowed for the program's life. */
const char *test_directory(void);
const char *test_data(const char *path);
const char *test_source(const char *path);

#endif
