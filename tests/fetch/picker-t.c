/* SPDX-License-Identifier: MIT */
#include "fetch/picker.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/number.h"
#include "config/watchlist.h"
#include "fetch/fetcher.h"
#include "model/evidence.h"
#include "tests/tap.h"

static const int64_t retrieved = 1767225600; /* 2026-01-01T00:00:00Z */

static const struct settings *const tables[] = { &fetch_settings,
	&pick_settings };

static const struct {
	const char *name;
	const char *signals; /* of the watchlist; indented by two */
	const char *document;
	const char *picked; /* a line each take, then the state and reason */
} cases[] = {
	{ "value, period, evidence",
	    "  s: { unit: count, from: src, each: '$.q[*]', value: v, period: "
	    "p }\n",
	    "{\"q\":[{\"p\":\"2025Q2\",\"v\":38676},"
	    "{\"p\":\"2025Q3\",\"v\":-1.50}]}",
	    "s 2025Q2 38676 exact reported $['q'][0]['v'] '38676'\n"
	    "s 2025Q3 -1.5 exact reported $['q'][1]['v'] '-1.50'\n"
	    "ok\n" },
	{ "text that holds a number, with its bound",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: p "
	    "}\n",
	    "[{\"p\":\"2025Q2\",\"v\":\"over RMB 100 bn\"},"
	    "{\"p\":\"2025Q3\",\"v\":\" 91\xe2\x80\x93"
	    "93 bn \"}]",
	    "s 2025Q2 100000000000 at_least reported $[0]['v'] "
	    "'over RMB 100 bn'\n"
	    "s 2025Q3 92000000000 range reported $[1]['v'] "
	    "' 91\xe2\x80\x93"
	    "93 bn '\n"
	    "ok\n" },
	{ "bound, basis, confidence and remark by paths",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: p, "
	    "bound: b,\n"
	    "       basis: w, confidence: c, remark: '@.r' }\n",
	    "[{\"p\":\"2025Q2\",\"v\":5,\"b\":\"at_most\",\"w\":\"claimed\","
	    "\"c\":\"low\",\"r\":\" a\\u001bb \"}]",
	    "s{basis=\"claimed\"} 2025Q2 5 at_most claimed $[0]['v'] '5' "
	    "confidence 'low' remark 'a<1B>b'\n"
	    "ok\n" },
	{ "bound and basis by words of their own",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: "
	    "p,\n"
	    "       bound: about, basis: estimated }\n",
	    "[{\"p\":\"2025Q2\",\"v\":5}]",
	    "s 2025Q2 5 about estimated $[0]['v'] '5'\n"
	    "ok\n" },
	{ "a member that is called as a word",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: "
	    "p,\n"
	    "       basis: '@.reported' }\n",
	    "[{\"p\":\"2025Q2\",\"v\":5,\"reported\":\"guided\"}]",
	    "s{basis=\"guided\"} 2025Q2 5 exact guided $[0]['v'] '5'\n"
	    "ok\n" },
	{ "labels: relative, absolute, and none where nothing is said",
	    "  s: { unit: count, from: src, each: '$.r[*]', value: v, period: "
	    "p,\n"
	    "       labels: { model: m.name, cur: '$.cur', none: x } }\n",
	    "{\"r\":[{\"p\":\"2025Q2\",\"v\":5,\"m\":{\"name\":\"Qwen\"},"
	    "\"x\":null}],\"cur\":\"CNY\"}",
	    "s{cur=\"CNY\", model=\"Qwen\"} 2025Q2 5 exact reported "
	    "$['r'][0]['v'] '5'\n"
	    "ok\n" },
	{ "an instant where a start is wanted",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: "
	    "{ start: s, end: e } }\n",
	    "[{\"v\":5,\"e\":\"2025-06-30\"}]",
	    "unreadable: 1 of 1 values of s unreadable: the value at "
	    "$[0]['v'] has no start: 's' finds nothing\n" },
	{ "a bound that its text contradicts",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: p,"
	    "\n       bound: at_most }\n",
	    "[{\"p\":\"2025Q1\",\"v\":\"up to 4\"},"
	    "{\"p\":\"2025Q2\",\"v\":\"over 5\"}]",
	    "s 2025Q1 4 at_most reported $[0]['v'] 'up to 4'\n"
	    "unreadable: 1 of 2 values of s unreadable: 'over 5' at "
	    "$[1]['v']: it says at_least, and 'bound' at_most\n" },
	{ "another currency than the signal's",
	    "  s: { unit: RMB, from: src, each: '$[*]', value: v, period: p }"
	    "\n",
	    "[{\"p\":\"2025Q1\",\"v\":\"RMB 4 bn\"},"
	    "{\"p\":\"2025Q2\",\"v\":\"US$5 bn\"}]",
	    "s 2025Q1 4000000000 exact reported $[0]['v'] 'RMB 4 bn'\n"
	    "unreadable: 1 of 2 values of s unreadable: 'US$5 bn' is in US$, "
	    "and the figure in RMB, at $[1]['v']\n" },
	{ "vintage",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: "
	    "p,\n"
	    "       vintage: filed }\n",
	    "[{\"p\":\"2025Q2\",\"v\":5,\"filed\":\"2025-08-29\"}]",
	    "s 2025Q2 5 exact reported $[0]['v'] '5' known 2025-08-29\n"
	    "ok\n" },
	{ "member names as dates: key()",
	    "  s: { unit: count, from: src, each: '$.rates[*].CNY', value: "
	    "'@',\n"
	    "       period: key(1), labels: { pair: key() } }\n",
	    "{\"rates\":{\"2025-01-02\":{\"CNY\":7.1,\"EUR\":1},"
	    "\"2025-01-03\":{\"CNY\":7.2}}}",
	    "s{pair=\"CNY\"} 2025-01-02 7.1 exact reported "
	    "$['rates']['2025-01-02']['CNY'] '7.1'\n"
	    "s{pair=\"CNY\"} 2025-01-03 7.2 exact reported "
	    "$['rates']['2025-01-03']['CNY'] '7.2'\n"
	    "ok\n" },
	{ "parallel arrays: [#], wherever they stand",
	    "  s: { unit: count, from: src, each: '$.t[*]', value: "
	    "'$.o.close[#]',\n"
	    "       period: '@' }\n",
	    "{\"o\":{\"close\":[1.5,null,3.5,4.5]},"
	    "\"t\":[\"2025-01-02\",\"2025-01-03\",\"2025-01-06\"]}",
	    "s 2025-01-02 1.5 exact reported $['o']['close'][0] '1.5'\n"
	    "s 2025-01-06 3.5 exact reported $['o']['close'][2] '3.5'\n"
	    "ok\n" },
	{ "[#1]: of the array around it (a matrix of Prometheus)",
	    "  s: { unit: count, from: src, each: '$.r[*].values[*]', value: "
	    "'@[1]',\n"
	    "       period: '@[0]', labels: { job: '$.r[#1].metric.job' } }\n",
	    "{\"r\":[{\"metric\":{\"job\":\"a\"},\"values\":[[1e9,\"1\"],"
	    "[1000000060,\"2\"]]},{\"metric\":{\"job\":\"b\"},"
	    "\"values\":[[1e9,\"3\"]]}]}",
	    "s{job=\"a\"} 2001-09-09T01:46:40Z 1 exact reported "
	    "$['r'][0]['values'][0][1] '1'\n"
	    "s{job=\"a\"} 2001-09-09T01:47:40Z 2 exact reported "
	    "$['r'][0]['values'][1][1] '2'\n"
	    "s{job=\"b\"} 2001-09-09T01:46:40Z 3 exact reported "
	    "$['r'][1]['values'][0][1] '3'\n"
	    "ok\n" },
	{ "[#2] where there is one array",
	    "  s: { unit: count, from: src, each: '$.t[*]', value: "
	    "'$.v[#2]',\n       period: '@' }\n",
	    "{\"t\":[\"2025-01-02\"],\"v\":[1]}",
	    "missing: s: 1 nodes were found, none has a value\n" },
	{ "[#] of a node below its array",
	    "  s: { unit: count, from: src, each: '$.t[*].d', value: "
	    "'$.v[#]',\n"
	    "       period: '@' }\n",
	    "{\"t\":[{\"d\":\"2025-01-02\"},{\"d\":\"2025-01-03\"}],"
	    "\"v\":[1,2]}",
	    "s 2025-01-02 1 exact reported $['v'][0] '1'\n"
	    "s 2025-01-03 2 exact reported $['v'][1] '2'\n"
	    "ok\n" },
	{ "several each: the first listed wins a period of a series",
	    "  s: { unit: count, from: src, each: ['$.new[*]', '$.old[*]'], "
	    "value: v,\n"
	    "       period: p, labels: { l: l } }\n",
	    "{\"old\":[{\"p\":\"2025Q1\",\"v\":1},{\"p\":\"2025Q2\",\"v\":2},"
	    "{\"p\":\"2025Q2\",\"v\":9,\"l\":\"x\"}],"
	    "\"new\":[{\"p\":\"2025Q2\",\"v\":3},{\"p\":\"2025Q2\",\"v\":4}]}",
	    "s 2025Q1 1 exact reported $['old'][0]['v'] '1'\n"
	    "s{l=\"x\"} 2025Q2 9 exact reported $['old'][2]['v'] '9'\n"
	    "s 2025Q2 3 exact reported $['new'][0]['v'] '3'\n"
	    "s 2025Q2 4 exact reported $['new'][1]['v'] '4'\n"
	    "ok\n" },
	{ "start and end, and the length that is wanted",
	    "  s: { unit: count, from: src, each: '$[*]', value: v,\n"
	    "       period: { start: a, end: b }, length: quarter }\n",
	    "[{\"a\":\"2025-01-01\",\"b\":\"2025-03-31\",\"v\":1},"
	    "{\"a\":\"2025-01-01\",\"b\":\"2025-06-30\",\"v\":2},"
	    "{\"a\":\"2025-01-01\",\"b\":\"2025-12-31\",\"v\":3},"
	    "{\"a\":\"2025-03-30\",\"b\":\"2025-06-28\",\"v\":4}]",
	    "s 2025Q1 1 exact reported $[0]['v'] '1'\n"
	    "s 2025Q2 4 exact reported $[3]['v'] '4'\n"
	    "ok\n" },
	{ "placeholders, scale, and a fiscal year",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: "
	    "p,\n"
	    "       missing: ['.', '-1', None], scale: 1e6,\n"
	    "       fiscal_year_ends: march }\n",
	    "[{\"p\":\"FY2026Q1\",\"v\":38676},{\"p\":\"2025Q3\",\"v\":\".\"},"
	    "{\"p\":\"2025Q4\",\"v\":-1},{\"p\":\"2026Q1\",\"v\":\" None \"}]",
	    "s 2025Q2 38676000000 exact reported $[0]['v'] '38676'\n"
	    "ok\n" },
	{ "running totals of a year: quarters, and nothing across a hole",
	    "  s: { unit: count, from: src, each: '$[*]', value: v,\n"
	    "       period: { start: a, end: b }, cumulative: fiscal_year }\n",
	    "[{\"a\":\"2024-01-01\",\"b\":\"2024-03-31\",\"v\":10},"
	    "{\"a\":\"2024-01-01\",\"b\":\"2024-06-30\",\"v\":25},"
	    "{\"a\":\"2024-01-01\",\"b\":\"2024-12-31\",\"v\":70},"
	    "{\"a\":\"2025-01-01\",\"b\":\"2025-06-30\",\"v\":31},"
	    "{\"a\":\"2025-01-01\",\"b\":\"2025-09-30\",\"v\":50},"
	    "{\"a\":\"2025-03-01\",\"b\":\"2025-09-30\",\"v\":9},"
	    "{\"a\":\"2025-01-01\",\"b\":\"2025-11-30\",\"v\":60}]",
	    "s 2024Q1 10 exact reported $[0]['v'] '10'\n"
	    "s 2024Q2 15 exact reported $[1]['v'] '25' less the total before "
	    "it: '10' at $[0]['v']\n"
	    "s 2025Q3 19 exact reported $[4]['v'] '50' less the total before "
	    "it: '31' at $[3]['v']\n"
	    "ok\n" },
	{ "running totals without a start, of a year that ends in March",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: "
	    "p,\n"
	    "       fiscal_year_ends: march, cumulative: fiscal_year, scale: "
	    "10 }\n",
	    "[{\"p\":\"2025-06-30\",\"v\":\"1\"},"
	    "{\"p\":\"2025-09\",\"v\":\"about 3\"},"
	    "{\"p\":\"2025-10\",\"v\":4},{\"p\":\"2025Q4\",\"v\":6},"
	    "{\"p\":\"FY2026\",\"v\":\"over 10\"},"
	    "{\"p\":\"FY2027Q1\",\"v\":2},{\"p\":\"2025\",\"v\":8}]",
	    "s 2025Q2 10 exact reported $[0]['v'] '1'\n"
	    "s 2025Q3 20 about reported $[1]['v'] 'about 3' less the total "
	    "before it: '1' at $[0]['v']\n"
	    "s 2025Q4 30 about reported $[3]['v'] '6' less the total before "
	    "it: 'about 3' at $[1]['v']\n"
	    "s 2026Q1 40 at_least reported $[4]['v'] 'over 10' less the total "
	    "before it: '6' at $[3]['v']\n"
	    "s 2026Q2 20 exact reported $[5]['v'] '2'\n"
	    "ok\n" },
	{ "running totals of the calendar's year, whatever the fiscal one",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: "
	    "p,\n"
	    "       fiscal_year_ends: march, cumulative: calendar_year }\n",
	    "[{\"p\":\"2025-03\",\"v\":1},{\"p\":\"2025-06\",\"v\":3},"
	    "{\"p\":\"2026-03\",\"v\":2}]",
	    "s 2025Q1 1 exact reported $[0]['v'] '1'\n"
	    "s 2025Q2 2 exact reported $[1]['v'] '3' less the total before "
	    "it: '1' at $[0]['v']\n"
	    "s 2026Q1 2 exact reported $[2]['v'] '2'\n"
	    "ok\n" },
	{ "a year of whole weeks",
	    "  s: { unit: count, from: src, each: '$[*]', value: v,\n"
	    "       period: { start: a, end: b }, fiscal_year_ends: january,\n"
	    "       cumulative: fiscal_year }\n",
	    "[{\"a\":\"2025-01-27\",\"b\":\"2025-04-27\",\"v\":1},"
	    "{\"a\":\"2025-01-27\",\"b\":\"2025-07-27\",\"v\":3},"
	    "{\"a\":\"2025-01-27\",\"b\":\"2026-01-25\",\"v\":9}]",
	    "s 2025Q1 1 exact reported $[0]['v'] '1'\n"
	    "s 2025Q2 2 exact reported $[1]['v'] '3' less the total before "
	    "it: '1' at $[0]['v']\n"
	    "ok\n" },
	{ "restated totals pair by vintage; a quarter that is said stays",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: "
	    "{ start: a, end: b },\n"
	    "       vintage: f, length: quarter, cumulative: fiscal_year }\n",
	    "[{\"a\":\"2024-01-01\",\"b\":\"2024-03-31\",\"v\":10,"
	    "\"f\":\"2024-05-01\"},"
	    "{\"a\":\"2024-01-01\",\"b\":\"2024-06-30\",\"v\":25,"
	    "\"f\":\"2024-08-01\"},"
	    "{\"a\":\"2024-01-01\",\"b\":\"2024-03-31\",\"v\":11,"
	    "\"f\":\"2025-05-01\"},"
	    "{\"a\":\"2024-01-01\",\"b\":\"2024-06-30\",\"v\":27,"
	    "\"f\":\"2025-08-01\"},"
	    "{\"a\":\"2024-01-01\",\"b\":\"2024-09-30\",\"v\":50,"
	    "\"f\":\"2024-07-01\"},"
	    "{\"a\":\"2024-01-01\",\"b\":\"2024-09-30\",\"v\":41,"
	    "\"f\":\"2024-11-01\"},"
	    "{\"a\":\"2024-07-01\",\"b\":\"2024-09-30\",\"v\":15,"
	    "\"f\":\"2025-11-01\"},"
	    "{\"a\":\"2024-01-01\",\"b\":\"2024-09-30\",\"v\":43,"
	    "\"f\":\"2025-11-01\"}]",
	    "s 2024Q1 10 exact reported $[0]['v'] '10' known 2024-05-01\n"
	    "s 2024Q2 15 exact reported $[1]['v'] '25' less the total before "
	    "it: '10' at $[0]['v'] known 2024-08-01\n"
	    "s 2024Q1 11 exact reported $[2]['v'] '11' known 2025-05-01\n"
	    "s 2024Q2 16 exact reported $[3]['v'] '27' less the total before "
	    "it: '11' at $[2]['v'] known 2025-08-01\n"
	    "s 2024Q3 16 exact reported $[5]['v'] '41' less the total before "
	    "it: '25' at $[1]['v'] known 2024-11-01\n"
	    "s 2024Q3 15 exact reported $[6]['v'] '15' known 2025-11-01\n"
	    "ok\n" },
	{ "totals of one basis, series and each only",
	    "  s: { unit: count, from: src, each: ['$.a[*]', '$.b[*]'],\n"
	    "       value: v, period: p, basis: w, labels: { l: l },\n"
	    "       cumulative: calendar_year }\n",
	    "{\"a\":[{\"p\":\"2025Q1\",\"v\":1,\"l\":\"x\"},"
	    "{\"p\":\"2025Q2\",\"v\":3,\"l\":\"y\"},"
	    "{\"p\":\"2025Q2\",\"v\":4,\"l\":\"x\",\"w\":\"guided\"}],"
	    "\"b\":[{\"p\":\"2025Q1\",\"v\":5,\"l\":\"x\"},"
	    "{\"p\":\"2025Q2\",\"v\":8,\"l\":\"x\"}]}",
	    "s{l=\"x\"} 2025Q1 1 exact reported $['a'][0]['v'] '1'\n"
	    "s{l=\"x\"} 2025Q2 3 exact reported $['b'][1]['v'] '8' less the "
	    "total before it: '5' at $['b'][0]['v']\n"
	    "ok\n" },
	{ "running totals, none of which makes a quarter",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: "
	    "p,\n"
	    "       cumulative: fiscal_year }\n",
	    "[{\"p\":\"2025Q2\",\"v\":1},{\"p\":\"2025-07\",\"v\":3},"
	    "{\"p\":\"2025Q4\",\"v\":3}]",
	    "missing: s: none of 3 running totals makes a quarter\n" },
	{ "retrieved, and the document itself",
	    "  s: { unit: count, from: src, each: '$', value: depth, period: "
	    "retrieved }\n",
	    "{\"depth\":7}",
	    "s 2026-01-01T00:00:00Z 7 exact reported $['depth'] '7'\n"
	    "ok\n" },
	{ "the decimal mark",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: "
	    "p,\n"
	    "       decimal: ',' }\n",
	    "[{\"p\":\"2025Q2\",\"v\":\"1.234,5\"}]",
	    "s 2025Q2 1234.5 exact reported $[0]['v'] '1.234,5'\n"
	    "ok\n" },
	{ "what was not observed is no figure, and no mistake",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: "
	    "p,\n"
	    "       labels: { le: le } }\n",
	    "[{\"p\":\"2025Q1\",\"v\":\"NaN\"},"
	    "{\"p\":\"2025Q2\",\"v\":\"+Inf\"},"
	    "{\"p\":\"2025Q3\",\"v\":\"-Inf\"},"
	    "{\"p\":\"2025Q4\",\"v\":\" Inf \"},"
	    "{\"p\":\"2026Q1\",\"v\":\"9\",\"le\":\"+Inf\"}]",
	    "s{le=\"+Inf\"} 2026Q1 9 exact reported $[4]['v'] '9'\n"
	    "ok\n" },
	{ "basis points, counted as such, and in percent",
	    "  a: { unit: bps, from: src, each: '$', value: v, period: p }\n"
	    "  b: { unit: '%', from: src, each: '$', value: v, period: p }\n",
	    "{\"p\":\"2025Q1\",\"v\":\"50 bps\"}",
	    "a 2025Q1 50 exact reported $['v'] '50 bps'\n"
	    "b 2025Q1 0.5 exact reported $['v'] '50 bps'\n"
	    "ok\n" },
	{ "two signals of one document",
	    "  a: { unit: count, from: src, each: '$.x', value: '@', period: "
	    "'$.p' }\n"
	    "  b: { unit: count, from: src, each: '$.y', value: '@', period: "
	    "'$.p' }\n",
	    "{\"x\":1,\"y\":2,\"p\":\"2025Q2\"}",
	    "a 2025Q2 1 exact reported $['x'] '1'\n"
	    "b 2025Q2 2 exact reported $['y'] '2'\n"
	    "ok\n" },
	{ "one value of three is set aside, the others are taken",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: p "
	    "}\n",
	    "[{\"p\":\"2025Q1\",\"v\":1},{\"p\":\"2025Q2\",\"v\":\"n/a\"},"
	    "{\"p\":\"2025Q3\",\"v\":3}]",
	    "s 2025Q1 1 exact reported $[0]['v'] '1'\n"
	    "s 2025Q3 3 exact reported $[2]['v'] '3'\n"
	    "unreadable: 1 of 3 values of s unreadable: 'n/a' is no number, "
	    "at $[1]['v']\n" },
	{ "a value beyond a double",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: p "
	    "}\n",
	    "[{\"p\":\"2025Q1\",\"v\":1e999}]",
	    "unreadable: 1 of 1 values of s unreadable: 1e999 is beyond what "
	    "a number can hold, at $[0]['v']\n" },
	{ "a value that is too large only when it is scaled",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: "
	    "p,\n"
	    "       scale: 1e300 }\n",
	    "[{\"p\":\"2025Q1\",\"v\":1e300}]",
	    "unreadable: 1 of 1 values of s unreadable: scaled, $[0]['v'] is "
	    "beyond what a number can hold\n" },
	{ "a truth is no number",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: p "
	    "}\n",
	    "[{\"p\":\"2025Q1\",\"v\":true}]",
	    "unreadable: 1 of 1 values of s unreadable: 'true' is no number, "
	    "at $[0]['v']\n" },
	{ "a period that is none",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: p "
	    "}\n",
	    "[{\"p\":\"soon\",\"v\":1}]",
	    "unreadable: 1 of 1 values of s unreadable: 'soon' is no period: "
	    "2025Q2, FY2026Q1, 2025-06, 2025 or a date is expected, at "
	    "$[0]['p']\n" },
	{ "no period at all",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: p "
	    "}\n",
	    "[{\"v\":1}]",
	    "unreadable: 1 of 1 values of s unreadable: the value at "
	    "$[0]['v'] has no period: 'p' finds nothing\n" },
	{ "a basis that is none",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: p, "
	    "basis: b }\n",
	    "[{\"v\":1,\"p\":\"2025Q1\",\"b\":\"rumour\"}]",
	    "unreadable: 1 of 1 values of s unreadable: 'rumour' at "
	    "$[0]['b']: reported, estimated, guided, claimed, independent, "
	    "derived or manual is expected\n" },
	{ "a bound that is none",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: p, "
	    "bound: b }\n",
	    "[{\"v\":1,\"p\":\"2025Q1\",\"b\":\"ish\"}]",
	    "unreadable: 1 of 1 values of s unreadable: 'ish' at $[0]['b']: "
	    "exact, about, at_least, at_most or range is expected\n" },
	{ "an end before its start",
	    "  s: { unit: count, from: src, each: '$[*]', value: v,\n"
	    "       period: { start: a, end: b } }\n",
	    "[{\"a\":\"2025-03-31\",\"b\":\"2025-01-01\",\"v\":1}]",
	    "unreadable: 1 of 1 values of s unreadable: '2025-01-01' at "
	    "$[0]['b']: it ends before it starts\n" },
	{ "nothing is found",
	    "  s: { unit: count, from: src, each: '$.q[*]', value: v, period: "
	    "p }\n",
	    "{\"rows\":[]}", "missing: each of s found nothing\n" },
	{ "nodes without a value",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: p "
	    "}\n",
	    "[{\"p\":\"2025Q1\"},{\"p\":\"2025Q2\",\"v\":null},"
	    "{\"p\":\"2025Q3\",\"v\":{\"x\":1}}]",
	    "missing: s: 3 nodes were found, none has a value\n" },
	{ "the worst of two signals is the source's",
	    "  a: { unit: count, from: src, each: '$.a', value: '@', period: "
	    "'$.p' }\n"
	    "  b: { unit: count, from: src, each: '$.none', value: '@', "
	    "period: '$.p' }\n",
	    "{\"a\":\"x\",\"p\":\"2025Q2\"}",
	    "unreadable: 1 of 1 values of a unreadable: 'x' is no number, "
	    "at $['a']\n" },
	{ "text that would colour the terminal",
	    "  s: { unit: count, from: src, each: '$[*]', value: v, period: p "
	    "}\n",
	    "[{\"p\":\"2025Q1\",\"v\":\"\\u001b[31m\xe2\x80\xae\"}]",
	    "unreadable: 1 of 1 values of s unreadable: '<1B>[31m<U+202E>' is "
	    "no number: '>[31m<U+202E>' was not understood, at $[0]['v']\n" },
	{ "an event",
	    "  s: { events: true, from: src, each: '$[*]',\n"
	    "       event: { date: d, title: t, kind: k, link: l, value: v },\n"
	    "       kinds: { tape-out: '(?i)tape-?out' }, unit: USD,\n"
	    "       label_patterns: { multi_year: '(?i)multi-?year' } }\n",
	    "[{\"d\":\"2025-06-01\",\"t\":\"A multi-year deal\",\"k\":"
	    "\"contract\",\"l\":\"https://x/1\",\"v\":\"1.2 bn\"},"
	    "{\"d\":\"2025-06-02\",\"t\":\"TapeOut of C930\"},"
	    "{\"t\":\"undated\"}]",
	    "s{multi_year=\"yes\"} 2025-06-01 'A multi-year deal' kind other "
	    "id "
	    "'https://x/1' link https://x/1 1200000000 $[0]['t']\n"
	    "s{multi_year=\"no\"} 2025-06-02 'TapeOut of C930' kind tape-out "
	    "id "
	    "'{multi_year=\"no\"}TapeOut of C930' $[1]['t']\n"
	    "unreadable: 1 of 3 values of s unreadable: the event at $[2]['t'] "
	    "has no date\n" },
};

/* The path, and whether the text stands in DOCUMENT where it says. */
static void
add_evidence(
    struct buf *out, const struct evidence *evidence, const char *document)
{
	const char *at = document + evidence->offset;
	size_t length = strlen(evidence->text);
	bool stands = evidence->offset >= 0 &&
		      (*at == '"' ? at[1] == '\\' || at[1] == evidence->text[0]
				  : !strncmp(at, evidence->text, length));

	(void)buf_printf(
	    out, " %s%s", evidence->path, stands ? "" : " (not there)");
}

static void
add_take(struct buf *out, const struct take *take, const char *document)
{
	const struct vintage *vintage = &take->vintage;
	const struct evidence *evidence = vintage->evidence;

	(void)buf_text(out, take->signal);
	labels_format(out, &take->labels);
	(void)buf_char(out, ' ');
	period_format(out, take->period);
	(void)buf_char(out, ' ');
	number_format(out, vintage->amount.value);
	(void)buf_printf(out, " %s %s",
	    bound_name(amount_bound(vintage->amount)),
	    basis_name(vintage->basis));
	add_evidence(out, evidence, document);
	(void)buf_printf(out, " '%s'", evidence->text);
	if (evidence->remark != NULL)
		(void)buf_printf(out, " %s", evidence->remark);
	if (vintage->known_at != retrieved) {
		(void)buf_text(out, " known ");
		date_format(out, date_day_of(vintage->known_at));
	}
	if (vintage->confidence != NULL)
		(void)buf_printf(out, " confidence '%s'", vintage->confidence);
	if (vintage->remark != NULL)
		(void)buf_printf(out, " remark '%s'", vintage->remark);
	(void)buf_char(out, '\n');
}

static void
add_event(struct buf *out, const struct take *take, const char *document)
{
	const struct event *event = &take->event;

	(void)buf_printf(out, "%s", take->signal);
	labels_format(out, &event->labels);
	(void)buf_char(out, ' ');
	date_format(out, date_day_of(event->date));
	(void)buf_printf(
	    out, " '%s' kind %s id '%s'", event->title, event->kind, event->id);
	if (event->link != NULL)
		(void)buf_printf(out, " link %s", event->link);
	if (event->has_amount) {
		(void)buf_char(out, ' ');
		number_format(out, event->amount.value);
	}
	add_evidence(out, event->evidence, document);
	(void)buf_char(out, '\n');
}

static struct watchlist *
watchlist_of(const char *signals)
{
	struct complaints complaints = { .items = NULL };
	struct watchlist *watchlist;
	struct buf said;
	char path[128];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/w.yaml", test_directory());
	file = fopen(path, "w");
	(void)fprintf(file,
	    "name: T\nsources:\n  src: { url: 'file:x.json' }\nsignals:\n%s",
	    signals);
	(void)fclose(file);
	watchlist =
	    watchlist_load(path, tables, ARRAY_LEN(tables), &complaints);
	if (watchlist == NULL) {
		buf_init(&said, LIMIT_MESSAGE);
		complaints_format(&said, &complaints);
		diag("%s", buf_string(&said));
		buf_release(&said);
	}
	complaints_release(&complaints);
	return watchlist;
}

/* What was picked, as text; and how many takes. */
static size_t
pick(const struct watchlist *watchlist, const char *bytes, size_t length,
    size_t cut, struct buf *out)
{
	struct document *document =
	    document_new("src", "file:x.json", retrieved, NULL);
	struct picker *picker = picker_new(watchlist,
	    watchlist_section(watchlist, SECTION_SOURCE, "src"), document);
	struct picked picked;
	struct err err;
	bool fine = true;

	for (size_t at = 0; fine && at < length; at += cut)
		fine = picker_feed(picker, bytes + at,
		    cut < length - at ? cut : length - at, &err);
	document->sha256 = mem_text("0");
	picker_end(picker, &picked);
	for (size_t i = 0; i < picked.count; i++) {
		if (picked.takes[i].is_event)
			add_event(out, &picked.takes[i], bytes);
		else
			add_take(out, &picked.takes[i], bytes);
		take_release(&picked.takes[i]);
	}
	(void)buf_printf(out, "%s%s%s\n", source_state_name(picked.state),
	    picked.reason != NULL ? ": " : "",
	    picked.reason != NULL ? picked.reason : "");
	mem_free(picked.takes);
	mem_free(picked.reason);
	picker_free(picker);
	document_release(document);
	return picked.count;
}

static void
check_case(size_t i)
{
	static const size_t cuts[] = { 1 << 20, 1 };
	struct watchlist *watchlist = watchlist_of(cases[i].signals);
	size_t length = strlen(cases[i].document), early = 0;
	struct buf out;

	buf_init(&out, LIMIT_OUTPUT);
	for (size_t k = 0; watchlist != NULL && k < ARRAY_LEN(cuts); k++) {
		buf_clear(&out);
		(void)pick(watchlist, cases[i].document, length, cuts[k], &out);
		(void)is_string(
		    buf_string(&out), cases[i].picked, cases[i].name);
	}
	for (size_t cut = 0; watchlist != NULL && cut < length; cut++)
		early += pick(watchlist, cases[i].document, cut, 3, &out) > 0;
	ok(watchlist != NULL && early == 0, "no figure of any beginning of it");
	buf_release(&out);
	watchlist_free(watchlist);
}

/* N rows of one figure each. */
static void
add_rows(struct buf *out, size_t n, const char *tail)
{
	(void)buf_char(out, '[');
	for (size_t i = 0; i < n; i++)
		(void)buf_printf(out, "%s{\"p\":\"2025-01-01\",\"v\":%zu%s}",
		    i > 0 ? "," : "", i, tail);
	(void)buf_char(out, ']');
}

static void
check_ceilings(void)
{
	struct watchlist *watchlist =
	    watchlist_of("  s: { unit: count, from: src, each: '$[*]', value: "
			 "v, period: p,\n"
			 "       labels: { l: l } }\n");
	struct buf document, out;

	buf_init(&document, 8 * LIMIT_BODY);
	buf_init(&out, LIMIT_OUTPUT);
	add_rows(&document, 300000, ",\"l\":\"a label of some length\"");
	is_int((int64_t)pick(
		   watchlist, document.bytes, document.length, 65536, &out),
	    0, "three hundred thousand figures are not held");
	is_string(buf_string(&out),
	    "unreadable: what is picked from it is more than 64 MiB, which "
	    "is the ceiling (hold)\n",
	    "and it says so");
	buf_release(&document);
	buf_release(&out);
	watchlist_free(watchlist);
}

int
main(void)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		check_case(i);
	check_ceilings();
	return done();
}
