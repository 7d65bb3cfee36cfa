#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# A source that is asked again: whether there is something new, and not before
# it may be asked. The figures that are known stay, whatever the answer is.
use strict;
use warnings;
use Test::More;

use Headless;
use Loopback;

my $new = '[{"p":"2025-01-02","v":%d}]';

# One answer after another, by how often the path was asked for.
my %plays = (
	'/etag' => [
		sub { Loopback::json(sprintf($new, 1), 'ETag: "a"') },
		sub { unchanged($_[0], '"a"') },
		sub { Loopback::json(sprintf($new, 2), 'ETag: "b"') },
		sub { unchanged($_[0], '"b"') },
	],
	'/dated' => [
		sub { Loopback::json(sprintf($new, 1), 'Last-Modified: ' .
			'Wed, 31 Dec 2025 23:59:00 GMT') },
		sub { unchanged($_[0], 'Wed, 31 Dec 2025 23:59:00 GMT') },
	],
	'/lying' => [ # the same ETag on another body
		sub { Loopback::json(sprintf($new, 1), 'ETag: "a"') },
		sub { Loopback::json(sprintf($new, 2), 'ETag: "a"') },
	],
	'/through' => [ # the redirect's own ETag is not the document's
		sub { Loopback::answer('302 Found', '', 'ETag: "hop"',
			'Location: /bare') },
	],
	'/bare' => [ sub { Loopback::json(sprintf $new, 1) } ],
	'/half' => [ # what cannot be read has no validator
		sub { Loopback::json('[{"p":"2025-01-02","v":1},{"p":1}',
			'ETag: "half"') },
		sub { Loopback::json(sprintf($new, 3), 'ETag: "whole"') },
	],
	'/busy' => [
		sub { Loopback::answer('429 No', '', 'Retry-After: 3600') },
		sub { Loopback::json(sprintf $new, 5) },
	],
	'/down' => [
		sub { Loopback::json(sprintf($new, 1), 'ETag: "a"') },
		sub { Loopback::answer('503 No', '',
			'Retry-After: Thu, 01 Jan 2026 03:00:00 GMT') },
		sub { Loopback::json(sprintf $new, 6) },
	],
	'/tired' => [
		sub { Loopback::answer('500 No', '') },
		sub { Loopback::json(sprintf $new, 8) },
	],
	'/forever' => [
		sub { Loopback::answer('503 No', '',
			'Retry-After: 18446744073709551616') },
		sub { Loopback::json(sprintf $new, 7) },
	],
);

sub unchanged {
	my ($request, $validator) = @_;
	my $asked = $request->{headers}{'if-none-match'} //
	    $request->{headers}{'if-modified-since'} // '(none)';

	return $asked eq $validator
	    ? "HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n"
	    : Loopback::answer("500 Asked for $asked", '');
}

my $server = Loopback->new(sub {
	my ($request) = @_;
	my $play = $plays{ $request->{path} };
	my $turn = Loopback::asked($request->{path});

	return $play->[$turn > @$play ? -1 : $turn - 1]($request);
});
my $bellwether = Headless->new;

sub watch {
	my ($value) = @_;
	my ($sources, $signals) = ('', '');

	for my $path (sort keys %plays) {
		my $name = substr $path, 1;
		$sources .= "  $name: { url: '" . $server->url($path) .
		    "', every: 30m }\n";
		$signals .= "  v_$name: { unit: count, from: $name, " .
		    "each: '\$[*]', value: $value, period: p }\n";
	}
	$bellwether->write('w.yaml',
	    "name: T\nsources:\n${sources}signals:\n$signals");
}

# Runs check at TIME and compares state and last value, name by name.
sub at {
	my ($time, %wanted) = @_;
	my %now = (BELLWETHER_NOW => $time);
	my $found = $bellwether->sources(%now);

	for my $name (sort keys %wanted) {
		my ($state, $value, $asked) = @{ $wanted{$name} };
		is $found->{$name}{state}, $state, "$time $name: $state"
		    or diag $found->{$name}{reason};
		is $bellwether->value("v_$name", %now), $value,
		    "$time $name: the value";
		is scalar(my @requests = $server->requests("/$name")), $asked,
		    "$time $name: asked $asked times";
	}
}

watch('v');
at('2026-01-01T00:00:00Z',
	etag => ['ok', 1, 1], dated => ['ok', 1, 1], lying => ['ok', 1, 1],
	through => ['ok', 1, 1], half => ['unreadable', undef, 1],
	busy => ['unreachable', undef, 1], down => ['ok', 1, 1],
	tired => ['unreachable', undef, 1],
	forever => ['unreachable', undef, 1]);
at('2026-01-01T00:00:10Z', # nothing is due
	etag => ['ok', 1, 1], busy => ['unreachable', undef, 1],
	tired => ['unreachable', undef, 1]);
at('2026-01-01T00:31:00Z',
	etag => ['ok', 1, 2], dated => ['ok', 1, 2], lying => ['ok', 2, 2],
	through => ['ok', 1, 2], half => ['ok', 3, 2],
	busy => ['unreachable', undef, 1], down => ['unreachable', 1, 2],
	tired => ['ok', 8, 2],
	forever => ['unreachable', undef, 1]);
at('2026-01-01T01:02:00Z',
	etag => ['ok', 2, 3], busy => ['ok', 5, 2],
	down => ['unreachable', 1, 2], forever => ['unreachable', undef, 1]);
at('2026-01-01T03:01:00Z',
	etag => ['ok', 2, 4], down => ['ok', 6, 3],
	forever => ['unreachable', undef, 1]);
at('2026-01-02T00:01:00Z', forever => ['ok', 7, 2]);

for my $request ($server->requests('/through'), $server->requests('/bare')) {
	unlike $request, qr/^If-/m, 'no condition on what has no validator';
}
unlike +($server->requests('/half'))[1], qr/^If-/m,
    'nor on what could not be read';

# Read by another path, its figures are taken anew: from the body that is kept,
# or from one that is asked for without conditions.
my $before = my @earlier = $server->requests('/lying');
my %edited = (BELLWETHER_NOW => '2026-01-02T00:01:10Z');
watch("'\@.v', scale: 10");
$bellwether->sources(%edited);
my @lying = $server->requests('/lying');
is $bellwether->value('v_lying', %edited), 20,
    'another definition takes the figures anew';
unlike join('', @lying[$before .. $#lying]), qr/^If-/m,
    'and not from what is only new';

# The server is gone.
$server->stop;
my %later = (BELLWETHER_NOW => '2026-01-03T00:00:00Z');
my $found = $bellwether->sources(%later);
is $found->{etag}{state}, 'unreachable', 'stopped: unreachable';
is $found->{etag}{reason},
    sprintf('127.0.0.1:%d does not answer: no connection', $server->port),
    'and why';
is $bellwether->value('v_lying', %later), 20, 'what is known stays';

done_testing;
