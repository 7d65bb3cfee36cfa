/* A watchlist: the file, its includes, read and checked. Sections are reached
 * by kind and name, their settings by name; what was left out has its
 * default. */
#ifndef CONFIG_WATCHLIST_H
#define CONFIG_WATCHLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/complaint.h"
#include "config/setting.h"

struct definition;
struct expr;
struct map;
struct rate;

enum value_kind { VALUE_ONE, VALUE_LIST, VALUE_MAP };

struct value {
	enum value_kind kind;
	char *text;	/* VALUE_ONE: decoded, ${…} expanded */
	char *shown;	/* the same with secrets as "…"; == text without any */
	bool secret; /* something in it came from the environment or a file */
	bool expanded; /* a ${…} was in it: TEXT is not what the file has */
	bool unfit; /* told already: its room need not look at it */
	char **keys;	/* VALUE_MAP */
	struct value **items; /* LIST, MAP */
	size_t count;
	struct place place;
	struct place key_place; /* of its name, if it has one */
	/* For carets: how the scalar was written ('\0' plain, '\'', '"', '|',
	 * '>'). */
	char style;
};

struct section {
	enum section_kind kind;
	char *name; /* "" for top, defaults, panels and routes */
	struct place place;
	const struct watchlist *watchlist;
	struct value **values; /* by row of the joined table; NULL: left out */
	struct expr **exprs;   /* the same: of formulas and conditions */
};

struct watchlist {
	char *file, *directory; /* of the main file */
	struct section *top, *defaults;
	struct section **sections[SECTION_COUNT]; /* in the file's order */
	size_t counts[SECTION_COUNT];
	struct map *names[SECTION_COUNT]; /* of those that have one */
	struct definition **definitions; /* of each signal, until taken */
	struct rate *rates; /* currency: what convert() goes by */
	size_t rate_count;
	bool defined; /* definitions were built, and own the formulas */
	struct rows *rows;	 /* the joined table; config's own business */
	struct files *files;
	struct secrets *secrets;
};

/* Reads FILE and what it includes, finds every mistake in one pass. NULL where
 * there are errors; warnings and notes (what is not acted on yet) may be there
 * all the same. TABLES are the rooms' rows, config's own are added. */
struct watchlist *watchlist_load(const char *file,
    const struct settings *const *tables, size_t table_count,
    struct complaints *complaints);
void watchlist_free(struct watchlist *watchlist);

/* One source at URL, with the defaults of all else and its own name as what it
 * is called; no file. */
struct watchlist *watchlist_of_url(const char *url,
    const struct settings *const *tables, size_t table_count);

/* Which file is opened: EXPLICIT (-c), $BELLWETHER_WATCHLIST, the user's own,
 * the bundled one (DATADIR, or the source tree's when run uninstalled). The
 * caller owns it. */
char *watchlist_path(const char *explicit_path, const char *program);

const struct section *watchlist_section(const struct watchlist *watchlist,
    enum section_kind kind, const char *name); /* or NULL */

/* The definitions; the watchlist forgets them. The caller owns array and
 * items. */
struct definition **watchlist_take_definitions(
    struct watchlist *watchlist, size_t *count);

/* A setting of the section, else (of a source) of defaults:, else the row's
 * default; NULL where there is none. Asserts that the row exists. */
const struct value *section_value(
    const struct section *section, const char *name);
const char *section_text(const struct section *section, const char *name);
double section_number(const struct section *section, const char *name);
int64_t section_whole(const struct section *section, const char *name);
bool section_flag(const struct section *section, const char *name);
int64_t section_seconds(const struct section *section, const char *name);
int64_t section_bytes(const struct section *section, const char *name);
int section_month(const struct section *section, const char *name);

/* The month (1..12) in which the fiscal year ends: the signal's own, else its
 * source's, else the watchlist's, else 12. */
int section_fiscal_end(const struct section *section);

/* The checked expression of a SETTING_EXPR or SETTING_CONDITION; NULL if left
 * out. Borrowed from the watchlist; of a signal, from its definition. */
const struct expr *section_expr(
    const struct section *section, const char *name);

/* Where the file lies that has the section: what is relative starts there. The
 * caller owns it. */
char *section_directory(const struct section *section);

/* An entry of a map value, or NULL. */
const struct value *value_entry(const struct value *map, const char *key);

/* Digest (hex, 64) of the settings of SECTION, and of a signal's source, whose
 * rows have SETTING_DEFINES. */
void section_digest(const struct section *section, char hex[65]);

#endif
