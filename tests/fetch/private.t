#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# A public address is no way to the machines at home: in a network namespace of
# its own, where the loopback has public addresses too.
use strict;
use warnings;
use Test::More;

use Headless;
use Loopback;

my ($public, $other) = qw(203.0.113.7 203.0.113.8);

if (!$ENV{IN_NAMESPACE}) {
	my $works = system('unshare -rn sh -c "ip link set lo up" ' .
	    '>/dev/null 2>&1') == 0;

	plan skip_all => 'no network namespace can be made here' if !$works;
	$ENV{IN_NAMESPACE} = 1;
	exec 'unshare', '-rn', 'sh', '-c', 'ip link set lo up && ' .
	    "ip addr add $public/32 dev lo && ip addr add $other/32 dev lo " .
	    '&& exec "$@"', 'sh', $^X, (map { "-I$_" } @INC), $0
	    or plan skip_all => 'unshare does not run';
}

my $server;
$server = Loopback->new(sub {
	my ($request) = @_;
	my ($host) = $request->{path} =~ m{^/to/([\d.]+)};
	my ($port) = $request->{headers}{host} =~ /:(\d+)/;

	return Loopback::json('[{"p":"2025-01-02","v":7}]') if !defined $host;
	return Loopback::answer('302 Found', '',
	    "Location: http://$host:$port/good");
});

# name, first host, where it redirects to, reason
my @cases = (
	['public', $public, $other],
	['home', '127.0.0.1', '127.0.0.2'],
	['outwards', '127.0.0.1', $public],
	['inwards', $public, '127.0.0.1',
	    'it redirects from a public address to a private one'],
	['metadata', $public, '169.254.169.254',
	    'it is at a link-local address, which is refused'],
);
my ($sources, $signals) = ('', '');
for my $case (@cases) {
	my ($name, $from, $to) = @$case;
	$sources .= "  $name: { url: '" . $server->url("/to/$to", $from) .
	    "' }\n";
	$signals .= "  v_$name: { unit: count, from: $name, each: '\$[*]', " .
	    "value: v, period: p }\n";
}
my $bellwether = Headless->new;
$bellwether->write('w.yaml',
    "name: T\nsources:\n${sources}signals:\n$signals");
my $found = $bellwether->sources;

for my $case (@cases) {
	my ($name, $from, $to, $reason) = @$case;
	is $found->{$name}{reason}, $reason, "$name: from $from to $to";
}

# Nor is a connection that is open already a way in.
my @asked = $server->requests('/good');
is scalar @asked, 3, 'the others were asked';

done_testing;
