#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# The command line: what is wrong with it is one sentence and exit 64; options
# are taken before and after the command's name; nothing is written.
use strict;
use warnings;
use Test::More;
use Headless;

my $bellwether = Headless->new;
$bellwether->write('x.json', '{"f":[{"p":"2025Q2","v":5}]}');
$bellwether->write('w.yaml', <<'EOF');
name: Usage
sources: { x: { url: file:x.json } }
signals:
  capex: { unit: RMB, from: x, each: "$.f[*]", value: v, period: p }
  -not: { unit: RMB, expr: capex }
EOF
$bellwether->run(['show']);
is $bellwether->{status}, 65, 'a signal cannot be called as an option is';
$bellwether->write('w.yaml', <<'EOF');
name: Usage
sources: { x: { url: file:x.json } }
signals:
  capex: { unit: RMB, from: x, each: "$.f[*]", value: v, period: p }
EOF

my @wrong = (
	[['chek'], "unknown command 'chek'; did you mean 'check'?"],
	[['frobnicate'], "unknown command 'frobnicate'"],
	[['-'], "unknown command '-'"],
	[['--frobnicate'], "unknown option '--frobnicate'"],
	[['--stat', 'x'], "unknown option '--stat'; did you mean '--state'?"],
	[['--fromat=json', 'show'],
	    "unknown option '--fromat'; did you mean '--format'?"],
	[['-x'], "unknown option '-x'"],
	[['show', '--no_fetch'],
	    "unknown option '--no_fetch'; did you mean '--no-fetch'?"],
	[['show', '-c'], "'--config' needs a FILE"],
	[['show', '--state'], "'--state' needs a DIR"],
	[['show', '--state', ''], "'--state' needs a DIR"],
	[['-c', '', 'show'], "'--config' needs a FILE"],
	[['--config=', 'show'], "'--config' needs a FILE"],
	[['show', '--no-fetch=yes'], "'--no-fetch' takes no value"],
	[['show', '--format', 'jsn'],
	    "'jsn' is no format: text, json or csv is expected; "
	    . "did you mean 'json'?"],
	[['show', '--format='], "'--format' needs a FORMAT"],
	[['check', '--format', 'csv'], "'check' has no format 'csv'"],
	[['lint', '--format', 'json'], "'lint' has no format 'json'"],
	[['show', '--all'], "'show' has no option '--all'"],
	[['show', '--as-of', 'yesterday'],
	    "'yesterday' is no date: YYYY-MM-DD is expected after --as-of"],
	[['show', '--as-of', '2025-02-30'],
	    "'2025-02-30' is no date: YYYY-MM-DD is expected after --as-of"],
	[['show', '--as-of', '9999-12-31'],
	    "'9999-12-31' is too far ahead: --as-of goes ten years from today"],
	[['replay', '--from', 'x'],
	    "'x' is no date: YYYY-MM-DD is expected after --from"],
	[['replay', '--to', '2025-13-01'],
	    "'2025-13-01' is no date: YYYY-MM-DD is expected after --to"],
	[['replay', '--form', '2025-01-01'],
	    "unknown option '--form'; did you mean '--from'?"],
	[['replay', '--with'], "'--with' needs a FILE"],
	[['replay', '--format', 'csv'], "'replay' has no format 'csv'"],
	[['replya'], "unknown command 'replya'; did you mean 'replay'?"],
	[['show', '--from', '2025-01-01'], "'show' has no option '--from'"],
	[['--with', 'x'], "the screen has no '--with'; name a command: replay"],
	[['why'], "'why' needs more: bellwether why SIGNAL [PERIOD] | ALERT"],
	[['why', 'a', 'b', 'c'],
	    "'c' is too much: bellwether why SIGNAL [PERIOD] | ALERT"],
	[['check', 'capex'], "'capex' is too much: bellwether check"],
	[['lint', 'a', 'b'], "'b' is too much: bellwether lint [FILE]"],
	[['pick'], "'pick' needs more: bellwether pick QUERY [FILE|-|URL]"],
	[['pick', '$', 'a', 'b'],
	    "'b' is too much: bellwether pick QUERY [FILE|-|URL]"],
	[['pick', '--query-file', 'q', 'a', 'b'], "'b' is too much: with "
	    . '--query-file there is one operand, the document'],
	[['pick', '$', '--format', 'text'], "'text' is no format: json, xml, "
	    . 'html or csv is expected'],
	[['pick', '$', '--format', 'htm'], "'htm' is no format: json, xml, "
	    . "html or csv is expected; did you mean 'html'?"],
	[['pick', '--namespace', 'a:b'],
	    "'a:b' is no namespace: P=URI is expected"],
	[['pick', '--namespace', '=b'],
	    "'=b' is no namespace: P=URI is expected"],
	[['pick', '$', '--all'], "'pick' has no option '--all'"],
	[['show', '--paths'], "'show' has no option '--paths'"],
	[['lint', '--query-file', 'q'], "'lint' has no option '--query-file'"],
	[['check', '--namespace=a=b'], "'check' has no option '--namespace'"],
	[['--paths'], "the screen has no '--paths'; name a command: pick"],
	[['--format', 'json'],
	    "the screen has no '--format'; name a command: show, check"],
	[['--all'], "the screen has no '--all'; name a command: check"],
	[["\e[31mred"], "unknown command '<1B>[31mred'"],
	[["--\x{e2}\x{80}\x{ae}x"], "unknown option '--<U+202E>x'"],
	[["\xff"], "unknown command '<FF>'"],
);
for my $case (@wrong) {
	my ($arguments, $sentence) = @$case;
	my $name = join ' ', @$arguments;
	$name =~ s/[^ -~]/?/g;

	is $bellwether->bare($arguments), '', "$name: prints nothing";
	is $bellwether->{err},
	    "bellwether: $sentence\nTry 'bellwether --help'.\n",
	    "$name: one sentence";
	is $bellwether->{status}, 64, "$name: exit 64";
}

# What names the watchlist's own needs the watchlist, but no fetch.
my @unknown = (
	[['show', 'capx'], "unknown signal 'capx'; did you mean 'capex'?"],
	[['show', 'capex', 'zzz'],
	    "unknown signal 'zzz'; there is only 'capex'"],
	[['why', 'capx'], "unknown signal 'capx'; did you mean 'capex'?"],
	[['why', 'capex', '2025Q9'],
	    "'2025Q9' is no period: a quarter is 1 to 4"],
	[['show', 'capex{'],
	    "'capex{': at column 7: the expression ends too early: "
	    . "a label's name is expected"],
	[['show', '--', '--help'],
	    "unknown signal '--help'; there is only 'capex'"],
	[['show', "a\nb"], "unknown signal 'a b'; there is only 'capex'"],
);
for my $case (@unknown) {
	my ($arguments, $sentence) = @$case;
	my $name = join ' ', @$arguments;
	$name =~ s/\n/?/g;

	is $bellwether->run($arguments), '', "$name: prints nothing";
	is $bellwether->{err}, "bellwether: $sentence\n", "$name: says why";
	is $bellwether->{status}, 64, "$name: exit 64";
}

# Before or after the name, together or apart.
my @right = (
	['--format', 'json', '--no-fetch', 'show', 'capex'],
	['show', '--format', 'json', '--no-fetch', 'capex'],
	['show', 'capex', '--format=json', '--no-fetch'],
	['--no-fetch', 'show', '--format=json', '--', 'capex'],
	['--format', 'text', 'show', 'capex', '--no-fetch', '--format', 'json'],
);
$bellwether->run(['show']);
my $wanted = $bellwether->run($right[0]);
like $wanted, qr/^\[\{"signal":"capex",.*"value":5,/, 'as it should be';
is $bellwether->run($_), $wanted, "@$_" for @right;
$bellwether->bare(['show', '-c' . $bellwether->path('w.yaml'),
	'--state=' . $bellwether->path('state'), 'capex']);
is $bellwether->{status}, 0, '-cFILE and --state=DIR';

# Help and version come whatever else is there, and go to standard output.
for my $arguments (['--help'], ['-h'], ['show', '-h'], ['why', '--help'],
    ['--version'], ['-V'], ['--help', '--format', 'csv', 'check']) {
	my $out = $bellwether->bare($arguments);

	is $bellwether->{status} . $bellwether->{err}, '0', "@$arguments";
	isnt $out, '', "@$arguments: prints";
	is((grep { length > 80 } split /\n/, $out), 0,
	    "@$arguments: no line over 80");
}
like $bellwether->bare(['--version']), qr/^bellwether \S+\n\z/, 'a version';
like $bellwether->bare(['check', '--help']),
    qr/^Usage: bellwether \[OPTION\.\.\.\] check\nFetch /, 'a command alone';
unlike $bellwether->bare(['show', '--help']), qr/--paths/,
    'a command shows its own options';
for my $command (qw(check show why eval replay lint test pick try)) {
	like $bellwether->bare(['--help']), qr/^  $command /m,
	    "--help: $command";
}
for my $option (qw(config state format no-fetch as-of all from to with
    paths namespace
    query-file help version)) {
	like $bellwether->bare(['--help']), qr/^  .*--$option /m,
	    "--help: --$option";
}

done_testing;
