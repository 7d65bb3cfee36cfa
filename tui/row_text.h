/* What a row says, made to fit its columns, and what stands beneath it. */
#ifndef TUI_ROW_TEXT_H
#define TUI_ROW_TEXT_H

#include <stdint.h>

#include "model/period.h"

struct buf;
struct line;
struct scene;
struct signal;
struct source_memory;
struct standing;
struct unit;

/* The signal's source where its last fetch failed, else NULL. */
const struct source_memory *row_failed_source(
    const struct scene *scene, const struct signal *signal);
/* "unreadable: not well-formed JSON near byte 22". */
void row_failure(struct buf *out, const struct source_memory *source);

/* What is too wide loses its blanks, but for the last, rather than its unit;
 * a bare count loses that too. UNIT may be NULL. */
void row_squeeze(struct buf *text, int width, const struct unit *unit);

void row_day(struct buf *out, int64_t day, int width);

/* "2026Q2", "2026Q2 FQ1" in a wide column; "FY2026" of a fiscal year, which is
 * no calendar one; "to 25-09" of a stretch that has no label. */
void row_period(
    struct buf *out, struct period period, int fiscal_end, int width);

/* Why a signal has no figure at all: its source's failure, where it failed. */
void row_nothing(struct buf *out, const struct scene *scene,
    const struct standing *standing);

void row_detail_failure(struct line *line, const struct source_memory *failed);
void row_detail_reason(struct line *line, const struct standing *standing);

#endif
