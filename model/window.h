/* Statistics over a window of periods. They need numbers: over a bound they are
 * missing. Nobody outside this folder includes this. */
#ifndef MODEL_WINDOW_H
#define MODEL_WINDOW_H

#include "model/positional.h"

positional_make window_median; /* of an even number the mean of the two */
positional_make window_stdev;  /* of a sample: over n - 1 */
positional_make window_slope;  /* least squares, a period is 1 */
positional_make window_zscore; /* the first reading is what is measured */

/* Of VALUES, which are sorted; COUNT > 0. */
double window_middle(double *values, size_t count);

#endif
