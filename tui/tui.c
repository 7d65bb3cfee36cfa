/* SPDX-License-Identifier: MIT */
#include "tui/tui.h"

#include <poll.h>
#include <stddef.h>
#include <unistd.h>

#include "base/err.h"
#include "engine/engine.h"
#include "tui/canvas.h"
#include "tui/desk.h"
#include "tui/interrupts.h"
#include "tui/keymap.h"
#include "tui/screen.h"
#include "tui/view.h"

struct session {
	struct engine *engine;
	struct keymap *keymap;
	struct desk *desk;
	struct canvas *canvas;
	bool quit, draw;
	size_t fetching; /* sources, when it was drawn last */
	int signal; /* that ended it, or 0 */
};

static void
resize(struct session *session)
{
	int width, height;

	screen_resized();
	screen_size(&width, &height);
	canvas_resize(session->canvas, width, height);
	desk_resize(session->desk, width, height);
	session->draw = true;
}

static void
stop(struct session *session)
{
	screen_leave();
	interrupts_stop();
	screen_return();
	resize(session);
}

static void
take_interrupts(struct session *session)
{
	struct interrupts taken = interrupts_take();

	if (taken.stopped)
		stop(session);
	if (taken.resized)
		resize(session);
	if (taken.ended) {
		session->quit = true;
		session->signal = taken.signal;
	}
}

static void
take_reaction(struct session *session, unsigned reaction)
{
	if (reaction & REACT_QUIT)
		session->quit = true;
	if (reaction & REACT_REDRAW)
		screen_spoilt();
	if (reaction & REACT_DRAW)
		session->draw = true;
}

/* All that wait, before anything is drawn: a held key must not lag. */
static void
take_keys(struct session *session)
{
	int key;

	while (!session->quit && (key = screen_key()) != KEY_NONE) {
		if (key == KEY_RESIZED_)
			resize(session);
		else
			take_reaction(session, desk_key(session->desk, key));
	}
}

/* The terminal went away: its end of the line is closed. */
static bool
is_gone(void)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };

	return poll(&input, 1, 0) > 0 &&
	    (input.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

static void
turn(struct session *session)
{
	struct pollfd waiting[] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = interrupts_descriptor(), .events = POLLIN },
	};

	if (session->draw) {
		session->fetching = engine_fetching(session->engine);
		desk_draw(session->desk, session->canvas);
		screen_show(session->canvas);
		session->draw = false;
	}
	/* That a source is being read is news too. */
	if (engine_turn(session->engine, waiting, 2, -1) ||
	    engine_fetching(session->engine) != session->fetching) {
		desk_update(session->desk);
		session->draw = true;
	}
	if (waiting[0].revents != 0 && is_gone())
		session->quit = true;
	take_interrupts(session);
	take_keys(session);
}

static void
run(struct session *session)
{
	int width, height;

	screen_size(&width, &height);
	session->keymap = keymap_new(engine_watchlist(session->engine));
	session->canvas = canvas_new(width, height);
	session->desk = desk_new(session->engine, session->keymap,
	    screen_glyphs(), width, height);
	session->draw = true;
	while (!session->quit)
		turn(session);
	desk_free(session->desk);
	canvas_free(session->canvas);
	keymap_free(session->keymap);
}

bool
tui_run(struct engine *engine, int *status, struct err *err)
{
	struct session session = { .engine = engine };

	if (!screen_open(err))
		return false;
	if (!interrupts_open()) {
		screen_close();
		return err_set(
		    err, "no pipe can be made: too many files are open");
	}
	run(&session);
	interrupts_close();
	screen_close();
	*status = session.signal != 0 ? 128 + session.signal : 0;
	return true;
}
