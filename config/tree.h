/* A YAML file that is no watchlist, for who knows what stands in it: the values
 * with their places, and mistakes told as those of a watchlist are. */
#ifndef CONFIG_TREE_H
#define CONFIG_TREE_H

#include <stdbool.h>

#include "config/complaint.h"

struct err;
struct tree;
struct value; /* config/watchlist.h */

/* Reads FILE; NULL after complaints. COMPLAINTS must live as long. */
struct tree *tree_read(const char *file, struct complaints *complaints);
void tree_free(struct tree *tree);

const struct value *tree_root(const struct tree *tree);
const char *tree_file(const struct tree *tree);

/* A mistake in VALUE, or in the name that it stands under: err.at is an offset
 * in that text. Both are false, for a failing function's last line. */
bool tree_complain(
    struct tree *tree, const struct value *value, const struct err *err);
bool tree_complain_of_name(struct tree *tree, const char *name,
    const struct value *value, const struct err *err);

#endif
