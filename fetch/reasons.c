/* SPDX-License-Identifier: MIT */
#include "fetch/reasons.h"

#include <curl/curl.h>
#include <stddef.h>

#include "base/mem.h"

static const struct {
	long status;
	const char *phrase; /* RFC 9110, section 15 */
} statuses[] = {
	{ 204, "No Content" },
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
} results[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, "the name of %s cannot be resolved" },
	{ CURLE_COULDNT_RESOLVE_PROXY, "the proxy's name cannot be resolved" },
	{ CURLE_COULDNT_CONNECT, "%s does not answer: no connection" },
	{ CURLE_SSL_CONNECT_ERROR, "%s and we cannot agree on TLS" },
	{ CURLE_PEER_FAILED_VERIFICATION,
	    "the certificate of %s cannot be verified" },
	{ CURLE_SSL_CACERT_BADFILE, "there are no CA certificates here" },
	{ CURLE_GOT_NOTHING, "%s closed the connection without an answer" },
	{ CURLE_PARTIAL_FILE, "%s ended the body early" },
	{ CURLE_RECV_ERROR, "the connection to %s broke while receiving" },
	{ CURLE_SEND_ERROR, "the connection to %s broke while sending" },
	{ CURLE_WEIRD_SERVER_REPLY, "%s does not speak HTTP" },
	{ CURLE_UNSUPPORTED_PROTOCOL, "only http and https are possible" },
	{ CURLE_BAD_CONTENT_ENCODING, "the body of %s is not decodable" },
	{ CURLE_OUT_OF_MEMORY, "%s sent a header that is too long" },
	{ CURLE_HTTP2, "%s broke the rules of HTTP/2" },
	{ CURLE_HTTP2_STREAM, "%s broke off an HTTP/2 stream" },
	{ CURLE_URL_MALFORMAT, "the URL is malformed" },
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
reason_of_result(int result, const char *host, const char *timeout)
{
	if (result == CURLE_OPERATION_TIMEDOUT)
		return mem_printf(
		    "%s gave no whole answer within %s", host, timeout);
	for (size_t i = 0; i < sizeof(results) / sizeof(results[0]); i++) {
		const char *sentence = results[i].sentence;
		const char *at;

		if ((int)results[i].result != result)
			continue;
		for (at = sentence; *at != '\0' && *at != '%'; at++)
			;
		return *at == '\0'
		    ? mem_text(sentence)
		    : mem_printf("%.*s%s%s", (int)(at - sentence), sentence,
			  host, at + 2);
	}
	return mem_printf("%s: %s", host,
	    curl_easy_strerror((CURLcode)result));
}
