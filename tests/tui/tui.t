#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# The program on a real terminal: tmux holds it, presses keys, and shows what
# is on it. Waits poll with a deadline; nothing is waited for by the clock but
# the second in which the program must do nothing.
use strict;
use warnings;
use utf8;
use Cwd qw(abs_path);
use File::Temp qw(tempdir);
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep time);

binmode $_, ':encoding(UTF-8)'
    for Test::More->builder->output, Test::More->builder->failure_output;

delete @ENV{qw(TMUX TMUX_PANE NO_COLOR COLUMNS LINES COLORTERM)};
my $tmux = $ENV{TMUX_BIN} || '';
my $program = $ENV{BELLWETHER} or plan skip_all => 'BELLWETHER is unset';
plan skip_all => 'tmux is not there' if !-x $tmux;
$program = abs_path($program);

my $source = abs_path($ENV{srcdir} // '.');
my $bundled = "$source/watchlists/alibaba-cloud.yaml";
my $home = tempdir('bellwether-tui-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $socket = "bellwether-$$";
my $owner = $$;
my $runs = 0;

use constant { PATIENCE => 30, AT_ONCE => 1 };

sub tmux {
	open my $pipe, '-|:encoding(UTF-8)', $tmux, '-f', '/dev/null', '-u',
	    '-L', $socket, @_ or die "tmux: $!";
	local $/;
	my $out = <$pipe> // '';
	close $pipe;
	return $out;
}

END {
	if (defined $owner && $$ == $owner && -x $tmux) {
		my $status = $?;
		system "'$tmux' -L $socket kill-server 2>/dev/null";
		$? = $status;
	}
}

sub spew {
	my ($file, $text) = @_;
	open my $out, '>:encoding(UTF-8)', $file or die "$file: $!";
	print $out $text;
	close $out or die "$file: $!";
}

sub slurp {
	my ($file, $layer) = @_;
	open my $in, $layer // '<:raw', $file or return '';
	local $/;
	return <$in> // '';
}

# True as soon as CODE is; false when that takes longer than SECONDS.
sub until_true {
	my ($code, $seconds) = @_;
	my $end = time + ($seconds // PATIENCE);
	while (1) {
		return 1 if $code->();
		return 0 if time > $end;
		sleep 0.02;
	}
}

sub screen { return tmux('capture-pane', '-p', '-t', 'w') }
sub lines { return split /\n/, screen() }
sub press { tmux('send-keys', '-t', 'w', @_) }
sub in_alternate {
	return tmux('display-message', '-p', '-t', 'w', '#{alternate_on}') == 1;
}

sub shows {
	my ($pattern, $name, $seconds) = @_;
	my $shown = until_true(sub { screen() =~ $pattern }, $seconds);
	diag(screen()) if !$shown;
	return ok($shown, $name);
}

sub is_alive { return kill 0, $_[0] }

# A shell in a terminal of that size, and in it "run", the program in ENV; the
# raw bytes of the terminal go to a file. Gives where its files are.
sub terminal {
	my ($width, $height, $env, $arguments) = @_;
	my $here = "$home/run-" . ++$runs;

	mkdir $here or die "$here: $!";
	$arguments //= "-c '$bundled' --state '$here/state'";
	spew("$here/run", <<"SH");
echo \$\$ >'$here/pid'
exec env $env BELLWETHER_NOW=2026-11-22T12:00:00Z \\
	'$program' $arguments
SH
	spew("$here/shell", <<"SH");
trap : INT QUIT
stty -a >'$here/before'
sh '$here/run' 2>'$here/errors'
echo \$? >'$here/status'
stty -a >'$here/after'
echo given back
exec sh
SH
	tmux('kill-session', '-t', 'w') if $runs > 1;
	tmux('new-session', '-d', '-s', 'w', '-x', $width, '-y', $height,
	    "PS1='\$ ' exec sh");
	tmux('set-option', '-t', 'w', 'status', 'off');
	tmux('resize-window', '-t', 'w', '-x', $width, '-y', $height);
	tmux('pipe-pane', '-O', '-t', 'w', "cat >>'$here/raw'");
	press("sh '$here/shell'", 'Enter');
	return $here;
}

sub pid_of {
	my ($here) = @_;
	until_true(sub { slurp("$here/pid") =~ /\d\n/ });
	return slurp("$here/pid") + 0;
}

# The program ended with STATUS, and the terminal is as it was.
sub gives_back {
	my ($here, $status, $name, $seconds) = @_;

	ok(until_true(sub { slurp("$here/after") =~ /\n\z/ }, $seconds),
	    "$name: ends");
	is(slurp("$here/status"), "$status\n", "$name: its exit status");
	is(slurp("$here/after"), slurp("$here/before"),
	    "$name: the terminal's modes are as before");
	shows(qr/given back/, "$name: the shell is seen");
	ok(!in_alternate(), "$name: the alternate screen is left");
	return;
}

# No line is longer than the terminal; the frames of panels stand in columns.
sub lines_up {
	my ($width, $height, $name) = @_;
	my @lines = lines();
	my @long = grep { length > $width } @lines;
	my $column = $width < 120 ? $width : ($width - 1) >> 1;
	my @crooked = grep {
		/^─ / && substr($_, 0, $column) !~ /─\z/
		    || length > $column && substr($_, $column + 1) =~ /^─ /
		    && substr($_, $column + 1) !~ /─\z/
	} @lines;

	cmp_ok(scalar @lines, '<=', $height, "$name: no more lines");
	is_deeply(\@long, [], "$name: no line is longer");
	is_deeply(\@crooked, [], "$name: frames end at their column");
	cmp_ok(scalar(grep { /^─ / } @lines), '>', 1,
	    "$name: more than one panel");
	return;
}

sub walk {
	my ($width, $height) = @_;
	my $name = "$width x $height";
	my $here = terminal($width, $height,
	    'LC_ALL=C.UTF-8 TERM=xterm-256color');
	my $depth = 0;

	shows(qr/Capital expenditure +67\.7 bn RMB/, "$name: opens on figures");
	until_true(sub { screen() !~ /reading \d/ });
	ok(in_alternate(), "$name: on the alternate screen");
	lines_up($width, $height, $name);
	press('g', 'Enter');
	shows(qr/\A[^\n]*▸ Alerts/, "$name: Enter on the alert bar: alerts");
	press('Enter');
	shows(qr/^Rule$/m, "$name: Enter: the first of them");
	press('Enter');
	shows(qr/^(?:Evidence|Formula)$/m, "$name: Enter: its figure");
	while (screen() !~ /^Evidence$/m && $depth < 9) {
		my $before = screen();
		press('Enter');
		until_true(sub { screen() ne $before }, 5);
		$depth++;
	}
	my $evidence = screen();
	like($evidence, qr/^  $_ +\S/m, "$name: the evidence has its $_")
	    for 'text read', 'path', 'byte', 'source', 'retrieved', 'sha256';
	press('Escape') for 1 .. $depth + 3;
	shows(qr/\Abellwether ▸ Alibaba Cloud/, "$name: Esc leads back");
	return $here;
}

# ── two sizes, the walk, resizing ─────────────────────────────────────────
my $here = walk(160, 50);
press('q');
gives_back($here, 0, 'q at 160 x 50');

$here = walk(80, 24);
tmux('resize-window', '-t', 'w', '-x', 40, '-y', 10);
until_true(sub { (lines())[0] !~ /crit|warn/ && length((lines())[0]) <= 40 });
lines_up(40, 10, 'resized to 40 x 10');
tmux('resize-window', '-t', 'w', '-x', 20, '-y', 5);
shows(qr/\A.{1,20}\n─ Capex/, 'resized to 20 x 5: a panel is there');
is_deeply([grep { length > 20 } lines()], [], 'and no line is longer');
tmux('resize-window', '-t', 'w', '-x', 1, '-y', 1);
tmux('resize-window', '-t', 'w', '-x', 80, '-y', 24);
shows(qr/^─ Red lines/m, 'resized back to 80 x 24');
lines_up(80, 24, 'resized back');

# ── asleep when nothing happens ───────────────────────────────────────────
my $pid = pid_of($here);
SKIP: {
	skip 'there is no /proc', 2 if !-r "/proc/$pid/stat";
	my $used = sub {
		my @stat = split ' ', slurp("/proc/$pid/stat") =~ s/.*\) //sr;
		return $stat[11] + $stat[12];
	};
	my $woken = sub {
		my ($count) = slurp("/proc/$pid/status") =~
		    /^voluntary_ctxt_switches:\s*(\d+)/m;
		return $count;
	};
	my ($used_before, $woken_before) = ($used->(), $woken->());

	sleep 1.5;
	cmp_ok($used->() - $used_before, '<=', 1, 'no processor time');
	cmp_ok($woken->() - $woken_before, '<=', 2, 'no wake-up');

	# a storm of resizes, and the last screen is right
	$used_before = $used->();
	kill 'WINCH', $pid for 1 .. 2000;
	press('?');
	shows(qr/next-panel/, 'keys are answered after a storm of SIGWINCH');
	press('Escape');
	cmp_ok($used->() - $used_before, '<', 500, 'and it was no long work');
}

# ── searching, and a key without meaning ──────────────────────────────────
press('/');
press('-l', 'forward p');
shows(qr{^/forward p}m, 'what is searched for is seen');
press('Enter');
shows(qr/^─ Market.*\n(?: .*\n)*  Forward P/m,
    'the panel of what was found is open');
press('Z');
shows(qr/this key has no meaning here; \? shows the keys/, 'another key');
press('Down', 'Up', 'PgDn', 'PgUp', 'End', 'Home');
shows(qr/\Abellwether/, 'arrows are no letters');
is(scalar(() = screen() =~ /no meaning/g), 0, 'and have one');

# ── ^Z and fg ─────────────────────────────────────────────────────────────
press('q');
gives_back($here, 0, 'q');
$here = terminal(80, 24, 'LC_ALL=C.UTF-8 TERM=xterm-256color');
shows(qr/^─ Red lines/m, 'once more');
$pid = pid_of($here);
press('C-c');
gives_back($here, 130, '^C', AT_ONCE * 5);
press("sh -m", 'Enter');
press("sh '$here/run'; echo back again", 'Enter');
shows(qr/^─ Red lines/m, 'in a shell with jobs');
press('C-z');
ok(until_true(sub { !in_alternate() }), '^Z gives the screen back');
press('echo "stop""ped"', 'Enter');
shows(qr/^stopped$/m, 'to a shell that works');
press('fg', 'Enter');
shows(qr/^─ Red lines/m, 'fg brings it back, drawn anew');
press('?');
shows(qr/next-panel/, 'keys are answered');
tmux('resize-window', '-t', 'w', '-x', 100, '-y', 30);
press('Escape', 'q');
shows(qr/^back again$/m, 'and q ends it');

# ── signals, and a terminal that goes away ────────────────────────────────
for my $case (['TERM', 143], ['HUP', 129], ['INT', 130], ['QUIT', 131]) {
	my ($signal, $status) = @$case;

	$here = terminal(80, 24, 'LC_ALL=C.UTF-8 TERM=xterm-256color');
	shows(qr/^─ Red lines/m, "SIG$signal: it runs");
	kill $signal, pid_of($here);
	gives_back($here, $status, "SIG$signal", AT_ONCE * 3);
}
$here = terminal(80, 24, 'LC_ALL=C.UTF-8 TERM=xterm-256color');
shows(qr/^─ Red lines/m, 'a terminal that goes away');
$pid = pid_of($here);
tmux('respawn-pane', '-k', '-t', 'w', 'exec sh');
ok(until_true(sub { !is_alive($pid) }, AT_ONCE * 3),
    'the program goes with it');

# ── terminals and locales that can do less ────────────────────────────────
my $undrawn = 'the terminal cannot be drawn on: TERM is';
for my $case (['TERM=dumb', qr/$undrawn 'dumb'/],
	['-u TERM', qr/$undrawn unset/]) {
	$here = terminal(80, 24, "$case->[0] LC_ALL=C.UTF-8");
	gives_back($here, 69, $case->[0]);
	like(slurp("$here/errors"), $case->[1], "$case->[0]: a sentence");
}
{
	my $status = system
	    "'$program' -c '$bundled' --state '$home/none' --no-fetch"
	    . " </dev/null >/dev/null 2>'$home/errors'";
	is($status >> 8, 69, 'no terminal: its exit status');
	like(slurp("$home/errors"),
	    qr/^bellwether: there is no terminal to draw on; use 'bellwether /,
	    'no terminal: a sentence');
}
# (The leak is that of curses' own, of the screen that it could not make.)
$here = terminal(80, 24, 'LC_ALL=C.UTF-8 TERM=no-such-terminal '
    . 'ASAN_OPTIONS=detect_leaks=0');
shows(qr/^─ Red lines/m, 'an unknown TERM is taken for xterm');
press('q');
gives_back($here, 0, 'an unknown TERM');

$here = terminal(80, 24, 'LC_ALL=C TERM=xterm');
shows(qr/^- Red lines/m, 'LC_ALL=C: ASCII frames');
press('Enter');
shows(qr/\A> Capital/, 'LC_ALL=C: a chart');
press('Escape', '?');
shows(qr/next-panel/, 'LC_ALL=C: help');
press('q');
gives_back($here, 0, 'LC_ALL=C');
unlike(slurp("$here/raw"), qr/[\x80-\xff]/, 'LC_ALL=C: no byte beyond ASCII');

my $coloured = qr/\e\[[\d;]*(?<![\d])(?:3[0-7]|38;5;\d+)[;m]/;
for my $case (['NO_COLOR=1', 0], ['A=1', 1]) {
	my ($env, $colours) = @$case;

	$here = terminal(80, 24, "LC_ALL=C.UTF-8 TERM=xterm-256color $env");
	shows(qr/^─ Red lines/m, "$env: it runs");
	press('Enter');
	shows(qr/\A▸ Capital/, "$env: a signal");
	press('q');
	gives_back($here, 0, $env);
	is(scalar(slurp("$here/raw") =~ $coloured) ? 1 : 0, $colours,
	    "$env: colours are " . ($colours ? '' : 'not ') . 'there');
}

# ── hostile texts on the wire ─────────────────────────────────────────────
spew("$home/hostile.json", <<'JSON');
[{"p": "2026Q1", "v": 1,
	"t": "a\u001b]0;owned\u0007b\u009b2J\u202ec\u200bd\u0008e"},
{"p": "2026Q2", "v": 2, "t": "漢字\u001b[2J漢字\u2028x\u007f\u0085 👍🏽 ｱﾞ"}]
JSON
spew("$home/hostile.yaml", <<'YAML');
name: "漢字 hostile"
sources: { s: { url: "file:hostile.json" } }
signals:
  a: { title: "漢字 signal", unit: RMB, from: s, each: "$[*]", value: v,
    period: p, remark: t, confidence: t }
YAML
$here = terminal(80, 24, 'LC_ALL=C.UTF-8 TERM=xterm-256color',
    "-c '$home/hostile.yaml' --state '$home/hostile-state'");
shows(qr/漢字 signal/, 'hostile texts: it runs');
my ($row) = grep { /漢字 signal/ } lines();
my ($capital) = $row =~ /^(.*?2 RMB)/;
press('Enter');
shows(qr/known/, 'hostile texts: a signal');
press('Enter');
shows(qr/漢字<1B>|漢字<U\+001B>/, 'hostile texts: a figure');
press('Enter', 'Escape', 'Escape', 'Escape', '?');
shows(qr/next-panel/, 'hostile texts: help');
press('q');
gives_back($here, 0, 'hostile texts');
{
	my $raw = slurp("$here/raw", '<:encoding(UTF-8)');
	(my $rest = $raw) =~ s/\A.*?\e\[\?1049h//s;
	$rest =~ s/\e\[\?1049l.*\z//s;
	$rest =~ s/\e\[[?>]?[\d;]*[A-Za-z]//g;
	$rest =~ s/\e[()][0B]|\e[=>78M]//g;
	my @odd = map { sprintf 'U+%04X', ord } $rest =~
	    /[\x00-\x07\x0b-\x0c\x0e-\x1f\x7f-\x9f\x{61c}\x{200b}-\x{200f}
		\x{2028}-\x{202e}\x{2066}-\x{2069}]/gxx;
	is_deeply(\@odd, [], 'hostile texts: no byte that we did not make');
	unlike($raw, qr/\e\]/, 'hostile texts: no OSC');
}

# ── a source that takes its time ──────────────────────────────────────────
spew("$home/slow.yaml", <<'YAML');
name: slow
sources:
  slow: { command: ["sh", "-c", "sleep 60; echo []"], timeout: 2m }
signals:
  a: { title: A slow figure, unit: RMB, from: slow, each: "$[*]", value: v,
    period: p }
YAML
chmod 0600, "$home/slow.yaml";
my $start = time;
$here = terminal(80, 24, 'LC_ALL=C.UTF-8 TERM=xterm-256color',
    "-c '$home/slow.yaml' --state '$home/slow-state'");
shows(qr{A slow figure.*reading 1/1|reading 1/1.*A slow figure}s,
    'a slow source: the screen is there at once');
press('?');
shows(qr/next-panel/, 'a slow source: keys are answered');
press('Escape', 'O');
shows(qr/^slow +reading/m, 'a slow source: it is still read');
press('q');
gives_back($here, 0, 'a slow source', 5);
cmp_ok(time - $start, '<', 50, 'a slow source: nobody waited for it');

done_testing();
