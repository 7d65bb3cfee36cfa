#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# The program on a real terminal: from the alerts to the evidence, at several
# sizes, asleep when nothing happens, searching. Nothing is waited for by the
# clock but the second in which the program must do nothing.
use strict;
use warnings;
use utf8;
use Test::More;
use Terminal;
use Time::HiRes qw(sleep time);

# What is wrong with what is drawn: no line is longer than the terminal; the
# frames of panels stand in columns.
sub faults {
	my ($width, $height) = @_;
	my @lines = lines();
	my $column = $width < 120 ? $width : ($width - 1) >> 1;
	my @frames = grep { /^─ / } @lines;
	my @crooked = grep {
		/^─ / && substr($_, 0, $column) !~ /─\z/
		    || length > $column && substr($_, $column + 1) =~ /^─ /
		    && substr($_, $column + 1) !~ /─\z/
	} @lines;

	return ((@lines > $height ? 'too many lines' : ()),
	    (map { "longer: $_" } grep { length > $width } @lines),
	    (map { "does not end at its column: $_" } @crooked),
	    (@frames > 1 ? () : 'fewer than two panels'));
}

sub lines_up {
	my ($width, $height, $name) = @_;
	my @faults;

	until_true(sub { !(@faults = faults($width, $height)) });
	return is_deeply(\@faults, [], "$name: lines and frames end in time");
}

# Of each page the line above the lowest, which is drawn after all above it.
sub walk {
	my ($width, $height) = @_;
	my $name = "$width x $height";
	my $here = open_terminal($width, $height, XTERM);

	shows(qr/Capital expenditure +67\.7 bn RMB/, "$name: opens on figures");
	until_true(sub { screen() !~ /reading \d/ });
	ok(alternate(), "$name: on the alternate screen");
	lines_up($width, $height, $name);
	press('g', 'Enter');
	shows(qr/\A[^\n]*▸ Alerts.*^Enter open  Esc back/ms,
	    "$name: Enter on the alert bar: alerts");
	press('Enter');
	shows(qr/^Rule\n.*^Enter: the figure and its evidence$/ms,
	    "$name: Enter: the first of them");
	press('Enter');
	shows(qr/^Formula\n.*^Enter: what this rests on$/ms,
	    "$name: Enter: its figure");
	press('Enter');
	shows(qr/^Evidence\n.*^Enter: the document, where this was read$/ms,
	    "$name: Enter: the figure that this rests on");
	my $evidence = screen();
	like($evidence, qr/^  $_ +\S/m, "$name: the evidence has its $_")
	    for 'text read', 'path', 'byte', 'source', 'retrieved', 'sha256';
	press('Enter');
	shows(qr/\A[^\n]*▸ document of .*"value":.*^Esc back/ms,
	    "$name: Enter: the document");
	press('Escape') for 1 .. 6;
	shows(qr/\Abellwether ▸ Alibaba Cloud.*^this is the top; q quits$/ms,
	    "$name: Esc leads back");
	return $here;
}

# ── two sizes, the walk, resizing ─────────────────────────────────────────
my $here = walk(160, 50);
press('q');
gives_back($here, 0, 'q at 160 x 50');

$here = walk(80, 24);
resize(40, 10);
shows(qr/\A(?!.*(?:crit|warn)).{1,40}\n(?:.*\n){8}this is the top/,
    'resized to 40 x 10: all is drawn anew');
lines_up(40, 10, 'resized to 40 x 10');
resize(20, 5);
shows(qr/\A.{1,20}\n─ Capex/, 'resized to 20 x 5: a panel is there');
is_deeply([grep { length > 20 } lines()], [], 'and no line is longer');
resize(1, 1);
resize(80, 24);
shows(qr/^─ Red lines/m, 'resized back to 80 x 24');
lines_up(80, 24, 'resized back');

# ── asleep when nothing happens ───────────────────────────────────────────
my $pid = pid_of($here);

sub used {
	my @stat = split ' ', slurp("/proc/$pid/stat") =~ s/.*\) //sr;
	return $stat[11] + $stat[12];
}

sub woken {
	my ($count) = slurp("/proc/$pid/status") =~
	    /^voluntary_ctxt_switches:\s*(\d+)/m;
	return $count;
}

# In one second and a half; what came before may still be at work in the first.
sub is_asleep {
	my ($used, $woken) = (used(), woken());

	sleep 1.5;
	return used() - $used <= 1 && woken() - $woken <= 2;
}

SKIP: {
	skip 'there is no /proc', 3 if !-r "/proc/$pid/stat";
	ok(until_true(\&is_asleep), 'no processor time, no wake-up');

	# a storm of resizes, and the last screen is right
	my $before = used();
	kill 'WINCH', $pid for 1 .. 2000;
	press('?');
	shows(qr/next-panel/, 'keys are answered after a storm of SIGWINCH');
	press('Escape');
	shows(qr/^─ Red lines/m, 'and Esc closes help');
	cmp_ok(used() - $before, '<', 500, 'and it was no long work');
}

# ── searching, and a key without meaning ──────────────────────────────────
press('/');
press('-l', 'forward p');
shows(qr{^/forward p}m, 'what is searched for is seen');
press('Enter');
shows(qr/^─ Market.*\n(?: .*\n)*  Forward P/m,
    'the panel of what was found is open');
for my $key ('Down', 'Up', 'PgDn', 'PgUp', 'End', 'Home') {
	press('Z');
	shows(qr/this key has no meaning here; \? shows the keys/,
	    'another key is told of');
	press($key);
	ok(until_true(sub { screen() !~ /no meaning/ }),
	    "$key is no letter, and has one");
}
press('q');
gives_back($here, 0, 'q');

done_testing();
