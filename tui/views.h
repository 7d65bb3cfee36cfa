/* Every view there is: a file each, a descriptor each, a row each in
 * views.c. */
#ifndef TUI_VIEWS_H
#define TUI_VIEWS_H

struct view_ops;

extern const struct view_ops view_watchlist; /* panels in a grid */
extern const struct view_ops view_signal;    /* a chart and its history */
extern const struct view_ops view_several;   /* a signal of several series */
extern const struct view_ops view_matrix;    /* claimed beside independent */
extern const struct view_ops view_events;    /* a timeline */
extern const struct view_ops view_event;
extern const struct view_ops view_figure;    /* vintages, evidence, formula */
extern const struct view_ops view_document;  /* the very bytes */
extern const struct view_ops view_alerts;    /* all, worst first */
extern const struct view_ops view_alert;
extern const struct view_ops view_sources;
extern const struct view_ops view_source;
extern const struct view_ops view_notes;     /* what limits a signal */
extern const struct view_ops view_help;

#endif
