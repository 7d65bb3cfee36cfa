#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# What came from the environment or a file is in no answer, no message, no
# evidence and no store, even where a publisher repeats it.
use strict;
use warnings;
use utf8;
use File::Find;
use IO::Uncompress::AnyInflate qw(anyinflate);
use Test::More;
use Headless;

my $bellwether = Headless->new;
my @secrets = qw(hunter2-in-path hunter2-in-header hunter2-in-file ab);
my %environment = (
	BW_PATH => $secrets[0], BW_KEY => $secrets[1], BW_SHORT => $secrets[3],
	BW_PLACE => $bellwether->path($secrets[0]),
);

sub slurp {
	my ($path) = @_;
	open my $file, '<:raw', $path or return '';
	local $/;
	return <$file> // '';
}

mkdir $bellwether->path($secrets[0]);
$bellwether->write('key', "$secrets[2]\r\n");
$bellwether->write("$secrets[0]/f.json", <<"EOF");
{"rows":[{"v":1,"p":"2025Q1","l":"$secrets[1]","r":"said $secrets[2]"},
{"v":"$secrets[1] or so","p":"2025Q2","l":"x"},
{"v":"$secrets[2]","p":"2025Q3","l":"$secrets[1]"}],
"$secrets[2]":[{"v":2,"p":"2025Q1"}],
"events":[{"d":"2025-01-01","t":"It is $secrets[1]","k":"$secrets[2]",
"u":"https://example.org/?key=$secrets[1]"}]}
EOF
$bellwether->write('w.yaml', <<'EOF');
name: Secrets
sources:
  f: { url: "file:${BW_PLACE}/f.json" }
  gone: { url: "file:${BW_PLACE}/${BW_SHORT}.json" }
  net:
    url: "http://127.0.0.1:1/${BW_PATH}/x"
    headers: { X-Key: "${BW_KEY}" }
    query: { k: "${file:key}", s: "${BW_SHORT}" }
  host: { url: "http://${BW_KEY}.invalid/" }
signals:
  row:
    unit: x
    from: f
    each: $.rows[*]
    value: v
    period: p
    labels: { l: l }
    remark: r
  named: { unit: x, from: f, each: "$.*[*]", value: v, period: p }
  events:
    events: true
    from: f
    each: $.events[*]
    event: { date: d, title: t, kind: k, link: u }
  gone: { unit: x, from: gone, each: $, value: v, period: p }
  net: { unit: x, from: net, each: $, value: v, period: p }
  host: { unit: x, from: host, each: $, value: v, period: p }
alerts:
  a: { title: Rows, warn: row > 0 }
EOF
my $hidden = join '|', @secrets[0 .. 2];
for my $command (['check'], ['check', '--all'], ['check', '--format', 'json'],
    ['show'], ['show', 'row', 'events', 'named'], ['why', 'row'],
    ['why', 'events'], ['why', 'a'], ['lint'],
    (map { ['show', '--format', $_] } qw(json csv)),
    (map { ['why', $_, '--format', 'json'] }
	qw(row named events gone net host a))) {
	my $out = $bellwether->run($command, %environment);

	cmp_ok $bellwether->{status}, '<', 64, "@$command: runs";
	unlike "$out$bellwether->{err}", qr/$hidden/, "@$command: no secret";
}
my $report = $bellwether->sources(%environment);
is $report->{gone}{state}, 'unreachable', 'a path that is a secret';
unlike $report->{gone}{reason}, qr/\bab\.json/, 'nor a short one beside it';
is $report->{f}{state}, 'unreadable', 'values that are none';
like $report->{f}{reason}, qr/'…/, 'are told without';
my $shown = $bellwether->json(['show', 'row', 'events'], %environment);
is $shown->[0]{labels}{l}, '…', 'hidden in a label';
is $shown->[0]{figures}[0]{remark}, 'said …', 'in a remark';
is $shown->[-1]{events}[0]{title}, 'It is …', 'in a title';
is $shown->[-1]{events}[0]{link}, 'https://example.org/?key=…', 'in a link';
# What is kept of bodies may be packed.
find({ no_chdir => 1, wanted => sub {
	return if -d;
	my ($name, $bytes, $whole) = (m{([^/]+)$}, slurp($_));

	anyinflate(\$bytes => \$whole);
	unlike $bytes, qr/$hidden/, "not in the store: $name";
	unlike $whole // '', qr/$hidden/, 'nor packed';
} }, $bellwether->path('state'));
is $bellwether->json(['why', 'row{l="…"}', '2025Q1'],
	%environment)->{evidence}{url}, 'file:…/f.json', 'nor in evidence';

done_testing;
