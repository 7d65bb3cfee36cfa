/* SPDX-License-Identifier: MIT */
#include "store/row_id.h"

#include <string.h>

#include "base/mem.h"

bool
row_id_is(struct row_id *row, char *key)
{
	if (row->key != NULL && !strcmp(row->key, key)) {
		mem_free(key);
		return row->id != 0;
	}
	row_id_forget(row);
	row->key = key;
	return false;
}

void
row_id_forget(struct row_id *row)
{
	mem_free(row->key);
	*row = (struct row_id){ NULL, 0 };
}
