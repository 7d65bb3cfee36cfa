#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# bellwether eval: what an expression comes to, as text and as show's JSON;
# mistakes with their place; the time as of which.
use strict;
use warnings;
use JSON::PP ();
use Test::More;
use Headless;

my $bellwether = Headless->new;
my %now = (BELLWETHER_NOW => '2026-02-01T00:00:00Z');

$bellwether->write('f.json', <<'EOT');
{"capex":[{"p":"2025Q1","v":20,"k":"2025-05-15"},
{"p":"2025Q2","v":30,"k":"2025-08-29"},
{"p":"2025Q2","v":33,"k":"2025-11-20"},
{"p":"2025Q3","v":"over 30","k":"2025-11-20"}],
"bench":[{"m":"A","v":81.5,"d":"2025-05-14"},
{"m":"B","v":70,"d":"2025-05-14"},{"m":"B","v":60,"d":"2025-06-01"}],
"deals":[{"d":"2025-03-26","t":"BMW","k":"contract"},
{"d":"2025-07-01","t":"Unicom","k":"contract"}]}
EOT
$bellwether->write('w.yaml', <<'EOT');
name: Eval
fiscal_year_ends: march
sources:
  f: { url: file:f.json }
  peer: { url: file:f.json, fiscal_year_ends: june }
signals:
  theirs: { unit: RMB, from: peer, each: "$.capex[*]", value: v, period: p,
    vintage: k }
  ours: { unit: RMB, expr: "at(theirs, FY2026Q1)" }
  own: { unit: RMB, fiscal_year_ends: june, expr: "at(theirs, FY2026Q1)" }
  capex: { unit: RMB, from: f, each: "$.capex[*]", value: v, period: p,
    vintage: k, expect: 400d after period end }
  benchmark: { unit: score, from: f, each: "$.bench[*]", value: v, period: d,
    vintage: d, labels: { model: m } }
  deals: { events: true, from: f, each: "$.deals[*]",
    event: { date: d, title: t, kind: k } }
  late: { unit: RMB, from: f, each: "$.capex[*]", value: v, period: p,
    vintage: k, expect: 1d after period end }
alerts:
  high: { warn: "capex > 25", crit: "capex > 1000" }
  low: { warn: "capex < 5" }
EOT

sub text { return $bellwether->run(['eval', @_], %now) }
sub json { return $bellwether->json(['eval', @_], %now) }

# --- text: a table, expression → what is printed ---

my @texts = (
	['capex', <<'EOT'],
  2025Q1 FY2025Q4    20 RMB  known 2025-05-15
  2025Q2 FY2026Q1    33 RMB  known 2025-11-20
  2025Q3 FY2026Q2  ≥ 30 RMB  known 2025-11-20
EOT
	['qoq(capex)', <<'EOT'],
  2025Q1 FY2025Q4         —  there is no figure for 2024Q4
  2025Q2 FY2026Q1    65.0 %  known 2025-11-20
  2025Q3 FY2026Q2  ≥ -9.1 %  known 2025-11-20
EOT
	['latest(capex)', "  2025Q3 FY2026Q2  ≥ 30 RMB  known 2025-11-20\n"],
	['at(capex, FY2026Q1)',
	    "  2025Q2 FY2026Q1  33 RMB  known 2025-11-20\n"],
	['at(capex, 2024Q1)',
	    "  2024Q1 FY2024Q4  —  there is no figure for 2024Q1\n"],
	['capex > 25', <<'EOT'],
  2025Q1 FY2025Q4  false  known 2025-05-15
  2025Q2 FY2026Q1   true  known 2025-11-20
  2025Q3 FY2026Q2   true  known 2025-11-20
EOT
	['latest(benchmark)', <<'EOT'],
  2025-05-14  81.5 score  known 2025-05-14  {model="A"}
  2025-06-01  60.0 score  known 2025-06-01  {model="B"}
EOT
	['benchmark', <<'EOT'],
{model="A"}
  2025-05-14  81.5 score  known 2025-05-14
{model="B"}
  2025-05-14  70.0 score  known 2025-05-14
  2025-06-01  60.0 score  known 2025-06-01
EOT
	['benchmark{model="C"}', "  — there is no figure yet\n"],
	['count(deals, 365d)',
	    "  2026-02-01T00:00:00Z  2 count  known 2025-07-01\n"],
	['atleast(1, high, low)',
	    "  2026-02-01T00:00:00Z  true  known 2026-02-01\n"],
	['atleast(2, high, low)',
	    "  2026-02-01T00:00:00Z  false  known 2026-02-01\n"],
	['1 + 2 * 3', "  2026-02-01T00:00:00Z  7  known 2026-02-01\n"],
	# A fiscal period is one of the watchlist's year, whatever a signal's;
	# within a derived signal of that signal's.
	['at(theirs, FY2026Q1)',
	    "  2025Q2 FY2026Q1  33 RMB  known 2025-11-20\n"],
	['sum(theirs, since FY2026Q1)', <<'EOT'],
  2025Q1 FY2025Q4         —  it had not begun for 2025Q1
  2025Q2 FY2026Q1    33 RMB  known 2025-11-20
  2025Q3 FY2026Q2  ≥ 63 RMB  known 2025-11-20
EOT
	['latest(ours)', "  2025-11-20  33 RMB  known 2025-11-20\n"],
	['latest(own)', "  2025-11-20  ≥ 30 RMB  known 2025-11-20\n"],
	['latest(late)', <<'EOT'],
  2025Q3 FY2026Q2  ≥ 30 RMB  known 2025-11-20
  late: a figure it rests on is overdue
EOT
);
for my $case (@texts) {
	my ($expression, $wanted) = @$case;

	is text($expression), $wanted, $expression;
	is $bellwether->{status} . $bellwether->{err}, '0', "$expression: 0";
}
like text('capex > 31'), qr/2025Q3 FY2026Q2      —  .*30 RMB is not known/,
    'what a bound leaves open is missing, and says why';

# --- nothing learned later leaks in ---

is text('capex', '--as-of', '2025-09-01'), <<'EOT', '--as-of';
  2025Q1 FY2025Q4  20 RMB  known 2025-05-15
  2025Q2 FY2026Q1  30 RMB  known 2025-08-29
EOT
is text('latest(capex)', '--as-of', '2025-01-01'),
    "  — there is no figure yet\n", 'before anything was known';

# --- JSON: the keys are those of show, whatever it comes to ---

sub keys_of {
	my ($value) = @_;

	return join ' ', sort keys %$value;
}

my $shown = $bellwether->json(['show', 'capex'], %now);
my $series = keys_of($shown->[0]);
my $figure = keys_of($shown->[0]{figures}[0]);
for my $expression (map { $_->[0] } @texts) {
	my $got = json($expression);

	is ref $got, 'ARRAY', "$expression: an array";
	for my $element (@$got) {
		is keys_of($element), $series, "$expression: keys of a series";
		is keys_of($_), $figure, "$expression: keys of a figure"
		    for @{ $element->{figures} };
	}
}
is_deeply [map { $_->{value} } @{ json('capex')->[0]{figures} }],
    [20, 33, 30], 'a series';
is_deeply json('capex')->[0]{figures}[2]{high}, undef, 'an open end';
my $one = json('latest(capex) * 2')->[0];
is scalar @{ $one->{figures} }, 1, 'one figure';
is "$one->{figures}[0]{period} $one->{figures}[0]{value} $one->{unit}",
    '2025Q3 60 RMB', 'with its period and unit';
is $one->{signal}, 'latest(capex) * 2', 'called by its text';
is_deeply [map { $_->{value} } @{ json('capex > 31')->[0]{figures} }],
    [JSON::PP::false, JSON::PP::true, undef], 'true, false, missing';
like json('capex > 31')->[0]{reason}, qr/31 RMB, would/, 'and why';
is_deeply [map { $_->{labels} } @{ json('latest(benchmark)') }],
    [{ model => 'A' }, { model => 'B' }], 'an element a set of labels';
ok json('late')->[0]{late}, 'late';

# --- mistakes: the sentence, the expression, the caret ---

my @wrong = (
	['capex + cpex', "unknown signal 'cpex'; did you mean 'capex'?", 8],
	['capex + benchmark', "'+' needs equal units: 'capex' is RMB, "
	    . "'benchmark' is score", 8],
	['yoi(capex)', "unknown function 'yoi'; did you mean 'yoy'?", 0],
	['capex +', 'the expression ends too early: a value is expected', 7],
	['deals', 'a number or a condition is expected, not events', 0],
	['high', 'a number or a condition is expected, not an alert', 0],
	["capex\t+ '", undef, 8],
);
for my $case (@wrong) {
	my ($expression, $sentence, $column) = @$case;
	my ($said, $line, $caret);

	is text($expression), '', "$expression: prints nothing";
	is $bellwether->{status}, 64, "$expression: exit 64";
	($said, $line, $caret) = split /\n/, $bellwether->{err};
	is $said, "bellwether: $sentence", "$expression: says why"
	    if defined $sentence;
	is index($caret, '^') - 2, $column, "$expression: where";
}
is $bellwether->run(['eval']), '', 'nothing to evaluate';
is $bellwether->{status}, 64, 'exit 64';

done_testing;
