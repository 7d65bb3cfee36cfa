#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# Recorded answers of the APIs that a watchlist reads: each row of the manifest
# names a document, a path, and the nodes that it finds, with the numbers as
# they are written.
use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use JSON::PP ();
use Test::More;
use Headless;

my $data = $ENV{BELLWETHER_TEST_DATA};
plan skip_all => 'BELLWETHER_TEST_DATA is not set' unless defined $data;
open my $manifest, '<', "$data/api/MANIFEST.tsv"
    or plan skip_all => 'the test data has no manifest';

# What no path of pick can say is read by a signal: its source's and its own
# settings, and what comes of it: a value, or why there is none.
my %other = (
	X034 => ['format: feed', 'events: true',
		qr/^it is not XML|no feed|html/i],
	X046 => ['format: json', 'unit: count, each: $, value: "@"',
		qr/^it is not JSON: it begins with 'Temporary Redirect/],
	X195 => ['format: openmetrics',
		q(unit: count, each: 'alertmanager_alerts{state="active"}'),
		8],
);

my $json = JSON::PP->new->utf8->allow_nonref;
my $bellwether = Headless->new;

# JSON, compact, with strings written in one way and numbers as they are.
sub canonical {
	my ($text) = @_;
	my $out = '';

	while ($text =~ /\G(?:("(?:[^"\\]|\\.)*")|([^"\s]+)|\s+)/gs) {
		$out .= $json->encode($json->decode($1)) if defined $1;
		$out .= $2 if defined $2;
	}
	return $out;
}

# The elements of an array, as JSON each.
sub elements {
	my ($text) = @_;
	my ($depth, $item, @items) = (0, '');

	$text = canonical($text);
	$text =~ s/^\[(.*)\]\z/$1/s or die "no array: $text\n";
	while ($text =~ /\G("(?:[^"\\]|\\.)*"|.)/gs) {
		my $token = $1;

		$depth++ if $token =~ /^[\[{]\z/;
		$depth-- if $token =~ /^[\]}]\z/;
		if ($token eq ',' && $depth == 0) {
			push @items, $item;
			$item = '';
		} else {
			$item .= $token;
		}
	}
	return ($item ne '' ? (@items, $item) : ());
}

sub pick {
	my ($row, $query) = @_;
	my @namespaces =
	    map { ('--namespace', $_) } split ' ', $row->{namespaces};
	my $out = $bellwether->bare(['pick', @namespaces, '--', $query,
		"$data/api/$row->{file}"]);

	diag "$row->{id}: $bellwether->{err}" if $bellwether->{err} ne '';
	return map { canonical($_) } split /\n/, $out;
}

# value=…;time=…;where=A=b&C=d → the query for one of its columns.
sub column {
	my ($expression, $wanted) = @_;
	my ($name) = $expression =~ /(?:^|;)$wanted=([^;]*)/;
	my ($where) = $expression =~ /;where=([^;]*)/;

	return qq("$name") . (defined $where ? " where $where" : '');
}

sub found {
	my ($row) = @_;
	my $csv = $row->{lang} eq 'csv';
	my @values = pick($row, $csv ? column($row->{expr_value}, 'value')
	    : $row->{expr_value});
	my $status = $bellwether->{status};
	my @times;

	is $status, @values ? 0 : 1, "$row->{id}: the exit status";
	return scalar @values if $row->{lang} eq 'jsonpath-count';
	return @values if $row->{expr_time} eq '' ||
	    $row->{expected_nodes} !~ /^(?:\[|.*"first":\[)\[/;
	@times = pick($row, $csv ? column($row->{expr_value}, 'time')
	    : $row->{expr_time});
	@times = ($times[0]) x @values if @times == 1;
	is scalar @times, scalar @values, "$row->{id}: a time for each";
	return map { "[$times[$_],$values[$_]]" } 0 .. $#values;
}

sub check {
	my ($row) = @_;
	my @found = found($row);
	my $wanted = $row->{expected_nodes};
	my $digest;

	if ($wanted =~ /^\[/) {
		is_deeply \@found, [elements($wanted)],
		    "$row->{id}: $row->{figure}";
		return;
	}
	$wanted = $json->decode($wanted);
	is scalar @found, $wanted->{n}, "$row->{id}: how many";
	$digest = sha256_hex(map { "$_\n" } @found);
	is $digest, $wanted->{sha256_of_json_lines},
	    "$row->{id}: $row->{figure}";
}

sub check_signal {
	my ($row) = @_;
	my ($source, $signal, $wanted) = @{ $other{ $row->{id} } };
	my $it;

	system 'rm', '-rf', $bellwether->path('state');
	$bellwether->write('w.yaml', <<"EOT");
sources: { it: { url: "file:$data/api/$row->{file}", $source } }
signals: { x: { title: X, from: it, period: retrieved, $signal } }
EOT
	$it = $bellwether->sources->{it};
	if (ref $wanted) {
		is $it->{state}, 'unreadable', "$row->{id}: $row->{figure}";
		like $it->{reason}, $wanted, "$row->{id}: why";
	} else {
		is $bellwether->value('x'), $wanted,
		    "$row->{id}: $row->{figure}";
	}
}

chomp(my $names = <$manifest>);
my @names = split /\t/, $names;
my ($rows, $others) = (0, 0);
while (my $line = <$manifest>) {
	my %row;

	chomp $line;
	@row{@names} = split /\t/, $line, -1;
	$rows++;
	if ($other{$row{id}}) {
		$others++;
		check_signal(\%row);
	} else {
		check(\%row);
	}
}
is $rows, 89, 'all rows were there';
is $others, scalar keys %other, 'all but those that pick cannot say';

done_testing;
