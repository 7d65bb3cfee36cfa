/* SHA-256, fed piece by piece (libcrypto). */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>

#define DIGEST_HEX 65 /* with the '\0' */

struct digest;

struct digest *digest_new(void);
void digest_free(struct digest *digest);
void digest_add(struct digest *digest, const void *bytes, size_t length);
void digest_hex(struct digest *digest, char hex[DIGEST_HEX]); /* ends it */

/* All at once. */
void digest_of(const void *bytes, size_t length, char hex[DIGEST_HEX]);

#endif
