#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# The quarters of Alphabet's capital expenditure, which its filings give as
# running totals of 3, 6, 9 and 12 months, many times over.
use strict;
use warnings;
use File::Basename ();
use lib File::Basename::dirname(__FILE__) . '/..';
use Headless;
use Test::More;

my $data = $ENV{BELLWETHER_TEST_DATA} // '';
my $facts = "$data/api/sec/companyfacts_CIK0001652044_goog.new.json";
plan skip_all => 'no companyfacts: BELLWETHER_TEST_DATA is not set'
    if $data eq '' || !-r $facts;

my $world = Headless->new;
my $tag = 'PaymentsToAcquirePropertyPlantAndEquipment';

# USD million. 2025: 17197, then 39643 - 17197, 63596 - 39643, 91447 - 63596.
# 2015Q3 is said by a later filing; it is not 7848 - 5442.
my @wanted = map {
	my ($year, @quarters) = @$_;
	map {"${year}Q" . ($_ + 1) . "=$quarters[$_]"} 0 .. $#quarters;
} (
	[2015, 2927, 2515, 2383, 2102],
	[2023, 6289, 6888, 8055, 11019],
	[2024, 12012, 13186, 13061, 14276],
	[2025, 17197, 22446, 23953, 27851],
	[2026, 35674],
);

my $watchlist = <<"EOT";
name: Alphabet
sources:
  sec: { url: "file:$facts" }
signals:
  capex:
    unit: USD
    from: sec
    each: \$.facts['us-gaap'].$tag.units.USD[*]
    value: val
    period: { start: start, end: end }
    vintage: filed
    scale: 1e-6
    cumulative: fiscal_year
EOT
$world->write('w.yaml', $watchlist);

sub figures {
	my $series = $world->json(['show', @_, 'capex']) // [];
	return @{ $series->[0]{figures} // [] };
}

is($world->sources->{sec}{state}, 'ok', 'the document is read');
my %got = map { ($_->{period} => $_->{value}) } figures('--no-fetch');
is(scalar keys %got, 46, 'quarters from 2014Q4 to 2026Q1, and no other');
is(s/=.*//r . '=' . ($got{ s/=.*//r } // 'none'), $_, "$_ million")
    for @wanted;

my %then = map { ($_->{period} => $_->{value}) }
    figures('--no-fetch', '--as-of', '2016-03-01');
is($then{'2015Q4'}, 2100, 'as first reported: 9915 less 7815');
is($then{'2015Q3'}, undef, 'whose six months were not known by then');

my $path = "\$['facts']['us-gaap']['$tag']['units']['USD']";
$world->run(['why', '--no-fetch', 'capex', '2025Q3']);
my $said = $world->{out} =~ s/\s+/ /gr;
like($said, qr/'63596000000'/, 'why: the total');
my $less = "less the total before it: '39643000000' at $path\[";
like($said, qr/\Q$less\E\d+\]\['val'\]/, 'and the one it is less');

$world->run(['lint', $world->path('w.yaml')]);
is($world->{status}, 0, 'lint has nothing against it');
unlike($world->{out} . $world->{err}, qr/cumulative/, 'and says no "later"');

$world->write('w.yaml', "$watchlist    length: year\n");
$world->run(['lint', $world->path('w.yaml')]);
is($world->{status}, 65, 'quarters, but years are wanted');
my $why = "'cumulative' makes quarters of what 'capex' reads, and "
    . "'length: year' wants none of them";
like($world->{out} . $world->{err}, qr/\Q$why\E/, 'and why');

done_testing();
