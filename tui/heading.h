/* The first and the last line of the screen: the breadcrumb with the alert bar,
 * and what goes on with the keys that apply. */
#ifndef TUI_HEADING_H
#define TUI_HEADING_H

#include <stddef.h>

struct canvas;
struct scene;
struct view;

void heading_draw(const struct scene *scene, struct view *const *views,
    size_t count, struct canvas *canvas);

/* MESSAGE, else what is fetched and what failed, else keys. */
void heading_status(const struct scene *scene, const struct view *view,
    struct canvas *canvas, int y, const char *message);

void heading_prompt(
    struct canvas *canvas, int y, const char *sign, const char *typed);

#endif
