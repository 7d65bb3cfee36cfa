#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# What is known of a period goes by when it became known, not by the order in
# which a document lists it; and a document that is read again adds nothing.
use strict;
use warnings;
use Test::More;
use Headless;

my $watchlist = <<'EOF';
name: Order
sources:
  f: { url: file:f.csv, format: csv }
  g: { url: file:g.csv, format: csv }
  e: { url: file:e.json }
signals:
  dated: { unit: RMB, from: f, value: v, period: p, vintage: k }
  plain: { unit: RMB, from: f, value: v, period: p }
  guarded: { unit: RMB, from: g, value: v, period: p, guard: { max: 99 } }
  moves:
    events: true
    from: e
    each: $[*]
    event: { id: i, title: t, date: d }
EOF
my $bellwether;

sub begin {
	$bellwether = Headless->new;
	$bellwether->write('w.yaml', $watchlist);
	return;
}

sub shown {
	my ($name, $day) = @_;
	return $bellwether->json(['show', $name],
		BELLWETHER_NOW => "2025-09-${day}T12:00:00Z")->[0];
}

# What was said of the first period of NAME, after a document of ROWS.
sub vintages {
	my ($name, $day, @rows) = @_;

	$bellwether->write("$_.csv", join "\n", 'p,v,k', @rows, '')
	    for $name eq 'guarded' ? 'g' : 'f';
	return [map { $_->{value} }
	    @{ shown($name, $day)->{figures}[0]{vintages} }];
}

begin();
my @back = ('2025Q1,10,2025-01-02', '2025Q1,10,2025-03-04',
    '2025Q1,20,2025-02-03');
is_deeply vintages('dated', '01', @back), [10, 20, 10],
    'said otherwise for a while';
is_deeply vintages('dated', '02', @back, '2025Q2,9,2025-08-01'),
    [10, 20, 10], 'and read again';

begin();
for my $day (qw(01 02 03)) {
	my @rows = ('2025Q1,10,2025-01-02', '2025Q1,20,2025-01-02',
	    "2025Q2,$day,2025-08-01");
	my @items = ('"i": "a", "t": "one", "d": "2025-01-09"',
	    '"i": "a", "t": "two", "d": "2025-01-08"',
	    qq("i": "$day", "t": "x", "d": "2025-02-01"));

	$bellwether->write('e.json', '[{' . join('}, {', @items) . '}]');
	is_deeply vintages('dated', $day, @rows), [20],
	    "$day: of what is said at one time the last counts";
	is_deeply vintages('plain', $day, @rows), [20], 'without a date too';
	is_deeply vintages('guarded', $day, @rows, '2025Q1,100,2025-01-02'),
	    [20], 'and what is implausible takes no place';
	is_deeply [map { $_->{title} } grep { $_->{id} eq 'a' }
	    @{ shown('moves', $day)->{events} }], ['one'], 'of events too';
}

done_testing;
