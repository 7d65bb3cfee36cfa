/* The settings of a watchlist as rows: a name, a type, a default, a check, a
 * line of help. Each room that gives a setting its meaning exports rows; the
 * main file joins them; config reads, binds and checks, and does not know what
 * they mean. lint, "did you mean" and the manual read the same rows. */
#ifndef CONFIG_SETTING_H
#define CONFIG_SETTING_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct section;

enum section_kind {
	SECTION_TOP,
	SECTION_DEFAULTS, /* the rows of SECTION_SOURCE, for every source */
	SECTION_SOURCE,
	SECTION_SIGNAL,
	SECTION_ALERT,
	SECTION_PANEL,
	SECTION_SINK,
	SECTION_ROUTE,
	SECTION_COUNT
};

enum setting_type {
	SETTING_TEXT,	  /* any single value */
	SETTING_CHOICE,	  /* one of CHOICES, separated by '|' */
	SETTING_NUMBER,
	SETTING_WHOLE,	  /* a whole number >= 0 */
	SETTING_FLAG,	  /* true | false, yes | no, on | off */
	SETTING_DURATION, /* 6h */
	SETTING_SIZE,	  /* 32 MiB */
	SETTING_MONTH,	  /* march, 3 */
	SETTING_UNIT,
	SETTING_EXPR,	  /* a signal's formula */
	SETTING_CONDITION,/* an alert's */
	SETTING_PERIOD,
	SETTING_REGEX,
	SETTING_SIGNAL,	  /* a signal's name */
	SETTING_SOURCE,	  /* a source's name */
	SETTING_SINK,	  /* a sink's name, or stdout */
	SETTING_PANEL,	  /* a panel's title */
	SETTING_ANY,	  /* its room's CHECK_VALUE looks at it whole */
	SETTING_TYPE_COUNT
};

enum setting_shape {
	SHAPE_ONE,
	SHAPE_LIST,	   /* of the type */
	SHAPE_ONE_OR_LIST,
	SHAPE_MAP,	   /* names that the user chooses → the type */
	SHAPE_ONE_OR_MAP
};

enum setting_flag {
	SETTING_REQUIRED = 1,
	SETTING_DEFINES = 2, /* it defines the figures: part of the digest */
	SETTING_SECRETS = 4, /* ${NAME} and ${file:…} are expanded in it */
	SETTING_LATER = 8 /* read and checked, not acted on yet: lint says so */
};

struct value;

struct setting {
	enum section_kind section;
	const char *name;
	enum setting_type type;
	enum setting_shape shape;
	unsigned flags;
	const char *choices; /* of SETTING_CHOICE, with a '*' before what is not
			      * acted on yet; of a map: its known keys */
	/* the default, in the file's own language; NULL */
	const char *fallback;
	/* One text of it (each element, each map value); err.at is the offset
	 * in TEXT. KEY is the map's key or NULL. SECTION is bound already.
	 * NULL: none. */
	bool (*check)(const struct section *section, const char *key,
	    const char *text, struct err *err);
	/* Where the shape itself is the room's: VALUE as a tree. On false
	 * *WRONG (if set) is the place, else VALUE itself. */
	bool (*check_value)(const struct section *section,
	    const struct value *value, const struct value **wrong,
	    struct err *err);
	const char *help;
};

/* A check for what is shown in one line: titles. */
bool setting_is_line(const struct section *section, const char *key,
    const char *text, struct err *err);

/* A room's rows, and what it checks of a section as a whole (settings that need
 * or exclude each other): NULL or a function; *AT is the setting's name that
 * the mistake is about, or NULL for the section. */
struct settings {
	const struct setting *rows;
	size_t count;
	bool (*check_section)(
	    const struct section *section, const char **at, struct err *err);
	/* Once its formulas are checked: section_expr, NULL where it is wrong.
	 * *AT is a setting that it has. */
	bool (*check_formulas)(
	    const struct section *section, const char **at, struct err *err);
};

#endif
