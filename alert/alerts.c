/* SPDX-License-Identifier: MIT */
#include "alert/alerts.h"

#include <assert.h>
#include <string.h>

#include "alert/agenda.h"
#include "alert/entry.h"
#include "alert/finding.h"
#include "alert/judge.h"
#include "base/map.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "model/definition.h"
#include "model/expr.h"
#include "model/model.h"

static void
add_alert(struct entry *entry, const struct section *section)
{
	const char *title = section_text(section, "title");

	rule_init(&entry->rule, section);
	entry->alert = (struct alert){
		.name = section->name,
		.title = title != NULL ? title : section->name,
		.note = section_text(section, "note"),
		.panel = section_text(section, "panel"),
		.section = section,
		.state = ALERT_NO_DATA,
		.memory = { .name = mem_text(section->name) },
		.member_count = entry->rule.member_count,
		.members = mem_new_array(
		    entry->rule.member_count, sizeof(struct alert_member)),
	};
	finding_levels(&entry->alert, &entry->rule);
}

struct alerts *
alerts_new(const struct watchlist *watchlist, struct model *model)
{
	struct alerts *alerts = mem_new(sizeof(*alerts));

	alerts->model = model;
	alerts->by_name = map_new();
	alerts->agenda = agenda_new();
	alerts->unknown = TRUTH_MISSING;
	alerts->count = watchlist->counts[SECTION_ALERT];
	alerts->entries = mem_new_array(alerts->count, sizeof(struct entry));
	for (size_t i = 0; i < alerts->count; i++) {
		const struct section *section =
		    watchlist->sections[SECTION_ALERT][i];

		add_alert(&alerts->entries[i], section);
		map_put(alerts->by_name, section->name, &alerts->entries[i]);
	}
	return alerts;
}

void
alerts_free(struct alerts *alerts)
{
	if (alerts == NULL)
		return;
	for (size_t i = 0; i < alerts->count; i++) {
		struct alert *alert = &alerts->entries[i].alert;

		entry_release_series(alert);
		labels_release(&alert->labels);
		mem_free(alert->members);
		mem_free(alert->unit);
		mem_free(alert->rule);
		mem_free(alert->reason);
		mem_free(alert->subject);
		mem_free(alert->takes);
		labels_release(&alerts->entries[i].labels);
		alert_memory_release(&alert->memory);
		rule_release(&alerts->entries[i].rule);
	}
	mem_free(alerts->entries);
	map_free(alerts->by_name);
	agenda_free(alerts->agenda);
	mem_free(alerts);
}

size_t
alerts_count(const struct alerts *alerts)
{
	return alerts->count;
}

const struct alert *
alerts_at(const struct alerts *alerts, size_t i)
{
	assert(i < alerts->count);
	return &alerts->entries[i].alert;
}

const struct alert *
alerts_find(const struct alerts *alerts, const char *name)
{
	const struct entry *entry = map_find(alerts->by_name, name);

	return entry != NULL ? &entry->alert : NULL;
}

void
alerts_forget(struct alerts *alerts)
{
	alerts->evaluated_at = 0;
	for (size_t i = 0; i < alerts->count; i++) {
		struct alert_memory *memory = &alerts->entries[i].alert.memory;

		mem_free(memory->subject);
		*memory = (struct alert_memory){ .name = memory->name };
		alerts->entries[i].remembered = false;
	}
	agenda_renew(alerts->agenda);
}

void
alerts_remember(struct alerts *alerts, const struct alert_memory *memory)
{
	struct entry *entry = map_find(alerts->by_name, memory->name);
	struct alert *alert;

	if (entry == NULL ||
	    strcmp(memory->rule_digest, entry->rule.digest) != 0)
		return;
	alert = &entry->alert;
	mem_free(alert->memory.name);
	mem_free(alert->memory.subject);
	alert->memory = *memory;
	alert->memory.name = mem_text(memory->name);
	alert->memory.subject = mem_text(memory->subject);
	alert->state = memory->state;
	alert->level = memory->level;
	alert->late = memory->late;
	alert->since = memory->since;
	entry->remembered = true;
	agenda_renew(alerts->agenda);
}

bool
alerts_are_timely(const struct alerts *alerts)
{
	bool timely = false;

	for (size_t i = 0; i < alerts->count; i++)
		timely = timely || alerts->entries[i].rule.timely;
	for (size_t i = 0; i < model_count(alerts->model); i++) {
		const struct definition *definition =
		    model_signal(alerts->model, i)->definition;

		timely = timely || definition->expect.of != EXPECT_NOTHING ||
		    rule_is_timely(definition->expr);
	}
	return timely;
}

const struct expr *
alert_condition(const struct alert *alert)
{
	const struct expr *warn = section_expr(alert->section, "warn");
	const struct expr *crit = section_expr(alert->section, "crit");

	if (warn == NULL || (crit != NULL && alert->level == ALERT_CRIT))
		return crit;
	return warn;
}

struct mention {
	const char *signal;
	bool found;
};

static void
look_for_signal(void *context, const struct node *node)
{
	struct mention *mention = context;

	if (node->kind == NODE_SIGNAL && !strcmp(node->name, mention->signal))
		mention->found = true;
}

static bool
names_signal(const struct entry *entry, const char *signal)
{
	struct mention mention = { signal, false };

	if (entry->rule.warn != NULL)
		expr_names(entry->rule.warn, look_for_signal, &mention);
	if (entry->rule.crit != NULL)
		expr_names(entry->rule.crit, look_for_signal, &mention);
	return mention.found;
}

static int
badness(const struct alert *alert)
{
	struct standing standing = { .state = alert->state,
		.level = alert->level };

	return standing_badness(&standing);
}

const struct alert *
alerts_of_signal(const struct alerts *alerts, const char *signal, size_t i)
{
	for (int worst = ALERT_STATE_COUNT + 2; worst >= 0; worst--)
		for (size_t k = 0; k < alerts->count; k++) {
			const struct entry *entry = &alerts->entries[k];

			if (badness(&entry->alert) == worst &&
			    names_signal(entry, signal) && i-- == 0)
				return &entry->alert;
		}
	return NULL;
}

int
alerts_exit(const struct alerts *alerts)
{
	bool unknown = false, warn = false;

	for (size_t i = 0; i < alerts->count; i++) {
		const struct alert *alert = &alerts->entries[i].alert;
		enum alert_state state = alert->state == ALERT_RECOVERING
		    ? alert->level
		    : alert->state;

		if (state == ALERT_CRIT)
			return 2;
		warn = warn || state == ALERT_WARN;
		unknown = unknown || alert->late || state == ALERT_NO_DATA ||
		    state == ALERT_FAILED;
	}
	return warn ? 1 : unknown ? 3 : 0;
}
