/* What an expression comes to, asked from outside the watchlist: a signal
 * beside the model, to be written as those of the model are. */
#ifndef MODEL_OUTCOME_H
#define MODEL_OUTCOME_H

#include "model/eval.h"

struct definition;
struct model;
struct signal;

struct outcome {
	struct signal *signal; /* model_find() does not know it */
	enum shape shape;
};

/* Evaluates DEFINITION's formula (and takes DEFINITION) on what is known as of
 * the model's time. A value keeps the period that it was computed at; one
 * without a period speaks of now. TRUTH is that of alerts, or NULL. */
void outcome_init(struct outcome *outcome, struct model *model,
    struct definition *definition, alert_truth truth, void *context);
void outcome_release(struct outcome *outcome);

#endif
