/* SPDX-License-Identifier: MIT */
/* JSON Feed 1.1, as paths. */
#include "fetch/feed.h"

const char feed_json_mark[] = "https://jsonfeed.org/version/1";
const char feed_json_each[] = "$.items[*]";

const struct feed_json_path feed_json_paths[] = {
	{ "id", "id", false },
	{ "title", "title", false },
	{ "title", "summary", false }, /* a title may be left out */
	{ "title", "content_text", false },
	{ "title", "content_html", true },
	{ "link", "url", false },
	{ "link", "external_url", false },
	{ "date", "date_published", false },
	{ "date", "date_modified", false },
	{ "summary", "summary", false },
	{ "summary", "content_text", false },
	{ "summary", "content_html", true },
};

const size_t feed_json_count =
    sizeof(feed_json_paths) / sizeof(feed_json_paths[0]);
