/* Every ceiling on what may grow from outside bytes, in one place. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#define KIB ((size_t)1024)
#define MIB (1024 * KIB)

#define LIMIT_BODY (32 * MIB)	     /* a source's decoded body, by default */
#define LIMIT_TOKEN (4 * MIB)	     /* one JSON token */
#define LIMIT_FEED (64 * KIB)	     /* gathered before a parser is fed */
#define LIMIT_DEPTH 512		     /* nesting of a document */
#define LIMIT_ATTRIBUTES 1000	     /* of an XML or HTML element */
#define LIMIT_XPATH_OPS 5000000	     /* libxml2's steps, for one path */
#define LIMIT_XPATH_ALL 100000000    /* and for all paths of a document */
#define LIMIT_HELD (64 * MIB)	     /* what a path's form makes us hold */
#define LIMIT_PICK_HELD (1024 * MIB) /* the same for one query by hand */
#define LIMIT_HEADERS (300 * 1000)   /* all headers of one answer, bytes */
#define LIMIT_REDIRECTS 5
#define LIMIT_CONNECT_MS 5000
#define LIMIT_TOTAL_MS 15000	     /* one fetch, by default */
#define LIMIT_STEPS 20000000	     /* of paths on what is held, and */
#define LIMIT_STEPS_PER_NODE 64	     /* so many more for each node of it */
#define LIMIT_MATCHES 1000000	     /* figures that one document may give */
#define LIMIT_WRONGS 100	     /* values not read, told one by one */
#define LIMIT_LABEL (4 * KIB)	     /* one label's value, title, remark */
#define LIMIT_EVIDENCE_TEXT (4 * KIB) /* the literal text kept as evidence */
#define LIMIT_RETRY_AFTER_S 86400
#define LIMIT_IN_FLIGHT 64	     /* transfers at once */
#define LIMIT_PER_HOST 2	     /* of them to one host, by default */
#define LIMIT_FILES_AT_ONCE 2	     /* that are read */
#define LIMIT_STARTS_PER_TURN 32     /* transfers started in one loop turn */
#define LIMIT_CONFIG (1 * MIB)	     /* one watchlist file */
#define LIMIT_CONFIG_DEPTH 64	     /* lists and maps within lists and maps */
#define LIMIT_CONFIG_ANCHORS 1000    /* libyaml's search for them is linear */
#define LIMIT_COMPLAINTS 1000	     /* mistakes that are listed */
#define LIMIT_GUESSES 500000	     /* names compared for "did you mean" */
#define LIMIT_INCLUDES 8	     /* depth of include: */
#define LIMIT_PAST_CHANGES 10000     /* of alerts, that --as-of holds */
#define LIMIT_EXPR_DEPTH 64
#define LIMIT_EXPR_NODES 1000
#define LIMIT_RATES 32		     /* signals that convert currencies */
#define LIMIT_HOLES 12000	     /* of a series, filled in a row */
#define LIMIT_EXPR_PERIODS 1000	     /* of one window: sum(x, 1000) */
#define LIMIT_EXPR_TWICE 8	     /* revision() in revision() ... */
#define LIMIT_EXPLAINED_PERIODS 100  /* listed of a streak */
#define LIMIT_EXPLAINED 5000	     /* nodes of the tree of one figure */
#define LIMIT_DERIVED_DEPTH 64	     /* derived signals over derived signals */
#define LIMIT_GROUNDS 64	     /* inputs kept of one change of an alert */
#define LIMIT_PATH_DEPTH 64
#define LIMIT_CANDIDATES 2000	     /* names offered as what could come next */
#define LIMIT_SILENCES 1000	     /* that last at a time */
#define LIMIT_CASE_DAYS 11000	     /* that one written case goes through */
#define LIMIT_DAYS_AHEAD 3660	     /* of --as-of and replay: ten years */
#define LIMIT_MESSAGE (64 * KIB)     /* a text that we write ourselves */
#define LIMIT_OUTPUT (256 * MIB)     /* a whole answer of a command */

#endif
