/* Signals, figures and stores for the tests of this folder. */
#ifndef TESTS_STORE_SCENE_H
#define TESTS_STORE_SCENE_H

#include <stdbool.h>
#include <stdint.h>

#include "model/model.h"

struct store;

/* A signal NAME of unit RMB, taken by the definition DIGEST. */
struct signal *scene_signal(struct model *model, const char *name,
    const char *digest, bool events);

/* Opens the state under test_directory()/FOLDER, or bails out. */
struct store *scene_store(const char *folder, const char *name);
const char *scene_path(const char *folder, const char *file);

/* One exact reported figure of a period, stored; and in MODEL if there is
 * one. */
bool scene_add(struct store *store, struct model *model,
    struct signal *signal, const char *period, double value, int64_t known_at);

#endif
