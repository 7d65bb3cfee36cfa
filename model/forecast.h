/* What is said of a time that was not over: a company's guidance, and what
 * analysts (or a formula over either) say of a period before its end. Where who
 * says so varies from figure to figure, a forecast never stands for the signal
 * itself, unless it is asked for by its basis. */
#ifndef MODEL_FORECAST_H
#define MODEL_FORECAST_H

#include <stdbool.h>
#include <stdint.h>

struct figure;
struct period;
struct series;
struct signal;
struct vintage;

bool vintage_is_forecast(
    const struct vintage *vintage, const struct period *period);

/* "reported", "guided (forecast)". */
const char *vintage_word(
    const struct vintage *vintage, const struct period *period);

/* The newest figure of SERIES, one of SIGNAL's, that stands for it at AS_OF;
 * where it has nothing but forecasts the newest of those. NULL: none. */
const struct figure *signal_latest(const struct signal *signal,
    const struct series *series, int64_t as_of);

/* Whether SERIES has nothing but forecasts and is not SIGNAL's only voice. */
bool signal_only_forecasts(const struct signal *signal,
    const struct series *series, int64_t as_of);

/* The series that is the signal: its only one, or the only one that has more
 * than forecasts. NULL: none or several. */
const struct series *signal_main_series(
    const struct signal *signal, int64_t as_of);

/* Of SIGNAL's forecasts beside SERIES the one of the first period after that of
 * FIGURE; NULL. *OTHER is the series that it is of. */
const struct figure *signal_forecast(const struct signal *signal,
    const struct series *series, const struct figure *figure, int64_t as_of,
    const struct series **other);

#endif
