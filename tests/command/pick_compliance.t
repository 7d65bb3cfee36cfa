#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# The JSONPath Compliance Test Suite through pick: what is printed, where it
# stands, and the exit status; a query that is no JSONPath is refused. One of
# $BELLWETHER_TEST_SAMPLE is asked, where that is set.
use strict;
use warnings;
use JSON::PP ();
use Test::More;
use Headless;

my $data = $ENV{BELLWETHER_TEST_DATA};
plan skip_all => 'BELLWETHER_TEST_DATA is not set' unless defined $data;
open my $file, '<', "$data/jsonpath/cts.json"
    or plan skip_all => 'the test data has no compliance suite';

my $json = JSON::PP->new->utf8->allow_nonref->canonical->allow_bignum;
my $suite = $json->decode(do { local $/; <$file> });
my $bellwether = Headless->new;
my $sample = $ENV{BELLWETHER_TEST_SAMPLE} || 1;
my ($seen, $answered, $refused) = (0, 0, 0);

sub lines {
	my ($nodes, $paths) = @_;

	return join '', map {
		$json->encode($paths->[$_]) . ' ' . $json->encode($nodes->[$_])
		    . "\n";
	} 0 .. $#$nodes;
}

# As pick wrote them, in the suite's order of members.
sub said {
	my ($out) = @_;

	return join '', map {
		my ($path, $value) = split /\t/, $_, 2;

		utf8::decode($path);
		$json->encode($path) . ' '
		    . $json->encode($json->decode($value)) . "\n";
	} split /\n/, $out;
}

sub ask {
	my ($test) = @_;
	my $selector = $test->{selector};

	utf8::encode($selector);
	return $bellwether->bare(['pick', '--paths', '--query-file',
		$bellwether->write('q', "$selector\n"),
		$bellwether->write('d.json', $json->encode($test->{document}))
	]);
}

sub is_right {
	my ($test) = @_;
	my $out = said(ask($test));
	my $status = $out eq '' ? 1 : 0;
	my @results = exists $test->{result}
	    ? [$test->{result}, $test->{result_paths}]
	    : map { [$test->{results}[$_], $test->{results_paths}[$_]] }
	    0 .. $#{ $test->{results} };

	return $bellwether->{status} == $status &&
	    scalar grep { lines(@$_) eq $out } @results;
}

my @wrong;
for my $test (@{ $suite->{tests} }) {
	next if $seen++ % $sample;
	if ($test->{invalid_selector}) {
		my $out = ask({ selector => $test->{selector},
			document => [] });

		$refused++;
		push @wrong, "not refused: $test->{name}"
		    unless $bellwether->{status} == 64 && $out eq '' &&
		    $bellwether->{err} =~ /\n *\^\n\z/;
	} else {
		$answered++;
		push @wrong, "$test->{name}: $test->{selector}"
		    unless is_right($test);
	}
}
is_deeply \@wrong, [], "$answered answered, $refused refused";
is $seen, 703, 'all of it was there';

done_testing;
