#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# What the watchlist entrusts to one origin reaches no other, and no secret is
# in anything that is shown or kept.
use strict;
use warnings;
use Test::More;

use Headless;
use Loopback;

my $good = '[{"p":"2025-01-02","v":7}]';
my $other = Loopback->new(sub { Loopback::json($good) });
my $server;

# /to/PATH goes to the other server, /stay/PATH stays; the rest is an answer.
sub answer_request {
	my ($request) = @_;
	my ($how, $path) = $request->{path} =~ m{^/(to|stay|back)/(.*)};

	return Loopback::answer('503 No', "your key was Hush-Hush-1\n")
	    if $request->{path} eq '/down';
	return Loopback::json($good, 'Set-Cookie: c=1; path=/')
	    if !defined $how;
	my $host = $request->{headers}{host};
	my $target = $how eq 'to' ? $other->url("/$path")
	    : $how eq 'back' ? $other->url("/return/$path") : "/$path";
	return Loopback::answer('302 Found', '', 'Set-Cookie: d=2; path=/',
	    "Location: $target");
}
$server = Loopback->new(\&answer_request);

my %sources = (
	stays => $server->url('/stay/a1'),
	leaves => $server->url('/to/a2'),
	other_name => $server->url('/to/a3', '127.0.0.7'),
	down => $server->url('/down'),
);
my $bellwether = Headless->new;
my $sources = join '', map { <<"END" } sort keys %sources;
  $_:
    url: "$sources{$_}?token=\${TOKEN}&page=1"
    headers: { X-Api-Key: "\${KEY}", X-Plain: plain }
    query: { apikey: literal-key-7, q: x }
    auth: { bearer: "\${BEARER}" }
END
$sources .= <<"END";
  basic:
    url: "@{[$server->url('/to/a4')]}"
    auth: { user: me, password: "\${PASSWORD}" }
  in_url:
    url: "http://me:\${PASSWORD}\@127.0.0.1:@{[$server->port]}/to/a5"
  host:
    url: "http://\${NAME}:1/"
  echo:
    command: [sh, -c, 'echo "\$KEY is wrong" >&2; exit 3']
  gone:
    url: "file:\${FILE}"
END
my $signals = join '', map { <<"END" } sort keys %sources, qw(basic in_url
  v_$_: { unit: count, from: $_, each: '\$[*]', value: v, period: p }
END
    host echo gone);
$bellwether->write('w.yaml',
    "name: T\nsources:\n${sources}signals:\n$signals");

my %secrets = (TOKEN => 'Hush-Hush-1', KEY => 'Hush-Hush-2',
	BEARER => 'Hush-Hush-3', PASSWORD => 'Hush-Hush-4',
	NAME => 'hush-hush-5.localhost', FILE => '/hush-hush-6/x.json');
my $found = $bellwether->sources(%secrets);

is $found->{$_}{state}, 'ok', "$_ is read"
    or diag $found->{$_}{reason}
    for qw(stays leaves other_name basic in_url);

my ($first, $second) = ($server->requests('/stay/a1'),
    $server->requests('/a1'));
for my $request ($first, $second) {
	like $request, qr/^X-Api-Key: Hush-Hush-2$/m, 'its own origin is told';
	like $request, qr/^Authorization: Bearer Hush-Hush-3$/m,
	    'and given the token';
}
like $first, qr{^GET\ /stay/a1\?token=Hush-Hush-1&page=1
    &apikey=literal-key-7&q=x\ }x,
    'url and query together';
unlike $second, qr/^Cookie:/m, 'no cookie is kept';
for my $path (qw(/a2 /a3 /a4 /a5)) {
	my @asked = $other->requests($path);
	is scalar @asked, 1, "$path was asked for";
	unlike $asked[0] // '', qr/hush|^X-|^Authorization|^Cookie|^Referer/mi,
	    "and told nothing";
}
like +($server->requests('/to/a4'))[0], qr/^Authorization: Basic \S+$/m,
    'user and password go to their own origin';
like +($server->requests('/to/a5'))[0], qr/^Authorization: Basic \S+$/m,
    'also those in a URL';

my %reasons = (
	down => 'HTTP 503 Service Unavailable',
	echo => "the command ended with status 3: \x{2026} is wrong",
	gone => "\x{2026}: No such file or directory",
);
is $found->{$_}{reason}, $reasons{$_}, "why $_ failed" for sort keys %reasons;
like $found->{host}{reason}, qr/\x{2026}/, 'a secret host is not named';

my $everything = '';
for my $arguments (['check'], ['show'], ['why', 'v_stays'], ['lint'],
    ['why', 'v_leaves', '--format', 'json'], ['show', '--format', 'csv']) {
	$bellwether->run($arguments, %secrets);
	$everything .= $bellwether->{out} . $bellwether->{err};
}
for my $file (glob $bellwether->path('state/*')) {
	open my $handle, '<:raw', $file or next;
	local $/;
	$everything .= <$handle>;
}
cmp_ok length $everything, '>', 10_000, 'there is much to look at';
unlike $everything, qr/hush-hush/i, 'and no secret in it';
unlike $everything, qr/literal-key-7/, 'nor a key that was written down';
like $everything, qr/apikey=…&q=x/, 'where it stood one sees that it did';

done_testing;
