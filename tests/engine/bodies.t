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

done_testing();
