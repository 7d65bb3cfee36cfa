/* SPDX-License-Identifier: MIT */
#include "tui/filtering.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "config/completion.h"
#include "engine/engine.h"
#include "model/function.h"
#include "tui/desk.h"
#include "tui/filter.h"
#include "tui/question.h"
#include "tui/view.h"

static void
hint_candidates(struct buf *hint, const struct completion *completion)
{
	for (size_t i = 0; i < completion->count; i++)
		(void)buf_printf(hint, "%s%s", i > 0 ? "  " : "",
		    completion->items[i].text);
}

/* A function says its usage in its help. */
static void
hint_one(struct buf *hint, const struct candidate *candidate)
{
	const char *text = candidate->text;
	bool function = text[strlen(text) - 1] == '(';

	(void)buf_printf(hint, "%s%s%s", function ? "" : text,
	    function || candidate->help[0] == '\0' ? "" : ": ",
	    candidate->help);
}

static void
hint_function(struct buf *hint, const struct function *function)
{
	(void)buf_printf(hint, "%s: %s", function->usage, function->help);
}

static void
complete(struct view *view, struct buf *typed, struct buf *hint, bool tab)
{
	char *text = mem_text(buf_string(typed));
	struct completion completion = { .typed = text, .row = "self" };
	size_t word, common;

	completion_of_expr(
	    &completion, engine_watchlist(view->scene->engine));
	word = strlen(text) - completion.start;
	common = completion_common(&completion);
	if (tab && common > word)
		(void)buf_add(
		    typed, completion.items[0].text + word, common - word);
	if (completion.count == 1 && (tab || word > 0))
		hint_one(hint, &completion.items[0]);
	else if (tab && completion.count > 0)
		hint_candidates(hint, &completion);
	else if (completion.within != NULL)
		hint_function(hint, completion.within);
	else if (tab)
		(void)buf_text(hint, "nothing is known that goes on from here");
	completion_release(&completion);
	mem_free(text);
}

/* The signal that is selected: of its mistake it is told first. */
static const char *
selected_signal(const struct view *view)
{
	const struct target *target = page_target(&view->page);

	return target != NULL && target->kind == TARGET_SIGNAL ? target->name
							       : NULL;
}

static unsigned
answer(struct view *view, const struct question *question, const char *typed)
{
	struct err err = { .at = 0 };
	struct filter *filter = filter_new(view->scene->engine, typed,
	    selected_signal(view), &err);
	char *before, *sentence;

	if (filter != NULL) {
		desk_filter(view->desk, filter);
		if (view->page.count == 1)
			desk_say(view->desk,
			    "it holds of no row; Esc shows all of them");
		else if (view->page.selected == 0)
			page_select(&view->page, 1);
		return REACT_DRAW;
	}
	before = mem_bytes(typed, err.at != ERR_NOWHERE ? err.at : 0);
	sentence = mem_printf(
	    "column %d: %s", utf8_text_width(before) + 1, err.text);
	desk_question_again(view->desk, question, typed, sentence);
	mem_free(sentence);
	mem_free(before);
	return REACT_DRAW;
}

unsigned
act_filter(struct view *view)
{
	const struct question question = { .sign = "only where: ",
		.answer = answer,
		.complete = complete };

	desk_question_again(view->desk, &question,
	    filter_text(view->scene->filter),
	    "a condition on each row, such as > 50, yoy > 20, self < 0; Tab "
	    "completes");
	return REACT_DRAW;
}

bool
filtering_end(struct view *view)
{
	if (view->target.kind != TARGET_WATCHLIST ||
	    view->scene->filter == NULL)
		return false;
	desk_filter(view->desk, NULL);
	return true;
}
