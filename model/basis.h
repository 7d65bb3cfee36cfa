/* Who says so. */
#ifndef MODEL_BASIS_H
#define MODEL_BASIS_H

#include <stdbool.h>

enum basis {
	BASIS_REPORTED,
	BASIS_ESTIMATED,
	BASIS_GUIDED,
	BASIS_CLAIMED,
	BASIS_INDEPENDENT,
	BASIS_DERIVED,
	BASIS_MANUAL,
	BASIS_COUNT
};

const char *basis_name(enum basis basis);
bool basis_parse(enum basis *basis, const char *word);

/* Figures of one voice share a series; those of different voices never do, nor
 * are they each other's vintages: what the accounts say (reported, derived from
 * them, entered by hand) is one voice, and analysts, guidance, claims and
 * independent measurements are each their own. Gives the basis that stands for
 * the voice: BASIS_REPORTED, or BASIS itself. */
enum basis basis_voice(enum basis basis);

#endif
