#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# What comes from outside never reaches a terminal, a spreadsheet or a log as it
# is; and a surrounding that is poor or broken is told, not stumbled over.
use strict;
use warnings;
use JSON::PP ();
use Test::More;
use Headless;

my $bellwether = Headless->new;
my $program = $ENV{BELLWETHER} // './bellwether';

# --- text from outside ---

my @evil = (
	"\e[31mred", "\e]0;title\a", "\eP1\$r\e\\", "\x{9b}31m",
	"\x{90}x\x{9c}",
	"a\x{202e}b", "a\x{2066}b\x{2069}", "a\x{200e}\x{200f}b",
	"a\x{200b}\x{200d}\x{feff}b", "a\x{e0041}\x{e007f}b", "a\x{2028}b",
	"a\x{2029}b", "a\x{61c}b", "a\nb", "a\r\nb", "a\tb", "a\x{7f}b",
	"a\x{0}b", "a\x{e000}b", "a\x{ad}b", "\x{fffe}", "a\x{8}\x{8}b",
	'=HYPERLINK("http://x","y")', '+1+1', '-1+1', '@SUM(1)', "\t=1", "\r=1",
	'"quoted", "twice"', "wide \x{4e91}\x{6536}",
);
my $json = JSON::PP->new->utf8->ascii;
$bellwether->write('f.json', $json->encode({
	rows => [ map { { l => $evil[$_], v => $_, p => '2025Q1',
		r => $evil[$_], c => $evil[$_] } } 0 .. $#evil ],
	events => [ map { { t => $evil[$_], d => '2025-03-0' . (1 + $_ % 9),
		k => $evil[$_], s => $evil[$_], i => "$_", u => $evil[$_] } }
		0 .. $#evil ],
	bad => [ map { { v => $_, p => '2025Q1' } } @evil ],
}));
$bellwether->write('w.yaml', <<'EOF');
name: Hostile
sources: { f: { url: file:f.json } }
signals:
  row:
    unit: x
    from: f
    each: $.rows[*]
    value: v
    period: p
    labels: { l: l }
    remark: r
    confidence: c
  item:
    events: true
    from: f
    each: $.events[*]
    event: { date: d, title: t, kind: k, status: s, link: u, id: i }
    labels: { t: t }
  bad: { unit: x, from: f, each: "$.bad[*]", value: v, period: p }
alerts:
  a: { title: Rows, warn: row >= 0 }
  b: { title: Items, warn: "count(item) > 0" }
EOF

# Every C0 but the line's end, DEL, C1, bidi, zero width, separators, tags.
my $raw = join '', '[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\x{ad}\x{61c}',
    '\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{206f}\x{feff}',
    '\x{e000}-\x{f8ff}\x{e0000}-\x{e0fff}]';
my @commands = (['check'], ['check', '--all'], ['check', '--format', 'json'],
	['show', 'row', 'item', 'bad'], ['show'], ['why', 'row'],
	['why', 'item'], (map { ['show', '--format', $_] } qw(json csv)),
	['why', 'a'], ['why', 'b'],
	(map { ['why', $_, '--format', 'json'] } qw(row item bad a b)),
	['show', "\e[31m\x{c2}\x{9b}"], ['why', 'row', "\e[31m"],
	['--state', "/proc/\e[31m", 'check'], ['lint', "\e[31m.yaml"]);
for my $command (@commands) {
	my $name = join(' ', @$command) =~ s/[^ -~]/?/gr;
	my $out = $bellwether->run($command);
	my $all = $out . $bellwether->{err};

	isnt $all, '', "$name: says something";
	ok utf8::decode($all), "$name: is UTF-8";
	$all =~ s/\r\n/\n/g if $name =~ /csv/;
	unlike $all, qr/$raw/, "$name: nothing raw";
	unlike $all, qr/\r/, "$name: no lone carriage return";
}

my $shown = $bellwether->json(['show', 'row', 'item']);
# A tab and a new line become blanks: of two pairs each is one.
is scalar @$shown, @evil - 2 + 1, 'a series for each label';
is scalar @{ $shown->[-1]{events} }, scalar @evil, 'and every item is there';
my %labels = map { $_->{labels}{l} => 1 } @$shown[0 .. $#$shown - 1];
ok $labels{$_}, "shown as $_" for '<1B>[31mred', 'a<U+202E>b', 'a b',
    'a<U+E0041><U+E007F>b', '<9B>31m', 'a<00>b', '=HYPERLINK("http://x","y")';

# No field of a CSV is a formula: it begins with ' where it would be one.
my $csv = $bellwether->run(['show', '--format', 'csv']);
utf8::decode($csv);
my @fields = $csv =~ /(?:^|,|\r\n)("(?:[^"]|"")*"|[^,"\r\n]*)/g;
cmp_ok scalar @fields, '>', 20 * @evil, 'fields';
is_deeply [grep { s/^"//r =~ /^[=+\-@\t\r]/ && !/^-?[\d.]+$/ } @fields], [],
    'no field is a formula';
ok((grep { $_ eq qq("'=HYPERLINK(""http://x"",""y"")") } @fields),
    'but the text is there');

# A title from a watchlist of somebody else.
for my $title ('\e[31m', '\u202E', '\r', 'two\nlines', '\u200B', '\x9B') {
	$bellwether->write('w.yaml',
		qq(name: N\npanels: [{ title: "$title" }]\n));
	$bellwether->run(['show']);
	is $bellwether->{status}, 65, "a title of $title is refused";
	is length($bellwether->{out}), 0, 'and not printed';
	unlike $bellwether->{err}, qr/[\x00-\x09\x0b-\x1f\x7f]/, 'nor told raw';
}

# --- a poor surrounding ---

$bellwether->write('f.json',
	'[{"v":5e9,"p":"2025Q1","r":"云 café — über"},{"v":7e9,"p":"2025Q2"}]');
$bellwether->write('w.yaml', <<'EOF');
name: Ümlaut
sources: { f: { url: file:f.json } }
signals:
  a:
    title: A title that is so long that it has to be cut somewhere
    unit: RMB
    bound: at_least
    from: f
    each: $[*]
    value: v
    period: p
    remark: r
  b: { unit: RMB, not_disclosed: true }
  c: { unit: RMB, from: f, each: "$[*]", value: v, period: p }
alerts: { x: { title: X, warn: c > 1e9, panel: P } }
panels: [{ title: P, show: [a, b] }]
EOF
for my $locale ('C', 'POSIX', '', 'no_such') {
	my %locale = (LC_ALL => $locale, LANG => undef, LC_CTYPE => undef);
	for my $command (['check', '--all'], ['show'], ['show', 'a', 'b'],
	    ['why', 'a'], ['why', 'b'], ['show', '云'], ['--help']) {
		my $out = $bellwether->run($command, %locale);

		# An unknown locale is taken for C.UTF-8.
		unlike "$out$bellwether->{err}", qr/[^\n -~]/,
		    "LC_ALL='$locale' @$command: ASCII"
		    unless $locale eq 'no_such';
		isnt "$out$bellwether->{err}", '', 'and not nothing';
	}
}
like $bellwether->run(['show'], LC_ALL => 'C'),
    qr/^<U\+00DC>mlaut\n\nP\n  +A title[^\n]*\.\.\. +>= 7\.0 bn RMB  20/,
    'spelt out';
like $bellwether->run(['show', '--format', 'json'], LC_ALL => 'C'),
    qr/云 café — über/, 'JSON is UTF-8 in any locale';
$bellwether->run(['show', 'a'], LC_ALL => 'de_DE.UTF-8', LC_NUMERIC => 'de_DE');
like $bellwether->{out}, qr/≥ 5\.0 bn RMB/, 'numbers are the same everywhere';

# Where the answer cannot be written, it is told; no file of ours is written
# over.
sub shell {
	my ($line, @arguments) = @_;
	my $err = $bellwether->path('err');
	system 'sh', '-c', "$line 2>'$err'", $program, '-c',
	    $bellwether->path('w.yaml'), '--state', $bellwether->path('state'),
	    @arguments;
	open my $file, '<', $err or die;
	local $/;
	return ($? >> 8, scalar <$file> // '');
}
SKIP: {
	skip 'there is no /dev/full', 29 unless -w '/dev/full';
	my $cases = $bellwether->write('cases.yaml', <<'EOF');
watchlist: w.yaml
cases:
  - name: all is well
    figures: { c: { 2025Q1: 1 } }
    at: { 2025-12-31: { x: ok } }
EOF
	for my $command (['show'], ['show', '--format', 'json'], ['why', 'a'],
	    ['--help'], ['--version'], [qw(ack x known)], [qw(unack x)],
	    [qw(silence --until 7d --alert x known)], ['silences'],
	    [qw(unsilence 1)], ['eval', 'latest(c)'],
	    [qw(replay --from 2025-12-01)], ['test', $cases]) {
		my ($status, $err) = shell('"$0" "$@" >/dev/full', @$command);

		is $status, 74, "@$command on a full disk: exit 74";
		is $err, "bellwether: standard output cannot be written: No "
		    . "space left on device\n", 'and why';
	}
	$bellwether->write('f.json', '[{"v":5,"p":"2025Q2"}]');
	my ($status, $err) = shell('"$0" "$@" >/dev/full', 'check');
	is $status, 3, 'check on a full disk: it could not be done';
	like $err, qr/cannot be written.*\n.*the changes stay untold\n/, 'and';
	like $bellwether->run(['check']), qr/restated, was warn/,
	    'what could not be told is told the next time';
}
for my $case (
	['standard output', '"$0" "$@" >&-', 74],
	['standard input and output', '"$0" "$@" <&- >&-', 74],
) {
	my ($name, $line, $exit) = @$case;
	my ($status, $err) = shell($line, 'show');

	is $status, $exit, "closed $name: exit $exit";
	is $err, "bellwether: standard output cannot be written: Bad file "
	    . "descriptor\n", 'and why';
}
my ($status) = shell('exec "$0" "$@" <&- >&- 2>&-; true', 'check');
is $status, 0, 'all closed, nothing to say: exit 0';
is $bellwether->run(['check']), '', 'and the state is whole';
is +(shell('"$0" "$@" | head -1 >/dev/null', 'show', '--format', 'json'))[1],
    '', 'a reader that leaves is no news';

# Nothing but the program: cron.
my %bare = map { $_ => undef } grep { !/^(ASAN|UBSAN|LSAN)_/ } keys %ENV;
$bellwether->run(['check'], %bare);
is $bellwether->{status} . $bellwether->{out} . $bellwether->{err}, '0',
    'an empty environment';

done_testing;
