/* Which addresses may be connected to: what a name resolves to, not it. */
#ifndef FETCH_ADDRESS_H
#define FETCH_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* 169.254/16, fe80::/10: only a machine itself can mean them, and cloud
 * metadata lives there. */
bool address_is_link_local(const struct sockaddr *address);

/* Loopback, RFC 1918, RFC 6598, RFC 4193, link-local, unspecified. */
bool address_is_private(const struct sockaddr *address);

/* "192.0.2.1", "2001:db8::1"; false where it is neither. */
bool address_parse(struct sockaddr_storage *address, const char *text);

#endif
