/* The one door to the environment. */
#ifndef BASE_ENV_H
#define BASE_ENV_H

#include <stdbool.h>

/* The variable's text, or NULL when it is unset or empty; borrowed until the
 * environment changes. */
const char *env_text(const char *name);
bool env_is_set(const char *name); /* also when empty */

#endif
