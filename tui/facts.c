/* SPDX-License-Identifier: MIT */
#include "tui/facts.h"

#include <stddef.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/evidence.h"
#include "tui/page.h"
#include "tui/view.h"

enum { NAME_WIDTH = 13 };

void
facts_title(struct page *page, const char *title)
{
	if (page->count > 0)
		(void)page_add(page, NULL);
	line_text(page_add(page, NULL), STYLE_TITLE, title);
}

void
facts_add(struct page *page, int width, const char *name, enum style style,
    const char *text, struct target *target)
{
	size_t first = page->count;
	struct line head;

	if (text == NULL || *text == '\0') {
		if (target != NULL)
			target_release(target);
		return;
	}
	page_paragraph(page, style, NAME_WIDTH + 2, width, text);
	/* The first line has the name where the others are indented. */
	line_init(&head);
	line_text(&head, STYLE_PLAIN, "  ");
	line_cell(&head, STYLE_DIM, NAME_WIDTH, false, name);
	line_text(&head, style,
	    buf_string(&page->items[first].line.text) + NAME_WIDTH + 2);
	line_release(&page->items[first].line);
	page->items[first].line = head;
	if (target != NULL)
		page->items[first].target = *target;
}

void
facts_time(struct page *page, int width, const char *name, int64_t time)
{
	struct buf text;

	buf_init(&text, LIMIT_LABEL);
	date_format_time(&text, time);
	facts_add(page, width, name, STYLE_PLAIN, buf_string(&text), NULL);
	buf_release(&text);
}

void
facts_evidence(struct view *view, const struct evidence *evidence)
{
	const struct document *document = evidence->document;
	struct page *page = &view->page;
	int width = view->width;
	char *offset = mem_printf("%lld", (long long)evidence->offset);
	struct target target;

	facts_title(page, "Evidence");
	if (document != NULL && document->sha256 != NULL) {
		target = target_document(evidence);
		facts_add(page, width, "text read", STYLE_STRONG,
		    evidence->text, &target);
	} else {
		facts_add(page, width, "text read", STYLE_STRONG,
		    evidence->text, NULL);
	}
	facts_add(page, width, "path", STYLE_PLAIN, evidence->path, NULL);
	if (evidence->offset >= 0)
		facts_add(page, width, "byte", STYLE_PLAIN, offset, NULL);
	if (document != NULL) {
		target = target_named(TARGET_SOURCE, document->source);
		facts_add(page, width, "source", STYLE_PLAIN,
		    document->source, &target);
		facts_add(
		    page, width, "address", STYLE_PLAIN, document->url, NULL);
		facts_time(page, width, "retrieved", document->retrieved_at);
		facts_add(page, width, "sha256", STYLE_DIM, document->sha256,
		    NULL);
	}
	facts_add(page, width, "remark", STYLE_PLAIN, evidence->remark, NULL);
	mem_free(offset);
}
