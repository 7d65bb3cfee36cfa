/* SPDX-License-Identifier: MIT */
#include "command/shell_line.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"

struct reader {
	struct shell_line *line;
	const char *at;
	struct buf word;
	bool in_word;
	bool backslashes;
};

static void
end_word(struct reader *reader)
{
	struct shell_line *line = reader->line;

	line->words =
	    mem_room(line->words, line->count, sizeof(*line->words));
	line->words[line->count++] = mem_text(buf_string(&reader->word));
	buf_clear(&reader->word);
	reader->in_word = false;
}

/* Whether a '\' quotes the C behind it. */
static bool
escapes(const struct reader *reader, char c)
{
	switch (reader->line->quote) {
	case '\'':
		return reader->backslashes && (c == '\'' || c == '\\');
	case '"':
		return c != '\0' && strchr("$`\"\\\n", c) != NULL;
	default:
		return true;
	}
}

/* A '\', and what it quotes. */
static void
read_escape(struct reader *reader)
{
	char c = reader->at[1];

	reader->in_word = true;
	if (c == '\0' && reader->line->quote != '\'') {
		reader->line->escaped = true;
		reader->at++;
	} else if (escapes(reader, c)) {
		if (c != '\n')
			(void)buf_char(&reader->word, c);
		reader->at += 2;
	} else {
		(void)buf_char(&reader->word, '\\');
		reader->at++;
	}
}

static void
read_character(struct reader *reader)
{
	struct shell_line *line = reader->line;
	char c = *reader->at;

	if (c == '\\') {
		read_escape(reader);
		return;
	}
	reader->at++;
	if (line->quote == '\0' && isspace((unsigned char)c)) {
		if (reader->in_word)
			end_word(reader);
		return;
	}
	reader->in_word = true;
	if (c == line->quote)
		line->quote = '\0';
	else if (line->quote == '\0' && (c == '\'' || c == '"'))
		line->quote = c;
	else
		(void)buf_char(&reader->word, c);
}

static bool
is_assignment(const char *word)
{
	size_t length = 0;

	while (isalnum((unsigned char)word[length]) || word[length] == '_')
		length++;
	return length > 0 && word[length] == '=' &&
	    !isdigit((unsigned char)word[0]);
}

static void
drop_assignments(struct shell_line *line)
{
	size_t from = 0;

	while (from + 1 < line->count && is_assignment(line->words[from]))
		mem_free(line->words[from++]);
	line->count -= from;
	memmove(line->words, line->words + from,
	    line->count * sizeof(*line->words));
}

void
shell_line_parse(
    struct shell_line *shell_line, const char *line, bool backslashes)
{
	struct reader reader = { shell_line, line, { .length = 0 }, false,
		backslashes };

	memset(shell_line, 0, sizeof(*shell_line));
	buf_init(&reader.word, LIMIT_MESSAGE);
	while (*reader.at != '\0')
		read_character(&reader);
	end_word(&reader);
	drop_assignments(shell_line);
	buf_release(&reader.word);
}

void
shell_line_release(struct shell_line *shell_line)
{
	for (size_t i = 0; i < shell_line->count; i++)
		mem_free(shell_line->words[i]);
	mem_free(shell_line->words);
	memset(shell_line, 0, sizeof(*shell_line));
}

static bool
is_plain(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 ||
	    strchr("_-+@%:,./=", c) != NULL;
}

void
shell_quote(struct buf *out, const char *text, char quote)
{
	for (; *text != '\0'; text++) {
		if (quote == '\'' && *text == '\'') {
			(void)buf_text(out, "'\\''");
		} else if (quote == '"' && *text == '!') {
			/* A '\' before it would stay. */
			(void)buf_text(out, "\"'!'\"");
		} else {
			if ((quote == '\0' && !is_plain(*text)) ||
			    (quote == '"' &&
				strchr("$`\"\\", *text) != NULL))
				(void)buf_char(out, '\\');
			(void)buf_char(out, *text);
		}
	}
}
