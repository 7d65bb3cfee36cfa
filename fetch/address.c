/* SPDX-License-Identifier: MIT */
#include "fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

struct block { /* of IPv4 */
	uint32_t network;
	unsigned bits;
};

static const struct block link_local = { 0xa9fe0000, 16 };

static const struct block private[] = {
	{ 0x00000000, 8 },  /* this host */
	{ 0x0a000000, 8 },  /* RFC 1918 */
	{ 0x64400000, 10 }, /* RFC 6598 */
	{ 0x7f000000, 8 },  /* loopback */
	{ 0xac100000, 12 }, { 0xc0a80000, 16 }, { 0xa9fe0000, 16 },
};

static bool
is_in(uint32_t host, struct block block)
{
	return host >> (32 - block.bits) == block.network >> (32 - block.bits);
}

/* Also where an IPv6 address only carries one: mapped, 6to4's and NAT64's. */
static bool
carries_v4(const struct in6_addr *address, uint32_t *host)
{
	static const unsigned char nat64[12] = { 0, 0x64, 0xff, 0x9b };
	const unsigned char *bytes = address->s6_addr;
	size_t at = 12;

	if (bytes[0] == 0x20 && bytes[1] == 0x02)
		at = 2;
	else if (!IN6_IS_ADDR_V4MAPPED(address) &&
	    !IN6_IS_ADDR_V4COMPAT(address) &&
	    memcmp(bytes, nat64, sizeof(nat64)) != 0)
		return false;
	*host = (uint32_t)bytes[at] << 24 | (uint32_t)bytes[at + 1] << 16 |
	    (uint32_t)bytes[at + 2] << 8 | bytes[at + 3];
	return true;
}

static const struct in6_addr *
v6_of(const struct sockaddr *address)
{
	return &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
}

static bool
find_v4(const struct sockaddr *address, uint32_t *host)
{
	const struct sockaddr_in *v4 = (const void *)address;

	if (address->sa_family == AF_INET) {
		*host = ntohl(v4->sin_addr.s_addr);
		return true;
	}
	return address->sa_family == AF_INET6 &&
	    carries_v4(v6_of(address), host);
}

bool
address_is_link_local(const struct sockaddr *address)
{
	uint32_t host;

	if (find_v4(address, &host))
		return is_in(host, link_local);
	return address->sa_family == AF_INET6 &&
	    IN6_IS_ADDR_LINKLOCAL(v6_of(address));
}

bool
address_is_private(const struct sockaddr *address)
{
	uint32_t host;

	if (find_v4(address, &host)) {
		for (size_t i = 0; i < sizeof(private) / sizeof(*private); i++)
			if (is_in(host, private[i]))
				return true;
		return false;
	}
	if (address->sa_family != AF_INET6)
		return false;
	return IN6_IS_ADDR_LOOPBACK(v6_of(address)) ||
	    IN6_IS_ADDR_UNSPECIFIED(v6_of(address)) ||
	    IN6_IS_ADDR_LINKLOCAL(v6_of(address)) ||
	    (v6_of(address)->s6_addr[0] & 0xfe) == 0xfc;
}

bool
address_parse(struct sockaddr_storage *address, const char *text)
{
	struct sockaddr_in *v4 = (void *)address;
	struct sockaddr_in6 *v6 = (void *)address;

	(void)memset(address, 0, sizeof(*address));
	if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
		address->ss_family = AF_INET;
		return true;
	}
	if (inet_pton(AF_INET6, text, &v6->sin6_addr) == 1) {
		address->ss_family = AF_INET6;
		return true;
	}
	return false;
}
