#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# Answers of every kind over HTTP: what is taken, and what is said of the rest.
use strict;
use warnings;
use IO::Compress::Gzip qw(gzip);
use Socket qw(SOL_SOCKET SO_LINGER);
use Test::More;
use Time::HiRes qw(sleep time);

use Headless;
use Loopback;

my $good = '[{"p":"2025-01-02","v":7}]';

sub gzipped { my ($text) = @_; gzip(\$text, \my $out); return $out }

sub send_slowly {
	my ($socket, $text, $pause) = @_;
	for my $byte (split //, $text) {
		syswrite $socket, $byte or last;
		sleep $pause;
	}
	return undef;
}

sub reset_connection {
	my ($socket, $text) = @_;
	syswrite $socket, $text;
	sleep 0.1;
	setsockopt $socket, SOL_SOCKET, SO_LINGER, pack 'II', 1, 0;
	close $socket;
	return undef;
}

# Until OTHER was asked for as well: none is fetched after the other.
sub meet {
	my ($other) = @_;
	sleep 0.05 until Loopback::asked("/$other");
}

my $bomb = gzipped("\0" x 50_000_000);
my $json_bomb = gzipped('[' . ' ' x 50_000_000 . ']');

# name, answer, state, reason; %h is the server's host and port.
my @cases = (
	['plain', sub { Loopback::json($good) }, 'ok'],
	['to_the_end', sub { "HTTP/1.0 200 OK\r\n\r\n$good" }, 'ok'],
	['chunks_of_one', sub { Loopback::chunked($good, 1) }, 'ok'],
	['packed', sub { Loopback::json(gzipped($good),
		'Content-Encoding: gzip') }, 'ok'],
	['packed_chunks', sub { Loopback::chunked(gzipped($good), 3,
		'Content-Encoding: gzip') }, 'ok'],
	['status_203', sub { Loopback::answer(
		'203 Non-Authoritative Information', $good) }, 'ok'],
	['status_226', sub { Loopback::answer('226 IM Used', $good) }, 'ok'],
	['hints_first', sub { "HTTP/1.1 100 Continue\r\n\r\n" .
		"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" .
		Loopback::json($good) }, 'ok'],
	['slow_but_whole', sub { send_slowly($_[1], Loopback::json($good),
		0.001) }, 'ok'],
	['html_type_but_json', sub { Loopback::answer('200 OK', $good,
		'Content-Type: text/html') }, 'ok'],

	['status_204', sub { "HTTP/1.1 204 No Content\r\n\r\n" },
	    'unreachable', 'HTTP 204 No Content'],
	['status_206', sub { Loopback::answer('206 Partial Content', $good) },
	    'unreachable', 'HTTP 206 Partial Content'],
	['status_400', sub { Loopback::answer('400 Bad', $good) },
	    'unreachable', 'HTTP 400 Bad Request'],
	['status_401', sub { Loopback::answer('401 No', $good) },
	    'unreachable', 'HTTP 401 Unauthorized'],
	['status_403', sub { Loopback::answer('403 No', $good) },
	    'unreachable', 'HTTP 403 Forbidden'],
	['status_404', sub { Loopback::answer('404 No', $good) },
	    'unreachable', 'HTTP 404 Not Found'],
	['status_429', sub { Loopback::answer('429 No', $good) },
	    'unreachable', 'HTTP 429 Too Many Requests'],
	['status_500', sub { Loopback::answer('500 No', $good) },
	    'unreachable', 'HTTP 500 Internal Server Error'],
	['status_503', sub { Loopback::answer('503 No', $good) },
	    'unreachable', 'HTTP 503 Service Unavailable'],
	['status_599', sub { Loopback::answer('599 Odd', $good) },
	    'unreachable', 'HTTP 599'],
	['long_error_page', sub { Loopback::answer('502 No', 'x' x 5_000_000) },
	    'unreachable', 'HTTP 502 Bad Gateway'],
	['not_modified_unasked', sub { "HTTP/1.1 304 Not Modified\r\n\r\n" },
	    'unreadable',
	    'HTTP 304 Not Modified, to a question without conditions'],

	['login_page', sub { Loopback::answer('200 OK',
		"<!DOCTYPE html>\n<title>Log in</title>",
		'Content-Type: text/html') },
	    'unreadable', "it is not JSON: it begins with '<!DOCTYPE html>'"],
	['nothing', sub { Loopback::json('') }, 'unreadable', 'it is empty'],
	['cut_document', sub { Loopback::json(substr $good, 0, 20) },
	    'unreadable',
	    'not well-formed JSON near byte 20: it ends too early'],
	['cut_body', sub { "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n" .
		"Connection: close\r\n\r\n$good" },
	    'unreadable', '%h ended the body early'],
	['cut_chunks', sub { print { $_[1] } "HTTP/1.1 200 OK\r\n",
		"Transfer-Encoding: chunked\r\n\r\n1a\r\n$good\r\n"; undef },
	    'unreadable', '%h ended the body early'],
	['bad_chunks', sub { print { $_[1] } "HTTP/1.1 200 OK\r\n",
		"Transfer-Encoding: chunked\r\n\r\nzz\r\n$good\r\n"; undef },
	    'unreachable', 'the connection to %h broke while receiving'],
	['cut_packed', sub { my $packed = gzipped($good);
		Loopback::json(substr($packed, 0, length($packed) - 20),
		'Content-Encoding: gzip') },
	    'unreadable',
	    qr/^not well-formed JSON near byte \d+: |^it is empty/],
	['not_packed', sub { Loopback::json($good,
		'Content-Encoding: gzip') },
	    'unreadable', 'the body of %h is not decodable'],
	['odd_packing', sub { Loopback::json($good,
		'Content-Encoding: zorp') },
	    'unreadable', 'the body of %h is not decodable'],
	['too_large', sub { Loopback::json('[' . '1,' x 100_000 . '1]') },
	    'unreadable', 'the body is larger than 100 kB'],
	['too_large_chunks', sub { Loopback::chunked(
		'[' . '1,' x 100_000 . '1]', 4096) },
	    'unreadable', 'the body is larger than 100 kB'],
	['bomb', sub { Loopback::json($bomb, 'Content-Encoding: gzip') },
	    'unreadable', "it is not JSON: it begins with '" . '<00>' x 15 .
	    "\x{2026}'"],
	['json_bomb', sub { Loopback::chunked($json_bomb, 1448,
		'Content-Encoding: gzip') },
	    'unreadable', 'the body is larger than 100 kB'],
	['bomb_in_bomb', sub { Loopback::json(gzipped($json_bomb),
		'Content-Encoding: gzip, gzip') },
	    'unreadable', 'the body is larger than 100 kB'],
	['endless', sub { my $socket = $_[1];
		print {$socket} "HTTP/1.1 200 OK\r\n\r\n[";
		1 while print {$socket} '1,' x 4096; undef },
	    'unreadable', 'the body is larger than 100 kB'],
	['too_deep', sub { Loopback::json('[' x 5000 . ']' x 5000) },
	    'unreadable', 'it is nested too deeply'],
	['many_headers', sub { join('', "HTTP/1.1 200 OK\r\n",
		map({ "X-$_: " . 'y' x 1000 . "\r\n" } 1 .. 299),
		"Content-Length: 2\r\n\r\n[]") },
	    'unreadable', 'the answer\'s headers are too long'],
	['long_header', sub { "HTTP/1.1 200 OK\r\nX: " . 'y' x 200_000 .
		"\r\nContent-Length: 2\r\n\r\n[]" },
	    'unreadable', '%h sent a header that is too long'],
	['other_speech', sub { "SSH-2.0-OpenSSH_9.2\r\n" },
	    'unreachable', '%h does not speak HTTP'],
	['no_word', sub { undef },
	    'unreachable', '%h closed the connection without an answer'],
	['reset', sub { reset_connection($_[1],
		"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[") },
	    'unreachable', 'the connection to %h broke while receiving'],
	(map { my ($path, $other) = @$_;
		[$path, sub { meet($other); Loopback::json($good) }, 'ok']
	    } ['meets', 'is_met'], ['is_met', 'meets']),
	['silent', sub { sleep 600; undef },
	    'unreachable', '%h gave no whole answer within 2s'],
	['dripping', sub { send_slowly($_[1], Loopback::json('[' . ' ' x 900),
		0.1) },
	    'unreachable', '%h gave no whole answer within 2s'],
	['dripping_headers', sub { send_slowly($_[1],
		"HTTP/1.1 200 OK\r\nX: " . 'y' x 900, 0.1) },
	    'unreachable', '%h gave no whole answer within 2s'],

	['moved', sub { Loopback::answer('302 Found', 'x' x 200_000,
		'Location: plain') }, 'ok'],
	['moved_away', sub { Loopback::answer('308 Gone there', '',
		'Location: //127.0.0.9:' . _port($_[0]) . '/plain') }, 'ok'],
	['hop5', sub { hop($_[0], 4) }, 'ok'],
	['hop6', sub { hop($_[0], 5) },
	    'unreachable', 'it redirects too often'],
	['circle', sub { Loopback::answer('301 Round', '',
		'Location: /circle') },
	    'unreachable', 'it redirects too often'],
	['to_a_file', sub { Loopback::answer('302 Found', '',
		'Location: file:///etc/passwd') },
	    'unreachable', 'it redirects to what is neither http nor https'],
	['to_nowhere', sub { Loopback::answer('302 Found', '') },
	    'unreachable', 'it redirects to nowhere'],
	['to_metadata', sub { Loopback::answer('302 Found', '',
		'Location: http://169.254.169.254/latest/meta-data/') },
	    'unreachable', 'it is at a link-local address, which is refused'],
	['to_metadata_in_disguise', sub { Loopback::answer('302 Found', '',
		'Location: http://0xa9fea9fe/') },
	    'unreachable', 'it is at a link-local address, which is refused'],
	['to_an_odd_name', sub { Loopback::answer('302 Found', '',
		'Location: http://127.0.0.1:1/') },
	    'unreachable', '127.0.0.1:1 does not answer: no connection'],
);

sub _port { my ($request) = @_; return $request->{headers}{host} =~ s/.*://r }

sub hop {
	my ($request, $left) = @_;
	my ($at) = $request->{text} =~ /\?(\d+)/;

	$at //= $left;
	return Loopback::answer('307 On', '', 'Location: ' .
	    ($at > 0 ? "$request->{path}?" . ($at - 1) : '/plain'));
}

my %answers = map { ("/$_->[0]" => $_->[1]) } @cases;
my $server = Loopback->new(sub { $answers{ $_[0]{path} }->(@_) });
my $here = '127.0.0.1:' . $server->port;
my $bellwether = Headless->new;

# Two that no server answers: a port that nobody has, a name that none can have.
push @cases, ['refused', undef, 'unreachable',
	'127.0.0.1:1 does not answer: no connection', 'http://127.0.0.1:1/'];
my $no_name = 'x' x 64 . '.example';
push @cases, ['unnamed', undef, 'unreachable',
	"the name of $no_name:80 cannot be resolved", "http://$no_name/"];

my ($sources, $signals) = ('', '');
for my $case (@cases) {
	my ($name, undef, undef, undef, $url) = @$case;
	$sources .= sprintf "  %s: { url: '%s', timeout: %s }\n", $name,
	    $url // $server->url("/$name"),
	    $name =~ /^silent|^dripping/ ? '2s' : '2m';
	$signals .= "  v_$name: { unit: count, from: $name, each: '\$[*]', " .
	    "value: v, period: p }\n";
}
$bellwether->write('w.yaml', "name: T\ndefaults: { " .
    "limit: 100 kB, per_host: 64 }\nsources:\n${sources}signals:\n$signals");

my $found = $bellwether->sources;

for my $case (@cases) {
	my ($name, undef, $state, $reason) = @$case;
	my $source = $found->{$name};

	is $source->{state}, $state, "$name is $state"
	    or diag $source->{reason} // 'no reason';
	if (ref $reason) {
		like $source->{reason}, $reason, "$name: why";
	} elsif (defined $reason) {
		is $source->{reason}, $reason =~ s/%h/$here/r, "$name: why";
	}
}

my $shown = $bellwether->json(['show', '--no-fetch']);
my %values = map { $_->{signal} => $_->{figures} } @$shown;
for my $case (@cases) {
	my ($name, undef, $state) = @$case;
	my @got = map { "$_->{period}=$_->{value}" } @{ $values{"v_$name"} };

	is "@got", $state eq 'ok' ? '2025-01-02=7' : '', "$name: what is kept";
}

# One alone, by the clock.
$bellwether = Headless->new;
$bellwether->write('w.yaml', "name: T\nsources: { s: { url: '" .
    $server->url('/silent') . "', timeout: 1s } }\nsignals: { v: { unit: " .
    "count, from: s, each: '\$[*]', value: v, period: p } }\n");
my $start = time;
$found = $bellwether->sources;
is $found->{s}{reason}, "$here gave no whole answer within 1s", 'one alone';
cmp_ok time - $start, '<', 120, 'no fetch outlives its time by much';

done_testing;
