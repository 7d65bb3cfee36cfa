/* SPDX-License-Identifier: MIT */
#include "fetch/url_join.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/mem.h"

static size_t
scheme_length(const char *url)
{
	size_t length = 0;

	while (isalnum((unsigned char)url[length]) ||
	    (length > 0 && strchr("+-.", url[length]) != NULL &&
		url[length] != '\0'))
		length++;
	return length > 0 && url[length] == ':' &&
		isalpha((unsigned char)url[0])
	    ? length + 1
	    : 0;
}

/* Takes "./" and "../" out of the path from START on (RFC 3986, 5.2.4). */
static void
remove_dots(char *start)
{
	char *out = start;
	const char *in = start;

	while (*in == '/') {
		size_t length = 1 + strcspn(in + 1, "/?#");
		bool more = in[length] == '/';

		if (length == 3 && !strncmp(in, "/..", 3)) {
			while (out > start && *--out != '/')
				continue;
			if (!more)
				*out++ = '/';
		} else if (length == 2 && in[1] == '.') {
			if (!more)
				*out++ = '/';
		} else {
			memmove(out, in, length);
			out += length;
		}
		in += length;
	}
	memmove(out, in, strlen(in) + 1);
}

char *
url_join(const char *base, const char *link)
{
	size_t scheme = base != NULL ? scheme_length(base) : 0;
	size_t host, path;
	char *url;

	if (scheme == 0 || scheme_length(link) > 0 ||
	    strncmp(base + scheme, "//", 2) != 0)
		return mem_text(link);
	if (!strncmp(link, "//", 2))
		return mem_printf("%.*s%s", (int)scheme, base, link);
	host = scheme + 2 + strcspn(base + scheme + 2, "/?#");
	path = host + strcspn(base + host, "?#");
	if (link[0] == '/')
		path = host;
	else if (link[0] != '\0' && strchr("?#", link[0]) == NULL)
		while (path > host && base[path - 1] != '/')
			path--;
	url = mem_printf("%.*s%s%s", (int)path, base,
	    path == host && link[0] != '/' ? "/" : "", link);
	remove_dots(url + host);
	return url;
}
