/* The keys that make alerts quiet, in every view. */
#ifndef TUI_QUIETING_H
#define TUI_QUIETING_H

struct buf;
struct alert;
struct scene;
struct silence;
struct view;

/* The selected alert, or that of the view; of a source that it fails. NULL. */
const struct alert *quieting_alert(const struct view *view);

/* Acknowledges the selected alert, or that of the view, or the worst of the
 * selected signal, with a word why; takes that back where it was; ends a
 * selected silence. */
unsigned act_acknowledge(struct view *view);

/* Silences the same alert, or all that rest on the signal: until when, and
 * why. */
unsigned act_silence(struct view *view);

/* "acknowledged by ana: known", "silenced until … by …: …", "muted": what keeps
 * ALERT quiet, with ", " between; nothing where it is not. */
void quieting_words(
    struct buf *out, const struct scene *scene, const struct alert *alert);

/* "silence 3 of alert margin until … by ana: known" */
void quieting_silence(struct buf *out, const struct silence *silence);

#endif
