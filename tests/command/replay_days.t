#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# What bellwether replay says of a day of the bundled watchlist is what check
# --as-of that day says: tests/engine/days-t has every day within one process,
# this a sample of them through the program; of the sample one day of
# $BELLWETHER_TEST_SAMPLE where that is set.
use strict;
use warnings;
use Test::More;
use Headless;

my $bellwether = Headless->new;
my $watchlist = ($ENV{srcdir} // '.') . '/watchlists/alibaba-cloud.yaml';
my %now = (BELLWETHER_NOW => '2026-11-22T12:00:00Z');

# Both ends, days of news and the days before them, and days of none.
my @days = qw(2024-01-01 2024-02-07 2024-05-21 2024-09-15 2025-02-19
    2025-05-15 2025-08-28 2025-08-29 2025-12-26 2026-03-19 2026-08-20
    2026-11-22);
my $sample = $ENV{BELLWETHER_TEST_SAMPLE} || 1;
my @alone = qw(2024-09-15 2026-08-20);	# and replayed by themselves

sub said {
	my (@arguments) = @_;
	return $bellwether->json(['-c', $watchlist, @arguments], %now);
}

# The stretch of ALERT that holds DAY; of a day after its first one only the
# state is known.
sub standing {
	my ($alert, $day) = @_;
	my ($stretch) = grep { $_->{from} le $day && $day le $_->{to} }
	    @{ $alert->{stretches} };
	my @first = $stretch->{from} eq $day
	    ? @$stretch{qw(value unit period rule reason)} : ();

	return [$stretch->{state}, $stretch->{since}, @first];
}

sub checked {
	my ($alert, $fields) = @_;
	my @first = $fields > 2
	    ? @$alert{qw(value unit period rule reason)} : ();

	return [$alert->{state}, substr($alert->{since}, 0, 10), @first];
}

my $replay = said('replay', '--from', $days[0], '--to', $days[-1]);
my %replayed = map { $_->{name} => $_ } @{ $replay->{alerts} };

cmp_ok scalar keys %replayed, '>=', 10, 'the alerts of the watchlist';
for my $day (@days[grep { $_ % $sample == 0 } 0 .. $#days]) {
	my $check = said('check', '--all', '--as-of', $day);
	my %stood = map { $_->{name} => $_ } @{ $check->{alerts} };
	my (%here, %there);

	for my $name (keys %replayed) {
		$here{$name} = standing($replayed{$name}, $day);
		$there{$name} =
		    checked($stood{$name}, scalar @{ $here{$name} });
	}
	is_deeply \%here, \%there, "$day: as check has it";
	is keys %stood, keys %replayed, "$day: and no other alerts";
	next unless grep { $_ eq $day } @alone;
	$replay = said('replay', '--from', $day, '--to', $day);
	is_deeply { map { $_->{name} => $_->{days}{late} ? 'late' : '' }
		@{ $replay->{alerts} } },
	    { map { $_ => $stood{$_}{late} ? 'late' : '' } keys %stood },
	    "$day: and those that are late";
}
ok !-e $bellwether->path('state'), 'nothing is written';
done_testing;
