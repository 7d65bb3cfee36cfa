/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "config/watchlist.h"
#include "fetch/job.h"

static void
add_escaped(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (isalnum(c) || strchr("-._~", c) != NULL)
			(void)buf_char(out, (char)c);
		else
			(void)buf_printf(out, "%%%02X", c);
	}
}

/* Names under which a key is asked for: what stands there is hidden, wherever
 * it came from. */
static bool
is_secret_name(const char *name, size_t length)
{
	static const char *const names[] = { "key", "apikey", "api_key",
		"api-key", "api_token", "access_key", "access_token", "token",
		"auth", "auth_token", "secret", "client_secret", "password",
		"passwd", "pwd", "sig", "signature" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == length &&
		    !strncasecmp(names[i], name, length))
			return true;
	return false;
}

static void
add_query(struct buf *out, const struct section *source, bool shown)
{
	const struct value *query = section_value(source, "query");
	char sign = strchr(buf_string(out), '?') != NULL ? '&' : '?';

	for (size_t i = 0; query != NULL && i < query->count; i++) {
		const struct value *item = query->items[i];
		const char *key = query->keys[i];

		(void)buf_char(out, sign);
		add_escaped(out, key);
		(void)buf_char(out, '=');
		if (shown && (item->secret || is_secret_name(key, strlen(key))))
			(void)buf_text(out, "…");
		else
			add_escaped(out, item->text);
		sign = '&';
	}
}

/* name=value&name=value */
static void
add_shown_query(struct buf *out, const char *query)
{
	for (size_t length; *query != '\0'; query += length) {
		size_t name = strcspn(query, "=&#");

		length = strcspn(query, "&#");
		if (query[name] == '=' && is_secret_name(query, name)) {
			(void)buf_add(out, query, name + 1);
			(void)buf_text(out, "…");
		} else {
			(void)buf_add(out, query, length);
		}
		if (query[length] != '\0')
			(void)buf_char(out, query[length++]);
	}
}

/* user:password@ and keys stay out of what is shown. */
static void
add_shown(struct buf *out, const char *url)
{
	const char *start = strstr(url, "://");
	size_t authority, user, query;

	if (start == NULL) {
		(void)buf_text(out, url);
		return;
	}
	start += 3;
	authority = strcspn(start, "/?#");
	user = authority;
	while (user > 0 && start[user - 1] != '@')
		user--;
	(void)buf_add(out, url, (size_t)(start - url));
	if (user > 0)
		(void)buf_text(out, "…@");
	start += user;
	query = strcspn(start, "?");
	query += start[query] == '?';
	(void)buf_add(out, start, query);
	add_shown_query(out, start + query);
}

char *
source_url(const struct section *source, bool shown)
{
	const struct value *value = section_value(source, "url");
	struct buf out;

	buf_init(&out, LIMIT_MESSAGE);
	if (shown)
		add_shown(&out, value->shown);
	else
		(void)buf_text(&out, value->text);
	add_query(&out, source, shown);
	return buf_take(&out);
}

struct origin {
	bool https;
	const char *host;
	size_t host_length;
	unsigned port;
};

static struct origin
origin_of(const char *url)
{
	struct origin origin = { .https = !strncasecmp(url, "https:", 6) };
	const char *start = strstr(url, "://");
	size_t length, colon;

	start = start != NULL ? start + 3 : url;
	length = strcspn(start, "/?#");
	for (size_t i = length; i > 0; i--)
		if (start[i - 1] == '@') {
			start += i;
			length -= i;
			break;
		}
	colon = length;
	while (colon > 0 && isdigit((unsigned char)start[colon - 1]))
		colon--;
	origin.port = origin.https ? 443 : 80;
	if (colon > 0 && start[colon - 1] == ':' && colon < length) {
		origin.port = 0;
		for (size_t i = colon; i < length && i < colon + 5; i++)
			origin.port =
			    origin.port * 10 + (unsigned)(start[i] - '0');
		length = colon - 1;
	}
	origin.host = start;
	origin.host_length = length;
	return origin;
}

char *
url_host(const char *url)
{
	struct origin origin = origin_of(url);
	char *host = mem_printf(
	    "%.*s:%u", (int)origin.host_length, origin.host, origin.port);

	for (char *c = host; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	return host;
}

bool
url_same_origin(const char *a, const char *b)
{
	struct origin left = origin_of(a), right = origin_of(b);

	return left.https == right.https && left.port == right.port &&
	       left.host_length == right.host_length &&
	       !strncasecmp(left.host, right.host, left.host_length);
}
