/* name=value pairs that tell a signal's series apart: sorted by name, names
 * unique. Owned by what holds them; copied with labels_copy(). */
#ifndef MODEL_LABELS_H
#define MODEL_LABELS_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

struct label {
	char *name, *value;
};

struct labels {
	struct label *pairs;
	size_t count;
};

void labels_init(struct labels *labels);
void labels_release(struct labels *labels);
void labels_copy(struct labels *to, const struct labels *from); /* TO is init */
void labels_put(
    struct labels *labels, const char *name, const char *value); /* replaces */
void labels_drop(struct labels *labels, const char *name);
/* What OTHER has with the same value. */
void labels_keep_common(struct labels *labels, const struct labels *other);
const char *labels_find(const struct labels *labels, const char *name);
int labels_compare(const struct labels *a, const struct labels *b);

/* {bench="AIME25", model="Qwen3-32B"}; "" when empty. Quotes and backslashes in
 * values are escaped; labels_parse() reads it back. */
void labels_format(struct buf *out, const struct labels *labels);

/* The same as a text that the caller owns. */
char *labels_text(const struct labels *labels);

/* Exactly what labels_format() writes; LABELS is init and empty on false. */
bool labels_parse(struct labels *labels, const char *text);

#endif
