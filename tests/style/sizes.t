#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# Functions and files stay small; what must be larger is named, with a reason.
use strict;
use warnings;
use Test::More;
use House;

use constant {
	FUNCTION_LINES => 60, FUNCTION_PARAMETERS => 6,
	MEDIAN_LINES => 15, FILE_LINES => 400, HEADER_LINES => 120,
};

# FILE FUNCTION or FILE: why. A file that is over has its own most, so that it
# grows no further.
my %ceilings = (
	'command/why.c' => 550,
	'fetch/json_eval.c' => 470,
	'fetch/json_path_parse.c' => 415,
	'fetch/pick_take.c' => 410,
	'fetch/picker.c' => 410,
	'fetch/transfer.c' => 450,
	'model/expr.h' => 125,
	'store/figures.c' => 480,
	'store/sql.h' => 130,
	'tui/desk.c' => 545,
	'tui/view_watchlist.c' => 405,
);
my %allowed = (
	'fetch/json_eval.c json_eval' => 'a node is four of them',
	'fetch/xml_parser.c on_start' => 'libxml2 gives it nine',
	'store/figures.c store_add' => 'a figure, and whose it is',
	'store/figures.c store_seen' => 'a figure, and whose it is',
	'store/figures.c store_set_aside' => 'a figure, and whose it is',
	'tui/canvas.c put' => 'a place, a width and a look',
	'tui/chart.c chart_draw' => 'a place, a width and a height',
	'tui/line.c draw_span' => 'a place, a width and a look',
);

my @sample = House::functions(<<'TEXT');
static int
one(int a, int b)
{
	return a + b;
}

static const struct row rows[] = {
	{ "x", 1 },
};

struct thing *
two(const char *text, /* a comment, with commas */
    size_t length)
{
	if (text[0] == '{')
		return NULL;
	return make("}");
}
TEXT
is_deeply([map { "$_->{name} $_->{line} $_->{lines} $_->{parameters}" }
	@sample], ['one 2 4 2', 'two 12 7 2'], 'functions are seen');

my (@long, @wide, @big, @lengths);
for my $file (House::product()) {
	my $text = House::text($file);
	my $lines = () = $text =~ /\n/g;
	my $most = $ceilings{$file} //
	    ($file =~ /\.h$/ ? HEADER_LINES : FILE_LINES);

	push @big, "$file: $lines lines"
	    if $lines > $most;
	for my $function (House::functions($text)) {
		my $where = "$file:$function->{line}: $function->{name}";

		push @lengths, $function->{lines};
		next if $allowed{"$file $function->{name}"};
		push @long, "$where has $function->{lines} lines"
		    if $function->{lines} > FUNCTION_LINES;
		push @wide, "$where has $function->{parameters} parameters"
		    if $function->{parameters} > FUNCTION_PARAMETERS;
	}
}
@lengths = sort { $a <=> $b } @lengths;
cmp_ok(scalar @lengths, '>', 500, 'all functions were looked at');
House::none('no function is over ' . FUNCTION_LINES . ' lines', @long);
House::none('nor takes more than ' . FUNCTION_PARAMETERS, @wide);
House::none('no file is over ' . FILE_LINES . ' lines, no header '
    . 'over ' . HEADER_LINES . ', but for those that are named', @big);
cmp_ok($lengths[$#lengths / 2], '<=', MEDIAN_LINES,
    'half of them are no longer than ' . MEDIAN_LINES);
diag("$#lengths functions, median $lengths[$#lengths / 2], 90th "
    . "$lengths[$#lengths * 0.9], longest $lengths[-1]");

my %are_there = map { ($_ => 1) } House::product();
House::none('no exception outlives its file',
    grep { !$are_there{(split / /)[0]} } keys %allowed, keys %ceilings);

done_testing();
