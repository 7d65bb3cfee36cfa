#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# The trees of why add up: of the bundled watchlist's derived signals, and of
# one with every function in it, every node is computed anew from what stands
# beneath it. Of the bundled ones one signal of $BELLWETHER_TEST_SAMPLE where
# that is set.
use strict;
use warnings;
use JSON::PP ();
use List::Util qw(first max min sum);
use Test::More;
use Time::Local qw(timegm);
use Headless;

my $bellwether = Headless->new;
my $folder = ($ENV{srcdir} // '.') . '/watchlists';
my $clock = '2026-11-22T12:00:00Z';
my %now = (BELLWETHER_NOW => $clock);
my %done; # how often each kind of node was computed
my @wrong;

sub ask {
	my (@words) = @_;
	my $text = $bellwether->bare(['-c', "$folder/alibaba-cloud.yaml",
		'--state', $bellwether->path('state'), @words, '--format',
		'json'], %now);
	return eval { JSON::PP->new->utf8->decode($text) };
}

my %operators = (
	'+' => sub { $_[0] + $_[1] },
	'-' => sub { @_ > 1 ? $_[0] - $_[1] : -$_[0] },
	'*' => sub { $_[0] * $_[1] },
	'/' => sub { $_[0] / $_[1] },
	'<' => sub { $_[0] < $_[1] },
	'<=' => sub { $_[0] <= $_[1] },
	'>' => sub { $_[0] > $_[1] },
	'>=' => sub { $_[0] >= $_[1] },
	'=' => sub { $_[0] == $_[1] },
	'!=' => sub { $_[0] != $_[1] },
	'and' => sub { $_[0] && $_[1] },
	'or' => sub { $_[0] || $_[1] },
	'not' => sub { !$_[0] },
);

sub mean { return sum(@_) / @_ }

sub middle {
	my @sorted = sort { $a <=> $b } @_;
	return ($sorted[$#sorted / 2] + $sorted[@sorted / 2]) / 2;
}

sub deviation {
	my $mean = mean(@_);
	return sqrt(sum(map { ($_ - $mean)**2 } @_) / (@_ - 1));
}

# Of the least squares; the newest comes first.
sub slope {
	my @values = reverse @_;
	my $middle = $#values / 2;
	my @steps = map { $_ - $middle } 0 .. $#values;

	return sum(map { $steps[$_] * $values[$_] } 0 .. $#values)
	    / sum(map { $_**2 } @steps);
}

# What stands first in a tree is the newer one, or what is known now; windows
# list every term.
my %functions = (
	(map { $_ => sub { $_[-1] } } qw(prev asof if)),
	delta => sub { $_[0] - $_[1] },
	(map { $_ => sub { ($_[0] / $_[1] - 1) * 100 } }
	    qw(qoq yoy ytd cagr revision restated)),
	(map { $_ => sub { sum @_ } } qw(ttm sum)),
	(map { $_ => sub { $_[0] } } qw(latest first at coalesce)),
	(map { $_ => \&mean } qw(avg mean)),
	max => sub { max @_ },
	min => sub { min @_ },
	count => sub { scalar @_ },
	median => \&middle,
	stdev => \&deviation,
	slope => \&slope,
	zscore => sub { my $own = shift; ($own - mean(@_)) / deviation(@_) },
	abs => sub { abs $_[0] },
	log => sub { log $_[0] },
);

# The parts that are there to compare with are marked.
sub used {
	my ($node, $basis) = @_;
	return grep { $_->{used} && !exists $_->{literal}
		    && (!defined $basis || $_->{basis} eq $basis) }
	    @{ $node->{inputs} };
}

sub literal {
	my ($node, $i) = @_;
	my @literals = grep { exists $_->{literal} } @{ $node->{inputs} };
	return $literals[$i]{literal};
}

sub time_of {
	my ($text) = @_;
	my ($y, $m, $d, @rest) = $text =~ /(\d+)/g;
	return timegm($rest[2] // 0, $rest[1] // 0, $rest[0] // 0, $d, $m - 1,
		$y);
}

# Whole days up to when the node was looked at.
sub days_since {
	my ($node, $text) = @_;
	my $now = $node->{as_of} // $clock;
	return int((time_of($now) - time_of($text)) / 86400);
}

# Those that need more than the values beneath them.
my %special = (
	streak => sub {
		my ($node) = @_;
		my @held = used($node);
		my $ended = @held && !$held[-1]{value};

		push @wrong, 'a streak goes on where one does not hold'
		    if grep { !$_->{value} } @held[0 .. $#held - 1];
		return @held - $ended + $node->{left_out};
	},
	low => sub { (used($_[0]))[0]{low} },
	high => sub { (used($_[0]))[0]{high} },
	round => sub {
		my ($node) = @_;
		return sprintf '%.*f', literal($node, 0) // 0,
		    (used($node))[0]{value};
	},
	pace => sub {
		my ($node) = @_;
		my ($total, $from, $to) = map { literal($node, $_) } 0 .. 2;
		my @accrued = used($node);
		my $passed = time_of($accrued[0]{end}) - time_of($from);

		return sum(map { $_->{value} } @accrued)
		    / ($total * $passed / (time_of($to) - time_of($from)))
		    * 100;
	},
	convert => sub {
		my ($node) = @_;
		my ($from, @rates) = used($node);
		my $rate = mean(map { $_->{value} } @rates);

		return $rates[0]{unit} =~ m{/\Q$node->{unit}\E$}
		    ? $from->{value} / $rate : $from->{value} * $rate;
	},
	age => sub { days_since($_[0], (used($_[0]))[0]{end}) },
	known => sub { days_since($_[0], (used($_[0]))[0]{known_at}) },
	last => sub { # of events, or of what came together in a period
		my ($node) = @_;
		my @dates = sort map { $_->{date} // () } @{ $node->{inputs} };

		return @dates ? days_since($node, $dates[-1])
		    : (used($node))[-1]{value};
	},
	gap => sub {
		max(map { $_->{value} } used($_[0], 'claimed'))
		    - min(map { $_->{value} } used($_[0], 'independent'));
	},
	unconfirmed => sub {
		my ($node) = @_;
		return 0 if used($node, 'independent');
		return max(map { days_since($node, $_->{known_at}) }
		    used($node, 'claimed'));
	},
	atleast => sub {
		my ($node) = @_;
		return (grep { $_->{value} } used($node))
		    >= literal($node, 0) ? 1 : 0;
	},
);

sub is_close {
	my ($got, $wanted) = @_;

	return abs($got - $wanted) <= 1e-9 * max(abs $got, abs $wanted, 1e-300);
}

# The parts that a literal says how to compute are no terms.
sub values_of {
	my ($node) = @_;
	my @inputs = grep { $_->{used} } @{ $node->{inputs} // [] };

	@inputs = grep { !exists $_->{literal} } @inputs
	    if exists $node->{function};
	return map { $_->{value} } @inputs;
}

sub check {
	my ($node, $name) = @_;
	my $way = exists $node->{operator} ? $operators{ $node->{operator} }
	    : exists $node->{function}     ? $functions{ $node->{function} }
	    : $node->{expression}          ? sub { $_[0] }
	                                   : undef;
	my @values = values_of($node);
	my $special = $special{ $node->{function} // '' };

	$way = sub { $special->($node) } if defined $special;
	check($_, $name) for @{ $node->{inputs} // [] };
	return if !defined $way || !defined $node->{value};
	@values = grep { defined } @values
	    if ($node->{function} // '') =~ /^(?:max|min|count|median)$/;
	return if !@values && ($node->{function} // '') eq 'count';
	my $kind = $node->{operator} // $node->{function} // 'signal';
	$done{$kind}++;
	if (!$special && (grep { !defined } @values or !@values)) {
		push @wrong, "$name: $kind lacks an input";
		return;
	}
	my $computed = $way->(map { ref ? $_ + 0 : $_ } @values);
	push @wrong, "$name: $kind of @values is $computed, not $node->{value}"
	    if !is_close($node->{value} + 0, $computed + 0);
}

my $shown = ask('show');
ok ref $shown eq 'ARRAY' && @$shown > 50, 'the watchlist';
my $sample = $ENV{BELLWETHER_TEST_SAMPLE} || 1;
my (%seen, $trees);
for my $series (@$shown) {
	my $figures = $series->{figures} // [];
	my @derived = grep { ($_->{basis} // '') eq 'derived'
		    && defined $_->{value} } @$figures;

	next if !@derived || $seen{ $series->{signal} }++;
	next if keys(%seen) % $sample;
	for my $figure (@derived > 4 ? @derived[0, -1] : $derived[-1]) {
		my $name = "$series->{signal} $figure->{period}";
		my $answer = ask('why', '--no-fetch', $series->{signal},
			$figure->{period});

		for my $tree (ref $answer eq 'ARRAY' ? @$answer : $answer) {
			next if !defined $tree->{value} || !$tree->{expression};
			$trees++;
			check($tree, $name);
			push @wrong, "$name: nothing beneath"
			    if !@{ $tree->{inputs} };
		}
	}
}
cmp_ok $trees, '>', 50 / $sample, "$trees trees";
if ($sample == 1) {
	cmp_ok $done{$_} // 0, '>', 0, "$_ was computed anew"
	    for qw(+ - * / yoy qoq ttm sum prev latest max min signal);
}
is join("\n", @wrong), '', 'each adds up';

# Each inner node says what it is, where it lies, and since when it is known.
my $tree = ask('why', '--no-fetch', 'capex_intensity', '2026Q1');
my $node = $tree->{inputs}[0];
is join(' ', sort keys %$node), 'as_of first_said high inputs known_at '
    . 'labels left_out low operator period reason text unit used value',
    'the keys of a node';
is $node->{text}, 'ttm(capex) / ttm(cloud_revenue) * 100', 'its text';
like $node->{known_at}, qr/^2026-\d\d-\d\dT/, 'since when it is known';
my ($ttm) = grep { exists $_->{function} } @{ $node->{inputs}[0]{inputs} };
is scalar @{ $ttm->{inputs} }, 4, 'a window lists every term';
like $ttm->{inputs}[0]{evidence}{source}, qr/^alibaba$/, 'down to a source';
ok defined $ttm->{inputs}[0]{evidence}{$_}, "its $_" for qw(path text sha256);

# --- every function, in a watchlist of its own ---

my $own = Headless->new;
my %exprs = ( # name → unit, formula, and the period if it is not the newest
	asof => ['RMB', 'asof(capex, 2025-09-30)', '2025Q2'],
	asof_derived => ['%', 'asof(growth, 2025-09-30)', '2025Q2'],
	restated => ['%', 'restated(capex)', '2025Q2'],
	restated_derived => ['%', 'restated(growth)', '2025Q2'],
	revision => ['%', 'revision(capex, 20d)'],
	revision_derived => ['%', 'revision(growth, 20d)'],
	streak => ['count', 'streak(capex > 15)'],
	streak_whole => ['count', 'streak(capex > 5)'],
	streak_long => ['count', 'streak(fx > 0)'],
	streak_hole => ['count', 'streak(holed > 0)'],
	prev => ['RMB', 'prev(capex, 2)', '2025Q4'],
	delta => ['RMB', 'delta(capex)', '2025Q4'],
	qoq => ['%', 'qoq(capex)', '2025Q4'],
	yoy => ['%', 'yoy(capex)', '2025Q4'],
	cagr => ['%', 'cagr(capex, 1)', '2025Q4'],
	ytd => ['%', 'ytd(capex)', '2025Q3'],
	ttm => ['RMB', 'ttm(capex)', '2025Q4'],
	pace => ['%', 'pace(capex, 200, 2025-01-01, 2026-07-01)', '2025Q4'],
	sum => ['RMB', 'sum(capex, 3)', '2025Q4'],
	avg => ['RMB', 'avg(capex, 3)', '2025Q4'],
	max => ['RMB', 'max(capex, 3)', '2025Q4'],
	min => ['RMB', 'min(capex, since 2025Q2)', '2025Q4'],
	median => ['RMB', 'median(capex, 4)', '2025Q4'],
	stdev => ['RMB', 'stdev(capex, 4)', '2025Q4'],
	slope => ['RMB', 'slope(capex, 4)', '2025Q4'],
	zscore => ['%', 'zscore(capex, 4) * 100', '2025Q4'],
	abs => ['RMB', 'abs(0 - capex)', '2025Q4'],
	round => ['RMB', 'round(capex / 7, 2)', '2025Q4'],
	log => ['%', 'log(capex / prev(capex)) * 100', '2025Q4'],
	low => ['RMB', 'low(loose)', '2025Q4'],
	high => ['RMB', 'high(loose)', '2025Q4'],
	convert => ['USD', 'convert(capex, USD)', '2025Q4'],
	convert_average => ['USD', 'convert(capex, USD, average)', '2025Q4'],
	if_true => ['RMB', 'if(capex > 20, capex / 2, capex)', '2025Q4'],
	if_false => ['RMB', 'if(capex < 20, capex / 2, capex * 3)', '2025Q4'],
	coalesce => ['RMB', 'coalesce(holed, capex)', '2025Q3'],
	coalesce_first => ['RMB', 'coalesce(holed, capex * 2)', '2025Q4'],
	mixed_flow => ['RMB', 'capex + sales', '2025Q4'],
	mixed_stock => ['%', 'capex / cash * 100', '2025Q4'],
	mixed_rate => ['%', 'share + qoq(capex)', '2025Q4'],
	latest => ['RMB', 'latest(capex)'],
	first => ['RMB', 'first(capex)'],
	at => ['RMB', 'at(capex, 2025Q2)'],
	age => ['days', 'age(capex)'],
	known => ['days', 'known(capex)'],
	gap => ['score', 'gap(bench)'],
	unconfirmed => ['days', 'unconfirmed(bench)'],
	atleast => ['count', 'atleast(2, capex > 15, fx > 100, capex > 5)'],
	atleast_not => ['count', 'atleast(2, capex > 15, fx > 100)'],
	(map { ("by_$_" => ['RMB', "$_ by (city) (shop)", '2025Q4']) }
	    qw(sum avg max min median)),
	by_count => ['count', 'count by (city) (shop)', '2025Q4'],
	both => ['count', 'capex > 15 and capex < 90', '2025Q4'],
	opposite => ['count', 'not capex > 15', '2025Q4'],
);

sub rows {
	my ($signal, @rows) = @_;
	return map { my ($period, $value, $known) = @$_;
		{ s => $signal, p => $period, v => $value,
			k => $known // '2026-01-10' } } @rows;
}

sub own_data {
	my @capex = (10, 12, 11, 13, 20, 24, 30, 28);
	my @quarters = map { my $year = $_; map { "${year}Q$_" } 1 .. 4 }
	    2024, 2025;
	my @ends = map { my $year = $_; map { "$year-$_" }
		qw(05-15 08-15 11-15 12-31) } 2024, 2025;
	my @days = map { my $month = $_;
		map { sprintf '2025-%02d-%02d', $month, $_ } 1 .. 30 } 8 .. 12;
	my @months = map { "2025-$_" } 10 .. 12;
	my @rows = (
		rows('capex', map { [$quarters[$_], $capex[$_], $ends[$_]] }
		    0 .. 7),
		rows('capex', ['2025Q2', 26, '2025-11-15'],
		    ['2025Q4', 25, '2026-01-20']),
		rows('holed', map { [$quarters[$_], $capex[$_], $ends[$_]] }
		    0 .. 5, 7),
		rows('loose', ['2025Q4', '30-40']),
		(map { my $signal = $_; rows($signal,
			map { [$months[$_], $_ + 3] } 0 .. 2) }
		    qw(sales share cash)),
		rows('fx', map { [$days[$_], 7 + $_ % 5 / 10, $days[$_]] }
		    0 .. $#days),
	);
	my @bench = map { my ($basis, $model, $value, $day) = split / /;
		{ b => $basis, m => $model, v => $value, d => $day } }
	    'claimed A 90 2025-05-01', 'independent A 80 2025-08-01',
	    'claimed B 70 2025-05-01', 'claimed B 75 2025-09-01';
	my @shops = map { { c => $_ < 3 ? 'x' : 'y', n => "s$_",
		p => '2025Q4', v => 3 + $_ * $_ } } 0 .. 3;

	return JSON::PP->new->encode(
		{ rows => \@rows, bench => \@bench, shops => \@shops });
}

sub own_watchlist {
	my %plain = (capex => 'RMB, kind: flow', holed => 'RMB, kind: flow',
		loose => 'RMB, kind: flow', sales => 'RMB, kind: flow',
		share => '"%", kind: rate', cash => 'RMB, kind: stock',
		fx => 'RMB/USD');
	my $due = 'expect: 400d after period end';
	my $text = "name: Own\ncurrency: { fx: fx }\n"
	    . "sources: { f: { url: file:f.json } }\nsignals:\n"
	    . "  bench: { unit: score, from: f, each: '\$.bench[*]', value: v, "
	    . "period: d, vintage: d, basis: b, labels: { model: m }, $due }\n"
	    . "  shop: { unit: RMB, from: f, each: '\$.shops[*]', value: v, "
	    . "period: p, labels: { city: c, name: n }, $due }\n"
	    . "  growth: { unit: \"%\", expr: yoy(capex) }\n";

	$text .= "  $_: { unit: $plain{$_}, from: f, each: "
	    . "\"\$.rows[?\@.s=='$_']\", value: v, period: p, vintage: k, "
	    . "$due }\n"
	    for sort keys %plain;
	$text .= "  t_$_: { unit: \"$exprs{$_}[0]\", expr: '$exprs{$_}[1]' }\n"
	    for sort keys %exprs;
	return $text;
}

$own->write('f.json', own_data());
$own->write('w.yaml', own_watchlist());
$clock = '2026-02-01T00:00:00Z';
my %at = (BELLWETHER_NOW => $clock);
my %trees;

sub own_trees {
	my ($name, @more) = @_;
	my $period = $exprs{$name}[2];
	my $answer = $own->json(['why', @more, "t_$name",
		defined $period ? $period : ()], %at);
	return ref $answer eq 'ARRAY' ? @$answer : $answer;
}

@wrong = ();
$own->run(['check'], %at);
is $own->{err}, '', 'a watchlist of its own';
for my $name (sort keys %exprs) {
	$trees{$name} = [own_trees($name, '--no-fetch')];
	for my $tree (@{ $trees{$name} }) {
		push @wrong, "$name has no value: "
		    . ($tree->{reason} // $own->{err})
		    if !defined $tree->{value};
		check($tree, $name);
	}
}
is join("\n", @wrong), '', 'every function adds up';
is join(' ', grep { !$done{$_} } sort keys %functions, keys %special), '',
    'none was left out';

# What was known then, and said first, with its evidence.
sub leaf {
	my ($name, @path) = @_;
	my $node = $trees{$name}[0]{inputs}[0];

	$node = $node->{inputs}[$_] for @path;
	return join ' ', map { ref $_ ? $_ + 0 : $_ // 'null' }
	    @$node{qw(value known_at)}, ($node->{evidence} // {})->{text},
	    $node->{used} ? 'used' : 'beside';
}

my @leaves = (
	['asof', [0], '26 2025-11-15T00:00:00Z 26 beside'],
	['asof', [1], '24 2025-08-15T00:00:00Z 24 used'],
	['asof_derived', [1, 0, 0], '24 2025-08-15T00:00:00Z 24 used'],
	['asof_derived', [0, 0, 0], '26 2025-11-15T00:00:00Z 26 used'],
	['restated', [0], '26 2025-11-15T00:00:00Z 26 used'],
	['restated', [1], '24 2025-08-15T00:00:00Z 24 used'],
	['restated_derived', [1, 0, 0], '24 2025-08-15T00:00:00Z 24 used'],
	['if_true', [2], '25 2026-01-20T00:00:00Z 25 beside'],
	['if_false', [1], '12.5 2026-01-20T00:00:00Z null beside'],
	['revision', [0], '25 2026-01-20T00:00:00Z 25 used'],
	['revision', [1], '28 2025-12-31T00:00:00Z 28 used'],
	['coalesce', [1], '30 2025-11-15T00:00:00Z 30 used'],
	['coalesce_first', [0], '28 2025-12-31T00:00:00Z 28 used'],
);
is leaf($_->[0], @{ $_->[1] }), $_->[2], "$_->[0]: @{ $_->[1] }" for @leaves;
my $long = $trees{streak_long}[0]{inputs}[0];
is @{ $long->{inputs} } . " and $long->{left_out}", '100 and 50',
    'of a long streak so many are listed';
like $own->run(['why', '--no-fetch', 't_streak_long'], %at),
    qr/^ +and 50 more$/m, 'and it says so';
like $own->run(['why', '--no-fetch', 't_asof', '2025Q2'], %at),
    qr/2025Q2: 24 RMB, reported, known 2025-08-15 \(as known on 2025-09-30\)/,
    'as text';

done_testing;
