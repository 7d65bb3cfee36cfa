/* Signals of the system as something the loop can wait for: handlers set a flag
 * and write a byte to a pipe, nothing more. */
#ifndef TUI_INTERRUPTS_H
#define TUI_INTERRUPTS_H

#include <stdbool.h>

struct interrupts {
	bool resized, stopped, ended; /* since last asked */
	int signal; /* that ended it, or 0 */
};

/* False where no pipe can be made. */
bool interrupts_open(void);
void interrupts_close(void); /* the default actions are back */

int interrupts_descriptor(void); /* readable when something came */

/* What came since last time. */
struct interrupts interrupts_take(void);

/* Stops the program as ^Z does; comes back when it is continued. */
void interrupts_stop(void);

#endif
