/* SPDX-License-Identifier: MIT */
#include "base/digest.h"

#include <string.h>

#include "tests/tap.h"

/* FIPS 180-4's examples. */
static const struct {
	const char *text, *hex;
} cases[] = {
	{ "",
	    "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855" },
	{ "abc",
	    "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	    "248d6a61d20638b8e5c026930c3e6039"
	    "a33ce45964ff2167f6ecedd419db06c1" },
};

int
main(void)
{
	char hex[DIGEST_HEX];
	struct digest *digest;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		digest_of(cases[i].text, strlen(cases[i].text), hex);
		is_string(hex, cases[i].hex, "all at once");
	}
	digest = digest_new();
	for (size_t i = 0; i < strlen(cases[2].text); i++)
		digest_add(digest, cases[2].text + i, 1);
	digest_hex(digest, hex);
	digest_free(digest);
	is_string(hex, cases[2].hex, "byte by byte");
	digest_free(NULL);
	return done();
}
