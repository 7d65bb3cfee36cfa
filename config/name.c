/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "config/parts.h"

static bool
is_identifier(const char *name)
{
	static const char *const reserved[] = { "and", "or", "not", "by",
		"since" };
	size_t length = 0;

	while (isalnum((unsigned char)name[length]) || name[length] == '_')
		length++;
	for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++)
		if (!strcmp(name, reserved[i]))
			return false;
	return length > 0 && name[length] == '\0' &&
	    !isdigit((unsigned char)name[0]);
}

/* A name that an expression would read as a period cannot be a signal's. */
static bool
is_like_a_period(const char *name)
{
	return (!strncmp(name, "FY", 2) || !strncmp(name, "CY", 2)) &&
	    strspn(name + 2, "0123456789") == 4;
}

bool
name_fits(struct loading *loading, enum section_kind kind, const char *name,
    struct place place)
{
	bool in_formulas = kind == SECTION_SIGNAL || kind == SECTION_ALERT;

	if (!in_formulas && name[0] == '\0') {
		complain(loading, SEVERITY_ERROR, place, "this %s has no name",
		    section_word(kind));
		return false;
	}
	if (in_formulas && is_like_a_period(name)) {
		complain(loading, SEVERITY_ERROR, place,
		    "'%s' cannot be a name: it reads as a period", name);
		return false;
	}
	if (in_formulas && !is_identifier(name)) {
		complain(loading, SEVERITY_ERROR, place,
		    "'%s' cannot be a name: letters, digits and _ are, and no "
		    "word of the language",
		    name);
		return false;
	}
	return true;
}
