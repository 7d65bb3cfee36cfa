/* SPDX-License-Identifier: MIT */
/* Command lines that are being typed, and text that is to go on in them. */
#include "command/shell_line.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "tests/tap.h"

/* LINE: what is typed; WORDS: each in < >; then what is open. */
static const struct {
	const char *line;
	bool backslashes;
	const char *words;
} lines[] = {
	{ "", false, "<>" },
	{ "b", false, "<b>" },
	{ "b ", false, "<b><>" },
	{ "b show  x", false, "<b><show><x>" },
	{ "b eval 'a b", false, "<b><eval><a b> '" },
	{ "b eval 'a b'", false, "<b><eval><a b>" },
	{ "b eval 'a b' ", false, "<b><eval><a b><>" },
	{ "b 'a'\"b\"c", false, "<b><abc>" },
	{ "b \"a 'x'", false, "<b><a 'x'> \"" },
	{ "b \"a\\\"b\\$c\\d", false, "<b><a\"b$c\\d> \"" },
	{ "b a\\ b\\(c", false, "<b><a b(c>" },
	{ "b a\\", false, "<b><a> \\" },
	{ "b \"a\\", false, "<b><a> \" \\" },
	{ "b 'a\\", false, "<b><a\\> '" },
	{ "b 'a\\'b", false, "<b><a\\b>" },
	{ "b 'a\\'b", true, "<b><a'b> '" },
	{ "b 'a\\\\'", true, "<b><a\\>" },
	{ "b ''", false, "<b><>" },
	{ "b '", false, "<b><> '" },
	{ "b '' x", false, "<b><><x>" },
	{ "A=1 B_2='x y' b show", false, "<b><show>" },
	{ "A=1", false, "<A=1>" },
	{ "b A=1", false, "<b><A=1>" },
	{ "1A=1 b", false, "<1A=1><b>" },
	{ "b $(touch x) `id`", false, "<b><$(touch><x)><`id`>" },
	{ "b a\\\nb \"c\\\nd", false, "<b><ab><cd> \"" },
	{ "b\tc\nd", false, "<b><c><d>" },
};

static void
check_line(size_t i)
{
	char *name = mem_text(lines[i].line), *newline;
	struct shell_line line;
	struct buf seen;

	while ((newline = strchr(name, '\n')) != NULL)
		*newline = ' ';
	buf_init(&seen, LIMIT_MESSAGE);
	shell_line_parse(&line, lines[i].line, lines[i].backslashes);
	for (size_t k = 0; k < line.count; k++)
		(void)buf_printf(&seen, "<%s>", line.words[k]);
	if (line.quote != '\0')
		(void)buf_printf(&seen, " %c", line.quote);
	if (line.escaped)
		(void)buf_text(&seen, " \\");
	is_string(buf_string(&seen), lines[i].words, name);
	mem_free(name);
	shell_line_release(&line);
	buf_release(&seen);
}

static const char *const hostile[] = { "capex", "Capex trajectory",
	"$(touch x)", "`id`", "a'b", "a\"b", "a\\b", "!!", "~root", "*?[a]",
	"{a,b}", "a;b|c&d", "<a>", "#a", "x{m=\"y\"}", "\xc3\xa9t\xc3\xa9",
	"'", "\\", "a\tb", "(a)", "^a^b", "$HOME", "%1", "=ls" };

/* Read again it is what it was, whatever is open before it. */
static void
check_quote(const char *text, char quote)
{
	char before[] = { quote != '\0' ? quote : 'x', '\0' };
	struct shell_line line;
	char *name = mem_printf("%s behind %s", text, before);
	struct buf out;

	buf_init(&out, LIMIT_MESSAGE);
	(void)buf_printf(&out, "b %s", before);
	shell_quote(&out, text, quote);
	shell_line_parse(&line, buf_string(&out), false);
	if (ok(line.count == 2 && line.quote == quote, name))
		is_string(line.words[1] + (quote == '\0'), text, name);
	else
		diag("%s", buf_string(&out));
	shell_line_release(&line);
	buf_release(&out);
	mem_free(name);
}

int
main(void)
{
	struct buf out;

	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		check_line(i);
	for (size_t i = 0; i < ARRAY_LEN(hostile); i++) {
		check_quote(hostile[i], '\0');
		check_quote(hostile[i], '\'');
		check_quote(hostile[i], '"');
	}
	buf_init(&out, LIMIT_MESSAGE);
	shell_quote(&out, "a$b!", '"');
	is_string(buf_string(&out), "a\\$b\"'!'\"", "history is left alone");
	buf_clear(&out);
	shell_quote(&out, "$(id) a=b", '\0');
	is_string(buf_string(&out), "\\$\\(id\\)\\ a=b", "nothing is run");
	buf_release(&out);
	return done();
}
