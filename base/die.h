/* The end of the program where the machine gave up: no memory, no terminal.
 * What the user can mend is a struct err, never this. */
#ifndef BASE_DIE_H
#define BASE_DIE_H

/* Called once before the message is printed: gives the terminal back. */
void die_hook_set(void (*hook)(void));

/* Prints "bellwether: ..." to stderr and exits with status 70. */
void die(const char *fmt, ...)
    __attribute__((format(printf, 1, 2), noreturn));

#endif
