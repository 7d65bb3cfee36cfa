/* SPDX-License-Identifier: MIT */
#include "fetch/address.h"

#include <stdio.h>

#include "tests/tap.h"

static const struct {
	const char *text;
	bool link_local, private;
} cases[] = {
	{ "8.8.8.8", false, false },
	{ "169.254.169.254", true, true },
	{ "169.253.255.255", false, false },
	{ "169.255.0.0", false, false },
	{ "127.0.0.1", false, true },
	{ "127.255.255.254", false, true },
	{ "128.0.0.1", false, false },
	{ "10.1.2.3", false, true },
	{ "172.15.255.255", false, false },
	{ "172.16.0.1", false, true },
	{ "172.31.255.255", false, true },
	{ "172.32.0.0", false, false },
	{ "192.168.1.1", false, true },
	{ "100.64.0.1", false, true },
	{ "100.128.0.1", false, false },
	{ "0.0.0.0", false, true },
	{ "2606:4700::1111", false, false },
	{ "::1", false, true },
	{ "::", false, true },
	{ "fe80::1", true, true },
	{ "febf::1", true, true },
	{ "fec0::1", false, false },
	{ "fd00::1", false, true },
	{ "::ffff:169.254.169.254", true, true },
	{ "::ffff:10.0.0.1", false, true },
	{ "::ffff:8.8.8.8", false, false },
	{ "64:ff9b::169.254.169.254", true, true },
	{ "2002:a9fe:a9fe::1", true, true },
	{ "2002:0808:0808::1", false, false },
};

int
main(void)
{
	struct sockaddr_storage address;
	const struct sockaddr *plain = (const void *)&address;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		ok(address_parse(&address, cases[i].text) &&
			address_is_link_local(plain) == cases[i].link_local &&
			address_is_private(plain) == cases[i].private,
		    cases[i].text);
	ok(!address_parse(&address, "example.org"), "a name is no address");
	ok(!address_parse(&address, "1.2.3"), "three numbers are none");
	return done();
}
