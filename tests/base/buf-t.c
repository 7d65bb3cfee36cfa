/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <string.h>

#include "base/mem.h"
#include "tests/tap.h"

int
main(void)
{
	struct buf buf;
	char *taken;

	buf_init(&buf, 10);
	is_string(buf_string(&buf), "", "born empty");
	ok(buf_text(&buf, "abc") && buf_char(&buf, 'd'), "text and character");
	ok(buf_printf(&buf, "%d", 42), "formatted");
	is_string(buf_string(&buf), "abcd42", "in order");
	ok(buf_add(&buf, "\0z", 2), "a zero byte is a byte");
	is_int((int64_t)buf.length, 8, "and counts");
	ok(!buf_text(&buf, "xyz") && buf.full, "the ceiling holds");
	is_int((int64_t)buf.length, 8, "and what is there stays");
	ok(buf_text(&buf, "xy"), "what fits still goes in");
	ok(!buf_printf(&buf, "%s", "more") && !buf_char(&buf, '!'),
	    "full to the last byte");
	ok(buf_add(&buf, "", 0), "nothing always fits");
	ok(buf.bytes[buf.length] == '\0', "a '\\0' stands behind");
	buf_drop(&buf, 3);
	is_string(buf_string(&buf), "d42", "the first three bytes go");
	is_int((int64_t)buf.length, 7, "the rest stays, and what is behind 0");
	buf_drop(&buf, 7);
	is_int((int64_t)buf.length, 0, "all may go");
	buf_clear(&buf);
	ok(buf.length == 0 && !buf.full && !strcmp(buf_string(&buf), ""),
	    "cleared");
	ok(buf_text(&buf, "again"), "and used again");
	taken = buf_take(&buf);
	is_string(taken, "again", "taken");
	mem_free(taken);
	ok(buf.length == 0 && buf.ceiling == 10, "empty, with its ceiling");
	taken = buf_take(&buf);
	is_string(taken, "", "an empty one gives an empty string");
	mem_free(taken);
	buf_release(&buf);
	buf_init(&buf, 0);
	buf_drop(&buf, 0);
	is_string(buf_string(&buf), "", "nothing of nothing");
	ok(!buf_char(&buf, 'a') && buf.full, "a ceiling of nothing");
	buf_release(&buf);
	buf_init(&buf, 1000000);
	for (int i = 0; i < 100000; i++)
		(void)buf_printf(&buf, "%d,", i % 10);
	is_int((int64_t)buf.length, 200000, "grows");
	buf_release(&buf);
	return done();
}
