/* SPDX-License-Identifier: MIT */
#include "tui/page.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/regex.h"
#include "tests/tap.h"

/* A page of lines named "line NAME"; those in capitals stand for nothing. */
static void
fill(struct page *page, const char *names)
{
	page_rebuild(page);
	for (; *names != '\0'; names++) {
		char name[2] = { *names, '\0' };
		struct target target = target_named(TARGET_SIGNAL, name);

		if (*names >= 'A' && *names <= 'Z') {
			target_release(&target);
			line_add(page_add(page, NULL), STYLE_PLAIN, "head %s",
			    name);
		} else {
			line_add(page_add(page, &target), STYLE_PLAIN,
			    "line %s", name);
		}
	}
	page_built(page);
}

/* Where the cursor is after the page was FIRST, moved BY, and then is THEN. */
static const struct {
	const char *name, *first;
	long by;
	const char *then;
	size_t selected;
} rebuilds[] = {
	{ "nothing changed", "abcd", 2, "abcd", 2 },
	{ "a row above is new", "abcd", 2, "xabcd", 3 },
	{ "a row above is gone", "abcd", 2, "acd", 1 },
	{ "its row is gone: the one in its place", "abcd", 2, "abd", 2 },
	{ "its row and those below are gone", "abcd", 3, "ab", 1 },
	{ "all are gone", "abcd", 3, "", 0 },
	{ "another order", "abcd", 1, "dcba", 2 },
	{ "on a heading, it stays in its place", "AbCd", 1, "AbCd", 2 },
	{ "starts on the first that opens", "ABcd", 0, "ABcd", 2 },
	{ "starts at the top where nothing opens", "AB", 0, "AB", 0 },
	{ "twice the same row: the one it was on", "abab", 2, "abab", 2 },
	{ "moved beyond the end", "abc", 99, "abc", 2 },
	{ "moved beyond the start", "abc", -99, "abc", 0 },
};

static void
try_rebuilds(void)
{
	for (size_t i = 0; i < ARRAY_LEN(rebuilds); i++) {
		struct page page;

		page_init(&page);
		fill(&page, rebuilds[i].first);
		page_move(&page, rebuilds[i].by);
		fill(&page, rebuilds[i].then);
		is_int((int64_t)page.selected,
		    (int64_t)rebuilds[i].selected, rebuilds[i].name);
		page_release(&page);
	}
}

static const struct {
	const char *names;
	size_t from;
	const char *pattern;
	bool forward, found;
	size_t at;
} searches[] = {
	{ "abcab", 0, "line b", true, true, 1 },
	{ "abcab", 1, "line b", true, true, 4 },
	{ "abcab", 4, "line b", true, true, 1 }, /* wraps around */
	{ "abcab", 1, "line b", false, true, 4 },
	{ "abcab", 4, "line b", false, true, 1 },
	{ "abcab", 0, "line a", false, true, 3 },
	{ "abcab", 2, "line c", true, true, 2 }, /* the only one */
	{ "abcab", 2, "line z", true, false, 2 },
	{ "abcab", 2, "line z", false, false, 2 },
	{ "abcab", 0, "hidden d", true, false, 0 },
	{ "abcad", 0, "hidden d", true, true, 4 }, /* words beside the text */
	{ "", 0, "line", true, false, 0 },
};

static void
try_searches(void)
{
	for (size_t i = 0; i < ARRAY_LEN(searches); i++) {
		struct page page;
		struct err err;
		struct regex *regex = regex_new(searches[i].pattern, &err);
		char name[80];

		(void)snprintf(name, sizeof(name), "'%s' from %zu, %s",
		    searches[i].pattern, searches[i].from,
		    searches[i].forward ? "forward" : "back");
		page_init(&page);
		fill(&page, searches[i].names);
		if (page.count > 0) {
			char *words = mem_printf("hidden %c",
			    searches[i].names[page.count - 1]);

			page_words(&page, words);
			mem_free(words);
		}
		page_select(&page, searches[i].from);
		ok(page_search(&page, regex, searches[i].forward) ==
			searches[i].found,
		    name);
		is_int((int64_t)page.selected, (int64_t)searches[i].at, name);
		page_release(&page);
		regex_free(regex);
	}
}

static const struct {
	const char *text;
	int indent, width;
	const char *lines;
} paragraphs[] = {
	{ "one two three", 0, 20, "one two three\n" },
	{ "one two three", 0, 13, "one two three\n" },
	{ "one two three", 0, 12, "one two\nthree\n" },
	{ "one two three", 2, 10, "  one two\n  three\n" },
	{ "one  two   three", 0, 8, "one  two\nthree\n" },
	{ "", 0, 10, "\n" },
	{ "abcdefghijkl", 0, 8, "abcdefgh\nijkl\n" },
	{ "ab abcdefghijkl", 0, 8, "ab\nabcdefgh\nijkl\n" },
	{ "one two", 0, -5, "one two\n" }, /* 8 cells at least */
	{ "one two three", 30, 20,
	    "                              one two\n"
	    "                              three\n" },
	{ "漢字漢字漢字", 0, 9, "漢字漢字\n漢字\n" },
	{ "漢字 漢字 漢字", 0, 9, "漢字 漢字\n漢字\n" },
	{ "e\xcc\x81" "bcdefgh ij", 0, 8, "e\xcc\x81" "bcdefgh\nij\n" },
	{ "trailing ", 0, 8, "trailing\n" },
};

static void
try_paragraphs(void)
{
	for (size_t i = 0; i < ARRAY_LEN(paragraphs); i++) {
		struct page page;
		struct buf got;

		page_init(&page);
		page_paragraph(&page, STYLE_PLAIN, paragraphs[i].indent,
		    paragraphs[i].width, paragraphs[i].text);
		buf_init(&got, LIMIT_MESSAGE);
		for (size_t k = 0; k < page.count; k++)
			(void)buf_printf(&got, "%s\n",
			    buf_string(&page.items[k].line.text));
		is_string(buf_string(&got), paragraphs[i].lines,
		    paragraphs[i].text);
		buf_release(&got);
		page_release(&page);
	}
}

static void
is_drawn(struct page *page, int height, const char *wanted, const char *name)
{
	struct canvas *canvas = canvas_new(8, 5);
	struct buf got;
	int x, y;

	buf_init(&got, LIMIT_LABEL);
	page_draw(page, canvas, 1, 1, 7, height);
	canvas_format(&got, canvas);
	is_string(buf_string(&got), wanted, name);
	canvas_rest_at(canvas, &x, &y);
	is_int(y, height > 0 && page->count > 0
		? 1 + (int)(page->selected - page->top)
		: 0,
	    "the terminal's cursor is on the selected line");
	buf_release(&got);
	canvas_free(canvas);
}

static void
try_draws(void)
{
	struct page page;

	page_init(&page);
	is_drawn(&page, 3, "\n\n\n\n\n", "nothing");
	fill(&page, "abcdefg");
	is_drawn(&page, 3, "\n line a\n line b\n line c\n\n", "at the top");
	page_move(&page, 3);
	is_drawn(&page, 3, "\n line b\n line c\n line d\n\n",
	    "as far as the cursor needs");
	page_move(&page, -1);
	is_drawn(&page, 3, "\n line b\n line c\n line d\n\n",
	    "no further than that");
	page_move(&page, 99);
	is_drawn(&page, 4, "\n line d\n line e\n line f\n line g\n",
	    "at the end");
	is_drawn(&page, 0, "\n\n\n\n\n", "no line for it");
	is_drawn(&page, 1, "\n line g\n\n\n\n", "one line: the cursor's");
	fill(&page, "ab");
	is_drawn(&page, 4, "\n line a\n line b\n\n\n", "a page that shrank");
	page_release(&page);
}

static void
try_targets(void)
{
	struct page page;
	struct target a = target_named(TARGET_SIGNAL, "a");
	struct target other = target_named(TARGET_ALERT, "a");
	struct target copy;

	page_init(&page);
	ok(page_target(&page) == NULL, "an empty page stands for nothing");
	page_move(&page, 1);
	page_select(&page, 5);
	is_int((int64_t)page.selected, 0, "and has no other row");
	fill(&page, "AbC");
	ok(page_target(&page) != NULL &&
		!strcmp(page_target(&page)->name, "b"),
	    "the row's target");
	page_select(&page, 9);
	is_int((int64_t)page.selected, 2, "beyond the end is the last row");
	ok(page_target(&page) == NULL, "a heading stands for nothing");
	ok(page_seek(&page), "another line does");
	is_int((int64_t)page.selected, 1, "around the end");
	fill(&page, "AB");
	ok(!page_seek(&page), "none does");
	page_release(&page);
	target_copy(&copy, &a);
	ok(target_equal(&a, &copy), "a copy is equal");
	ok(!target_equal(&a, &other), "another kind is not");
	target_release(&a);
	target_release(&other);
	target_release(&copy);
}

int
main(void)
{
	try_rebuilds();
	try_searches();
	try_paragraphs();
	try_draws();
	try_targets();
	return done();
}
