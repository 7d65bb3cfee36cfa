#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# The same documents by file: and from a real nginx: the same model. The server
# stops: what is known stays. It comes back: all recovers.
use strict;
use warnings;
use IO::Socket::INET ();
use Test::More;
use Time::HiRes qw(sleep time);

use Headless;

my ($nginx) = grep { -x } map { "$_/nginx" } split(/:/, $ENV{PATH} // ''),
    qw(/usr/sbin /usr/local/sbin /opt/homebrew/bin);
plan skip_all => 'nginx is not installed' if !defined $nginx;

my $bellwether = Headless->new;
my ($pid, $port);

mkdir $bellwether->path($_) for qw(www temporary);

# Bound and never listening: nobody else is given this port, and nginx, which
# reuses addresses as we do, can listen on it.
my $place = IO::Socket::INET->new(Proto => 'tcp', ReuseAddr => 1,
    LocalAddr => '127.0.0.1', LocalPort => 0) or die "bind: $!\n";
$port = $place->sockport;

sub configuration {
	my $temporary = join '', map {
		"${_}_temp_path " . $bellwether->path('temporary') . "/$_;\n"
	} qw(client_body proxy fastcgi uwsgi scgi);
	my ($root, $log) = map { $bellwether->path($_) } qw(www access.log);

	return <<"END";
daemon off;
master_process off;
pid @{[$bellwether->path('nginx.pid')]};
error_log @{[$bellwether->path('error.log')]};
events { worker_connections 64; }
http {
$temporary
access_log $log;
gzip on;
gzip_types application/json;
gzip_min_length 1;
types { application/json json; }
server { listen 127.0.0.1:$port; root $root; }
}
END
}

sub is_listening {
	return defined IO::Socket::INET->new(PeerAddr => '127.0.0.1',
	    PeerPort => $port, Proto => 'tcp');
}

sub start {
	my $file = $bellwether->write('nginx.conf', configuration());
	my $deadline = time + 120;

	$pid = fork // die "fork: $!\n";
	if ($pid == 0) {
		open STDERR, '>', '/dev/null';
		alarm 900;
		exec $nginx, '-p', $bellwether->path('.'), '-c', $file;
		exit 127;
	}
	sleep 0.02 while !is_listening() && time < $deadline;
	return is_listening();
}

sub stop {
	return if !defined $pid;
	kill 'KILL', $pid;
	waitpid $pid, 0;
	undef $pid;
}
END { my $status = $?; stop(); $? = $status }

# Rows enough for several pieces of a body, and one document each kind.
sub documents {
	my ($last) = @_;
	my @rows = map {
		my $day = $_;
		map { sprintf '{"day":"2025-%02d-%02d","model":"m%d",' .
		    '"score":"%d.%d","by":"%s"}', 1 + $day / 28,
		    1 + $day % 28, $_, $day + $_, $_,
		    $_ % 2 ? 'claimed' : 'independent' } 1 .. 9
	} 0 .. 279;
	$bellwether->write('www/scores.json',
	    '{"scores":[' . join(",\n", @rows) . ']}');
	$bellwether->write('www/results.json', <<"END");
{"quarters":[
 {"q":"FY2026Q1","capex":"RMB 38.7 billion","filed":"2025-08-29"},
 {"q":"2025Q3","capex":"about 31.5 billion","filed":"2025-11-25"},
 {"q":"2025Q4","capex":$last}],
 "events":[{"on":"2025-03-01","what":"A multi-year deal"}]}
END
}

sub watch {
	my ($where) = @_;
	$bellwether->write('w.yaml', <<"END");
name: T
fiscal_year_ends: march
defaults: { every: 1m }
sources:
  results: { url: "$where/results.json" }
  scores: { url: "$where/scores.json" }
signals:
  capex: { unit: RMB, from: results, each: '\$.quarters[*]', value: capex,
    period: q, vintage: filed }
  score: { unit: score, from: scores, each: '\$.scores[?\@.model!="m5"]',
    value: score, period: day, labels: { model: model }, basis: by }
  growth: { unit: "%", expr: qoq(capex) }
  deals: { events: true, from: results, each: '\$.events[*]',
    event: { date: on, title: what } }
alerts:
  much: { title: Much, warn: "capex > 30e9" }
END
}

my %at = map { $_ => "2026-01-01T00:0$_:00Z" } 0 .. 9;

sub shown {
	my ($minute, @arguments) = @_;
	my $shown = $bellwether->run(
	    ['show', '--format', 'json', @arguments],
	    BELLWETHER_NOW => $at{$minute});
	is $bellwether->{status}, 0, 'show shows' or diag $bellwether->{err};
	return $shown;
}

documents('30e9');
watch('file:www');
my $by_file = shown(0);
$bellwether->run(['check'], BELLWETHER_NOW => $at{0});
cmp_ok length $by_file, '>', 100_000, 'there is much to compare';
like $by_file, qr/"bound":\s*"about"/, 'and of several kinds';

# A state of its own for each way.
rename $bellwether->path('state'), $bellwether->path('state-file');
ok start(), 'nginx answers' or BAIL_OUT('nginx does not start');
watch("http://127.0.0.1:$port");
my $by_http = shown(0);
ok $by_http eq $by_file, 'by http and by file: the same model';

my $found = $bellwether->sources(BELLWETHER_NOW => $at{2});
is $found->{$_}{state}, 'ok', "$_: nothing new is fine"
    for qw(results scores);
my ($told, $deadline) = (0, time + 120); # the log comes after the answer
while ($told < 2 && time < $deadline) {
	open my $log, '<', $bellwether->path('access.log') or die "log: $!\n";
	$told = grep { /" 304 / } <$log>;
	sleep 0.02 if $told < 2;
}
is $told, 2, 'nginx was asked only for news';
ok shown(2, '--no-fetch') eq $by_file, 'and all is as it was';

stop();
$found = $bellwether->sources(BELLWETHER_NOW => $at{4});
for my $name (qw(results scores)) {
	is $found->{$name}{state}, 'unreachable', "stopped: $name";
	is $found->{$name}{reason},
	    "127.0.0.1:$port does not answer: no connection", 'and why';
}
ok shown(4) eq $by_file, 'the old figures stay';
$bellwether->run(['check'], BELLWETHER_NOW => $at{4});

documents('33e9');
# nginx makes an ETag of size and second, and a fast run takes less than one.
my $changed = time + 60;
utime $changed, $changed, $bellwether->path('www/results.json');
ok start(), 'nginx is back';
my $report =
    $bellwether->json(['check'], BELLWETHER_NOW => $at{8});
is_deeply [map { $_->{state} } @{ $report->{sources} }], ['ok', 'ok'],
    'restarted: all recovers';
is $bellwether->value('capex', BELLWETHER_NOW => $at{8}), 33e9,
    'and brings what is new';
my $growth = $bellwether->value('growth', BELLWETHER_NOW => $at{8});
cmp_ok abs($growth - (33 / 31.5 - 1) * 100), '<', 1e-9,
    'what is derived follows';

stop();
done_testing;
