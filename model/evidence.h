/* Where a figure came from. Shared by reference count between the figures of
 * one document: evidence_hold()/evidence_release(). All text is clean. */
#ifndef MODEL_EVIDENCE_H
#define MODEL_EVIDENCE_H

#include <stdint.h>

struct document { /* one fetch of a source, as far as figures need it */
	char *source; /* the source's name in the watchlist */
	char *url;    /* without secrets */
	int64_t retrieved_at;
	char *sha256; /* of the decoded body, 64 hex digits */
	unsigned references;
};

struct evidence {
	struct document *document;
	char *path;	/* normalized path, XPath, or row and column */
	int64_t offset; /* bytes into the decoded body; -1 unknown */
	char *text;	/* the literal text */
	char *remark;	/* what the watchlist adds, or NULL */
	unsigned references;
};

/* Copies its arguments; one reference. SHA256 may be set before it is
 * shared. */
struct document *document_new(const char *source, const char *url,
    int64_t retrieved_at, const char *sha256);
struct document *document_hold(struct document *document);
void document_release(struct document *document); /* NULL is fine */

struct evidence *evidence_new(struct document *document /* held anew */,
    const char *path, int64_t offset, const char *text, const char *remark);
struct evidence *evidence_hold(struct evidence *evidence);
void evidence_release(struct evidence *evidence); /* NULL is fine */

#endif
