#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# bellwether why ALERT: how it stands, what that rests on down to the bytes, and
# its changes with their causes; in text and JSON, now and as of a day.
use strict;
use warnings;
use Test::More;
use Headless;

my $bellwether = Headless->new;
my %at = map { $_ => "2026-${_}T00:00:00Z" } qw(02-01 03-01 05-01);

sub at {
	my ($day, @words) = @_;
	return $bellwether->run([@words], BELLWETHER_NOW => $at{$day});
}

sub json_at {
	my ($day, @words) = @_;
	return $bellwether->json([@words], BELLWETHER_NOW => $at{$day});
}

$bellwether->write('w.yaml', <<'EOF');
name: Why
sources: { f: { url: file:f.json } }
signals:
  ebita: { unit: RMB, from: f, each: "$[?@.s == 'e']", value: v, period: p }
  revenue: { unit: RMB, from: f, each: "$[?@.s == 'r']", value: v, period: p }
  margin: { unit: "%", expr: ebita / revenue * 100 }
alerts:
  squeeze: { title: Squeezed, warn: margin < 8, crit: margin < 5, note: N. }
  line: { title: Red line, warn: "atleast(1, squeeze)" }
EOF
$bellwether->write('f.json', <<'EOF');
[{"s":"e","p":"2025Q4","v":10},{"s":"r","p":"2025Q4","v":100}]
EOF
at('02-01', 'check');
$bellwether->write('f.json', <<'EOF');
[{"s":"e","p":"2025Q4","v":7},{"s":"r","p":"2025Q4","v":100}]
EOF
my $report = json_at('03-01', 'check');
my ($told) = @{ $report->{alerts}[0]{transitions} };
is_deeply [sort keys %$told], [sort qw(at was state was_late late why value
	bound low high approximate unit period rule reason cause inputs
	left_out)], 'the keys of a transition';
is "$told->{was} $told->{state} $told->{why} $told->{at}",
    'ok warn restated 2026-03-01T00:00:00Z', 'check tells it';
is $told->{reason}, 'margin is 7.00 % (2025Q4); restated: was 10 %, now 7.00 %',
    'what it was, and is';
is $told->{cause}, 'ebita 2025Q4 was 10 RMB, now 7 RMB', 'and why';
is_deeply [map { "$_->{depth} $_->{name} $_->{basis} " .
	($_->{changed} ? 'changed' : 'same') } @{ $told->{inputs} }],
    ['0 margin derived changed', '1 ebita reported changed',
	'1 revenue reported same'], 'what it rests on';
my $ebita = $told->{inputs}[1];
is_deeply [sort keys %$ebita], [sort qw(of name depth labels period title said
	value bound low high approximate unit basis known_at changed before
	evidence)], 'the keys of an input';
is_deeply $ebita->{before}, { value => 10, bound => 'exact', low => 10,
	high => 10, approximate => JSON::PP::false, said => undef,
	known_at => '2026-02-01T00:00:00Z' }, 'with the vintage before';
is_deeply [@{ $ebita->{evidence} }{qw(source path offset text)}],
    ['f', "\$[0]['v']", 27, '7'], 'and its evidence';
like $ebita->{evidence}{sha256}, qr/^[0-9a-f]{64}$/, 'with the digest';
is_deeply json_at('03-01', 'check')->{alerts}[0]{transitions}, [],
    'told once';

my $why = json_at('03-01', 'why', 'squeeze');
is_deeply [sort keys %$why], [sort qw(alert title state late since value bound
	low high approximate unit period rule reason warn crit clear for
	when_missing note members inputs transitions)], 'the keys of why';
is "$why->{state} $why->{rule} $why->{note}", 'warn margin < 8 N.',
    'how it stands';
is $why->{inputs}[0]{inputs}[0]{signal}, 'margin', 'a tree of figures';
is_deeply [map { $_->{why} } @{ $why->{transitions} }],
    ['restated', 'baseline'], 'and its changes, newest first';
is_deeply $why->{transitions}[0], $told, 'as check told them';

$bellwether->write('f.json', <<'EOF');
[{"s":"e","p":"2025Q4","v":7},{"s":"r","p":"2025Q4","v":100},
 {"s":"e","p":"2026Q1","v":4},{"s":"r","p":"2026Q1","v":100}]
EOF
at('05-01', 'check');
my $text = at('05-01', 'why', 'squeeze');
like $text, qr/\Asqueeze: crit since 2026-05-01T00:00:00Z; Squeezed\n/, 'text';
like $text, qr/^  margin is 4 % \(2026Q1\)\n  warn: margin < 8\n/m, 'the rule';
like $text, qr/^It rests on:\n  margin < 5 = true\n.*read '4' at \$\[2\]/ms,
    'down to the bytes';
like $text, qr/^  2026-05-01T00:00:00Z crit \(worse, was warn\): /m,
    'its last change';
like $text, qr/^    because ebita 2026Q1 is 4 RMB, new; revenue 2026Q1 is/m,
    'and the cause';
like $text, qr/before: 10 RMB, known\s+2026-02-01$/m, 'the vintage before';
$text = at('05-01', 'why', 'line');
like $text, qr/^    squeeze: crit; margin is 4 % \(2026Q1\)$/m,
    'a red line names its members';
like $text, qr/squeeze warn;\s+restated: ebita\s+2025Q4 was 10 RMB, now 7 RMB/,
    'which were restated';

# As of a day nothing is known of what came later.
$text = at('05-01', 'why', 'squeeze', '--as-of', '2026-02-15');
like $text, qr/\Asqueeze: ok since 2026-02-01T23:59:59Z; Squeezed$/m,
    'as of a day';
like $text, qr/^  margin is 10 %/m, 'its value then';
unlike $text, qr/restated|worse|2026Q1|2026-0[35]/, 'nothing of later';

my $tree = json_at('05-01', 'why', 'line')->{inputs}[0];
is $tree->{value}, JSON::PP::true, 'the tree of a red line knows its members';

at('05-01', 'why', 'squeeze', '2025Q4');
is $bellwether->{status}, 64, 'an alert has no period';
is $bellwether->{err}, "bellwether: squeeze is an alert: it has no period to "
    . "ask of\n", 'and says so';

at('05-01', 'why', 'sqeeze');
is $bellwether->{err}, "bellwether: no signal or alert is called so; did you "
    . "mean the alert 'squeeze'?\n", 'what may have been meant';
at('05-01', 'why', 'margi');
is $bellwether->{err}, "bellwether: unknown signal 'margi'; did you mean "
    . "'margin'?\n", 'also where it is a signal';

# That it became late is said once.
my $late = Headless->new;
$late->write('w.yaml', <<'EOF');
name: Late
sources: { f: { url: file:f.json } }
signals:
  x: { unit: RMB, from: f, each: "$[*]", value: v, period: p,
    expect: 45d after period end }
alerts: { low: { title: Low, warn: x < 8 } }
EOF
$late->write('f.json', '[{"p":"2025Q4","v":9}]');
for my $day ('2026-02-01', '2026-06-01') {
	$late->run(['check'], BELLWETHER_NOW => $day);
}
$text = $late->run(['why', 'low'], BELLWETHER_NOW => '2026-06-02');
like $text, qr/^  2026-06-01T00:00:00Z ok \(late\): x was expected/m,
    'a change that is nothing but late';

# What functions of events counted stands beneath them, with its evidence.
my $events = Headless->new;
$events->write('w.yaml', <<'EOF');
name: Events
sources: { f: { url: file:f.json } }
signals:
  chips:
    events: true
    from: f
    each: $[*]
    event: { id: i, date: d, title: t, kind: k, status: s }
alerts:
  few: { warn: 'count(chips{kind="launch"}, 365d) < 2' }
EOF
sub chips { $events->write('f.json', $_[0]) }
my %day = (BELLWETHER_NOW => '2026-02-01T00:00:00Z');
chips('[{"i":"1","d":"2025-10-01","t":"PPU","k":"launch"},
{"i":"2","d":"2026-01-01","t":"V900","k":"planned"},
{"i":"3","d":"2024-01-01","t":"old","k":"launch"}]');
$events->run(['check'], %day);
like $events->run(['why', 'few'], %day),
    qr/^    count\(.*\) = 1 count\n      2025-10-01 launch: PPU\n +read 'PPU'/m,
    'an event that was counted';
unlike $events->run(['why', 'few'], %day), qr/no figure|365d =|V900|: old/,
    'and nothing else';
chips('[{"i":"1","d":"2025-10-01","t":"PPU","k":"launch"},
{"i":"2","d":"2026-01-15","t":"V900","k":"launch","s":"delivered"}]');
my $event = $events->json(['check'], %day)->{alerts}[0]{transitions}[0];
is $event->{cause}, 'chips 2026-01-15 was planned, now launch, delivered',
    'an event that was told otherwise';
is $event->{why}, 'resolved', 'is no restatement';
is_deeply [map { $_->{title} } @{ $event->{inputs} }], ['PPU', 'V900'],
    'with all that were counted';
is_deeply [map { $_->{title} } @{ $events->json(['why', 'few'], %day)
	->{inputs}[0]{inputs}[0]{inputs} }], ['PPU', 'V900'], 'in JSON too';

# Another process has stored what this one judges: it is news all the same.
$bellwether->write('f.json', <<'EOF');
[{"s":"e","p":"2026Q1","v":9},{"s":"r","p":"2026Q1","v":100}]
EOF
at('05-01', 'show');
is json_at('05-01', 'check')->{alerts}[0]{transitions}[0]{cause},
    'ebita 2026Q1 was 4 RMB, now 9 RMB', 'found by show, told by check';
done_testing;
