/* A sparkline: the last figures of a series, one cell each; a period of the
 * calendar that has none is a blank, a break is a gap mark. */
#ifndef TUI_SPARK_H
#define TUI_SPARK_H

struct buf;
struct glyphs;
struct standing;

/* At most WIDTH cells. */
void spark_format(struct buf *out, const struct standing *standing,
    const struct glyphs *glyphs, int width);

#endif
