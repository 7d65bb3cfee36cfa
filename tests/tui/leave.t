#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# Ways to leave a real terminal: ^C, ^Z and back, signals, a terminal that goes
# away. It is given back as it was.
use strict;
use warnings;
use utf8;
use Test::More;
use Terminal;

my $figures = qr/Capital expenditure +67\.7 bn RMB/;

# ── ^C, ^Z and fg ─────────────────────────────────────────────────────────
my $here = open_terminal(80, 24, XTERM);
shows($figures, 'it runs');
press('C-c');
gives_back($here, 130, '^C');

$here = job_shell('jobs>', 80, 24, XTERM);
press("sh '$here/run'; echo back again", 'Enter');
shows($figures, 'in a shell with jobs');
press('C-z');
ok(until_true(sub { !alternate() }), '^Z gives the screen back');
prompt('jobs>');
press('echo "stop""ped"', 'Enter');
shows(qr/^stopped$/m, 'to a shell that works');
prompt('jobs>');
press('fg', 'Enter');
shows($figures, 'fg brings it back, drawn anew');
press('?');
shows(qr/next-panel/, 'keys are answered');
resize(100, 30);
press('Escape', 'q');
shows(qr/^back again$/m, 'and q ends it');

# ── signals, and a terminal that goes away ────────────────────────────────
for my $case (['TERM', 143], ['HUP', 129], ['INT', 130], ['QUIT', 131]) {
	my ($signal, $status) = @$case;

	$here = open_terminal(80, 24, XTERM);
	shows($figures, "SIG$signal: it runs");
	kill $signal, pid_of($here);
	gives_back($here, $status, "SIG$signal");
}
$here = open_terminal(80, 24, XTERM);
shows($figures, 'a terminal that goes away');
my $pid = pid_of($here);
ok(is_alive($pid), 'with the program in it');
close_terminal();
ok(until_true(sub { !is_alive($pid) }), 'the program goes with it');

done_testing();
