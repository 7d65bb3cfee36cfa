#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# Which watchlist is opened, from whatever folder, and what a wrong one or a
# state that cannot be opened says.
use strict;
use warnings;
use Cwd qw(abs_path getcwd);
use Test::More;
use Headless;

my $bellwether = Headless->new;
my $folder = $bellwether->path('.');
my $state = $bellwether->path('state');
my %clean = (BELLWETHER_WATCHLIST => undef, XDG_CONFIG_HOME => undef,
	XDG_STATE_HOME => undef, HOME => undef);

sub watchlist {
	my ($name, $title) = @_;
	return $bellwether->write($name, "name: $title\n");
}

# The watchlist's name is the first line of show.
sub opened {
	my ($options, %environment) = @_;
	my $out = $bellwether->bare(
		['--state', $state, @$options, 'show', '--no-fetch'],
		%clean, %environment);
	return $bellwether->{status} == 0
	    ? $out =~ s/\n.*//sr
	    : "$bellwether->{status} $bellwether->{err}";
}

mkdir $bellwether->path($_)
    for qw(xdg xdg/bellwether home home/.config home/.config/bellwether);
my $explicit = watchlist('c.yaml', 'Explicit');
my $named = watchlist('n.yaml', 'Named');
my %all = (
	BELLWETHER_WATCHLIST => $named,
	XDG_CONFIG_HOME => $bellwether->path('xdg'),
	HOME => $bellwether->path('home'),
);
is opened([], %all, BELLWETHER_WATCHLIST => undef), 'Alibaba Cloud',
    'the bundled one, where the user has none';
my $xdg = watchlist('xdg/bellwether/watchlist.yaml', 'Of XDG');
my $home = watchlist('home/.config/bellwether/watchlist.yaml', 'Of HOME');

is opened(['-c', $explicit], %all), 'Explicit', '-c before all';
is opened([], %all), 'Named', 'then $BELLWETHER_WATCHLIST';
is opened([], %all, BELLWETHER_WATCHLIST => undef), 'Of XDG',
    'then $XDG_CONFIG_HOME';
is opened([], %all, BELLWETHER_WATCHLIST => ''), 'Of XDG',
    'an empty variable is none';
is opened([], HOME => $all{HOME}), 'Of HOME', 'then ~/.config';
is opened([], HOME => $all{HOME}, XDG_CONFIG_HOME => 'xdg'), 'Of HOME',
    'a relative $XDG_CONFIG_HOME is none';
is opened([]), 'Alibaba Cloud', 'no HOME at all';

# From whatever folder, whatever the program is called by.
my $here = getcwd;
chdir '/' or die;
is opened([]), 'Alibaba Cloud', 'bundled, from /';
chdir $folder or die;
is opened(['-c', 'c.yaml']), 'Explicit', 'relative to where one stands';
is opened(['-c', './c.yaml']), 'Explicit', 'with ./';
chdir $here or die;

# What is named and is not there is no reason to take another.
like opened(['-c', 'none.yaml'], %all),
    qr/^65 none\.yaml: error: No such file or directory\n$/, '-c none';
like opened([], %all, BELLWETHER_WATCHLIST => '/none.yaml'),
    qr{^65 /none\.yaml: error: No such file or directory\n$},
    '$BELLWETHER_WATCHLIST none';

# file: is relative to the watchlist, an included one's to the included file.
mkdir $bellwether->path('deep');
$bellwether->write('top.json', '{"v":1,"p":"2025Q1"}');
$bellwether->write('deep/low.json', '{"v":2,"p":"2025Q1"}');
$bellwether->write('deep/key', "hunter2hunter2\n");
$bellwether->write('deep/low.yaml', <<'EOF');
sources:
  low: { url: file:low.json }
  net: { url: "http://127.0.0.1:1/${file:key}" }
signals:
  low: { unit: x, from: low, each: $, value: v, period: p }
EOF
$bellwether->write('w.yaml', <<'EOF');
include: deep/*.yaml
sources: { top: { url: file:top.json } }
signals:
  top: { unit: x, from: top, each: $, value: v, period: p }
  sum: { unit: x, expr: top + low }
EOF
chdir '/' or die;
$bellwether->run(['check']);
is $bellwether->value('sum'), 3, 'each file: is beside its own watchlist';

# A wrong watchlist: every command says the same, on standard error.
$bellwether->write('w.yaml', "nmae: x\n");
my $wrong = $bellwether->path('w.yaml');
my $said = "$wrong:1:1: error: unknown setting 'nmae' in watchlist; did "
    . <<'EOF';
you mean 'name'?
    1 | nmae: x
      | ^
EOF
for my $arguments (['check'], ['show'], ['why', 'x'], []) {
	my $out = $bellwether->run($arguments);
	is "$out$bellwether->{status}", '65', "wrong watchlist: @$arguments";
	is $bellwether->{err}, $said, "and why: @$arguments";
}
is $bellwether->run(['lint']), $said, 'lint prints it on standard output';
is $bellwether->run(['lint', $explicit]), '', 'lint FILE reads that one';

# A state that cannot be opened.
my $file = $bellwether->write('file', 'x');
for my $case (
	['a file in its place', $file, qr/it is no directory/],
	['beneath a file', "$file/x", qr/Not a directory|no directory/],
	['nowhere to make it', '/proc/none', qr/No such file|not permitted/],
) {
	my ($name, $directory, $why) = @$case;
	my $out = $bellwether->bare(
		['-c', $explicit, '--state', $directory, 'check'], %clean);
	is "$out$bellwether->{status}", '73', "$name: exit 73";
	like $bellwether->{err}, qr/^bellwether: .*$why/, "$name: says why";
	is $bellwether->{err} =~ tr/\n//, 1, "$name: one line";
}
$bellwether->bare(['-c', $explicit, 'check'], %clean);
is $bellwether->{status}, 73, 'no HOME and no --state: exit 73';
like $bellwether->{err}, qr/^bellwether: .*--state/, 'and what to do';
$bellwether->bare(['-c', $explicit, 'lint'], %clean);
is $bellwether->{status}, 0, 'lint needs no state';
$bellwether->bare(['-c', $explicit, 'check'], %clean,
	XDG_STATE_HOME => 'relative', HOME => $all{HOME});
is $bellwether->{status}, 0, 'a relative $XDG_STATE_HOME is none';
ok -d $bellwether->path('home/.local/state/bellwether'), 'but ~/.local/state';

done_testing;
