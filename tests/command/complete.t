#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# bellwether complete, and the shells' scripts over it: what is offered where;
# nothing fetched, made or said; nothing of a hostile watchlist evaluated.
use strict;
use warnings;
use Cwd qw(abs_path);
use Test::More;
use Headless;

my $bellwether = Headless->new;
my $scripts = abs_path($ENV{srcdir} // '.') . '/completion';
my $folder = $bellwether->path('.') =~ s{/\.$}{}r;
my %quiet = (XDG_STATE_HOME => "$folder/states", HOME => $folder);

# A program called bellwether, as one that is installed.
mkdir "$folder/bin" or die "bin: $!\n";
symlink abs_path($ENV{BELLWETHER} // './bellwether'),
    "$folder/bin/bellwether" or die "bellwether: $!\n";
$ENV{PATH} = "$folder/bin:$ENV{PATH}";

sub is_there {
	my ($shell) = @_;

	return scalar grep { -x "$_/$shell" } split /:/, $ENV{PATH};
}

# What SHELL prints when it runs TEXT.
sub run_shell {
	my ($shell, $text, @options) = @_;
	my $file = $bellwether->write("script.$shell", $text);

	local %ENV = (%ENV, %quiet,
	    BELLWETHER_WATCHLIST => $bellwether->path('w.yaml'));
	open my $pipe, '-|', $shell, @options, $file or die "$shell: $!\n";
	local $/;
	return <$pipe> // '';
}

sub complete {
	my ($shell, $line, %more) = @_;

	return $bellwether->bare(['-c', $bellwether->path('w.yaml'), 'complete',
		$shell, '--', $line], %quiet, %more);
}

# The words of an answer for fish, behind its first line.
sub words {
	my ($line) = @_;
	my ($kind, @lines) = split /\n/, complete('fish', $line);

	return join ' ', "$kind:", map { s/\t.*//r } @lines;
}

$bellwether->write('w.yaml', <<'EOF');
name: Complete
sources:
  runner: { command: [./run] }
signals:
  capex: { unit: RMB, title: Capital expenditure, from: runner, each: "$.a",
    value: v, period: p }
  capex_ratio: { unit: "%", expr: capex / capex }
  bench: { unit: score, from: runner, each: "$.b", value: v, period: p,
    labels: { model: m } }
alerts:
  cash: { title: No cash, warn: capex > 1 }
panels:
  - { title: Capex trajectory, show: [capex] }
EOF
$bellwether->write('run', "#!/bin/sh\ntouch '$folder/FETCHED'\n");
chmod 0700, $bellwether->path('run');

# --- what is offered, place by place ---

my @places = (
	['bellwether sh', 'words: show'],
	['bellwether si', 'words: silence silences'],
	['bellwether frobnicate ', 'words:'],
	['bellwether', 'words:'],
	['FOO=1 ./x/bellwether sho', 'words: show'],
	['bellwether show ', 'words: capex capex_ratio bench'],
	['bellwether show capex ca', 'words: capex capex_ratio'],
	['bellwether show x\\', 'words:'],
	["bellwether show 'bench{m", 'open quoted: bench{model='],
	['bellwether why ', 'words: capex capex_ratio bench cash'],
	['bellwether why capex ', 'words:'],
	['bellwether ack ', 'words: cash'],
	['bellwether ack cash ', 'words:'],
	['bellwether check ', 'words:'],
	['bellwether try ', 'words: capex capex_ratio bench runner'],
	['bellwether replay cash ', 'words: cash'],
	['bellwether lint ', 'files:'],
	['bellwether test a b ', 'files:'],
	['bellwether pick $ ', 'files:'],
	['bellwether pick ', 'words:'],
	["bellwether eval 'yoy(cap",
	    'open quoted: yoy(capex yoy(capex_ratio'],
	['bellwether eval max\ by\ \(m', 'open: max by (model'],
	['bellwether silence --panel Ca', 'words: Capex trajectory'],
	['bellwether silence --panel="Ca',
	    'words quoted: --panel=Capex trajectory'],
	['bellwether silence --label ', 'open: model= basis='],
	['bellwether silence --alert=c', 'words: --alert=cash'],
	['bellwether show --fo', 'words: --format'],
	['bellwether show --al', 'words:'],
	['bellwether show -- --al', 'words:'],
	['bellwether check --al', 'words: --all'],
	['bellwether check --format ', 'words: text json'],
	['bellwether check --format=j', 'words: --format=json'],
	['bellwether pick --format ', 'words: json xml html csv'],
	['bellwether --state ', 'directories:'],
	['bellwether -c', 'files:'],
	['bellwether -c /nowhere/x.yaml show ', 'words:'],
	["bellwether -c /nowhere/x.yaml eval 'yo", 'open quoted: yoy('],
	['bellwether -c ~/w.yaml --no-fetch show capex_', 'words: capex_ratio'],
	['bellwether --config=~/w.yaml --format json ack ', 'words: cash'],
);
for my $place (@places) {
	my ($line, $wanted) = @$place;

	is words($line), $wanted, $line;
	is $bellwether->{err} . $bellwether->{status}, '0', "$line: quietly";
}

is complete('bash', "bellwether eval 'yo"), "open quoted\ny(\tyoy(\t"
    . "yoy(x): the change on the same period a year before, in %\n",
    'bash: what is to be added, the word, its help';
is complete('bash', 'bellwether eval capex_'),
    "open\nratio\tcapex_ratio\t%\n", 'bash: no quote behind a beginning';
like complete('bash', 'bellwether eval '), qr/^'yoy\(\tyoy\(\t/m,
    'bash: an expression begins with a quote';
is complete('bash', 'bellwether silence --panel Cap'),
    "words\nex\\ trajectory\tCapex trajectory\t\n", 'bash: blanks are quoted';
is complete('zsh', 'bellwether silence --panel=Cap'),
    "words\n--panel=Capex trajectory\tCapex trajectory\t\n", 'zsh: the word';

for my $case (
	[['complete', 'bsh', 'x'], "'bsh' is no shell: bash, zsh or fish is "
	    . "expected; did you mean 'bash'?"],
	[['complete', 'bash'],
	    "'complete' needs more: bellwether complete SHELL LINE"],
) {
	$bellwether->bare($case->[0]);
	is $bellwether->{err},
	    "bellwether: $case->[1]\nTry 'bellwether --help'.\n", $case->[1];
	is $bellwether->{status}, 64, "$case->[1] exit 64";
}

# --- each shell with its script ---

SKIP: {
	skip 'bash is not installed', 1 unless is_there('bash');
	my @answers = split /\n/, run_shell('bash', <<"HEAD" . <<'TRIES');
set -eu
. '$scripts/bellwether'
HEAD
complete -p bellwether
compopt() { echo "$*"; }	# of no use outside of a completion
try_line() {
	COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=${3:-9}
	_bellwether bellwether "$2" x
	[[ ${#COMPREPLY[@]} == 0 ]] || printf '<%s>' "${COMPREPLY[@]}"
	echo
}
try_line 'bellwether show cap' cap
try_line 'bellwether show cap' cap 63
try_line 'bellwether show capex_' capex_ 63
try_line "bellwether eval 'yo" yo
try_line 'bellwether lint ' ''
try_line 'bellwether --state=' ''
COMP_LINE='bellwether show ca # more' COMP_POINT=18 _bellwether x ca x
echo "${#COMPREPLY[@]}"
TRIES
	is_deeply \@answers, ['complete -F _bellwether bellwether',
		'<capex><capex_ratio>',
		'<capex  (Capital expenditure, RMB)><capex_ratio  (%)>',
		'<capex_ratio>',
		'-o nospace', '<yoy(><yoy( >',
		'-o default', '', '-o dirnames', '', '2'],
	    'bash: words, help where they are listed, files by readline';
}

SKIP: {
	skip 'zsh is not installed', 2 unless is_there('zsh');

	is system('zsh', '-n', "$scripts/_bellwether"), 0, 'zsh can read it';
	is run_shell('zsh', <<"HEAD" . <<'TRIES', '-f'), <<'ANSWER', 'zsh';
compdef() { print -r -- "\$*" }
. '$scripts/_bellwether'
HEAD
compadd() { print -rl -- "${(j:|:)@}" "${shown[@]}" }
_files() { print -r -- "files[$*]" }
try_line() { words=("$@"); CURRENT=$#; PREFIX=${@[-1]}; _bellwether }
try_line bellwether show cap
try_line bellwether lint ''
try_line bellwether --state ''
QIPREFIX=\' try_line bellwether eval 'yoy(capex_'
try_line bellwether show nothing || print none
TRIES
_bellwether bellwether
-l|-d|shown|--|capex|capex_ratio
capex  -- Capital expenditure, RMB
capex_ratio  -- %
files[]
files[-/]
-l|-d|shown|-S||--|yoy(capex_ratio
capex_ratio  -- %
none
ANSWER
}

SKIP: {
	skip 'fish is not installed', 1 unless is_there('fish');

	is run_shell('fish', <<"HEAD", '--no-config'), <<"ANSWER", 'fish';
source '$scripts/bellwether.fish'
complete -C 'bellwether show cap'
complete -C "bellwether eval 'yoy(capex_"
complete -C 'bellwether lint $folder/w.y'
complete -C 'bellwether --config=$folder/w.y'
complete -C 'bellwether --state=$folder/bi'
HEAD
capex	Capital expenditure, RMB
capex_ratio	%
yoy(capex_ratio	%
yoy(capex_ratio\x20
$folder/w.yaml
--config=$folder/w.yaml
--state=$folder/bin/
ANSWER
}

ok !-e "$folder/FETCHED", 'nothing is fetched';
ok !-e "$folder/states", 'no state is made';

# --- a watchlist of somebody else ---

my @hostile = ('$(touch OUCH)', '`touch OUCH`', "';touch OUCH;'",
    '";touch OUCH;"', "\\';touch OUCH", '; touch OUCH', '| touch OUCH',
    '!touch', '~root', '*', '{a,b}', "\$'\\e'", 'a#b', '(touch OUCH)',
    '<(touch OUCH)', '%n%F{red}', "\xe2\x82\xac 5");
$bellwether->write('w.yaml', join '', "name: Hostile\nsources:\n",
    (map { "  '" . s/'/''/gr . "': { url: 'file:f' }\n" } @hostile),
    "signals:\n  capex: { unit: RMB, not_disclosed: true }\n");
is $bellwether->run(['lint']) . $bellwether->{status}, 0, 'it is right';

my $seen = complete('fish', 'bellwether try ');
is $bellwether->{err}, '', 'not a word';
is_deeply [map { s/\t.*//r } split /\n/, $seen],
    ['words', 'capex', @hostile],
    'the texts that they are';
unlike complete('fish', 'bellwether try ', LC_ALL => 'C'),
    qr/[^\t\n\x20-\x7e]/, 'ASCII where the locale is';

SKIP: {
	skip 'bash is not installed', 6 unless is_there('bash');

	for my $quote ('', "'", '"') {
		my $out = run_shell('bash', <<"HEAD" . <<'TRIES');
cd '$folder'
. '$scripts/bellwether'
IFS= read -r quote <<'QUOTE'
$quote
QUOTE
HEAD
compopt() { :; }
COMP_LINE="bellwether try $quote" COMP_POINT=${#COMP_LINE} COMP_TYPE=9
COMP_POINT=${#COMP_LINE}
_bellwether bellwether '' try
# What the user would run: each must be the word and nothing else.
for word in "${COMPREPLY[@]}"; do
	eval "printf '%s\n' $quote$word$quote"
done
TRIES
		is $out, join('', map { "$_\n" } 'capex', @hostile),
		    "bash behind [$quote]: each is the text that it is";
		ok !-e "$folder/OUCH", "bash behind [$quote]: nothing is run";
	}
}

SKIP: {
	skip 'fish is not installed', 2 unless is_there('fish');
	my $out = run_shell('fish', <<"HEAD", '--no-config');
cd '$folder'
source '$scripts/bellwether.fish'
complete -C 'bellwether try '
HEAD
	my %offered = map { s/\t.*//r => 1 } split /\n/, $out;

	is_deeply [grep { !$offered{$_} } @hostile[0, 1]], [],
	    'fish: the texts that they are';
	ok !-e "$folder/OUCH", 'fish: nothing is run';
}

# --- one that is wrong ---

$bellwether->write('w.yaml', "sources:\n  \"a\\e[31mb\": { url: 'file:f' }\n"
    . "  other: { url: 'file:f' }\n");
is complete('fish', 'bellwether try '), "words\n", 'what cannot be shown';

$bellwether->write('w.yaml', "signals: { \$(touch OUCH): [\n");
is complete('fish', 'bellwether show '), "words\n", 'a wrong one: no names';
is $bellwether->{err} . $bellwether->{status}, '0', 'and not a word';
is words("bellwether eval 'yo"), 'open quoted: yoy(', 'functions there are';

done_testing;
