/* Sources that are fetched over http and https. */
#ifndef FETCH_TRANSFER_H
#define FETCH_TRANSFER_H

struct job;

/* libcurl says that JOB's transfer ended with RESULT (a CURLcode): it is over,
 * or goes on at where it was redirected to. */
void transfer_ended(struct job *job, int result);

#endif
