#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# bellwether replay: stretches and days, another watchlist's rules, what is
# wrong in how it is asked.
use strict;
use warnings;
use Test::More;
use Headless;

my $bellwether = Headless->new;
my %now = (BELLWETHER_NOW => '2026-02-01T12:00:00Z');

$bellwether->write('f.json', <<'EOF');
[{"p":"2025Q2","v":9,"k":"2025-08-01"},
 {"p":"2025Q3","v":7,"k":"2025-11-01"},
 {"p":"2025Q3","v":9.5,"k":"2025-12-10"}]
EOF
sub watchlist {
	my ($alerts) = @_;
	return "name: Replay\nsources: { f: { url: file:f.json } }\n"
	    . "signals:\n  x: { unit: RMB, from: f, each: '\$[*]', value: v, "
	    . "period: p, vintage: k }\nalerts:\n$alerts";
}
$bellwether->write('w.yaml', watchlist("  a: { warn: x < 8 }\n"
	. "  mine: { warn: x < 1 }\n"));
$bellwether->write('o.yaml', watchlist("  a: { warn: x < 8, crit: x < 7.5 }\n"
	. "  theirs: { warn: x < 1 }\n"));

my @range = ('--from', '2025-10-01', '--to', '2025-12-31');
my $said = $bellwether->json(['replay', @range, 'a'], %now);
my $a = $said->{alerts}[0];

is_deeply [map { "$_->{from} $_->{days} $_->{state} "
	. ($_->{was} // "since $_->{since}") . " $_->{value}" }
	@{ $a->{stretches} }],
    ['2025-10-01 31 ok since 2025-08-01 9', '2025-11-01 39 warn ok 7',
	'2025-12-10 22 ok warn 9.5'], 'stretches';
is $a->{fired}, 1, 'fired once';
is $a->{days}{warn}, 39, 'days at warn';
is $a->{stretches}[1]{rule}, 'x < 8', 'by its rule';
is scalar @{ $said->{alerts} }, 1, 'the one that was named';
is $said->{with}, undef, 'and no other watchlist';
ok !-e $bellwether->path('state'), 'nothing is written';

my $with = $bellwether->json(['replay', @range, '--with',
	$bellwether->path('o.yaml')], %now)->{with}{difference};
is_deeply $with, { only_here => ['mine'], only_there => ['theirs'],
	stretches => [{ name => 'a', from => '2025-11-01', to => '2025-12-09',
		days => 39, here => 'warn', there => 'crit' }] },
    'the difference';
like $bellwether->run(['replay', @range, '--with',
	$bellwether->path('o.yaml')], %now),
    qr/^a\n  2025-11-01  39 days  warn  there crit\n/m, 'as text';

# Before 1970 the clock is negative.
is $bellwether->json(['replay', '--from', '1900-01-01', '--to', '1900-01-02',
	'a'], %now)->{alerts}[0]{days}{no_data}, 2, 'of long ago';
is $bellwether->json(['check', '--as-of', '1900-01-01'], %now)->{exit}, 3,
    'as check has it';

for my $case (
	[['a'], "'replay' needs --from DATE, where to begin"],
	[['--from', '2026-02-02'], '--from 2026-02-02 has not come yet'],
	[['--from', '2026-01-01', '--to', '2026-02-02'],
	    '--to 2026-02-02 has not come yet'],
	[['--from', '2026-01-02', '--to', '2026-01-01'],
	    '--to 2026-01-01 is before --from'],
	[['--from', '2026-01-01', '--as-of', '2026-01-01'],
	    "'replay' sees each day as it was known then: it has no "
	    . "'--as-of', --to DATE ends it"],
	[['--from', '2026-01-01', 'mune'],
	    "unknown alert 'mune'; did you mean 'mine'?"],
) {
	my ($arguments, $sentence) = @$case;

	is $bellwether->run(['replay', @$arguments], %now), '',
	    "@$arguments: prints nothing";
	is $bellwether->{err}, "bellwether: $sentence\n", 'one sentence';
	is $bellwether->{status}, 64, 'exit 64';
}
done_testing;
