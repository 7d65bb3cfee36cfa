/* Screens as they should be, a text file each in tests/tui/screens/. After a
 * change that is wanted, BELLWETHER_WRITE_SCREENS=1 writes them anew: then the
 * difference is to be read, line by line, before it is committed. */
#ifndef TESTS_TUI_GOLDEN_H
#define TESTS_TUI_GOLDEN_H

#include <stdbool.h>

struct canvas;

/* One result: CANVAS as text is the file NAME.txt, and no cell is at fault. */
bool is_golden(const struct canvas *canvas, const char *name);

#endif
