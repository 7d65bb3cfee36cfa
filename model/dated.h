/* A derived signal of single values: a figure for each day on which an input
 * became known. Nobody outside this folder includes this. */
#ifndef MODEL_DATED_H
#define MODEL_DATED_H

struct building;
struct model;
struct signal;

/* Days that nothing has touched since the last time are kept as they are. */
void dated_build(
    struct model *model, struct signal *signal, struct building *building);

#endif
