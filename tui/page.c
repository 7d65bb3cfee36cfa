/* SPDX-License-Identifier: MIT */
#include "tui/page.h"

#include <string.h>

#include "base/mem.h"
#include "base/regex.h"
#include "base/utf8.h"

void
page_init(struct page *page)
{
	memset(page, 0, sizeof(*page));
}

static void
drop_items(struct page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		line_release(&page->items[i].line);
		target_release(&page->items[i].target);
		mem_free(page->items[i].words);
	}
	mem_free(page->items);
	page->items = NULL;
	page->count = 0;
}

void
page_release(struct page *page)
{
	drop_items(page);
	target_release(&page->kept);
}

void
page_rebuild(struct page *page)
{
	target_release(&page->kept);
	page->kept_at = page->selected;
	if (page->selected < page->count)
		target_copy(&page->kept, &page->items[page->selected].target);
	drop_items(page);
}

static bool
is_kept(const struct page *page, size_t i)
{
	return page->kept.kind != TARGET_NONE && i < page->count &&
	    target_equal(&page->items[i].target, &page->kept);
}

void
page_built(struct page *page)
{
	if (is_kept(page, page->kept_at)) {
		page->selected = page->kept_at;
		return;
	}
	for (size_t i = 0; i < page->count; i++)
		if (is_kept(page, i)) {
			page->selected = i;
			return;
		}
	page->selected = page->kept_at;
	for (size_t i = 0; page->kept_at == 0 && i < page->count; i++)
		if (page->items[i].target.kind != TARGET_NONE) {
			page->selected = i;
			break;
		}
	if (page->selected >= page->count)
		page->selected = page->count > 0 ? page->count - 1 : 0;
}

struct line *
page_add(struct page *page, struct target *target)
{
	struct item *item;

	page->items =
	    mem_room(page->items, page->count, sizeof(*page->items));
	item = &page->items[page->count++];
	memset(item, 0, sizeof(*item));
	line_init(&item->line);
	if (target != NULL)
		item->target = *target;
	return &item->line;
}

void
page_words(struct page *page, const char *words)
{
	struct item *item = &page->items[page->count - 1];

	mem_free(item->words);
	item->words = mem_text(words);
}

/* Bytes of TEXT for one line of WIDTH cells: to the last blank, or a hard
 * cut. */
static size_t
wrap(const char *text, int width)
{
	size_t length = strlen(text), at = 0, blank = 0;
	int cells = 0;

	while (at < length) {
		uint32_t character;
		size_t step = utf8_decode(text + at, length - at, &character);
		int wide = step > 0 ? utf8_width(character) : 1;

		if (cells + wide > width && at > 0)
			return blank == 0 || text[at] == ' ' ? at : blank;
		if (text[at] == ' ')
			blank = at;
		cells += wide;
		at += step > 0 ? step : 1;
	}
	return length;
}

void
page_paragraph(struct page *page, enum style style, int indent, int width,
    const char *text)
{
	int room = width - indent > 8 ? width - indent : 8;

	do {
		size_t length = wrap(text, room);
		char *part = mem_bytes(text, length);
		struct line *line = page_add(page, NULL);

		line_pad(line, indent);
		line_text(line, style, part);
		mem_free(part);
		text += length;
		text += strspn(text, " ");
	} while (*text != '\0');
}

void
page_move(struct page *page, long by)
{
	long to = (long)page->selected + by;

	if (to >= (long)page->count)
		to = (long)page->count - 1;
	page->selected = to > 0 ? (size_t)to : 0;
}

void
page_select(struct page *page, size_t i)
{
	page->selected = i < page->count ? i : page->count - (page->count > 0);
}

const struct target *
page_target(const struct page *page)
{
	if (page->selected >= page->count ||
	    page->items[page->selected].target.kind == TARGET_NONE)
		return NULL;
	return &page->items[page->selected].target;
}

bool
page_seek(struct page *page)
{
	for (size_t step = 1; step <= page->count; step++) {
		size_t i = (page->selected + step) % page->count;

		if (page->items[i].target.kind != TARGET_NONE) {
			page->selected = i;
			return true;
		}
	}
	return false;
}

static bool
holds(const struct item *item, const struct regex *regex)
{
	const struct buf *text = &item->line.text;

	return regex_finds(regex, buf_string(text), text->length) ||
	    (item->words != NULL &&
		regex_finds(regex, item->words, strlen(item->words)));
}

bool
page_search(struct page *page, const struct regex *regex, bool forward)
{
	for (size_t step = 1; step <= page->count; step++) {
		size_t i = (page->selected +
			       (forward ? step : page->count - step)) %
		    page->count;

		if (holds(&page->items[i], regex)) {
			page->selected = i;
			return true;
		}
	}
	return false;
}

static void
scroll(struct page *page, size_t height)
{
	if (page->selected < page->top)
		page->top = page->selected;
	if (page->selected >= page->top + height)
		page->top = page->selected - height + 1;
	if (page->top + height > page->count)
		page->top = page->count > height ? page->count - height : 0;
}

void
page_draw(struct page *page, struct canvas *canvas, int x, int y, int width,
    int height)
{
	if (height <= 0)
		return;
	scroll(page, (size_t)height);
	for (int i = 0; i < height; i++) {
		size_t at = page->top + (size_t)i;

		if (at >= page->count)
			break;
		(void)line_draw(&page->items[at].line, canvas, x, y + i, width,
		    at == page->selected);
		if (at == page->selected)
			canvas_rest(canvas, x, y + i);
	}
}
