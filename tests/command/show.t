#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# bellwether show and why: text, JSON whose keys are always there, CSV;
# selectors; several series; periods.
use strict;
use warnings;
use JSON::PP ();
use Test::More;
use Headless;

my $bellwether = Headless->new;
my %now = (BELLWETHER_NOW => '2026-02-01T00:00:00Z');
my ($true, $false) = (JSON::PP::true, JSON::PP::false);

$bellwether->write('f.json', <<'EOF');
{"capex":[{"p":"2025Q1","v":24612},{"p":"2025Q2","v":"38,676",
"note":"June quarter"},{"p":"2025Q3","v":"over 30,000"}],
"bench":[{"m":"Qwen3","b":"AIME","v":81.5,"d":"2025-05-14","k":"claimed"},
{"m":"Qwen3","b":"GPQA","v":70,"d":"2025-05-14","k":"independent"},
{"m":"Other","b":"AIME","v":60,"d":"2025-06-01","k":"claimed"}],
"deals":[{"d":"2025-03-26","t":"BMW, \"multi-year\"","k":"contract",
"due":"2026-12-31"},{"d":"2025-07-01","t":"Unicom","k":"else"}]}
EOF
$bellwether->write('w.yaml', <<'EOF');
name: Show
fiscal_year_ends: march
sources: { f: { url: file:f.json } }
signals:
  capex:
    title: Capital expenditure
    unit: RMB
    from: f
    each: $.capex[*]
    value: v
    scale: 1e6
    decimal: '.'
    period: p
    remark: note
    basis: reported
    note: Headline capex.
  growth: { title: Growth, unit: "%", expr: qoq(capex) }
  benchmark:
    title: Benchmarks
    unit: score
    from: f
    each: $.bench[*]
    value: v
    period: d
    labels: { model: m, bench: b }
    basis: k
  deals:
    title: Deals
    events: true
    from: f
    each: $.deals[*]
    event: { date: d, title: t, kind: k, due: due }
    kinds: { contract: contract }
  nowhere: { unit: RMB, from: f, each: "$.nowhere[*]", value: v, period: p }
  hidden:
    { title: Utilisation, unit: "%", not_disclosed: true, proxy: growth }
alerts:
  high: { title: High capex, warn: capex > 20e9, panel: All }
panels:
  - { title: All, show: [capex, growth, benchmark, deals, nowhere, hidden] }
  - { title: One, show: capex }
EOF

sub show { return $bellwether->run(['show', @_], %now) }
sub json { return $bellwether->json([@_], %now) }

# --- text ---

is show('capex'), <<'EOF', 'a signal';
Capital expenditure (capex)
  Headline capex.
    2025Q1 FY2025Q4    24.6 bn RMB  reported  known 2026-02-01
    2025Q2 FY2026Q1    38.7 bn RMB  reported  known 2026-02-01  June quarter
    2025Q3 FY2026Q2  ≥ 30.0 bn RMB  reported  known 2026-02-01
EOF
is $bellwether->{status} . $bellwether->{err}, '0', 'exit 0, nothing else';
is show('benchmark{model="Qwen3"}'), <<'EOF', 'what a selector takes';
Benchmarks (benchmark)
  {basis="claimed", bench="AIME", model="Qwen3"}
    2025-05-14  81.5 score  claimed      known 2026-02-01
  {basis="independent", bench="GPQA", model="Qwen3"}
    2025-05-14  70.0 score  independent  known 2026-02-01
EOF
is show('benchmark{model="None"}'), <<'EOF', 'a selector that takes nothing';
Benchmarks (benchmark)
  — no series has these labels
EOF
is show('deals'), <<'EOF', 'events';
Deals (deals)
    2025-03-26  contract  reported  BMW, "multi-year"; due 2026-12-31
    2025-07-01  other     reported  Unicom
EOF
is show('hidden', 'nowhere'), <<'EOF', 'without figures';
Utilisation (hidden): not disclosed; proxy: growth
nowhere (nowhere)
  source f is missing: each of nowhere found nothing
  — there is no figure yet
EOF
is show(), <<'EOF', 'the whole';
Show

All
  warn  Capital expenditure  ≥ 30.0 bn RMB  2025Q3 FY2026Q2
        Growth                   ≥ -22.4 %  2025Q3 FY2026Q2
        Benchmarks                3 series
        Deals                     2 events
        nowhere                          —  there is no figure yet
        Utilisation          not disclosed  proxy: growth
  warn  High capex: capex is ≥ 30.0 bn RMB (2025Q3)

One
  warn  Capital expenditure  ≥ 30.0 bn RMB  2025Q3 FY2026Q2

Sources that failed
  f is missing: each of nowhere found nothing
EOF

$bellwether->write('plain.yaml', <<'EOF');
name: Without panels
sources: { f: { url: file:f.json } }
signals:
  a: { title: A, unit: RMB, from: f, each: "$.capex[:1]", value: v, period: p }
  b: { title: B, unit: RMB, expr: a / 2 }
alerts:
  high: { title: High, warn: b > 100 }
EOF
is $bellwether->bare(['-c', $bellwether->path('plain.yaml'), '--state',
	$bellwether->path('state'), 'show'], %now), <<'EOF', 'without panels';
Without panels

        A  24,612 RMB  2025Q1
  warn  B  12,306 RMB  2025Q1
  warn  High: b is 12,306 RMB (2025Q1)
EOF

# --- JSON ---

my @figure = qw(period start end value bound low high approximate basis
    forecast confidence remark known_at vintages source);
my @series = qw(signal title unit labels late not_disclosed proxy reason
    figures);
my @event = qw(id date title kind link value unit labels basis status due
    known_at source);
my $shown = json('show', 'capex');
is_deeply $shown, [{
	signal => 'capex', title => 'Capital expenditure', unit => 'RMB',
	labels => {}, late => $false, not_disclosed => $false, proxy => undef,
	reason => undef, figures => [ map { {
		period => $_->[0], start => $_->[1], end => $_->[2],
		value => $_->[3], bound => $_->[4], low => $_->[5],
		high => $_->[6], approximate => $false, basis => 'reported',
		forecast => $false,
		confidence => undef, remark => $_->[7],
		known_at => '2026-02-01T00:00:00Z', source => 'f',
		vintages => [{ value => $_->[3], low => $_->[5],
			high => $_->[6], known_at => '2026-02-01T00:00:00Z' }],
	} }
	['2025Q1', '2025-01-01', '2025-04-01', 24612e6, 'exact', 24612e6,
	    24612e6, undef],
	['2025Q2', '2025-04-01', '2025-07-01', 38676e6, 'exact', 38676e6,
	    38676e6, 'June quarter'],
	['2025Q3', '2025-07-01', '2025-10-01', 30000e6, 'at_least', 30000e6,
	    undef, undef] ],
}], 'a signal, whole';
like $bellwether->{out}, qr/"value":38676000000,/, 'numbers at full length';
$shown = json('show');
is_deeply [map { $_->{signal} } @$shown], [qw(capex growth benchmark benchmark
	benchmark deals nowhere hidden)], 'an element a series';
for my $element (@$shown) {
	my $name = $element->{signal};

	if ($name eq 'deals') {
		is_deeply [sort keys %$element],
		    [sort qw(signal title labels late events)], 'of events';
		is_deeply [sort keys %$_], [sort @event], 'of an event'
		    for @{ $element->{events} };
		next;
	}
	is_deeply [sort keys %$element], [sort @series], "keys of $name";
	is_deeply [sort keys %$_], [sort @figure], "keys of $name, a figure"
	    for @{ $element->{figures} };
}
is_deeply $shown->[5]{events}[0], {
	id => $shown->[5]{events}[0]{id}, date => '2025-03-26',
	title => 'BMW, "multi-year"', kind => 'contract', link => undef,
	value => undef, unit => undef, labels => {}, basis => 'reported',
	status => undef, due => '2026-12-31',
	known_at => $shown->[5]{events}[0]{known_at}, source => 'f',
}, 'an event, whole';
is $shown->[1]{reason}, undef, 'what has a value needs no reason';
is $shown->[6]{reason}, 'source f is missing: each of nowhere found nothing',
    'a signal without figures';
is "$shown->[7]{reason} $shown->[7]{proxy} $shown->[7]{not_disclosed}",
    'it is not disclosed growth 1', 'not disclosed';
is_deeply json('show', 'benchmark{model="None"}')->[0]{reason},
    'no series has these labels', 'no series';

# --- CSV ---

my ($header, @rows) = split /\r\n/, $bellwether->run(
	['show', '--format', 'csv'], %now);
is $header, 'signal,labels,period,start,end,value,low,high,bound,unit,basis,'
    . 'confidence,known_at,remark,id,kind,title,link,status,due',
    'the names of the columns';
my @columns = split /,/, $header;
is $rows[1], 'capex,,2025Q2,2025-04-01,2025-07-01,38676000000,38676000000,'
    . '38676000000,exact,RMB,reported,,2026-02-01T00:00:00Z,June quarter,,,,,,',
    'a figure';
is $rows[2], 'capex,,2025Q3,2025-07-01,2025-10-01,30000000000,30000000000,,'
    . 'at_least,RMB,reported,,2026-02-01T00:00:00Z,,,,,,,', 'an open bound';
like $rows[-2], qr/^deals,.*,contract,"BMW, ""multi-year""",,,2026-12-31$/,
    'an event';
for my $row (@rows) {
	my $count = () = $row =~ /(?:"(?:[^"]|"")*"|[^,"]*)(?:,|$)/g;
	cmp_ok $count - ($row =~ /,$/ ? 0 : 1), '==', scalar @columns,
	    'as many fields as columns' or diag $row;
}

# --- why ---

my @why = (@figure, qw(signal unit labels expression reason as_of
    first_said used inputs evidence));
my $why = json('why', 'capex', '2025Q2');
is_deeply [sort keys %$why], [sort @why], 'the keys of why';
is_deeply [sort keys %{ $why->{evidence} }], [sort qw(source url retrieved_at
	sha256 path offset text remark)], 'of its evidence';
is "$why->{value} $why->{evidence}{text} $why->{evidence}{path}",
    "38676000000 38,676 \$['capex'][1]['v']", 'where it was read';
is json('why', 'capex', 'FY2026Q1')->{period}, '2025Q2',
    'a fiscal period is the same';
$why = json('why', 'growth', '2025Q2');
is $why->{expression}, 'qoq(capex)', 'the formula';
is $why->{evidence}, undef, 'which has no evidence of its own';
is $why->{inputs}[0]{function}, 'qoq', 'but a tree';
is $why->{inputs}[0]{inputs}[0]{signal}, 'capex', 'down to figures';
is_deeply [sort keys %{ $why->{inputs}[0]{inputs}[0] }], [sort @why],
    'which are explained alike';
for my $case (
	[['capex', '2019Q1'], 'there is no figure of this period'],
	[['hidden'], 'it is not disclosed'],
	[['nowhere'], 'there is no figure yet'],
	[['benchmark{model="None"}'], 'no series has these labels'],
	[['growth', '2025Q1'], 'there is no figure for 2024Q4'],
) {
	my ($arguments, $reason) = @$case;

	$why = json('why', @$arguments);
	is_deeply [sort keys %$why], [sort @why], "keys: @$arguments";
	is $why->{value}, undef, "@$arguments: no value";
	is $why->{reason}, $reason, 'and why';
}
is ref json('why', 'benchmark'), 'ARRAY', 'several series: an array';
is scalar @{ json('why', 'benchmark{model="Qwen3"}') }, 2, 'of two';
is ref json('why', 'benchmark{model="Other"}'), 'HASH', 'one: itself';
is scalar @{ json('why', 'deals') }, 2, 'events';
is scalar @{ json('why', 'deals', '2025Q3') }, 1, 'of a quarter';
is_deeply json('why', 'deals', '2020'), [], 'or none';
is $bellwether->run(['why', 'capex', '2025Q2'], %now)
    =~ s/sha256 \w{64}/sha256 …/r, <<'EOF', 'in words';
capex 2025Q2 FY2026Q1: 38.7 bn RMB, reported, known 2026-02-01; June quarter
  read '38,676' at $['capex'][1]['v'], byte 53
  in …ex":[{"p":"2025Q1","v":24612},{"p":"2025Q2","v":»"38,676"«, "note":"June
      quarter"},{"p":"2…
  of source f, file:f.json, retrieved 2026-02-01T00:00:00Z
  sha256 …
EOF

# --- a source that fails: what is known stays, and why there is no more ---

$bellwether->write('f.json', 'no json');
my $no = 'source f is unreadable: not well-formed JSON near byte 1: invalid';
like show('capex'), qr/^  \Q$no\E .*2025Q2 FY2026Q1 .*38\.7 bn RMB/ms,
    'the figures stay, and the source says why';
like show(), qr/^Sources that failed\n  f is unreadable: not well-formed/m,
    'so does the whole';
is json('show', 'capex')->[0]{reason}, undef, 'a figure needs no reason';

done_testing;
