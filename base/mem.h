/* The one door to the heap. Every function dies when there is no memory, so
 * nobody checks; what grows from outside bytes has a ceiling (base/limits.h)
 * long before that. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* SIZE bytes, all zero; never NULL, also for 0. */
void *mem_new(size_t size) __attribute__((malloc, returns_nonnull));

/* COUNT * SIZE bytes, all zero; dies on overflow. */
void *mem_new_array(size_t count, size_t size)
    __attribute__((malloc, returns_nonnull));

/* As realloc(); what is added is not zeroed. */
void *mem_resize(void *memory, size_t size) __attribute__((returns_nonnull));

/* Copies; the caller owns them. mem_text(NULL) is NULL. */
char *mem_text(const char *text);
char *mem_bytes(const char *bytes, size_t length)
    __attribute__((returns_nonnull)); /* a '\0' is put behind them */
char *mem_printf(const char *fmt, ...)
    __attribute__((format(printf, 1, 2), returns_nonnull));

/* NULL is fine. */
void mem_free(void *memory);

/* Room for one more item in an array of COUNT items that only grows one by one
 * through here (its capacity follows from COUNT):
 *	items = mem_room(items, count, sizeof(*items));
 *	items[count++] = item; */
void *mem_room(void *items, size_t count, size_t item_size)
    __attribute__((returns_nonnull));

/* The same for one of very many arrays that mostly have one item: the room is
 * for one, then for two, four and so on. Not to be mixed with mem_room(). */
void *mem_room_for_few(void *items, size_t count, size_t item_size)
    __attribute__((returns_nonnull));

#endif
