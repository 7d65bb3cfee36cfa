/* SPDX-License-Identifier: MIT */
#include "tui/quieting.h"

#include <stddef.h>
#include <string.h>

#include "alert/alert.h"
#include "alert/alerts.h"
#include "alert/hush.h"
#include "alert/quiet.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/number.h"
#include "engine/engine.h"
#include "engine/quiet.h"
#include "model/definition.h"
#include "model/model.h"
#include "model/quiet.h"
#include "tui/desk.h"
#include "tui/question.h"
#include "tui/view.h"

static const struct alerts *
alerts_of(const struct view *view)
{
	return engine_alerts(view->scene->engine);
}

/* Alerts and sources may be called as a signal is. */
static const struct signal *
signal_named(const struct view *view, const struct target *target)
{
	return target->kind == TARGET_ALERT || target->kind == TARGET_SOURCE ||
		       target->kind == TARGET_SILENCE
		   ? NULL
		   : target_signal_of(target, view_model(view));
}

/* The signal of the selection, else of the view; or NULL. */
static const struct signal *
signal_of(const struct view *view)
{
	const struct target *target = page_target(&view->page);
	const struct signal *signal =
	    target != NULL ? signal_named(view, target) : NULL;

	return signal != NULL ? signal : signal_named(view, &view->target);
}

/* That a source fails is an alert of its own. */
static const struct alert *
alert_for(const struct view *view, const struct target *target)
{
	const struct alert *alert;
	char *name;

	if (target->kind == TARGET_ALERT)
		return alerts_find(alerts_of(view), target->name);
	if (target->kind != TARGET_SOURCE)
		return NULL;
	name = mem_printf("%s%s", SOURCE_ALERT, target->name);
	alert = engine_alert_named(view->scene->engine, name);
	mem_free(name);
	return alert;
}

const struct alert *
quieting_alert(const struct view *view)
{
	const struct target *target = page_target(&view->page);
	const struct alert *alert =
	    target != NULL ? alert_for(view, target) : NULL;

	return alert != NULL ? alert : alert_for(view, &view->target);
}

static unsigned
say_done(
    struct view *view, bool done, const struct err *err, const char *sentence)
{
	desk_say(view->desk, "%s", done ? sentence : err->text);
	desk_update(view->desk);
	return REACT_DRAW;
}

static unsigned
end_silence(struct view *view, const char *id)
{
	char *sentence = mem_printf("silence %s is ended", id);
	double number = 0;
	struct err err;

	(void)number_parse(&number, id, strlen(id));
	(void)say_done(view,
	    engine_unsilence(view->scene->engine, (int64_t)number, &err), &err,
	    sentence);
	mem_free(sentence);
	return REACT_DRAW;
}

static unsigned
acknowledge(
    struct view *view, const struct question *question, const char *typed)
{
	char *sentence = mem_printf(
	    "%s is acknowledged until its level changes", question->alert);
	struct err err;

	(void)say_done(view,
	    engine_acknowledge(
		view->scene->engine, question->alert, typed, false, &err),
	    &err, sentence);
	mem_free(sentence);
	return REACT_DRAW;
}

static unsigned
take_back(struct view *view, const char *alert)
{
	char *sentence = mem_printf("%s is not acknowledged any more", alert);
	struct err err;

	(void)say_done(view,
	    engine_unacknowledge(view->scene->engine, alert, &err), &err,
	    sentence);
	mem_free(sentence);
	return REACT_DRAW;
}

unsigned
act_acknowledge(struct view *view)
{
	const struct target *target = page_target(&view->page);
	const struct alert *alert = quieting_alert(view);
	const struct signal *signal = signal_of(view);
	struct question question = { .sign = "why: ", .answer = acknowledge };

	if (target != NULL && target->kind == TARGET_SILENCE)
		return end_silence(view, target->name);
	if (alert == NULL && signal != NULL)
		alert = alerts_of_signal(
		    alerts_of(view), signal->definition->name, 0);
	if (alert == NULL) {
		desk_say(view->desk, "no alert is selected");
		return REACT_DRAW;
	}
	if (hush_acknowledgement(engine_hush(view->scene->engine), alert) !=
	    NULL)
		return take_back(view, alert->name);
	if (!alert_stands(alert)) {
		desk_say(view->desk,
		    "%s is %s: there is nothing to "
		    "acknowledge",
		    alert->name, alert_state_name(alert->state));
		return REACT_DRAW;
	}
	question.alert = mem_text(alert->name);
	desk_question(view->desk, &question);
	return REACT_DRAW;
}

static unsigned
silence_for(
    struct view *view, const struct question *question, const char *typed)
{
	struct silence silence = {
		.alert = mem_text(question->alert),
		.signal = mem_text(question->signal),
		.until = question->until,
		.reason = mem_text(typed),
	};
	struct buf words;
	struct err err;
	bool done;

	labels_init(&silence.labels);
	buf_init(&words, 4096);
	done = engine_silence(view->scene->engine, &silence, &err);
	if (done)
		quieting_silence(&words, &silence);
	(void)say_done(view, done, &err, buf_string(&words));
	buf_release(&words);
	silence_release(&silence);
	return REACT_DRAW;
}

static unsigned
silence_until(
    struct view *view, const struct question *question, const char *typed)
{
	struct question why = { .sign = "why: ", .answer = silence_for };
	struct err err;

	if (!silence_until_parse(
		&why.until, typed, model_now(view_model(view)), &err)) {
		desk_say(view->desk, "%s", err.text);
		return REACT_DRAW;
	}
	why.alert = mem_text(question->alert);
	why.signal = mem_text(question->signal);
	desk_question(view->desk, &why);
	return REACT_DRAW;
}

unsigned
act_silence(struct view *view)
{
	const struct alert *alert = quieting_alert(view);
	const struct signal *signal = signal_of(view);
	struct question question = {
		.sign = "silence until (7d, 2026-12-01): ",
		.answer = silence_until,
	};

	if (alert == NULL && signal == NULL) {
		desk_say(view->desk, "no alert and no signal is selected");
		return REACT_DRAW;
	}
	if (alert != NULL)
		question.alert = mem_text(alert->name);
	else
		question.signal = mem_text(signal->definition->name);
	desk_question(view->desk, &question);
	return REACT_DRAW;
}

void
quieting_words(
    struct buf *out, const struct scene *scene, const struct alert *alert)
{
	const struct hush *hush = engine_hush(scene->engine);
	int64_t now = model_now(engine_model(scene->engine));
	const struct acknowledgement *known = hush_acknowledgement(hush, alert);
	const struct silence *silence = hush_silence(hush, alert, now);

	if (known != NULL)
		(void)buf_printf(out, "acknowledged%s by %s: %s",
		    known->sticky ? " until it is ok" : "", known->author,
		    known->reason);
	if (silence != NULL) {
		(void)buf_printf(
		    out, "%ssilenced until ", known != NULL ? ", " : "");
		date_format_time(out, silence->until);
		(void)buf_printf(
		    out, " by %s: %s", silence->author, silence->reason);
	}
	if (hush_is_muted(hush, alert, now))
		(void)buf_printf(out, "%smuted",
		    known != NULL || silence != NULL ? ", " : "");
}

void
quieting_silence(struct buf *out, const struct silence *silence)
{
	char *scope = silence_scope(silence);

	(void)buf_printf(
	    out, "silence %lld of %s until ", (long long)silence->id, scope);
	date_format_time(out, silence->until);
	(void)buf_printf(out, " by %s: %s", silence->author, silence->reason);
	mem_free(scope);
}
