/* What a name means to whoever checks an expression. */
#ifndef MODEL_SCOPE_H
#define MODEL_SCOPE_H

#include <stdbool.h>
#include <stddef.h>

struct rate;
struct unit;

enum name_kind { NAME_UNKNOWN, NAME_SIGNAL, NAME_EVENTS, NAME_ALERT };

#endif
