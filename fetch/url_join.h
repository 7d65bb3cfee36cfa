/* A link at the place where it stands (RFC 3986, 5.2). */
#ifndef FETCH_URL_JOIN_H
#define FETCH_URL_JOIN_H

/* What LINK means at BASE; LINK itself where BASE (may be NULL) has no host.
 * The caller owns it. */
char *url_join(const char *base, const char *link);

#endif
