/* SPDX-License-Identifier: MIT */
#include "fetch/reasons.h"

#include <curl/curl.h>
#include <stdbool.h>
#include <string.h>

#include "base/mem.h"

static const struct {
	long status;
	const char *phrase; /* RFC 9110, section 15 */
} statuses[] = {
	{ 204, "No Content" },
	{ 206, "Partial Content" },
	{ 300, "Multiple Choices" },
	{ 400, "Bad Request" },
	{ 401, "Unauthorized" },
	{ 402, "Payment Required" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 406, "Not Acceptable" },
	{ 408, "Request Timeout" },
	{ 410, "Gone" },
	{ 418, "I'm a teapot" },
	{ 429, "Too Many Requests" },
	{ 451, "Unavailable For Legal Reasons" },
	{ 500, "Internal Server Error" },
	{ 501, "Not Implemented" },
	{ 502, "Bad Gateway" },
	{ 503, "Service Unavailable" },
	{ 504, "Gateway Timeout" },
};

static const struct {
	CURLcode result;
	const char *sentence; /* %s is the host */
	bool answered; /* something came, and it was no whole answer */
} results[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, "the name of %s cannot be resolved",
	    false },
	{ CURLE_COULDNT_RESOLVE_PROXY, "the proxy's name cannot be resolved",
	    false },
	{ CURLE_COULDNT_CONNECT, "%s does not answer: no connection", false },
	{ CURLE_SSL_CONNECT_ERROR, "%s and we cannot agree on TLS", false },
	{ CURLE_PEER_FAILED_VERIFICATION,
	    "the certificate of %s cannot be verified", false },
	{ CURLE_SSL_CACERT_BADFILE, "there are no CA certificates here",
	    false },
	{ CURLE_GOT_NOTHING, "%s closed the connection without an answer",
	    false },
	{ CURLE_PARTIAL_FILE, "%s ended the body early", true },
	{ CURLE_RECV_ERROR, "the connection to %s broke while receiving",
	    false },
	{ CURLE_SEND_ERROR, "the connection to %s broke while sending", false },
	{ CURLE_WEIRD_SERVER_REPLY, "%s does not speak HTTP", false },
	{ CURLE_UNSUPPORTED_PROTOCOL, "%s does not speak HTTP",
	    false },
	{ CURLE_BAD_CONTENT_ENCODING, "the body of %s is not decodable", true },
	{ CURLE_OUT_OF_MEMORY, "%s sent a header that is too long", true },
	{ CURLE_HTTP2, "%s broke the rules of HTTP/2", false },
	{ CURLE_HTTP2_STREAM, "%s broke off an HTTP/2 stream", false },
	{ CURLE_URL_MALFORMAT, "the URL is malformed", false },
};

char *
reason_of_status(long status)
{
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (statuses[i].status == status)
			return mem_printf(
			    "HTTP %ld %s", status, statuses[i].phrase);
	return mem_printf("HTTP %ld", status);
}

char *
reason_of_result(
    int result, const char *host, const char *timeout, enum source_state *state)
{
	*state = SOURCE_UNREACHABLE;
	if (result == CURLE_OPERATION_TIMEDOUT)
		return mem_printf(
		    "%s gave no whole answer within %s", host, timeout);
	for (size_t i = 0; i < sizeof(results) / sizeof(results[0]); i++) {
		const char *sentence = results[i].sentence;
		size_t before = strcspn(sentence, "%");

		if ((int)results[i].result != result)
			continue;
		if (results[i].answered)
			*state = SOURCE_UNREADABLE;
		return sentence[before] == '\0'
			   ? mem_text(sentence)
			   : mem_printf("%.*s%s%s", (int)before, sentence, host,
				 sentence + before + 2);
	}
	return mem_printf("%s: %s", host, curl_easy_strerror((CURLcode)result));
}
