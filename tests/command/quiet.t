#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# What is known need not be told: the life of acknowledgements, silences,
# reminders and mute times through check, and what the commands say.
use strict;
use warnings;
use JSON::PP ();
use Test::More;
use Headless;

my ($bellwether, $now);

sub open_on {
	my ($alert, $top) = @_;

	$top //= '';
	$bellwether = Headless->new;
	$bellwether->write('w.yaml', <<"EOF");
name: Quiet
$top
sources: { f: { url: "file:f.json" } }
signals:
  margin: { unit: "%", from: f, each: "\$[*]", value: v, period: p,
    labels: { m: m } }
  other: { unit: "%", not_disclosed: true }
alerts:
  thin: { title: Thin, warn: margin < 10, crit: margin < 5, $alert }
panels: [{ title: Money, show: [margin] }, { title: Others, show: other }]
EOF
}

sub margin {
	my ($value) = @_;
	$bellwether->write('f.json', qq([{"p":"2025Q3","v":$value,"m":"A"}]));
}

sub at {
	my ($time, @arguments) = @_;
	$now = $time;
	return $bellwether->run([@arguments],
	    BELLWETHER_NOW => $time, LOGNAME => 'ana');
}

# What check tells, without reasons and rules: "warn Thin (new, was ok)".
sub told {
	my ($time) = @_;
	my $text = at($time, 'check');

	$text =~ s/\n +/ /g;
	return join '; ',
	    map { s/\s+/ /gr =~ s/\): .*/)/r } split /\n/, $text;
}

sub thin {
	my $report = $bellwether->json(['check', '--no-fetch'],
	    BELLWETHER_NOW => $now);
	return $report->{alerts}[0];
}

# What silence says beside.
sub nothing_yet {
	my ($why) = @_;
	return '' unless defined $why;
	return "bellwether: it keeps nothing quiet as things are: $why\n";
}

# No file may grow beyond so many blocks: its exit status and complaint.
sub within {
	my ($blocks, @arguments) = @_;
	my $err = $bellwether->path('err');

	system 'sh', '-c', 'trap "" XFSZ; err=$1; shift; ulimit -f "$0";'
	    . 'exec "$@" 2>"$err"', $blocks, $err,
	    $ENV{BELLWETHER} // './bellwether', '-c',
	    $bellwether->path('w.yaml'), '--state', $bellwether->path('state'),
	    @arguments;
	open my $file, '<', $err or die;
	local $/;
	return ($? >> 8, scalar <$file> // '');
}

# fires → acknowledged → quiet → worse → told → resolved
open_on('note: x');
margin(12);
is told('2026-01-01T00:00:00Z'), 'Quiet, baseline of 1 alert: 1 ok', 'well';
is at('2026-01-01T00:01:00Z', qw(ack thin x)), '', 'nothing to acknowledge';
is $bellwether->{err}, "bellwether: 'thin' is ok: there is nothing to "
    . "acknowledge\n", 'and says so';
margin(8);
is told('2026-01-02T00:00:00Z'), 'warn Thin (restated, was ok)', 'it fires';
is at('2026-01-02T00:01:00Z', qw(ack thin), 'known,', "\e[31mred\xe2\x80\xae"),
    "thin is warn: acknowledged until its level changes\n", 'acknowledged';
margin(7);
is told('2026-01-03T00:00:00Z'), '', 'quiet';
is $bellwether->{status}, 1, 'but the status is how things are';
is_deeply thin()->{acknowledged}, { author => 'ana',
	sticky => JSON::PP::false, at => '2026-01-02T00:01:00Z',
	reason => 'known, <1B>[31mred<U+202E>' },
    'JSON has it, and what is hostile in it is shown';
like at('2026-01-03T00:00:00Z', qw(check --all)),
    qr/\(acknowledged by\s+ana:\s+known,\s+<1B>\[31mred<U\+202E>\)/,
    'and --all';
unlike $bellwether->{out}, qr/\e/, 'nothing that a terminal obeys';
margin(4);
is told('2026-01-04T00:00:00Z'), 'crit Thin (restated, was warn)',
    'another level is told';
is thin()->{acknowledged}, undef, 'and ends it';
margin(12);
is told('2026-01-05T00:00:00Z'), 'ok Thin (restated, was crit)', 'all well';

# sticky: through all levels; taken back, what was not told is
margin(8);
told('2026-01-06T00:00:00Z');
is at('2026-01-06T00:00:00Z', qw(ack --sticky thin until it is over)),
    "thin is warn: acknowledged until it is ok\n", 'sticky';
margin(4);
is told('2026-01-07T00:00:00Z'), '', 'through all levels';
is at('2026-01-07T00:00:00Z', qw(unack thin)),
    "thin is not acknowledged any more\n", 'taken back';
is told('2026-01-07T00:01:00Z'),
    'crit Thin (acknowledgement ended, was warn)', 'it is told';
is told('2026-01-07T00:02:00Z'), '', 'once';
at('2026-01-07T00:03:00Z', qw(ack --sticky thin again));
margin(12);
is told('2026-01-08T00:00:00Z'), 'ok Thin (restated, was crit)',
    'its end is told';

# A silence, of everything that it may name; it runs out, and is told, once.
for my $scope ([qw(--alert thin)], [qw(--signal margin)], [qw(--panel Money)],
    [qw(--label m=A)], [qw(--alert thin --label m=A --panel Money)]) {
	open_on('note: x');
	margin(12);
	told('2026-01-01T00:00:00Z');
	like at('2026-01-01T00:00:00Z', 'silence', @$scope,
		qw(--until 2026-01-10), "it's planned"),
	    qr/^silence 1: .* until 2026-01-11T00:00:00Z$/, "@$scope";
	margin(8);
	is told('2026-01-02T00:00:00Z'), '', 'nothing is told';
	is $bellwether->{status}, 1, 'but the status is how things are';
	is thin()->{silenced}{reason}, "it's planned", 'JSON has it';
	is told('2026-01-10T23:59:59Z'), '', 'to its end';
	like at('2026-01-11T00:00:00Z', 'check'), qr/^ok\s+Silence\ 1\ of\ .*
	    \(silence\ ended\).*^warn\s+Thin\ \(silence\ ended,\ was\ ok\)/xms,
	    'then it is';
	is told('2026-01-11T00:01:00Z'), '', 'once';
	is at('2026-01-11T00:02:00Z', 'silences'), '', 'none is left';
}

# Nothing is lost of what happened in it; ended by hand there is no notice.
open_on('note: x');
margin(12);
told('2026-01-01T00:00:00Z');
at('2026-01-01T00:00:00Z', qw(silence --label m=B --until 50d other));
at('2026-01-01T00:00:00Z', qw(silence --alert thin --until 5d mine));
is at('2026-01-01T00:00:01Z', 'silences'),
    qq(1    m="B" until 2026-02-20T00:00:00Z, by ana: other\n)
    . "2    alert thin until 2026-01-06T00:00:00Z, by ana: mine\n", 'listed';
is_deeply $bellwether->json(['silences'], BELLWETHER_NOW => $now)->[0],
    { id => 1, alert => undef, signal => undef, panel => undef,
	labels => { m => 'B' }, at => '2026-01-01T00:00:00Z',
	until => "2026-02-20T00:00:00Z", author => "ana", reason => "other" },
    'JSON has all of it';
margin(4);
is told('2026-01-02T00:00:00Z'), '', 'silenced';
margin(12);
is told('2026-01-03T00:00:00Z'), '', 'well again: silenced too';
is at('2026-01-03T00:00:00Z', qw(unsilence 2)), "silence 2 is ended\n",
    'ended';
is told('2026-01-03T00:01:00Z'), '', 'all is as it was told';
margin(4);
is told('2026-01-04T00:00:00Z'), 'crit Thin (restated, was ok)',
    'another label is not silenced';

# What was found, and could not be told yet, is told after all where the
# acknowledgement is taken back.
SKIP: {
	skip 'there is no /dev/full', 2 unless -e '/dev/full';
	margin(12);
	told('2026-01-05T00:00:00Z');
	margin(8);
	my $pid = fork // die;
	if ($pid == 0) {
		$ENV{BELLWETHER_NOW} = '2026-01-06T00:00:00Z';
		open STDOUT, '>', '/dev/full';
		open STDERR, '>', '/dev/null';
		exec $ENV{BELLWETHER} // './bellwether', '-c',
		    $bellwether->path('w.yaml'), '--state',
		    $bellwether->path('state'), 'check';
		exit 127;
	}
	waitpid $pid, 0;
	at('2026-01-06T00:01:00Z', qw(ack thin known));
	is told('2026-01-06T00:02:00Z'), '', 'who acknowledges has seen it';
	at('2026-01-06T00:03:00Z', qw(unack thin));
	is told('2026-01-06T00:04:00Z'),
	    'warn Thin (acknowledgement ended)',
	    'taken back: it is told, and nothing of what was not';
}

# remind: from when it was told last; the top's for all that have none.
for my $case (['remind: 7d'], ['note: x', 'remind: 7d'],
    ['remind: 7d', 'remind: 1d']) {
	open_on(@$case);
	margin(8);
	told('2026-01-01T00:00:00Z');
	is told('2026-01-07T23:59:59Z'), '', "@$case: not yet";
	is told('2026-01-08T00:00:00Z'), 'warn Thin (reminder)', 'then';
	is told('2026-01-14T23:59:59Z'), '', 'and not before';
	is told('2026-01-15T00:00:00Z'), 'warn Thin (reminder)', 'again';
	at('2026-01-16T00:00:00Z', qw(ack thin known));
	is told('2026-01-30T00:00:00Z'), '', 'what is known: never';
}

# mute: a weekend in two places. Saturday is 2026-03-07; in New York summer
# time begins on Sunday.
for my $case (['Asia/Shanghai', '2026-03-06T15:59:00Z', '2026-03-06T16:00:00Z',
	'2026-03-08T15:59:00Z', '2026-03-08T16:00:00Z'],
    ['America/New_York', '2026-03-07T04:59:00Z', '2026-03-07T05:00:00Z',
	'2026-03-09T03:59:00Z', '2026-03-09T04:00:00Z']) {
	my ($zone, $before, $first, $last, $after) = @$case;

	for my $how (["mute: weekends", "time_zone: $zone"],
	    ["mute: { days: [sat, sun], zone: $zone }"],
	    ['note: x', "time_zone: $zone\nmute: weekends"]) {
		open_on(@$how);
		margin(12);
		told('2026-03-01T00:00:00Z');
		margin(8);
		is told($before), 'warn Thin (restated, was ok)',
		    "$zone: before";
		margin(4);
		is told($first), '', 'on Saturday nothing is told';
		is $bellwether->{status}, 2, 'the status is how things are';
		ok thin()->{muted}, 'JSON says muted';
		is told($last), '', 'up to the end of Sunday';
		is told($after), 'crit Thin (mute ended, was warn)', 'then';
		is told($after), '', 'once';
		ok !thin()->{muted}, 'and no more muted';
	}
}
# That a source fails is an alert of its own, and so it is quiet.
sub broken { $bellwether->write('f.json', '{') }

open_on('note: x', 'remind: 7d');
margin(12);
told('2026-01-01T00:00:00Z');
is at('2026-01-01T00:00:00Z', qw(ack source:f x)), '', 'it answers';
is $bellwether->{err}, "bellwether: 'source:f' is ok: there is nothing to "
    . "acknowledge\n", 'and so it is said';
broken();
like told('2026-01-02T00:00:00Z'), qr/^failed Source f: unreadable: /, 'told';
is told('2026-01-08T23:59:59Z'), '', 'not yet';
like told('2026-01-09T00:00:00Z'), qr/^failed Source f \(reminder/, 'again';
is at('2026-01-09T00:01:00Z', qw(ack source:f they know)),
    "source:f is failed: acknowledged until its level changes\n", 'known';
is told('2026-01-20T00:00:00Z'), '', 'not told';
is $bellwether->{status}, 3, 'but the status is how things are';
like at($now, qw(check --all)), qr/Source\ f:\ unreadable:\ .*
    \(acknowledged\s+by\s+ana:\s+they\s+know\)/xs, '--all says who knows';
is $bellwether->json(['check'], BELLWETHER_NOW => $now)
    ->{sources}[0]{acknowledged}{reason}, 'they know', 'and JSON';
margin(12);
like told('2026-01-21T00:00:00Z'), qr/^ok Source f \(resolved/, 'well: told';
broken();
like told('2026-01-22T00:00:00Z'), qr/^failed Source f/, 'anew, and told';
at($now, qw(ack source:f again));
is at($now, qw(unack source:f)), "source:f is not acknowledged any more\n",
    'taken back';
margin(12);
told('2026-01-23T00:00:00Z');

# Silenced, before it fails.
is at('2026-01-23T00:00:00Z', qw(silence --alert source:f --until 2d upkeep)),
    "silence 1: alert source:f until 2026-01-25T00:00:00Z\n", 'silenced';
is $bellwether->{err}, '', 'which is nothing odd';
broken();
is told('2026-01-23T01:00:00Z'), '', 'it fails: not told';
margin(12);
is told('2026-01-23T02:00:00Z'), '', 'and comes back';
broken();
is told('2026-01-24T00:00:00Z'), '', 'and fails';
like at($now, qw(check --all)), qr/unreadable: .*\(silenced\s+until\s/s,
    '--all';
is $bellwether->json(['check'], BELLWETHER_NOW => $now)
    ->{sources}[0]{silenced}{reason}, 'upkeep', 'JSON';
like at($now, 'silences'), qr/^1 +alert source:f until /, 'listed';
like told('2026-01-25T00:00:00Z'),
    qr/; failed Source f \(silence ended, was ok/,
    'at its end it is told';
is told('2026-01-25T00:01:00Z'), '', 'once';

# In a mute time of the top.
open_on('note: x', 'mute: weekends');
margin(12);
told('2026-03-01T00:00:00Z');
broken();
is told('2026-03-07T12:00:00Z'), '', 'muted';
like told('2026-03-09T00:00:00Z'), qr/^failed Source f \(mute ended/, 'then';
margin(12);
is told('2026-03-14T12:00:00Z'), '', 'muted';
like told('2026-03-16T00:00:00Z'), qr/^ok Source f \(mute ended, was failed/,
    'then it is well';
is told('2026-03-17T00:00:00Z'), '', 'once';
open_on('mute: never', 'mute: weekends');
margin(12);
told('2026-03-01T00:00:00Z');
margin(8);
is told('2026-03-07T12:00:00Z'), 'warn Thin (restated, was ok)',
    'an alert that is never muted';

# --as-of looks at states: nothing is quiet there, and nothing is written.
at($now, qw(silence --alert thin --until 9d x));
my $past = $bellwether->json([qw(check --as-of 2026-03-07)],
    BELLWETHER_NOW => $now);
is_deeply [@{ $past->{alerts}[0] }{qw(state silenced acknowledged)}],
    ['warn', undef, undef], '--as-of';
for my $command ([qw(ack thin x)], [qw(silence --alert thin --until 9d x)]) {
	at($now, @$command, qw(--as-of 2026-03-07));
	is $bellwether->{err},
	    "bellwether: as of another day nothing is written\n",
	    "--as-of: @$command";
}

# What is wrong, in a sentence, and 64.
for my $case (
	[['ack', 'thin'], "'ack' needs more: bellwether ack ALERT REASON..."],
	[[qw(ack tihn x)], "unknown alert 'tihn'; did you mean 'thin'?"],
	[['ack', 'thin', ' '], 'a word why is needed'],
	[[qw(unack thin)], "'thin' is not acknowledged"],
	[[qw(unack zzz)], "unknown alert 'zzz'; there is only 'thin'"],
	[['silence', 'x'],
	    'a silence needs an end: --until 7d or --until 2026-12-01'],
	[[qw(silence --until 7d x)], 'a silence of everything is not made: '
	    . 'name an alert, a signal, a panel or a label'],
	[[qw(silence --until soon --alert thin x)], "'soon' is no end of a "
	    . 'silence: write 7d, 2026-12-01 or 2026-12-01T18:00:00Z'],
	[[qw(silence --until 2020-01-01 --alert thin x)],
	    "'2020-01-01' is over already"],
	[[qw(silence --until 7d --alert tihn x)],
	    "unknown alert 'tihn'; did you mean 'thin'?"],
	[[qw(ack source:g x)], "unknown source 'g'; there is only 'f'"],
	[[qw(unack source:f)], "'source:f' is not acknowledged"],
	[[qw(silence --until 7d --alert source: x)],
	    "unknown source ''; there is only 'f'"],
	[[qw(silence --until 7d --signal magrin x)],
	    "unknown signal 'magrin'; did you mean 'margin'?"],
	[[qw(silence --until 7d --panel Monye x)],
	    "unknown panel 'Monye'; did you mean 'Money'?"],
	[[qw(silence --until 7d --label m x)],
	    "'m' is no label: NAME=VALUE is expected"],
	[[qw(silence --until 7d --label m=A --label m=B x)],
	    "label 'm' is given twice"],
	[[qw(silence --until 7d --label =A x)],
	    "'=A' is no label: NAME=VALUE is expected"],
	[[qw(silence --alert thin --until)], "'--until' needs a WHEN"],
	[[qw(silence --alert thin --until 7d)],
	    "'silence' needs more: bellwether silence REASON..."],
	[[qw(silence --until 7d --label mm=A x)],
	    "no signal has a label 'mm'; there is only 'm'"],
	[[qw(silence --until 7d --label model=A x)],
	    "no signal has a label 'model'; there is only 'm'"],
	[[qw(unsilence 99)], 'there is no silence 99'],
	[[qw(unsilence one)], "'one' is no number of a silence; 'bellwether "
	    . "silences' lists them"],
	[[qw(silences x)], "'x' is too much: bellwether silences"],
	[[qw(check --sticky)], "'check' has no option '--sticky'"],
	[[qw(ack --until 7d thin x)], "'ack' has no option '--until'"],
	[['silence', '--until', '7d', '--alert', "\e[2J", 'x'],
	    "unknown alert '<1B>[2J'; there is only 'thin'"],
) {
	my ($arguments, $sentence) = @$case;

	is at($now, @$arguments), '', 'nothing is printed';
	is +(split /\n/, $bellwether->{err})[0] // '',
	    "bellwether: $sentence", $sentence;
	is $bellwether->{status}, 64, 'exit 64';
}

# An alert that is first looked at while it is muted or silenced was nothing
# before: at the end it is told where it stands, and nothing where all is well.
for my $case (
	[8, 'warn Thin (mute ended)', 'warn Thin (silence ended)'],
	[12, '', ''],
) {
	my ($value, $after_mute, $after_silence) = @$case;

	open_on('note: x', 'mute: weekends');
	margin($value);
	is told('2026-03-07T12:00:00Z'), '', 'first seen in a mute time';
	is told('2026-03-09T00:00:00Z'), $after_mute, 'after it';
	is told('2026-03-09T00:01:00Z'), '', 'once';

	open_on('note: x');
	margin($value);
	at('2026-03-01T00:00:00Z', qw(silence --alert thin --until 2d x));
	is told('2026-03-02T00:00:00Z'), '', 'first seen in a silence';
	is told('2026-03-03T00:00:00Z') =~ s/^ok Silence[^;]*(; )?//r,
	    $after_silence, 'after it';
}

# What may come can be silenced before it does, and it is said that it has not.
open_on('note: x');
for my $case (
	[[qw(--label m=A)], qq(nothing has m="A" yet; there is none)],
	[[qw(--alert thin)], undef],
) {
	my ($scope, $why) = @$case;

	at('2026-01-01T00:00:00Z', qw(silence --until 7d), @$scope, 'x');
	is $bellwether->{err}, nothing_yet($why), "@$scope: no data";
}
$bellwether->write('f.json', join ',', '[{"p":"2025Q3","v":8,"m":"Qwen3"}',
    '{"p":"2025Q3","v":9,"m":"Wan"}]');
told('2026-01-01T00:00:00Z');
for my $case (
	[[qw(--label m=Qwen3)], undef],
	[[qw(--label basis=claimed)], undef],
	[[qw(--label m=qwen)], qq(nothing has m="qwen" yet; )
	    . q(did you mean 'Qwen3'?)],
	[[qw(--label m=Kimi)], qq(nothing has m="Kimi" yet; )
	    . q(there are 'Qwen3' and 'Wan')],
	[[qw(--label basis=heard)], qq(nothing has basis="heard" yet; )
	    . q(there is none)],
	[[qw(--alert thin --panel Money --label m=Wan)], undef],
	[[qw(--alert thin --panel Others)], 'no alert has all that it names'],
	[[qw(--signal other)], 'no alert has all that it names'],
) {
	my ($scope, $why) = @$case;

	like at('2026-01-01T00:00:00Z', qw(silence --until 7d), @$scope, 'x'),
	    qr/^silence \d+: /, "@$scope";
	is $bellwether->{status}, 0, 'made';
	is $bellwether->{err}, nothing_yet($why), $why // 'nothing to say';
}

# A disk that is full is nobody's mistake. What is written ahead of the
# database grows with each silence, as it cannot be moved there.
open_on('note: x');
margin(8);
told('2026-01-01T00:00:00Z');
my ($status, $sentence) = (0, '');
for (my $i = 0; $status == 0 && $i < 40; $i++) {
	($status, $sentence) = within(64, qw(silence --alert thin --until 9d),
	    'x' x 4000);
}
is $status, 74, 'a silence that cannot be kept: exit 74';
like $sentence, qr/^bellwether: nothing is kept: \S+: .*\n\z/, 'and why';
($status, $sentence) = within(8, 'silences');
is $status, 73, 'a state that cannot be opened: exit 73';
like $sentence, qr/^bellwether: \S+: .*\n\z/, 'and why';

done_testing;
