/* What the files of this folder share; nobody else includes this. */
#ifndef CONFIG_PARTS_H
#define CONFIG_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "config/watchlist.h"

struct err;

struct rows { /* the rooms' tables, joined */
	const struct setting **items;
	const struct settings **tables; /* of each row */
	struct value **fallbacks;	/* of each row; NULL: none */
	size_t count;
	const struct settings **all;
	size_t table_count;
};

struct file { /* one that was read: its text is kept for carets */
	char *name, *text;
	size_t *lines; /* where each begins */
	size_t line_count;
};

struct files {
	struct file **items;
	size_t count;
};

struct secrets {
	char **items;
	size_t count;
};

struct loading {
	struct watchlist *watchlist;
	struct complaints *complaints;
	size_t guesses; /* names that were compared for "did you mean" */
	struct map *labels; /* names of all signals'; NULL: not looked at */
};

extern const struct settings config_settings;

struct rows *rows_new(const struct settings *const *tables, size_t count);
void rows_free(struct rows *rows);

/* The row's index, or ROWS->count. DEFAULTS has the rows of SOURCE. */
size_t rows_find(
    const struct rows *rows, enum section_kind kind, const char *name);
const char *rows_near(
    const struct rows *rows, enum section_kind kind, const char *name);
const char *section_word(enum section_kind kind); /* "signal" */

struct value *value_new(enum value_kind kind, struct place place);
void value_free(struct value *value);
void value_append(struct value *value, const char *key, struct value *item);

/* complaint.c: beyond LIMIT_COMPLAINTS they are only counted. */
bool is_full(const struct loading *loading);
void complain(struct loading *loading, enum severity severity,
    struct place place, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* ERR of a check of VALUE's text: err.at is mapped back to the file. */
void complain_of(
    struct loading *loading, const struct value *value, const struct err *err);

/* caret.c: remembers where the lines of FILE begin. */
void file_find_lines(struct file *file);

/* The place of byte OFFSET of VALUE's decoded text. */
struct place caret_place(
    const struct files *files, const struct value *value, size_t offset);
const char *files_line(
    const struct files *files, struct place place, size_t *length);

/* "line 3", or "other.yaml:3" where PLACE is not in the file of HERE. */
struct spot {
	char text[512];
};
struct spot spot_of(struct place place, struct place here);

/* yaml_shape.c: false after a complaint, where libyaml would take for ever. */
bool yaml_shape_fits(struct loading *loading, const struct file *file);

/* yaml_tree.c: NULL after complaints. NAME is how the user calls the file. */
struct value *yaml_tree_read(struct loading *loading, const char *name);

/* expand.c: ${NAME}, ${NAME:-text}, ${file:PATH}; the value is unfit after a
 * complaint. SECTION says where a PATH starts. */
void expand_value(struct loading *loading, const struct section *section,
    struct value *value);
/* Where a setting is shown, it takes nothing that may be secret. */
void refuse_expansion(struct loading *loading, const char *name,
    struct value *value);
void secrets_free(struct secrets *secrets);

/* name.c: what a section may be called; false after a complaint. */
bool name_fits(struct loading *loading, enum section_kind kind,
    const char *name, struct place place);

void bind_file(struct loading *loading, const struct value *root);
struct section *section_new(
    struct watchlist *watchlist, enum section_kind kind, const char *name,
    struct place place);
void section_free(struct section *section);

/* include.c: reads the file and all that it includes, and binds them. */
void include_all(struct loading *loading, const char *file);

/* check_type.c: the types that need nothing but the text. */
void check_types(struct loading *loading);
bool text_is_flag(const char *text, bool *flag);
int text_month(const char *text); /* 1..12, 0 */

#endif
