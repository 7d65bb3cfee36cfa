#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# Terminals and locales that can do less, texts that would do more, and a
# source that takes its time.
use strict;
use warnings;
use utf8;
use Test::More;
use Terminal;

my $home = home();
my $figures = qr/Capital expenditure +67\.7 bn RMB/;
my $here;

# ── terminals and locales that can do less ────────────────────────────────
my $undrawn = 'the terminal cannot be drawn on: TERM is';
for my $case (['TERM=dumb', qr/$undrawn 'dumb'/],
	['-u TERM', qr/$undrawn unset/]) {
	$here = open_terminal(80, 24, "$case->[0] LC_ALL=C.UTF-8");
	gives_back($here, 69, $case->[0]);
	like(slurp("$here/errors"), $case->[1], "$case->[0]: a sentence");
}
{
	my $status = system "'" . program() . "' -c '" . bundled()
	    . "' --state '$home/none' --no-fetch"
	    . " </dev/null >/dev/null 2>'$home/errors'";
	is($status >> 8, 69, 'no terminal: its exit status');
	like(slurp("$home/errors"),
	    qr/^bellwether: there is no terminal to draw on; use 'bellwether /,
	    'no terminal: a sentence');
}
# (The leak is that of curses' own, of the screen that it could not make.)
$here = open_terminal(80, 24, 'LC_ALL=C.UTF-8 TERM=no-such-terminal '
    . 'ASAN_OPTIONS=detect_leaks=0');
shows($figures, 'an unknown TERM is taken for xterm');
press('q');
gives_back($here, 0, 'an unknown TERM');

$here = open_terminal(80, 24, 'LC_ALL=C TERM=xterm');
shows($figures, 'LC_ALL=C: it runs');
shows(qr/^- Red lines/m, 'LC_ALL=C: ASCII frames');
press('Enter');
shows(qr/\A> Capital/, 'LC_ALL=C: a chart');
press('Escape', '?');
shows(qr/next-panel/, 'LC_ALL=C: help');
press('q');
gives_back($here, 0, 'LC_ALL=C');
unlike(raw($here), qr/[\x80-\xff]/, 'LC_ALL=C: no byte beyond ASCII');

my $coloured = qr/\e\[[\d;]*(?<![\d])(?:3[0-7]|38;5;\d+)[;m]/;
for my $case (['NO_COLOR=1', 0], ['A=1', 1]) {
	my ($env, $colours) = @$case;

	$here = open_terminal(80, 24, XTERM . " $env");
	shows($figures, "$env: it runs");
	shows(qr/\A[^\n]* \d warn/, "$env: with alerts");
	press('Enter');
	shows(qr/\A▸ Capital/, "$env: a signal");
	press('q');
	gives_back($here, 0, $env);
	is(scalar(raw($here) =~ $coloured) ? 1 : 0, $colours,
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
$here = open_terminal(80, 24, XTERM,
    "-c '$home/hostile.yaml' --state '$home/hostile-state'");
shows(qr/漢字 signal +2 RMB/, 'hostile texts: it runs');
press('Enter');
shows(qr/\A.*▸ 漢字 signal/, 'hostile texts: a signal');
press('Enter');
shows(qr/漢字<1B>|漢字<U\+001B>/, 'hostile texts: a figure');
press('Enter', 'Escape', 'Escape', 'Escape', '?');
shows(qr/next-panel/, 'hostile texts: help');
press('q');
gives_back($here, 0, 'hostile texts');
{
	my $raw = raw($here, '<:encoding(UTF-8)');
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
  slow: { command: ["sh", "-c", "sleep 3600; echo []"], timeout: 1h }
signals:
  a: { title: A slow figure, unit: RMB, from: slow, each: "$[*]", value: v,
    period: p }
YAML
chmod 0600, "$home/slow.yaml";
$here = open_terminal(80, 24, XTERM,
    "-c '$home/slow.yaml' --state '$home/slow-state'");
shows(qr{A slow figure.*reading 1/1|reading 1/1.*A slow figure}s,
    'a slow source: the screen is there at once');
press('?');
shows(qr/next-panel/, 'a slow source: keys are answered');
press('Escape', 'O');
shows(qr/^slow +reading/m, 'a slow source: it is still read');
press('q');
gives_back($here, 0, 'a slow source: nobody waits for it');

done_testing();
