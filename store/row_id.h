/* The id of the row that was looked for last: figures come many in a row of one
 * series and one document. Good for one transaction: its end may take the row
 * back. */
#ifndef STORE_ROW_ID_H
#define STORE_ROW_ID_H

#include <stdbool.h>
#include <stdint.h>

struct row_id { /* zeroed: of none */
	char *key; /* what tells the row apart, or NULL */
	int64_t id;
};

/* Whether the id is that of KEY. Else it is 0, for the caller to set to the one
 * that he finds. KEY is taken either way. */
bool row_id_is(struct row_id *row, char *key);

void row_id_forget(struct row_id *row);

#endif
