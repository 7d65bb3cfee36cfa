/* Figures, series and events as commands write them: JSON whose keys are always
 * there, CSV that no spreadsheet executes, and columns of text. */
#ifndef COMMAND_OUTPUT_H
#define COMMAND_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "model/amount.h"
#include "model/period.h"

struct alert;
struct amount;
struct buf;
struct engine;
struct event;
struct figure;
struct json_writer;
struct labels;
struct model;
struct series;
struct signal;
struct unit;

void output_labels(struct json_writer *json, const struct labels *labels);

/* "value", "bound", "low", "high", "approximate"; AMOUNT NULL: all null. */
void output_amount(struct json_writer *json, const struct amount *amount);
void output_period(struct json_writer *json, const struct period *period);
void output_unit(struct json_writer *json, const struct unit *unit);

/* The keys of a figure, without the braces; SIGNAL's value is true or false
 * where its formula is a condition. */
void output_figure_keys(struct json_writer *json, int64_t as_of,
    const struct signal *signal, const struct figure *figure);
/* The "members" of a red line, with their states. */
void output_members(struct json_writer *json, const struct alert *alert);
void output_event_keys(struct json_writer *json, const struct event *event);

/* AMOUNT of SIGNAL with its unit, or "true", "false". */
void output_amount_text(struct buf *out, const struct signal *signal,
    const struct amount *amount);

/* "source f is unreachable: no connection", where the signal's is not well;
 * else nothing and false. Something missing is told of what has no figure. */
bool output_failure(struct buf *out, const struct engine *engine,
    const struct signal *signal);

/* Why a series has no (current) value, or NULL; borrowed. */
const char *output_reason(const struct model *model,
    const struct signal *signal, const struct series *series);

/* One field, quoted where needed; text that begins like a formula gets a '. */
void output_csv(struct buf *out, const char *text, bool last);
void output_csv_number(struct buf *out, double number, bool last);

/* TEXT in WIDTH cells, cut with "…" or filled with blanks; RIGHT: from the
 * right. */
void output_cell(struct buf *out, const char *text, int width, bool right);

/* "2026Q2 FY2027Q1", or only the first where they are the same. */
void output_period_text(
    struct buf *out, struct period period, int fiscal_end);

#endif
