/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <yaml.h>

#include "base/limits.h"
#include "config/parts.h"

struct shape {
	struct loading *loading;
	const struct file *file;
	yaml_parser_t parser;
	int depth, anchors;
	bool fits;
};

static void
refuse(struct shape *shape, yaml_mark_t mark, const char *fmt, int limit)
{
	const struct place place = { shape->file->name,
		(unsigned)mark.line + 1, (unsigned)mark.column + 1 };

	shape->fits = false;
	complain(shape->loading, SEVERITY_ERROR, place, fmt, limit);
}

static bool
has_anchor(const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return event->data.scalar.anchor != NULL;
	case YAML_SEQUENCE_START_EVENT:
		return event->data.sequence_start.anchor != NULL;
	case YAML_MAPPING_START_EVENT:
		return event->data.mapping_start.anchor != NULL;
	default:
		return false;
	}
}

static void
look_at(struct shape *shape, const yaml_event_t *event)
{
	bool opens = event->type == YAML_SEQUENCE_START_EVENT ||
	    event->type == YAML_MAPPING_START_EVENT;
	bool closes = event->type == YAML_SEQUENCE_END_EVENT ||
	    event->type == YAML_MAPPING_END_EVENT;

	shape->depth += opens - closes;
	shape->anchors += has_anchor(event);
	if (shape->depth > LIMIT_CONFIG_DEPTH)
		refuse(shape, event->start_mark,
		    "more than %d lists and maps stand within each other here",
		    LIMIT_CONFIG_DEPTH);
	else if (shape->anchors > LIMIT_CONFIG_ANCHORS)
		refuse(shape, event->start_mark,
		    "more than %d anchors (&name) are in this file",
		    LIMIT_CONFIG_ANCHORS);
}

/* libyaml reads events one by one, and looks ahead a kilobyte at most: so it is
 * stopped long before its own quadratic searches are felt. */
bool
yaml_shape_fits(struct loading *loading, const struct file *file)
{
	struct shape shape = { loading, file, .fits = true };
	yaml_event_t event;
	bool ended = false;

	if (!yaml_parser_initialize(&shape.parser))
		return false;
	yaml_parser_set_encoding(&shape.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&shape.parser,
	    (const unsigned char *)file->text, strlen(file->text));
	/* A syntax error is told by who reads the whole. */
	while (!ended && shape.fits &&
	    yaml_parser_parse(&shape.parser, &event)) {
		look_at(&shape, &event);
		ended = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&shape.parser);
	return shape.fits;
}
