/* The types and units of each function's arguments, and of what it gives.
 * Nobody outside this folder includes this. */
#ifndef MODEL_FUNCTION_CHECK_H
#define MODEL_FUNCTION_CHECK_H

#include <stdbool.h>

struct check_call;

typedef bool function_check(struct check_call *call);

function_check check_before;
function_check check_delta;
function_check check_growth;
function_check check_compound;
function_check check_spread;
function_check check_zscore;
function_check check_number;
function_check check_round;
function_check check_log;
function_check check_flow;
function_check check_sum;
function_check check_window;
function_check check_latest;
function_check check_at;
function_check check_days;
function_check check_streak;
function_check check_count;
function_check check_last;
function_check check_overdue;
function_check check_changed;
function_check check_revision;
function_check check_atleast;
function_check check_pace;

#endif
