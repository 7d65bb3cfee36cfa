/* SPDX-License-Identifier: MIT */
#include "model/basis.h"

#include <string.h>

static const char *const names[BASIS_COUNT] = {
	[BASIS_REPORTED] = "reported",
	[BASIS_ESTIMATED] = "estimated",
	[BASIS_GUIDED] = "guided",
	[BASIS_CLAIMED] = "claimed",
	[BASIS_INDEPENDENT] = "independent",
	[BASIS_DERIVED] = "derived",
	[BASIS_MANUAL] = "manual",
};

const char *
basis_name(enum basis basis)
{
	return names[basis];
}

bool
basis_parse(enum basis *basis, const char *word)
{
	for (int i = 0; i < BASIS_COUNT; i++)
		if (!strcmp(word, names[i])) {
			*basis = (enum basis)i;
			return true;
		}
	return false;
}

enum basis
basis_voice(enum basis basis)
{
	return basis == BASIS_DERIVED || basis == BASIS_MANUAL ? BASIS_REPORTED
							       : basis;
}
