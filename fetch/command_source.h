/* Sources that are commands: their output is the document. */
#ifndef FETCH_COMMAND_SOURCE_H
#define FETCH_COMMAND_SOURCE_H

struct job;

/* The descriptor that a running command is waited for on, or -1. */
int command_descriptor(const struct job *job);

#endif
