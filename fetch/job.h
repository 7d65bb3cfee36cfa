/* One fetch under way. The ways to fetch (a transfer, a file, a command) share
 * what happens to the bytes; fetcher.c runs them. */
#ifndef FETCH_JOB_H
#define FETCH_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/source_state.h"

struct digest;
struct document;
struct job;
struct picker;
struct section;
struct watchlist;

struct way { /* how one kind of source is fetched */
	/* Begins; false: it is over already, and the job says how. */
	bool (*start)(struct job *job);
	/* Moves on without blocking; true when it is over. */
	bool (*step)(struct job *job);
	void (*stop)(struct job *job); /* releases what start() made */
};

struct job {
	const struct watchlist *watchlist;
	const struct section *source;
	const struct way *way;
	void *own;	    /* the way's */
	void *multi;	    /* libcurl's, for transfers */
	char *host;	    /* admission counts by it; "" for files, commands */
	bool begun;	    /* else it waits for its turn */
	int64_t deadline_ms;
	struct source_memory memory; /* what is known from before */

	struct document *document;
	struct picker *picker;
	struct digest *digest;
	size_t received;
	char *type; /* the answer's Content-Type, from its first byte on */
	bool only_heard; /* nothing is picked */
	char *said; /* of the answer: "HTTP 200, application/json"; NULL */

	/* Who hears the body; NULL: nobody. */
	void (*hear)(void *context, const struct section *source,
	    const char *bytes, size_t length);
	void *context;

	/* How it ended. */
	enum source_state state;
	char *reason;
	bool unchanged;
	char *etag, *last_modified;
	int64_t file_size, file_modified_ns;
	int64_t retry_after_s;
};

extern const struct way way_transfer, way_file, way_command;

void job_free(struct job *job);

/* What a person wants to know of the answer beside its bytes; the caller's. */
char *job_about(const struct job *job);

/* URL is what the evidence shows. */
void job_open_document(struct job *job, const char *url);

/* Bytes of the decoded body. False: enough, the job has failed (too large, not
 * readable). */
bool job_feed(struct job *job, const char *bytes, size_t length);

/* Whether its time is up; then it has failed, and says so. */
bool job_is_late(struct job *job);

/* Over, and not as it should be. The sentence is taken. */
void job_fail(struct job *job, enum source_state state, char *reason);

/* The URL with its query; SHOWN: with secrets, user and password as "…". The
 * caller owns it. */
char *source_url(const struct section *source, bool shown);
char *url_host(const char *url);   /* "host:port", lower case; owned */
bool url_same_origin(const char *a, const char *b);

#endif
