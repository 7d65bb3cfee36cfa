/* SPDX-License-Identifier: MIT */
#include "engine/order.h"

#include "base/buf.h"
#include "base/mem.h"
#include "fetch/take.h"
#include "tests/tap.h"

static struct take
figure(const char *signal, int64_t day, const char *label, double value)
{
	struct take take = { .signal = signal,
		.period = period_of_day(day),
		.vintage.amount = amount_exact(value) };

	if (label != NULL)
		labels_put(&take.labels, "l", label);
	return take;
}

static struct take
event(const char *signal, int64_t date, const char *id)
{
	return (struct take){ .signal = signal,
		.is_event = true,
		.event = { .date = date, .id = (char *)id } };
}

static void
test_order(void)
{
	struct take takes[] = {
		figure("b", 3, NULL, 1), figure("b", 1, NULL, 2),
		figure("a", 2, "y", 3), figure("a", 2, "x", 4),
		figure("b", 2, NULL, 5), figure("b", 1, NULL, 6),
		event("c", 9, "p"), event("c", 8, "q"), event("c", 8, "o"),
	};
	size_t count = ARRAY_LEN(takes);
	const struct take **ordered = order_takes(takes, &count);
	struct buf out;

	buf_init(&out, 1000);
	for (size_t i = 0; i < count; i++)
		if (ordered[i]->is_event)
			(void)buf_printf(&out, "%s ", ordered[i]->event.id);
		else
			(void)buf_printf(
			    &out, "%g ", ordered[i]->vintage.amount.value);
	is_string(buf_string(&out), "4 3 2 6 5 1 o q p ",
	    "by signal, labels and time; else as they stood");
	for (size_t i = 0; i < ARRAY_LEN(takes); i++)
		labels_release(&takes[i].labels);
	mem_free(ordered);
	buf_release(&out);
	count = 0;
	mem_free(order_takes(NULL, &count));
}

/* What was said of one period and item, at times that stand in no order. */
static void
test_times(void)
{
	static const int64_t known_at[] = { 1, 3, 2, 3, 3 };
	struct take takes[ARRAY_LEN(known_at) + 3];
	size_t count = ARRAY_LEN(takes);
	const struct take **ordered;
	struct buf out;

	for (size_t i = 0; i < ARRAY_LEN(known_at); i++) {
		takes[i] = figure("a", 1, NULL, (double)i);
		takes[i].vintage.known_at = known_at[i];
	}
	takes[4].vintage.basis = BASIS_CLAIMED;
	takes[5] = event("c", 9, "one");
	takes[6] = event("c", 8, "one");
	takes[7] = event("c", 7, "one");
	takes[7].event.known_at = 1;
	ordered = order_takes(takes, &count);
	buf_init(&out, 1000);
	for (size_t i = 0; i < count; i++)
		(void)buf_printf(&out, "%d%s ", (int)(ordered[i] - takes),
		    order_is_said_again(ordered, count, i) ? "!" : "");
	is_string(buf_string(&out), "0 2 1! 3 4 7 5 ",
	    "as they became known, and at one time the last");
	mem_free(ordered);
	buf_release(&out);
}

/* Many newest first, as a document may have them. */
static void
test_many(void)
{
	enum { MANY = 200000 };
	struct take *takes = mem_new_array(MANY, sizeof(*takes));
	const struct take **ordered;
	clock_t start = clock();
	size_t wrong = 0, count = MANY;

	for (int i = 0; i < MANY; i++)
		takes[i] = figure("a", MANY - i, NULL, i);
	ordered = order_takes(takes, &count);
	for (size_t i = 0; i < MANY; i++)
		wrong += ordered[i] != &takes[MANY - 1 - i];
	is_int((int64_t)wrong, 0, "newest first becomes oldest first");
	is_soon(start, 20, "in time");
	mem_free(ordered);
	mem_free(takes);
}

int
main(void)
{
	test_order();
	test_times();
	test_many();
	return done();
}
