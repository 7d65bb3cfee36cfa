/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/env.h"
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/parts.h"
#include "config/secret.h"

enum { SHORTEST_SEARCHED = 4 };

struct expansion { /* of one value */
	struct loading *loading;
	const struct section *section;
	struct value *value;
	struct buf text, shown;
};

static void
note_secret(struct expansion *expansion, const char *secret)
{
	struct secrets *secrets = expansion->loading->watchlist->secrets;

	expansion->value->secret = true;
	(void)buf_text(&expansion->text, secret);
	(void)buf_text(&expansion->shown, "…");
	if (strlen(secret) < SHORTEST_SEARCHED)
		return;
	secrets->items = mem_room(
	    secrets->items, secrets->count, sizeof(*secrets->items));
	secrets->items[secrets->count++] = mem_text(secret);
}

static void
fail(struct expansion *expansion, size_t at, const char *text)
{
	struct err err;

	(void)err_at(&err, at, "%s", text);
	complain_of(expansion->loading, expansion->value, &err);
	expansion->value->unfit = true;
}

/* One final newline is the editor's, not the secret's. */
static void
expand_file(struct expansion *expansion, const char *path, size_t at)
{
	char *directory = section_directory(expansion->section);
	char *whole = file_join(directory, path);
	struct buf bytes;
	struct err err;

	buf_init(&bytes, LIMIT_LABEL);
	if (!file_read(whole, &bytes, &err)) {
		fail(expansion, at, err.text);
	} else {
		size_t length = bytes.length;

		if (length > 0 && bytes.bytes[length - 1] == '\n')
			bytes.bytes[--length] = '\0';
		if (length > 0 && bytes.bytes[length - 1] == '\r')
			bytes.bytes[--length] = '\0';
		note_secret(expansion, buf_string(&bytes));
	}
	buf_release(&bytes);
	mem_free(whole);
	mem_free(directory);
}

static void
expand_variable(struct expansion *expansion, const char *inside, size_t at)
{
	const char *fallback = strstr(inside, ":-");
	size_t length =
	    fallback != NULL ? (size_t)(fallback - inside) : strlen(inside);
	char *name = mem_bytes(inside, length);
	const char *text = env_text(name);
	char *sentence;

	if (text != NULL) {
		note_secret(expansion, text);
	} else if (fallback != NULL) {
		(void)buf_text(&expansion->text, fallback + 2);
		(void)buf_text(&expansion->shown, fallback + 2);
	} else {
		sentence = mem_printf(
		    "the environment has no '%s': set it, or write "
		    "${%s:-text} for what is used instead",
		    name, name);
		fail(expansion, at, sentence);
		mem_free(sentence);
	}
	mem_free(name);
}

static bool
is_name(const char *inside)
{
	size_t length = 0;

	while (isalnum((unsigned char)inside[length]) || inside[length] == '_')
		length++;
	return length > 0 && !isdigit((unsigned char)inside[0]) &&
	    (inside[length] == '\0' || !strncmp(inside + length, ":-", 2));
}

/* ${…} at AT; gives the bytes used. */
static size_t
expand_one(struct expansion *expansion, const char *text, size_t at)
{
	size_t length = strcspn(text + at + 2, "}");
	char *inside = mem_bytes(text + at + 2, length);

	if (text[at + 2 + length] != '}')
		fail(expansion, at, "'${' lacks its closing '}'");
	else if (!strncmp(inside, "file:", 5))
		expand_file(expansion, inside + 5, at);
	else if (is_name(inside))
		expand_variable(expansion, inside, at);
	else
		fail(expansion, at,
		    "${NAME}, ${NAME:-text} or ${file:PATH} is expected");
	mem_free(inside);
	return length + 2 + (text[at + 2 + length] == '}');
}

static void
expand_text(struct loading *loading, const struct section *section,
    struct value *value)
{
	struct expansion expansion = { loading, section, value,
		.text = { .bytes = NULL } };
	const char *text = value->text;

	if (strstr(text, "${") == NULL)
		return;
	buf_init(&expansion.text, LIMIT_MESSAGE);
	buf_init(&expansion.shown, LIMIT_MESSAGE);
	for (size_t i = 0; text[i] != '\0';) {
		if (text[i] == '$' && text[i + 1] == '{') {
			i += expand_one(&expansion, text, i);
			continue;
		}
		(void)buf_char(&expansion.text, text[i]);
		(void)buf_char(&expansion.shown, text[i++]);
	}
	if (expansion.text.full || expansion.shown.full)
		fail(&expansion, 0, "this is too long once it is filled in");
	if (!value->unfit) {
		mem_free(value->text);
		value->text = buf_take(&expansion.text);
		value->shown = buf_take(&expansion.shown);
		value->expanded = true;
	}
	buf_release(&expansion.text);
	buf_release(&expansion.shown);
}

void
expand_value(struct loading *loading, const struct section *section,
    struct value *value)
{
	if (value->kind == VALUE_ONE)
		expand_text(loading, section, value);
	for (size_t i = 0; i < value->count; i++)
		expand_value(loading, section, value->items[i]);
}

/* Where "${NAME}" begins, or NULL. */
static const char *
find_expansion(const char *text)
{
	for (text = strstr(text, "${"); text != NULL;
	    text = strstr(text + 2, "${")) {
		size_t length = strcspn(text + 2, "}");
		char *inside = mem_bytes(text + 2, length);
		bool found = text[2 + length] == '}' &&
		    (is_name(inside) || !strncmp(inside, "file:", 5));

		mem_free(inside);
		if (found)
			return text;
	}
	return NULL;
}

void
refuse_expansion(
    struct loading *loading, const char *name, struct value *value)
{
	const char *at =
	    value->kind == VALUE_ONE ? find_expansion(value->text) : NULL;
	struct err err;

	if (at != NULL) {
		(void)err_at(&err, (size_t)(at - value->text),
		    "'%s' takes no ${…}: it could be a secret, and this can be "
		    "seen",
		    name);
		complain_of(loading, value, &err);
		value->unfit = true;
	}
	for (size_t i = 0; i < value->count; i++)
		refuse_expansion(loading, name, value->items[i]);
}

void
secrets_free(struct secrets *secrets)
{
	if (secrets == NULL)
		return;
	for (size_t i = 0; i < secrets->count; i++) {
		explicit_bzero(
		    secrets->items[i], strlen(secrets->items[i]));
		mem_free(secrets->items[i]);
	}
	mem_free(secrets->items);
	mem_free(secrets);
}

static const char *
find_secret(const struct secrets *secrets, const char *text, size_t *length)
{
	for (size_t i = 0; i < secrets->count; i++) {
		size_t of = strlen(secrets->items[i]);

		if (!strncmp(text, secrets->items[i], of) && of > *length)
			*length = of;
	}
	return *length > 0 ? text : NULL;
}

bool
watchlist_has_secrets(const struct watchlist *watchlist)
{
	return watchlist->secrets->count > 0;
}

char *
watchlist_without_secrets(const struct watchlist *watchlist, const char *text)
{
	struct buf out;

	buf_init(&out, LIMIT_OUTPUT);
	while (*text != '\0') {
		size_t length = 0;

		if (find_secret(watchlist->secrets, text, &length) != NULL) {
			(void)buf_text(&out, "…");
			text += length;
		} else {
			(void)buf_char(&out, *text++);
		}
	}
	return buf_take(&out);
}

void
watchlist_mask_secrets(
    const struct watchlist *watchlist, char *bytes, size_t length)
{
	const struct secrets *secrets = watchlist->secrets;

	for (size_t i = 0; i < secrets->count; i++) {
		size_t of = strlen(secrets->items[i]), at = 0;
		char *found;

		while (length - at >= of &&
		    (found = memmem(bytes + at, length - at,
			 secrets->items[i], of)) != NULL) {
			memset(found, '*', of);
			at = (size_t)(found - bytes) + of;
		}
	}
}

size_t
watchlist_longest_secret(const struct watchlist *watchlist)
{
	size_t longest = 0;

	for (size_t i = 0; i < watchlist->secrets->count; i++)
		if (strlen(watchlist->secrets->items[i]) > longest)
			longest = strlen(watchlist->secrets->items[i]);
	return longest;
}
