/* SPDX-License-Identifier: MIT */
#include "fetch/samples.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "tests/tap.h"

static bool
note_sample(void *context, const struct sample *sample, struct err *err)
{
	struct buf *out = context;

	(void)err;
	(void)buf_printf(out, "%llu@%lld %s",
	    (unsigned long long)sample->line, (long long)sample->offset,
	    sample->name);
	labels_format(out, sample->labels);
	(void)buf_printf(out, "=%s", sample->value);
	if (sample->timestamp != NULL)
		(void)buf_printf(out, " at %s", sample->timestamp);
	(void)buf_char(out, '\n');
	return true;
}

static const struct {
	const char *name, *text;
	const char *samples; /* or the error, after "! " */
} cases[] = {
	{ "a sample", "up 1\n", "1@3 up=1\n" },
	{ "comments and blank lines", "# HELP up x\n# TYPE up gauge\n\nup 1\n",
	    "4@32 up=1\n" },
	{ "labels", "a:b{x=\"1\",y=\"2\"} 8\n",
	    "1@17 a:b{x=\"1\", y=\"2\"}=8\n" },
	{ "a comma behind the last label", "a{x=\"1\",} 8\n",
	    "1@10 a{x=\"1\"}=8\n" },
	{ "no labels in braces", "a{} 8\n", "1@4 a=8\n" },
	{ "escapes", "a{x=\"q\\\"b\\\\n\\n\"} 8\n",
	    "1@17 a{x=\"q\\\"b\\\\n\n\"}=8\n" },
	{ "a brace in a value", "a{x=\"}\"} 8\n", "1@9 a{x=\"}\"}=8\n" },
	{ "a time", "a 8 1700000000123\n", "1@2 a=8 at 1700000000123\n" },
	{ "an exemplar", "a_bucket{le=\"1\"} 8 # {id=\"x\"} 0.5\n",
	    "1@17 a_bucket{le=\"1\"}=8\n" },
	{ "what is no number", "a +Inf\nb -Inf\nc NaN\n",
	    "1@2 a=+Inf\n2@9 b=-Inf\n3@16 c=NaN\n" },
	{ "an exponent", "a 1.5e+09\n", "1@2 a=1.5e+09\n" },
	{ "CRLF", "a 1\r\nb 2\r\n", "1@2 a=1\n2@7 b=2\n" },
	{ "the end of OpenMetrics", "a 1\n# EOF\n", "1@2 a=1\n" },
	{ "without its newline too", "a 1\n# EOF", "1@2 a=1\n" },
	{ "text behind the end", "# EOF\na 1\n",
	    "! line 2: there is text behind # EOF" },
	{ "cut in the last line", "a 1\nb 12",
	    "1@2 a=1\n! it ends within line 2" },
	{ "HTML", "<html>\n",
	    "! it is not OpenMetrics: it begins with '<html>' "
	    "(line 1, column 1: a metric's name is expected)" },
	{ "no value", "# c\na\n",
	    "! line 2, column 2: a value behind the name is expected" },
	{ "a word for a value", "# c\na b\n",
	    "! line 2, column 4: a value behind the name is expected" },
	{ "no quotes", "# c\na{x=1} 8\n",
	    "! line 2, column 5: =\"value\" is expected" },
	{ "a label left open", "# c\na{x=\"1} 8\n",
	    "! line 2, column 10: =\"value\" is expected" },
	{ "braces left open", "# c\na{x=\"1\" 8\n",
	    "! line 2, column 9: ',' or '}' is expected" },
	{ "too much", "a 1 2 3\n",
	    "! it is not OpenMetrics: it begins with 'a 1 2 3' "
	    "(line 1, column 7: the end of the line is expected)" },
};

static char *
read_in_pieces(size_t i, size_t piece)
{
	size_t length = strlen(cases[i].text);
	struct samples *samples;
	struct buf out;
	struct err err;
	bool fine = true;

	buf_init(&out, 4096);
	samples = samples_new(note_sample, &out);
	for (size_t at = 0; fine && at < length; at += piece)
		fine = samples_feed(samples, cases[i].text + at,
		    length - at < piece ? length - at : piece, &err);
	if (!fine || !samples_end(samples, &err))
		(void)buf_printf(&out, "! %s", err.text);
	samples_free(samples);
	return buf_take(&out);
}

int
main(void)
{
	static const size_t pieces[] = { 1, 3, 1000 };

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		for (size_t k = 0; k < ARRAY_LEN(pieces); k++) {
			char *got = read_in_pieces(i, pieces[k]);

			is_string(got, cases[i].samples, cases[i].name);
			mem_free(got);
		}
	return done();
}
