/* SPDX-License-Identifier: MIT */
#include "base/digest.h"

#include <openssl/evp.h>

#include "base/die.h"
#include "base/mem.h"

struct digest {
	EVP_MD_CTX *context;
};

struct digest *
digest_new(void)
{
	struct digest *digest = mem_new(sizeof(*digest));

	digest->context = EVP_MD_CTX_new();
	if (digest->context == NULL ||
	    EVP_DigestInit_ex(digest->context, EVP_sha256(), NULL) != 1)
		die("SHA-256 cannot be had from libcrypto");
	return digest;
}

void
digest_free(struct digest *digest)
{
	if (digest == NULL)
		return;
	EVP_MD_CTX_free(digest->context);
	mem_free(digest);
}

void
digest_add(struct digest *digest, const void *bytes, size_t length)
{
	if (EVP_DigestUpdate(digest->context, bytes, length) != 1)
		die("SHA-256 failed");
}

void
digest_hex(struct digest *digest, char hex[DIGEST_HEX])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char bytes[EVP_MAX_MD_SIZE];
	unsigned length = 0;

	if (EVP_DigestFinal_ex(digest->context, bytes, &length) != 1)
		die("SHA-256 failed");
	for (unsigned i = 0; i < length && i < (DIGEST_HEX - 1) / 2; i++) {
		hex[i * 2] = digits[bytes[i] >> 4];
		hex[i * 2 + 1] = digits[bytes[i] & 0xf];
	}
	hex[DIGEST_HEX - 1] = '\0';
}

void
digest_of(const void *bytes, size_t length, char hex[DIGEST_HEX])
{
	struct digest *digest = digest_new();

	digest_add(digest, bytes, length);
	digest_hex(digest, hex);
	digest_free(digest);
}
