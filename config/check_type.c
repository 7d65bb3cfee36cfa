/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/near.h"
#include "base/number.h"
#include "base/regex.h"
#include "config/parts.h"
#include "model/period.h"
#include "model/unit.h"

struct checking { /* one setting of one section */
	struct loading *loading;
	const struct section *section;
	const struct setting *row;
};

bool
text_is_flag(const char *text, bool *flag)
{
	static const char *const yes[] = { "true", "yes", "on" };
	static const char *const no[] = { "false", "no", "off" };

	for (size_t i = 0; i < 3; i++) {
		*flag = !strcasecmp(text, yes[i]);
		if (*flag || !strcasecmp(text, no[i]))
			return true;
	}
	return false;
}

int
text_month(const char *text)
{
	static const char *const names[] = { "january", "february", "march",
		"april", "may", "june", "july", "august", "september",
		"october", "november", "december" };
	double number;

	for (int i = 0; i < 12; i++)
		if (!strcasecmp(text, names[i]) ||
		    (strlen(text) == 3 && !strncasecmp(text, names[i], 3)))
			return i + 1;
	if (!number_parse(&number, text, strlen(text)) || number < 1 ||
	    number > 12 || number != (double)(int)number)
		return 0;
	return (int)number;
}

/* "a, b, c" of "a|*b|c" */
static const char *
choices_text(const char *choices, char *list, size_t size)
{
	size_t length = 0;

	for (; *choices != '\0' && length + 3 < size; choices++) {
		if (*choices == '*')
			continue;
		if (*choices == '|')
			list[length++] = ',';
		list[length++] = *choices == '|' ? ' ' : *choices;
	}
	list[length] = '\0';
	return list;
}

static bool
check_choice(const struct setting *row, const char *text, struct err *err)
{
	char *copy = mem_text(row->choices), *rest = copy;
	const char *names[16];
	char list[160];
	size_t count = 0;
	const char *near;
	bool found = false;

	for (char *word = strsep(&rest, "|"); word != NULL && count < 16;
	    word = strsep(&rest, "|")) {
		word += *word == '*';
		names[count++] = word;
		found = found || !strcmp(word, text);
	}
	near = near_name(text, names, count);
	if (!found && near != NULL)
		(void)err_at(err, 0, "'%s' cannot be '%s'; did you mean '%s'?",
		    row->name, text, near);
	else if (!found)
		(void)err_at(err, 0,
		    "'%s' cannot be '%s': one of %s is expected", row->name,
		    text, choices_text(row->choices, list, sizeof(list)));
	mem_free(copy);
	return found;
}

static bool
check_number(const struct setting *row, const char *text, struct err *err)
{
	double number;

	if (!number_parse(&number, text, strlen(text)))
		return err_at(err, 0,
		    "'%s' must be a number, but this is '%s'", row->name,
		    text);
	if (row->type == SETTING_WHOLE &&
	    (number < 0 || number != (double)(int64_t)number))
		return err_at(err, 0,
		    "'%s' must be a whole number, but this is '%s'",
		    row->name, text);
	return true;
}

bool
setting_is_line(const struct section *section, const char *key,
    const char *text, struct err *err)
{
	size_t length = strcspn(text, "\n");

	(void)section;
	(void)key;
	return text[length] == '\0' ||
	    err_at(err, length, "this is shown in one line; it has more");
}

static bool
check_regex(const char *text, struct err *err)
{
	struct regex *regex = regex_new(text, err);
	bool fine = regex != NULL;

	regex_free(regex);
	return fine;
}

static bool
check_text(const struct checking *checking, const char *text, struct err *err)
{
	const struct setting *row = checking->row;
	struct period period;
	struct unit unit;
	int64_t number;
	bool flag;

	switch (row->type) {
	case SETTING_CHOICE:
		return check_choice(row, text, err);
	case SETTING_NUMBER:
	case SETTING_WHOLE:
		return check_number(row, text, err);
	case SETTING_FLAG:
		return text_is_flag(text, &flag) ||
		    err_at(err, 0,
			"'%s' must be true or false, but this is '%s'",
			row->name, text);
	case SETTING_DURATION:
		return duration_parse(&number, text, err);
	case SETTING_SIZE:
		return size_parse(&number, text, err);
	case SETTING_MONTH:
		return text_month(text) > 0 ||
		    err_at(err, 0, "'%s' must be a month, but this is '%s'",
			row->name, text);
	case SETTING_UNIT:
		return unit_parse(&unit, text, err);
	case SETTING_PERIOD:
		return period_parse(&period, text,
		    section_fiscal_end(checking->section), err);
	case SETTING_REGEX:
		return check_regex(text, err);
	default:
		return true;
	}
}

static bool
text_fits(const struct checking *checking, const char *key, const char *text,
    struct err *err)
{
	return check_text(checking, text, err) &&
	    (checking->row->check == NULL ||
		checking->row->check(checking->section, key, text, err));
}

/* A sentence may quote the text: of a secret, only what may be shown of it. */
static void
check_one(const struct checking *checking, const char *key,
    const struct value *value)
{
	struct err err;

	if (value->unfit || text_fits(checking, key, value->text, &err))
		return;
	if (value->secret && text_fits(checking, key, value->shown, &err))
		(void)err_at(&err, 0,
		    "'%s' is wrong with what ${…} stands for in it",
		    key != NULL ? key : checking->row->name);
	complain_of(checking->loading, value, &err);
}

static bool
is_known_key(const char *choices, const char *key)
{
	size_t length = strlen(key);

	for (const char *at = choices; at != NULL;
	    at = strchr(at, '|') != NULL ? strchr(at, '|') + 1 : NULL)
		if (!strncmp(at, key, length) &&
		    (at[length] == '|' || at[length] == '\0'))
			return true;
	return false;
}

static void
check_value(const struct checking *checking, const struct value *value)
{
	const struct setting *row = checking->row;
	const struct value *wrong = value;
	char list[160];
	struct err err;

	if (row->check_value != NULL) {
		if (!value->unfit &&
		    !row->check_value(
			checking->section, value, &wrong, &err))
			complain_of(checking->loading, wrong, &err);
		return;
	}
	if (value->kind == VALUE_ONE) {
		check_one(checking, NULL, value);
		return;
	}
	for (size_t i = 0; i < value->count; i++) {
		const char *key = value->keys != NULL ? value->keys[i] : NULL;

		if (value->items[i]->kind != VALUE_ONE)
			continue;
		if (key != NULL && row->choices != NULL &&
		    row->type != SETTING_CHOICE &&
		    !is_known_key(row->choices, key)) {
			complain(checking->loading, SEVERITY_ERROR,
			    value->items[i]->key_place,
			    "'%s' has no '%s': one of %s is expected",
			    row->name, key,
			    choices_text(row->choices, list, sizeof(list)));
			continue;
		}
		check_one(checking, key, value->items[i]);
	}
}

static void
check_required(struct loading *loading, const struct section *section,
    const struct setting *row)
{
	if ((row->flags & SETTING_REQUIRED) == 0 ||
	    row->section != section->kind)
		return;
	complain(loading, SEVERITY_ERROR, section->place,
	    "this %s has no '%s', which is required",
	    section_word(section->kind), row->name);
}

static void
check_whole(struct loading *loading, const struct section *section)
{
	const struct rows *rows = loading->watchlist->rows;

	for (size_t i = 0; i < rows->table_count; i++) {
		const char *at = NULL;
		struct err err;
		struct place place = section->place;
		size_t row;

		if (rows->all[i]->check_section == NULL ||
		    rows->all[i]->check_section(section, &at, &err))
			continue;
		row = at != NULL ? rows_find(rows, section->kind, at)
				 : rows->count;
		/* A text was told of already where it stands. */
		if (row < rows->count && section->values[row] != NULL) {
			complain_of(loading, section->values[row], &err);
			continue;
		}
		complain(loading, SEVERITY_ERROR, place, "%s", err.text);
	}
}

/* What a section is hangs on its flags: while one of them cannot be read, what
 * the section needs is not known, and nothing is said about it. */
static void
check_section(struct loading *loading, const struct section *section)
{
	const struct rows *rows = loading->watchlist->rows;
	bool known = true;

	for (size_t i = 0; i < rows->count; i++) {
		struct checking checking = { loading, section,
			rows->items[i] };
		size_t errors = loading->complaints->errors;

		if (section->values[i] != NULL)
			check_value(&checking, section->values[i]);
		else
			check_required(loading, section, rows->items[i]);
		known = known && (rows->items[i]->type != SETTING_FLAG ||
				     loading->complaints->errors == errors);
	}
	if (known)
		check_whole(loading, section);
}

void
check_types(struct loading *loading)
{
	const struct watchlist *watchlist = loading->watchlist;

	check_section(loading, watchlist->top);
	check_section(loading, watchlist->defaults);
	for (int kind = 0; kind < SECTION_COUNT; kind++)
		for (size_t i = 0; i < watchlist->counts[kind]; i++)
			check_section(loading, watchlist->sections[kind][i]);
}
