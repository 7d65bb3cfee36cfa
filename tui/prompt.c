/* SPDX-License-Identifier: MIT */
#include "tui/prompt.h"

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/foreign.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/regex.h"
#include "base/utf8.h"
#include "tui/keymap.h"

void
prompt_init(struct prompt *prompt)
{
	prompt->open = prompt->plain = false;
	prompt->wanted = NULL;
	buf_init(&prompt->typed, LIMIT_LABEL);
	buf_init(&prompt->sought, LIMIT_LABEL);
}

void
prompt_release(struct prompt *prompt)
{
	buf_release(&prompt->typed);
	buf_release(&prompt->sought);
	regex_free(prompt->wanted);
	prompt->wanted = NULL;
}

void
prompt_ask(struct prompt *prompt)
{
	prompt->open = true;
	prompt->plain = false;
	buf_clear(&prompt->typed);
}

void
prompt_ask_plain(struct prompt *prompt)
{
	prompt_ask(prompt);
	prompt->plain = true;
}

static void
drop_last_character(struct buf *text)
{
	while (text->length > 0) {
		char last = text->bytes[--text->length];

		text->bytes[text->length] = '\0';
		if (((unsigned char)last & 0xc0) != 0x80)
			return;
	}
}

/* What was typed as a pattern; what is none is searched for as it stands. */
static struct regex *
pattern_of(const char *typed)
{
	char *pattern = mem_printf("(?i)%s", typed);
	char *literal = mem_printf("(?i)\\Q%s\\E", typed);
	struct err err;
	struct regex *regex = regex_new(pattern, &err);

	if (regex == NULL)
		regex = regex_new(literal, &err);
	mem_free(pattern);
	mem_free(literal);
	return regex;
}

/* An empty answer asks for the last one again. */
static bool
answer(struct prompt *prompt)
{
	prompt->open = false;
	if (prompt->plain)
		return prompt->typed.length > 0;
	if (prompt->typed.length == 0)
		return prompt->wanted != NULL;
	regex_free(prompt->wanted);
	prompt->wanted = pattern_of(buf_string(&prompt->typed));
	buf_clear(&prompt->sought);
	(void)buf_text(&prompt->sought, buf_string(&prompt->typed));
	return true;
}

static void
type(struct buf *typed, int key)
{
	char bytes[5] = "";

	if (key < ' ' || key >= KEY_ENTER_)
		return;
	(void)utf8_encode((uint32_t)key, bytes);
	if (foreign_is_clean(foreign_text(bytes)))
		(void)buf_text(typed, bytes);
}

bool
prompt_take(struct prompt *prompt, int key)
{
	if (key == KEY_ENTER_)
		return answer(prompt);
	if (key == KEY_ESC_ ||
	    (key == KEY_BACKSPACE_ && prompt->typed.length == 0))
		prompt->open = false;
	else if (key == KEY_BACKSPACE_)
		drop_last_character(&prompt->typed);
	else if (key == KEY_CTRL('U'))
		buf_clear(&prompt->typed);
	else
		type(&prompt->typed, key);
	return false;
}
