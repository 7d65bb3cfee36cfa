/* SPDX-License-Identifier: MIT */
#include "fetch/redirect.h"

#include <curl/curl.h>
#include <stddef.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"

bool
redirect_is(long status)
{
	return status == 301 || status == 302 || status == 303 ||
	       status == 307 || status == 308;
}

static char *
absolute(const char *from, const char *location)
{
	CURLU *url = curl_url();
	char *text = NULL, *copy = NULL;

	if (url != NULL && location != NULL &&
	    curl_url_set(url, CURLUPART_URL, from, 0) == CURLUE_OK &&
	    curl_url_set(url, CURLUPART_URL, location,
		CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK &&
	    curl_url_get(url, CURLUPART_URL, &text, 0) == CURLUE_OK)
		copy = mem_text(text);
	curl_free(text);
	curl_url_cleanup(url);
	return copy;
}

static bool
is_https(const char *url)
{
	return !strncasecmp(url, "https://", 8);
}

static const char *
why_not(const char *from, const char *target, int before)
{
	if (target == NULL)
		return "it redirects to nowhere";
	if (before >= LIMIT_REDIRECTS)
		return "it redirects too often";
	if (is_https(target))
		return NULL;
	if (strncasecmp(target, "http://", 7) != 0)
		return "it redirects to what is neither http nor https";
	return is_https(from) ? "it redirects from https to http" : NULL;
}

char *
redirect_target(
    const char *from, const char *location, int before, const char **why)
{
	char *target = absolute(from, location);

	*why = why_not(from, target, before);
	if (*why == NULL)
		return target;
	mem_free(target);
	return NULL;
}
