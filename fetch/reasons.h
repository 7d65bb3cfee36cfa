/* Why a fetch failed, as a person understands it. */
#ifndef FETCH_REASONS_H
#define FETCH_REASONS_H

#include "model/source_state.h"

/* "HTTP 503 Service Unavailable"; the caller owns it. */
char *reason_of_status(long status);

/* Of a libcurl result; HOST and TIMEOUT (as configured) for the sentence. STATE
 * becomes UNREADABLE where an answer came and was none, else UNREACHABLE. */
char *reason_of_result(int result, const char *host, const char *timeout,
    enum source_state *state);

#endif
