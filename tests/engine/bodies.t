#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# Bodies are kept: a figure is shown in the very bytes, a watchlist that is
# edited reads them again without a fetch, and no secret is in them.
use strict;
use warnings;
use File::Basename ();
use lib File::Basename::dirname(__FILE__) . '/..';
use Headless;
use Test::More;

my $world = Headless->new;

sub watchlist {
	my ($value, $more) = @_;
	$world->write('w.yaml', <<"EOT" . ($more // ''));
name: Kept
sources:
  results: { url: "file:results.json", headers: { X-Key: "\${KEEP_KEY:-}" } }
signals:
  capex: { title: Capex, unit: RMB, from: results, each: "\$.rows[*]",
    value: $value, period: q, vintage: on }
EOT
}

sub results {
	my ($name) = @_;
	$world->write('results.json', <<"EOT");
{"by":"$name","rows":[
 {"q":"2025Q1","a":10,"b":1,"on":"2025-05-15"},
 {"q":"2025Q2","a":"38.7 billion","b":2,"on":"2025-08-29"}]}
EOT
}

# A secret of KEEP_KEY that the publisher says back.
my %key = (KEEP_KEY => 'hush-hush-4711');

watchlist('a');
results($key{KEEP_KEY});
is($world->value('capex'), undef, 'nothing is known at first');
$world->run(['check'], %key);
is($world->value('capex', %key), 38.7e9, 'a figure is read');
like($world->run(['why', 'capex', '--no-fetch'], %key),
    qr/in \S*.*"a":»"38\.7\s+billion"«,"b":2/s, 'why shows its very bytes');

my @files = glob $world->path('state/*');
my $text = '';
for my $path (@files) {
	open my $file, '<:raw', $path or die "$path: $!\n";
	local $/;
	$text .= <$file> // '';
}
ok(@files > 0 && index($text, $key{KEEP_KEY}) < 0,
    'the secret that was said back is in no file of the state');

watchlist('b');
unlink $world->path('results.json');
is($world->value('capex', %key), 2, 'an edited watchlist picks again');
is($world->{err}, '', 'without a word');
like($world->run(['why', 'capex', '--no-fetch'], %key),
    qr/read '2' at \$\['rows'\]\[1\]\['b'\]/, 'with evidence');
watchlist('a');
is($world->value('capex', %key), 38.7e9, 'and back');

results('another');
$world->run(['check'], %key);
unlike($world->run(['check', '--all'], %key), qr/restated/,
    'nothing of it is a restatement');

watchlist('b', "keep_bodies: 1B\n");
results('small');
$world->run(['check'], %key);
is($world->value('capex', %key), 2, 'with no room for bodies');
unlike($world->run(['why', 'capex', '--no-fetch'], %key), qr/»/,
    'there is nothing to show the bytes from');

# All that is kept is read again, each body as of its own time: what is no
# longer listed, and what was said before.
my $past = Headless->new;

sub prices {
	my ($day, $value, @rows) = @_;

	$past->write('w.yaml', <<"EOT");
name: Past
sources:
  prices: { url: "file:prices.json" }
signals:
  listed: { title: L, unit: RMB, from: prices, each: "\$.rows[*]",
    value: $value, period: q }
  price: { title: P, unit: RMB, from: prices, each: "\$",
    value: now.$value, period: retrieved }
EOT
	$past->write('prices.json', sprintf '{"rows":[%s],"now":%s}', join(',',
		map { sprintf '{"q":"%s","a":%d,"b":%d}', @$_ } @rows),
	    sprintf '{"a":%d,"b":%d}', @{ $rows[-1] }[1, 2]) if @rows;
	$past->run(['check'], BELLWETHER_NOW => "2026-01-0${day}T00:00:00Z");
}

# Every figure as period=value, with every vintage of it.
sub history {
	my ($signal) = @_;
	my $shown = $past->json(['show', '--no-fetch', $signal]);

	return join ' ', map {
		my $figure = $_;
		"$figure->{period}=" . join '<', map {
			"$_->{value}\@" . substr $_->{known_at}, 8, 2
		} @{ $figure->{vintages} };
	} @{ $shown->[0]{figures} // [] };
}

prices(1, 'a', ['2025Q1', 11, 21], ['2025Q2', 12, 22]);
prices(2, 'a', ['2025Q2', 13, 22], ['2025Q3', 14, 24]);
prices(3, 'a', ['2025Q3', 15, 25]);
is(history('listed'), '2025Q1=11@01 2025Q2=12@01<13@02 2025Q3=14@02<15@03',
    'what a source listed in three documents');
unlink $past->path('prices.json');
prices(4, 'b');
is(history('listed'), '2025Q1=21@01 2025Q2=22@01 2025Q3=24@02<25@03',
    'read by another path: from all of them');
is(history('price'), '2026-01-01T00:00:00Z=22@01 2026-01-02T00:00:00Z=24@02 '
    . '2026-01-03T00:00:00Z=25@03', 'and what was current then');
prices(5, 'a');
is(history('listed'), '2025Q1=11@01 2025Q2=12@01<13@02 2025Q3=14@02<15@03',
    'and back');

done_testing();
