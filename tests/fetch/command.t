#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# Commands as sources: an argument list, its output is the document; what goes
# wrong is told, and nothing that it started is left behind.
use strict;
use warnings;
use Test::More;
use Time::HiRes qw(sleep time);

use Headless;

my $good = '[{"p":"2025-01-02","v":7}]';
my $bellwether = Headless->new;
my $mark = sprintf '3%d.%06d', $$, int rand 1e6; # a sleep of our own

$bellwether->write('good.json', $good);
$bellwether->write('script.sh', "echo '$good'\n");
$bellwether->write('locked.json', $good);
mkdir $bellwether->path('folder.json');
system 'mkfifo', $bellwether->path('fifo.json');

# name, setting, state, reason
my @cases = (
	['prints', "command: [echo, '$good']", 'ok'],
	['in_place', 'command: [cat, good.json]', 'ok'],
	['is_no_shell', q{command: [echo, '$(touch canary);`touch canary`;',} .
	    q{ 'touch canary']},
	    'unreadable',
	    q{it is not JSON: it begins with '$(touch canary);} .
	    q{`touch canary`; touch canary'}],
	['by_a_shell', 'command: [sh, script.sh]', 'ok'],
	['chatters', "command: [sh, -c, 'yes | head -c 200000 >&2; " .
	    "cat good.json']", 'ok'],
	['input_is_empty', "command: [sh, -c, 'cat; cat good.json']", 'ok'],
	(map { my ($own, $other) = @$_;
		[$own, "command: [sh, -c, 'touch $own.here; until test -e " .
		    "$other.here; do sleep 0.05; done; cat good.json']",
		    'ok'] } ['meets', 'is_met'], ['is_met', 'meets']),
	['says_nothing', 'command: ["true"]', 'unreadable', 'it is empty'],
	['fails', q{command: [sh, -c, 'echo "no such queue" >&2;} .
	    q{ echo more >&2; exit 3']},
	    'unreachable', 'the command ended with status 3: no such queue'],
	['fails_in_colour', q{command: [sh, -c, 'printf "\033[31mred" >&2;} .
	    q{ exit 1']},
	    'unreachable', 'the command ended with status 1: <1B>[31mred'],
	['fails_after_its_output', "command: [sh, -c, 'cat good.json; exit 4']",
	    'unreachable', 'the command ended with status 4'],
	['is_killed', q{command: [sh, -c, 'kill -9 $$']},
	    'unreachable', 'the command was ended by signal 9'],
	['is_not_there', 'command: [no-such-program]', 'unreachable',
	    'no-such-program cannot be started: No such file or directory'],
	['is_no_program', 'command: [./good.json]', 'unreachable',
	    './good.json cannot be started: Permission denied'],
	['hangs', "command: [sleep, '$mark'], timeout: 1s", 'unreachable',
	    'no whole answer within 1s'],
	['hangs_below', "command: [sh, -c, 'sleep $mark; true'], timeout: 1s",
	    'unreachable', 'no whole answer within 1s'],
	['will_not_end', "command: [sh, -c, 'trap \"\" TERM; sleep $mark & " .
	    "while :; do sleep 0.1; done'], timeout: 1s",
	    'unreachable', 'no whole answer within 1s'],
	['leaves_a_child', "command: [sh, -c, '(trap \"\" TERM; " .
	    "exec sleep $mark) & wait'], timeout: 1s",
	    'unreachable', 'no whole answer within 1s'],
	['holds_its_output', "command: [sh, -c, 'cat good.json; sleep $mark &" .
	    " exit 0'], timeout: 1s",
	    'unreachable', 'no whole answer within 1s'],
	['never_stops', 'command: ["yes", "1,"], limit: 100 kB', 'unreadable',
	    qr/^not well-formed JSON|^the body is larger than 100 kB/],
	['is_too_large', "command: [sh, -c, 'echo \"[1\"; yes \",1\"']," .
	    ' limit: 100 kB',
	    'unreadable', 'the body is larger than 100 kB'],

	['file', "url: 'file:good.json'", 'ok'],
	['no_file', "url: 'file:none.json'", 'unreachable',
	    $bellwether->path('none.json') . ': No such file or directory'],
	['folder', "url: 'file:folder.json'", 'unreachable',
	    $bellwether->path('folder.json') . ': it is no regular file'],
	['fifo', "url: 'file:fifo.json'", 'unreachable',
	    $bellwether->path('fifo.json') . ': it is no regular file'],
);

my ($sources, $signals) = ('', '');
for my $case (@cases) {
	my ($name, $setting) = @$case;
	$sources .= "  $name: { timeout: 2m, $setting }\n"
	    =~ s/timeout: 2m, (?=.*timeout)//sr;
	$signals .= "  v_$name: { unit: count, from: $name, each: '\$[*]', " .
	    "value: v, period: p }\n";
}
$bellwether->write('w.yaml',
    "name: T\nsources:\n${sources}signals:\n$signals");

my $found = $bellwether->sources;
diag $bellwether->{out}, $bellwether->{err} if !%$found;

for my $case (@cases) {
	my ($name, undef, $state, $reason) = @$case;
	my $source = $found->{$name};

	is $source->{state}, $state, "$name is $state"
	    or diag $source->{reason} // 'no reason';
	if (ref $reason) {
		like $source->{reason}, $reason, "$name: why";
	} elsif (defined $reason) {
		is $source->{reason}, $reason, "$name: why";
	}
}
ok !-e $bellwether->path('canary'), 'no shell has read an argument';

my $shown = $bellwether->json(['show', '--no-fetch']);
my %values = map { $_->{signal} => $_->{figures} } @$shown;
for my $case (@cases) {
	my ($name, undef, $state) = @$case;
	my @got = map { "$_->{period}=$_->{value}" } @{ $values{"v_$name"} };

	is "@got", $state eq 'ok' ? '2025-01-02=7' : '', "$name: what is kept";
}

# What was killed may take a while to die.
my (@running, @left);
my $deadline = time + 120;
do {
	@running = `ps -eo pid,stat,args`;
	@left = grep { /\Q$mark\E/ && !/ps -/ } @running;
	sleep 0.05 if @left;
} while (@left && time < $deadline);
cmp_ok scalar @running, '>', 1, 'ps tells what runs';
is "@left", '', 'nothing that was started is left';

done_testing;
