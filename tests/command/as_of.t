#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# What check, show and why said on a day is what --as-of that day says later,
# whatever was learned since.
use strict;
use warnings;
use JSON::PP ();
use Test::More;
use Headless;

my $bellwether = Headless->new;

$bellwether->write('w.yaml', <<'EOF');
name: Walk
sources: { f: { url: file:f.json } }
signals:
  margin:
    unit: "%"
    from: f
    each: $[?@.v]
    value: v
    period: p
    vintage: k
    remark: r
    expect: 60d after period end
  change: { unit: pp, expr: margin - prev(margin) }
  newest: { unit: "%", expr: latest(margin) }
  plans:
    events: true
    from: f
    each: $[?@.t]
    event: { id: i, title: t, date: d, kind: kind, due: due, status: s }
    vintage: k
alerts:
  squeeze: { warn: margin < 8, crit: margin < 5, for: 2 periods }
  falling: { warn: change < -1 }
  waits: { warn: newest < 8, for: 20d, clear: newest > 9 }
  slips: { warn: overdue(plans) > 0 }
  line: { warn: 'atleast(2, squeeze, falling, waits, slips)' }
EOF

my $plan = '{"i":"1","t":"Opens","d":"2025-08-01","kind":"plan",'
    . '"due":"2026-02-10","k":"2025-08-01","s":"planned"}';
my $moved = '{"i":"1","t":"Opens later","d":"2025-08-01","kind":"plan",'
    . '"due":"2026-09-30","k":"2026-02-20","s":"planned"}';
my @figures = (
	'{"p":"2025Q2","v":9,"k":"2025-08-01","r":"first"}',
	'{"p":"2025Q3","v":7,"k":"2025-11-01"}',
	'{"p":"2025Q3","v":9.5,"k":"2025-12-10","r":"restated"}',
	'{"p":"2025Q4","v":6,"k":"2026-02-01"}',
	'{"p":"2026Q1","v":4,"k":"2026-05-02"}',
);

# What the file was on each day on which somebody looked; all days are there
# on which an alert can change.
my @days = (
	['2025-08-01', [$plan, $figures[0]]],
	['2025-11-01', [$plan, @figures[0, 1]]],
	['2025-11-21', [$plan, @figures[0, 1]]],
	['2025-11-30', [$plan, @figures[0, 1]]],
	['2025-12-10', [$plan, @figures[0, 2]]],
	['2026-02-01', [$plan, @figures[0, 2, 3]]],
	['2026-02-11', [$plan, @figures[0, 2, 3]]],
	['2026-02-20', [$moved, @figures[0, 2, 3]]],
	['2026-02-21', [$moved, @figures[0, 2, 3]]],
	['2026-03-02', undef],
	['2026-05-02', [$moved, @figures[0, 2, 3, 4]]],
);
my @questions = (
	['check'], ['show'], ['why', 'margin'], ['why', 'margin', '2025Q3'],
	['why', 'change'], ['why', 'newest'],
);

# When a source was read last is of today, or unknown.
sub said {
	my ($date, $question, @options) = @_;
	my $said = $bellwether->json([@$question, @options],
	    BELLWETHER_NOW => "${date}T23:59:59Z");

	if (ref $said eq 'HASH') {
		delete $_->{retrieved_at} for @{ $said->{sources} || [] };
	}
	return $said;
}

my %then;
for my $day (@days) {
	my ($date, $rows) = @$day;

	$bellwether->write('f.json',
	    defined $rows ? '[' . join(',', @$rows) . ']' : '[{');
	$then{$date}[0] = said($date, $questions[0]);
	for my $i (1 .. $#questions) {
		$then{$date}[$i] = said($date, $questions[$i], '--no-fetch');
	}
}
for my $day (@days) {
	my ($date) = @$day;

	for my $i (0 .. $#questions) {
		is_deeply said('2026-06-30', $questions[$i], '--no-fetch',
			'--as-of', $date), $then{$date}[$i],
		    "@{ $questions[$i] } as of $date";
	}
}
my %seen = map { $_->{state} => 1 }
    map { @{ $_->[0]{alerts} } } values %then;
is_deeply [sort keys %seen], [qw(no_data ok pending warn)],
    'states were seen';
is $then{'2026-03-02'}[0]{sources}[0]{state}, 'unreadable', 'and a failure';

# A document that was fetched later may say beside a figure what it became.
my $late = Headless->new;

$late->write('w.yaml', <<'EOF');
name: Late
sources: { f: { url: file:f.json } }
signals: { margin: { unit: "%", from: f, each: '$[*]', value: v, period: p,
  vintage: k } }
EOF
$late->write('f.json', '[' . join(',', @figures[0 .. 2]) . ']');
sub why_of {
	return $late->run(['why', 'margin', '2025Q3', @_],
	    BELLWETHER_NOW => '2026-03-01T12:00:00Z');
}

like why_of(), qr/»9\.5«/, 'it is read';
like why_of('--as-of', '2026-03-01'), qr/»9\.5«/, 'on that day it was there';
my $before = why_of('--as-of', '2025-11-30');
like $before, qr/: 7\.0 %.* read '7' at /s, 'before it the figure is known';
unlike $before, qr/9\.5|restated/, 'and nothing of what stands beside it';
done_testing;
