#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# bellwether check: the baseline, silence, exactly the alert that changed; exit
# status; JSON as the manual has it; what --as-of and --no-fetch leave alone.
use strict;
use warnings;
use Digest::MD5 ();
use JSON::PP ();
use Test::More;
use Headless;

my $bellwether = Headless->new;
my %now = (BELLWETHER_NOW => '2026-02-01T00:00:00Z');

sub figures {
	my (%of) = @_;
	$bellwether->write('f.json', JSON::PP->new->encode({
		rows => [ map {
			my ($signal, $period) = split / /;
			{ s => $signal, p => $period, v => $of{$_} }
		} sort keys %of ],
	}));
}

sub check {
	my (@options) = @_;
	return $bellwether->run(['check', @options], %now);
}

# Every file of the state folder with its digest.
sub state_of {
	my ($of) = @_;
	my %files;
	for my $path (glob $of->path('state') . '/*') {
		open my $file, '<:raw', $path or next;
		$files{$path} = Digest::MD5->new->addfile($file)->hexdigest;
	}
	return \%files;
}

$bellwether->write('w.yaml', <<'EOF');
name: Check
sources:
  f: { url: file:f.json }
signals:
  margin:
    title: Cloud margin
    unit: "%"
    from: f
    each: $.rows[?@.s == 'margin']
    value: v
    period: p
  capex:
    unit: RMB
    from: f
    each: $.rows[?@.s == 'capex']
    value: v
    period: p
    labels: { of: s }
alerts:
  squeeze:
    title: The margin is squeezed
    warn: margin < 8
    crit: margin < 5
    note: A note.
  spree: { title: A spree, warn: "capex > 100" }
  any: { title: Any of both, warn: "atleast(1, squeeze, spree)" }
EOF
figures('margin 2025Q3' => 9, 'capex 2025Q3' => 50);

is check(), "Check, baseline of 3 alerts: 3 ok\n", 'the baseline';
is $bellwether->{status} . $bellwether->{err}, '0', 'all well: 0';
is check(), '', 'the second is silent';
is $bellwether->{status}, 0, 'and 0 again';

figures('margin 2025Q3' => 9, 'margin 2025Q4' => 7, 'capex 2025Q3' => 50);
is check(), <<'EOF', 'a new figure tells its alert, and the one that counts it';
warn       The margin is squeezed (new, was ok): margin is 7 % (2025Q4)
           [margin < 8]
warn       Any of both (new, was ok): squeeze warn, spree ok
           [atleast(1, squeeze, spree)]
EOF
is $bellwether->{status}, 1, 'warn: 1';
is check(), '', 'told once';
is $bellwether->{status}, 1, 'and still 1';
is check('--no-fetch'), '', 'also without a fetch';
is $bellwether->{status}, 1, 'and still 1';

figures('margin 2025Q3' => 9, 'margin 2025Q4' => 4, 'capex 2025Q3' => 50);
is check(), <<'EOF', 'a figure that changed tells exactly its alert';
crit       The margin is squeezed (restated, was warn): margin is 4 % (2025Q4);
           restated: was 7 %, now 4 %
           [margin < 5]
EOF
is $bellwether->{status}, 2, 'crit: 2';
is check('--all'), <<'EOF', '--all tells all';
crit       The margin is squeezed: margin is 4 % (2025Q4)
ok         A spree: capex is 50 RMB (2025Q3)
warn       Any of both: squeeze crit, spree ok
EOF

# JSON: always whole, whatever changed.
my $report = $bellwether->json(['check'], %now);
is_deeply [sort keys %$report], [sort qw(at worst exit alerts sources)],
    'the keys of check';
is "$report->{at} $report->{worst} $report->{exit}",
    '2026-02-01T00:00:00Z crit 2', 'when, the worst, the status';
my @alert = qw(name title state late since value unit period changed why rule
    reason acknowledged silenced muted series members transitions);
is_deeply [sort keys %$_], [sort @alert], "the keys of $_->{name}"
    for @{ $report->{alerts} };
is_deeply [map { "$_->{name} $_->{state}" } @{ $report->{alerts} }],
    ['squeeze crit', 'spree ok', 'any warn'], 'in the order of the file';
is_deeply $report->{alerts}[0], {
	name => 'squeeze', title => 'The margin is squeezed', state => 'crit',
	late => JSON::PP::false, since => '2026-02-01T00:00:00Z', value => 4,
	unit => '%', period => '2025Q4', changed => JSON::PP::false,
	why => undef, rule => 'margin < 5', acknowledged => undef,
	silenced => undef, muted => JSON::PP::false, series => [],
	members => [],
	reason => 'margin is 4 % (2025Q4)', transitions => [],
}, 'an alert';
is_deeply $report->{alerts}[2]{members}, [
	{ name => 'squeeze', state => 'crit', late => JSON::PP::false },
	{ name => 'spree', state => 'ok', late => JSON::PP::false },
], 'with its members';
is_deeply [@{ $report->{alerts}[2] }{qw(value unit period)}],
    [undef, undef, undef], 'which has no value, so no unit';
is_deeply $report->{sources}, [{ name => 'f', state => 'ok', reason => undef,
	retrieved_at => '2026-02-01T00:00:00Z', acknowledged => undef,
	silenced => undef, muted => JSON::PP::false }], 'and the sources';
figures('margin 2025Q3' => 9, 'margin 2025Q4' => 9, 'capex 2025Q3' => 50);
$report = $bellwether->json(['check'], %now);
is_deeply [map { $_->{changed} ? "$_->{name} $_->{why}" : () }
	@{ $report->{alerts} }], ['squeeze restated', 'any restated'],
    'what changed, and why';
is check(), '', 'JSON has told it';

# --as-of looks back, and touches nothing.
my $past = Headless->new;
$past->write('f.json', <<'EOF');
[{"m":"A","p":"2025Q3","v":9,"k":"2025-10-30"},
 {"m":"B","p":"2025Q3","v":3,"k":"2025-10-30"},
 {"m":"A","p":"2025Q3","v":4,"k":"2025-12-15"},
 {"m":"A","p":"2025Q4","v":7,"k":"2026-01-30"}]
EOF
$past->write('w.yaml', <<'EOF');
name: Past
sources: { f: { url: file:f.json } }
signals:
  margin:
    title: Margin
    unit: "%"
    from: f
    each: $[*]
    value: v
    period: p
    labels: { m: m }
    vintage: k
alerts:
  squeeze: { title: Squeeze, warn: margin < 8, crit: margin < 5 }
  split: { title: Split, warn: 'margin{m="A"} < 8' }
EOF
$past->run(['check'], %now);
my $before = state_of($past);
for my $case (
	['2025-10-29', 3, 'unknown', 'no_data', [], ''],
	['2025-10-30', 2, 'crit', 'ok', ['B crit', 'A ok'], '9 3'],
	['2025-12-14', 2, 'crit', 'ok', ['B crit', 'A ok'], '9 3'],
	['2025-12-15', 2, 'crit', 'warn', ['A crit', 'B crit'], '4 3'],
	['2026-01-31', 2, 'crit', 'warn', ['B crit', 'A warn'], '4 7 3'],
) {
	my ($date, $exit, $worst, $split, $hold, $values) = @$case;
	my $report = $past->json(['check', '--as-of', $date], %now);

	is $past->{status}, $exit, "$date: exit $exit";
	is $report->{worst}, $worst, "$date: $worst";
	is $report->{alerts}[1]{state}, $split, "$date: split $split";
	is_deeply [map { "$_->{labels}{m} $_->{state}" }
		@{ $report->{alerts}[0]{series} }],
	    $hold, "$date: the series, worst first";
	my $shown = $past->json(['show', 'margin', '--as-of', $date], %now);
	is join(' ', map { map { $_->{value} } @{ $_->{figures} } } @$shown),
	    $values, "$date: the figures that were known";
	is((grep { $_->{known_at} gt "${date}T23:59:59Z" }
		map { @{ $_->{vintages} } } map { @{ $_->{figures} } } @$shown),
	    0, "$date: no vintage of later");
	unlike $past->run(['why', 'margin{m="A"}', '2025Q3', '--as-of', $date],
		%now), qr/known 2025-12|4\.0 %/, "$date: nor does why"
	    if $date lt '2025-12-15';
}
is_deeply [sort keys %{ $past->json(['check', '--as-of', '2025-12-15'],
	%now)->{alerts}[0]{series}[0] }], [qw(labels period state value)],
    'the keys of a series';
is_deeply state_of($past), $before, 'and nothing is written';
my $fresh = $past->path('fresh');
$past->bare(['-c', $past->path('w.yaml'), '--state', $fresh, 'check',
	'--as-of', '2025-12-15'], %now);
is $past->{status}, 2, 'without any history the files are read';
ok !-e $fresh, 'and still nothing is written';

# 2 before 1 before 3 before 0.
figures('margin 2025Q4' => 1, 'capex 2025Q3' => 5);
check();
$bellwether->write('f.json', 'no json');
is check(), <<'EOF', 'a source that fails is one alert of its own';
failed     Source f: unreadable: not well-formed JSON near byte 1: invalid
           string in json text.
EOF
is $bellwether->{status}, 2, 'crit is worse than unknown';
like check('--all'), qr/^failed     Source f: unreadable: /m, 'in --all too';
figures('margin 2025Q4' => 9, 'capex 2025Q3' => 5);
like check(), qr/^ok         Source f \(resolved, was failed\): it answers/m,
    'and it is told when it is well again';
$bellwether->write('f.json', '{"rows": 5}');
check();
is $bellwether->{status}, 3, 'all else well: unknown';
unlink $bellwether->path('f.json');
check();
is $bellwether->{status}, 3, 'no file: unknown';
is $bellwether->sources(%now)->{f}{state}, 'unreachable', 'and says so';

# What is news is news among all, too, and then told.
figures('margin 2025Q4' => 9, 'capex 2025Q3' => 5);
check();
figures('margin 2025Q4' => 4, 'capex 2025Q3' => 5);
like check('--all'),
    qr/^crit       The margin is squeezed \(restated, was ok\): margin is 4 %/m,
    '--all says what is new';
is check(), '', 'and that is told';

done_testing;
