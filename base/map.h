/* Text to pointer. Keys are copied, values are the caller's. The order of
 * map_each is that of insertion. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stddef.h>

struct map;

struct map *map_new(void);
void map_free(struct map *map);
void map_put(struct map *map, const char *key, void *value); /* replaces */
void *map_find(const struct map *map, const char *key);	     /* or NULL */
size_t map_count(const struct map *map);

/* The I-th entry in order of insertion; I < map_count(). */
const char *map_key(const struct map *map, size_t i);
void *map_value(const struct map *map, size_t i);

#endif
