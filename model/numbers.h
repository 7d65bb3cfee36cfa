/* Functions of one number, by interval arithmetic. Nobody outside this folder
 * includes this. */
#ifndef MODEL_NUMBERS_H
#define MODEL_NUMBERS_H

#include "model/positional.h"

positional_make number_distance; /* abs */
positional_make number_rounded;
positional_make number_logarithm;
positional_make number_low;
positional_make number_high;

#endif
