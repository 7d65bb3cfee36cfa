/* SPDX-License-Identifier: MIT */
#include "model/evidence.h"

#include <assert.h>
#include <stddef.h>

#include "base/mem.h"

struct document *
document_new(const char *source, const char *url, int64_t retrieved_at,
    const char *sha256)
{
	struct document *document = mem_new(sizeof(*document));

	*document = (struct document){
		.source = mem_text(source),
		.url = mem_text(url),
		.retrieved_at = retrieved_at,
		.sha256 = mem_text(sha256),
		.references = 1,
	};
	return document;
}

struct document *
document_hold(struct document *document)
{
	if (document != NULL)
		document->references++;
	return document;
}

void
document_release(struct document *document)
{
	if (document == NULL)
		return;
	assert(document->references > 0);
	if (--document->references > 0)
		return;
	mem_free(document->source);
	mem_free(document->url);
	mem_free(document->sha256);
	mem_free(document);
}

struct evidence *
evidence_new(struct document *document, const char *path, int64_t offset,
    const char *text, const char *remark)
{
	struct evidence *evidence = mem_new(sizeof(*evidence));

	*evidence = (struct evidence){
		.document = document_hold(document),
		.path = mem_text(path),
		.offset = offset,
		.text = mem_text(text),
		.remark = mem_text(remark),
		.references = 1,
	};
	return evidence;
}

struct evidence *
evidence_hold(struct evidence *evidence)
{
	if (evidence != NULL)
		evidence->references++;
	return evidence;
}

void
evidence_release(struct evidence *evidence)
{
	if (evidence == NULL)
		return;
	assert(evidence->references > 0);
	if (--evidence->references > 0)
		return;
	document_release(evidence->document);
	mem_free(evidence->path);
	mem_free(evidence->text);
	mem_free(evidence->remark);
	mem_free(evidence);
}
