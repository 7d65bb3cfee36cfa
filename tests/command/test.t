#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# bellwether test: written cases, what holds and what differs, mistakes at their
# place; and files that are cut short or hostile.
use strict;
use warnings;
use Test::More;
use Headless;

my $bellwether = Headless->new;
my $source = $ENV{srcdir} // '.';

$bellwether->write('w.yaml', <<'EOT');
name: Cases
fiscal_year_ends: march
sources: { f: { url: file:none.json } }
signals:
  capex: { unit: RMB, kind: flow, from: f, each: "$.c[*]", value: v, period: p,
    expect: 85d after period end }
  revenue: { unit: RMB, kind: flow, from: f, each: "$.r[*]", value: v,
    period: p, breaks: [2026Q1] }
  intensity: { unit: "%", expr: capex / revenue * 100 }
  bench: { unit: score, from: f, each: "$.b[*]", value: v, period: d,
    labels: { model: m }, basis: k }
  deals: { events: true, from: f, each: "$.d[*]",
    event: { date: d, title: t, kind: k, due: due, status: s },
    labels: { size: size } }
alerts:
  heavy: { warn: intensity > 80, crit: intensity > 100, for: 2 periods,
    clear: intensity < 70 }
  few: { warn: "count(deals{size=\"big\"}, 365d) < 1" }
  slow: { warn: capex < 10, for: 3d }
  lines: { warn: "atleast(2, heavy, few, slow)" }
EOT

my $number = 0;

# The whole of a file that holds CASE, indented by two.
sub file_of {
	my ($case) = @_;

	$number++;
	return $bellwether->write("c$number.yaml",
	    "watchlist: w.yaml\ncases:\n- name: it\n" . $case =~ s/^/  /mgr);
}

sub test { return $bellwether->bare(['test', @_]) }

# --- what holds: name, the case ---

my @holds = (
	['values by period, exact and rounded', <<'EOT'],
figures:
  capex: { 2025Q1: 61, FY2026Q1: 74.5 }
  revenue: { 2025Q1: 90, 2025Q2: 90 }
at:
  2025-06-30:
    intensity: 82.8
    capex: 74.5
    at(capex, 2025Q1): 61
    latest(intensity): { value: 82.78, period: 2025Q2 }
    capex + revenue: 164.5
    intensity > 80: true
    latest(intensity) > 90: false
EOT
	['what is known when', <<'EOT'],
figures:
  capex:
    2025Q1: { value: 60, known: 2025-05-15 }
    2025Q2:
    - { value: 70, known: 2025-08-29 }
    - { value: 65, known: 2025-09-30 }
at:
  2025-05-14: { capex: missing }
  2025-05-15: { capex: 60 }
  2025-08-29: { capex: { value: 70, period: 2025Q2 } }
  2025-10-01: { capex: 65, "asof(capex, 2025-09-01)": 70 }
EOT
	['a rule for all of a case', <<'EOT'],
known: 45d after period end
figures: { capex: { 2025Q1: 60 } }
at:
  2025-05-16: { capex: 60 }
  2025-05-15: { capex: missing }
EOT
	['bounds in words, or by name', <<'EOT'],
figures:
  capex: { 2025Q1: over 60, 2025Q2: { value: 70, bound: at_most } }
at:
  2025-03-31: { capex: at least 60, capex > 60: missing,
    capex > 50: { value: true, period: 2025Q1 } }
  2025-06-30: { capex: up to 70, high(capex): 70 }
EOT
	['labels and basis', <<'EOT'],
figures:
  'bench{model="A", basis="claimed"}': { 2025-05-14: 80 }
  'bench{model="A", basis="independent"}': { 2025-06-01: { value: 77 } }
at:
  2025-06-02:
    'latest(bench{basis="claimed"}) - latest(bench{basis="independent"})': 3
EOT
	['for, hysteresis, a level lost and found', <<'EOT'],
figures:
  capex: { 2025Q1: 85, 2025Q2: 86, 2025Q3: 75, 2025Q4: 60 }
  revenue: { 2025Q1: 100, 2025Q2: 100, 2025Q3: 100, 2025Q4: 100 }
at:
  2025-03-31: { heavy: pending }
  2025-06-30: { heavy: { state: warn, why: new, value: 86, period: 2025Q2 } }
  2025-09-30: { heavy: recovering }
  2025-12-31: { heavy: { state: ok, why: resolved, reason: intensity is 60 } }
EOT
	['a break begins anew', <<'EOT'],
figures:
  capex: { 2025Q3: 85, 2025Q4: 85, 2026Q1: 85 }
  revenue: { 2025Q3: 100, 2025Q4: 100, 2026Q1: 100 }
at:
  2025-12-31: { heavy: warn }
  2026-03-31: { heavy: pending, yoy(revenue): missing,
    qoq(revenue): { value: missing, reason: break } }
EOT
	['a duration counts days', <<'EOT'],
figures: { capex: { 2025Q1: { value: 5, known: 2025-05-01 } } }
at:
  2025-05-01: { slow: pending }
  2025-05-03: { slow: pending }
  2025-05-05: { slow: warn }
EOT
	['late', <<'EOT'],
figures: { capex: { 2025Q1: 50 } }
at:
  2025-09-01: { slow: { state: ok, late: no } }
  2025-10-01: { slow: { state: ok, late: yes, why: late } }
EOT
	['events, and a later version of one', <<'EOT'],
events:
  deals:
  - { date: 2025-01-10, kind: contract, title: A, labels: { size: big } }
  - { date: 2025-02-10, kind: contract, title: B, labels: { size: small } }
  - { date: 2025-02-10, kind: planned, id: x, title: C, due: 2025-03-31 }
  - { date: 2025-02-10, kind: planned, id: x, title: C, due: 2025-09-30,
      known: 2025-05-01 }
at:
  2025-01-09: { few: no data }
  2025-02-11: { few: ok, "count(deals, 365d)": 3 }
  2025-04-02: { overdue(deals): 1 }
  2025-05-01: { overdue(deals): 0 }
  2026-01-12: { few: warn }
EOT
	['a red line with unknown members', <<'EOT'],
figures: { capex: { 2025Q1: { value: 5, known: 2025-05-01 } } }
at:
  2025-05-05: { slow: warn, few: no data,
    lines: { state: no data, could: [ok, warn] } }
EOT
);
for my $case (@holds) {
	my ($name, $text) = @$case;
	my $tap = test(file_of($text));

	is $tap, "TAP version 14\n1..1\nok 1 - it\n", $name;
	is $bellwether->{status} . $bellwether->{err}, '0', "$name: exit 0";
}

# --- what differs, word for word ---

my $differs = file_of(<<'EOT');
figures:
  capex: { 2025Q1: over 60 }
  revenue: { 2025Q1: 50 }
at:
  2025-03-31: { heavy: ok, capex: 60, revenue: { value: 50.0, period: 2025Q2 },
    yoy(capex): 4, slow: { late: true, why: worse, reason: no such } }
EOT
is test($differs), <<"EOT", 'differences';
TAP version 14
1..1
not ok 1 - it
  ---
  place: "$differs:3:9"
  differences:
    - at: 2025-03-31
      line: 8
      of: "heavy"
      wanted: "ok"
      got: "pending"
      reason: "intensity is ≥ 120 % (2025Q1)"
    - at: 2025-03-31
      line: 8
      of: "capex"
      what: "value"
      wanted: "60"
      got: "≥ 60 RMB"
    - at: 2025-03-31
      line: 8
      of: "revenue"
      what: "period"
      wanted: "2025Q2"
      got: "2025Q1"
    - at: 2025-03-31
      line: 9
      of: "yoy(capex)"
      what: "value"
      wanted: "4"
      got: "missing"
      reason: "there is no figure for 2024Q1"
    - at: 2025-03-31
      line: 9
      of: "slow"
      what: "late"
      wanted: "late"
      got: "not late"
    - at: 2025-03-31
      line: 9
      of: "slow"
      what: "why"
      wanted: "worse"
      got: "baseline"
      reason: "capex is ≥ 60 RMB (2025Q1)"
    - at: 2025-03-31
      line: 9
      of: "slow"
      what: "reason"
      wanted: "no such"
      got: "capex is ≥ 60 RMB (2025Q1)"
  ...
# 1 of 1 cases failed
EOT
is $bellwether->{status}, 1, 'exit 1';

# What rounds is told by the decimals that are written.
for my $pair (['82.8', 1], ['82.78', 1], ['82.79', 0], ['82.7', 0],
    ['83', 0], ['8.28e1', 1], ['8.27e1', 0]) {
	my ($written, $holds) = @$pair;

	test(file_of("figures: { capex: { 2025Q1: 74.5 }, "
	    . "revenue: { 2025Q1: 90 } }\n"
	    . "at: { 2025-03-31: { intensity: $written } }\n"));
	is $bellwether->{status}, $holds ? 0 : 1,
	    "$written " . ($holds ? 'is' : 'is not') . ' 82.7777';
}

# Several files are one run; a name may hold what TAP means something by.
my $odd = $bellwether->write('odd.yaml', <<'EOT');
watchlist: w.yaml
cases:
- name: 'a # b \ c'
  at: { 2025-03-31: { capex: missing } }
EOT
is test($odd, $odd), <<'EOT', 'two files, and a name with # and \\';
TAP version 14
1..2
ok 1 - a \# b \\ c
ok 2 - a \# b \\ c
EOT
$bellwether->write('nowhere.yaml', "cases:\n- name: it\n"
    . "  at: { 2025-03-31: { capex: missing } }\n");
is $bellwether->run(['test', $bellwether->path('nowhere.yaml')]),
    "TAP version 14\n1..1\nok 1 - it\n", '-c names the watchlist';

# --- mistakes: what is written, the sentence, the line and the column ---

my @wrong = (
	['figurs: {}', "a case has no 'figurs'; did you mean 'figures'?", 4, 3],
	['figures: { capx: { 2025Q1: 1 } }',
	    "unknown signal 'capx'; did you mean 'capex'?", 4, 14],
	['figures: { intensity: { 2025Q1: 1 } }', "'intensity' is computed: "
	    . 'give figures of what its formula names, '
	    . 'capex / revenue * 100', 4, 14],
	['figures: { deals: { 2025Q1: 1 } }',
	    "'deals' is a signal of events: it stands under events", 4, 14],
	['events: { capex: [] }',
	    "'capex' is a signal of figures: it stands under figures", 4, 13],
	["figures: { 'bench{modle=\"x\"}': { 2025-01-01: 1 } }",
	    "'bench' has no label 'modle'; did you mean 'model'?", 4, 14],
	["figures: { 'bench{model=~\"x\"}': { 2025-01-01: 1 } }",
	    'figures are given of one series: label="value" is expected',
	    4, 14],
	["figures: { 'bench{model': { 2025-01-01: 1 } }", undef, 4, 26],
	['figures: { capex: { 2025Q9: 1 } }',
	    "'2025Q9' is no period: a quarter is 1 to 4", 4, 28],
	['figures: { capex: { 2025Q1: 1, 2025Q1: 2 } }',
	    "'2025Q1' is there twice; it was set on line 4 before", 4, 34],
	['figures: { capex: { 2025Q1: abc } }', undef, 4, 31],
	['figures: { capex: { 2025Q1: { valu: 3 } } }',
	    "a figure has no 'valu'; did you mean 'value'?", 4, 33],
	['figures: { capex: { 2025Q1: { value: 3, bound: huge } } }',
	    'it is no bound: exact, about, at_least or at_most is expected',
	    4, 50],
	['figures: { capex: { 2025Q1: { value: 3, basis: x } } }',
	    'it is no basis: reported, estimated, guided, claimed, '
	    . 'independent or manual is expected', 4, 50],
	['figures: { capex: { 2025Q1: { value: 3, known: soon } } }',
	    'a date such as 2025-08-29 is expected here', 4, 50],
	['figures: []', 'what is under figures is written as name: value',
	    4, 3],
	['events: { deals: { date: 2025-01-01 } }',
	    'events are a list, each with its date', 4, 13],
	['events: { deals: [ { title: x } ] }',
	    'an event needs its date: date: 2025-03-26', 4, 22],
	['events: { deals: [ { date: 2025-01-01, labels: { siz: x } } ] }',
	    "'deals' has no label 'siz'; did you mean 'size'?", 4, 52],
	['at: { tomorrow: { capex: 1 } }',
	    'a date such as 2025-08-29 is expected here', 4, 9],
	['at: { 2025-01-01: { heavi: ok } }',
	    "there is no alert or signal 'heavi'; did you mean 'heavy'?",
	    4, 23],
	['at: { 2025-01-01: { heavy: pendin } }', "'pendin' is no state: ok, "
	    . 'pending, warn, crit, recovering, no data or failed is '
	    . "expected; did you mean 'pending'?", 4, 30],
	['at: { 2025-01-01: { capex: warn } }', 'only an alert has a state: '
	    . 'a number, true, false or missing is expected here', 4, 30],
	['at: { 2025-01-01: { "capex + bench": 3 } }',
	    "'+' needs equal units: 'capex' is RMB, 'bench' is score", 4, 32],
	['at: { 2025-01-01: { capex + capx: 3 } }',
	    "unknown signal 'capx'; did you mean 'capex'?", 4, 31],
	['at: { 2025-01-01: { heavy: { stat: ok } } }',
	    "what is wanted of an alert has no 'stat'; did you mean 'state'?",
	    4, 32],
	['at: { 2025-01-01: { capex: { state: ok } } }',
	    "what is wanted of an expression has no 'state'", 4, 32],
	['at: { 2025-01-01: { heavy: { why: restatd } } }',
	    'why is a word such as new, worse, better, resolved or restated; '
	    . "did you mean 'restated'?", 4, 37],
	['at: { 2025-01-01: { heavy: { could: ok } } }', 'the two states that '
	    . 'it could come to are expected: [ok, warn]', 4, 39],
	['at: { 2025-01-01: { heavy: { late: maybe } } }',
	    'true or false is expected here', 4, 38],
	['figures: { capex: { 2025Q1: 1 } }',
	    "this case wants nothing: 'at' is missing or empty", 3, 3],
	["figures: { capex: { 0001Q1: 1 } }\nat: { 2025-01-01: { capex: 1 } }",
	    'more than 11000 days lie between what is known first and the last '
	    . "date under 'at'", 3, 3],
	['known: soon', 'a date such as 2025-08-29 is expected here', 4, 10],
	['at: { 2025-01-01: { capex: "1', undef, 4, 30],
);
for my $case (@wrong) {
	my ($text, $sentence, $line, $column) = @$case;
	my $file = file_of($text);
	my ($first, @rest);

	$text =~ s/\n/ /g;
	is test($file), '', "$text: nothing is run";
	is $bellwether->{status}, 65, "$text: exit 65";
	($first, @rest) = split /\n/, $bellwether->{err};
	like $first, qr/^\Q$file:$line:$column: error: \E/, "$text: where";
	is $first =~ s/^\Q$file\E:\d+:\d+: error: //r, $sentence,
	    "$text: what" if defined $sentence;
	is $rest[1] =~ tr/^//, 1, "$text: a caret";
}
for my $case (
	['', 'it is empty'],
	["cases: []\n", "'cases' is missing: a list, each with its name, "
	    . 'figures and at'],
	["- 1\n", 'a file of cases is written as name: value'],
	["cases:\n- {}\n", 'a case needs a name'],
	["watchlist: none.yaml\ncases: []\n", 'No such file or directory']) {
	my ($text, $sentence) = @$case;
	my $file = $bellwether->write('bad.yaml', $text);

	$bellwether->bare(['-c', $bellwether->path('w.yaml'), 'test', $file])
	    if $text !~ /^watchlist/;
	test($file) if $text =~ /^watchlist/;
	is $bellwether->{status}, 65, "$sentence: exit 65";
	like $bellwether->{err}, qr/: error: \Q$sentence\E/, $sentence;
}
test($bellwether->path('nothing.yaml'));
is $bellwether->{status}, 65, 'a file that is not there';
test();
is $bellwether->{status}, 64, 'no file at all';

# --- hostile: cut anywhere, or bent; it is read or refused, and never dies ---

sub slurp {
	my ($path) = @_;
	open my $in, '<:raw', $path or die "$path: $!\n";
	local $/;
	return <$in>;
}

my $shipped = slurp("$source/watchlists/alibaba-cloud.test.yaml");
my @texts;
srand 7;
for my $i (1 .. 24) {
	push @texts, substr $shipped, 0, int(length($shipped) * $i / 25);
}
for (1 .. 16) {
	my $text = substr $shipped, 0, 4000;

	substr($text, int rand length $text, 1) = chr int rand 256 for 1 .. 3;
	push @texts, $text;
}
push @texts, "cases:\n" . '- {' x 5000, "cases: [" . '[' x 100,
    "cases:\n- name: x\n  figures: { capex: { 2025Q1: "
    . '[' . '1, ' x 3000 . "1] } }\n  at: { 2025-04-01: { capex: 1 } }\n",
    "cases:\n- name: \"\\e[31m\"\n  at: { 2025-04-01: { capex: 1 } }\n",
    "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
    . "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c]\n"
    . "e: &e [*d,*d,*d,*d,*d,*d,*d,*d]\ncases: [*e,*e,*e,*e,*e,*e,*e,*e]\n";
my %ends;
for my $text (@texts) {
	my $file = $bellwether->path('cut.yaml');
	open my $out, '>:raw', $file or die "$file: $!\n";
	print {$out} $text;
	close $out;
	$bellwether->run(['test', $file]);
	$ends{ $bellwether->{status} }++;
	unlike $bellwether->{out} . $bellwether->{err}, qr/[\e]|Sanitizer/,
	    'clean';
}
is join(' ', grep { !/^(0|1|65)$/ } sort keys %ends), '',
    'read, or refused: ' . join ', ', map { "$_: $ends{$_}" } sort keys %ends;
cmp_ok $ends{65} // 0, '>', 10, 'some were refused';

done_testing;
