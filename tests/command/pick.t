#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# Pick: a path, a document, a line of JSON for each match.
use strict;
use warnings;
use IO::Handle ();
use IO::Select ();
use IPC::Open2 qw(open2);
use POSIX qw(mkfifo _exit);
use Test::More;
use Headless;
use Loopback;

$SIG{PIPE} = 'IGNORE';

my $bellwether = Headless->new;
my %documents = (
	'a.json' => '{"a":[1,1.50,-0,1e999,12345678901234567890],"b":null}',
	'hostile.json' => '{"\u001b[31m\u202e":"\u001b\u009b\u202e\u0000\n'
	    . '\t\"\\\\\u0007\ud83d\ude00é"}',
	'cut.json' => "{\"a\":[1,2,3],\n \"b\": \"\xc3\xa9\", x}",
	'a.xml' => '<r xmlns="urn:r"><v k="&#x202e;">1&amp;</v><v>2</v></r>',
	'bad.xml' => "<r>\n <v></r>",
	'a.html' => '<title>T</title><p>one<p>two',
	'a.csv' => "Date, Price ,\"a & b\"\n2025-01-02, 1.50,x\n"
	    . "2025-01-03,\"2\n\"\"3\"\"\",\"y = z\"\n",
	'ragged.csv' => "a,b\n1,2\n3\n5,6\n",
	'doubled.csv' => "a;a\n1;2\n",
	"utf16.csv" => "\xff\xfea\0,\0b\0\n\0" . "1\0,\0\xe9\0\n\0",
	'empty' => '',
	'object' => "\xef\xbb\xbf \n{\"a\":1}",
	'element' => "<?xml version='1.0'?>\n<a>x</a>",
	'page' => "<!DOCTYPE html>\n<p>x",
	'rows' => "a|b\n1|2\n",
	'number' => "17\n",
);
$bellwether->write($_, $documents{$_}) for keys %documents;

# Arguments, the document, output, exit.
my @answers = (
	[['$.a[*]'], 'a.json', "1\n1.50\n-0\n1e999\n12345678901234567890\n", 0],
	[['$'], 'a.json', "$documents{'a.json'}\n", 0],
	[['$.b'], 'a.json', "null\n", 0],
	[['$.c'], 'a.json', '', 1],
	[['$.a[1]', '--paths'], 'a.json', "\$['a'][1]\t1.50\n", 0],
	[['$.a[-1]', '--paths'], 'a.json',
	    "\$['a'][4]\t12345678901234567890\n", 0],
	[['$.a[?@ == 1]'], 'a.json', "1\n", 0],
	[['$.*', '--paths'], 'hostile.json',
	    "\$['\\u001b[31m\\u202e']\t\"\\u001b\\u009b\\u202e\\u0000\\n\\t"
	    . "\\\"\\\\\\u0007\xf0\x9f\x98\x80\xc3\xa9\"\n", 0],
	[['//x:v', '--namespace', 'x=urn:r'], 'a.xml', "\"1&\"\n\"2\"\n", 0],
	[['//x:v/@k', '--namespace=x=urn:r', '--paths'], 'a.xml',
	    "/x:r/x:v[1]/\@k\t\"\\u202e\"\n", 0],
	[['//y:v/@k', '--namespace', 'x=urn:q', '--namespace', 'y=urn:r'],
	    'a.xml', "\"\\u202e\"\n", 0],
	[['count(//*)', '--paths'], 'a.xml', "\t3\n", 0],
	[['1 div 3'], 'a.xml', "0.333333333333333\n", 0],
	[['--', '-1 div 0'], 'a.xml', "\"-Infinity\"\n", 0],
	[['number("x")'], 'a.xml', "\"NaN\"\n", 0],
	[['count(//*) = 3'], 'a.xml', "true\n", 0],
	[['string(//nothing)'], 'a.xml', "\"\"\n", 0],
	[['//p', '--paths'], 'a.html',
	    "/html/body/p[1]\t\"one\"\n/html/body/p[2]\t\"two\"\n", 0],
	[['Price'], 'a.csv', "\" 1.50\"\n\"2\\n\\\"3\\\"\"\n", 0],
	[['Price where Date = 2025-01-02', '--paths'], 'a.csv',
	    "line 2, column Price\t\" 1.50\"\n", 0],
	[['Date where "a & b" = "y = z" & Date=2025-01-03'], 'a.csv',
	    "\"2025-01-03\"\n", 0],
	[['Date where Price = 7'], 'a.csv', '', 1],
	[['a'], 'doubled.csv', "\"1\"\n\"2\"\n", 0],
	[['b'], 'utf16.csv', "\"\xc3\xa9\"\n", 0],
	[['$.a'], 'object', "1\n", 0],
	[['/a'], 'element', "\"x\"\n", 0],
	[['//p'], 'page', "\"x\"\n", 0],
	[['b'], 'rows', "\"2\"\n", 0],
	[['$'], 'number', "17\n", 0],
	[['//p', '--format', 'html'], 'element', '', 1],
	[['$["a"][0]', '--format=json', '--no-fetch'], 'a.json', "1\n", 0],
	[['--', '-1'], 'element', "-1\n", 0],
);
for my $case (@answers) {
	my ($arguments, $document, $out, $status) = @$case;
	my $name = "$document: @$arguments";

	is $bellwether->bare(['pick', @$arguments,
		$bellwether->path($document)]), $out, $name;
	is "$bellwether->{status} $bellwether->{err}", "$status ",
	    "$name: exit $status";
}

# Wrong queries, and the cells before the caret.
my @queries = (
	['$.a[1', 'a.json', "the path ends too early: ',' or ']' is expected",
	    5],
	['$.a b', 'a.json', "'.', '[' or the end is expected, not ' b'", 3],
	["\$.\xc3\xa9[\xff]", 'a.json', 'this byte is not UTF-8', 4],
	["\$.a['\e[31m']", 'a.json', 'a control character is written as an '
	    . 'escape: \n, \u0007', 5],
	['a', 'a.json', "'\$', the document, is expected, not 'a'", 0],
	['', 'a.json', 'the path ends too early: \'$\', the document, is '
	    . 'expected', 0],
	['//x:v', 'a.xml', "the prefix 'x' means nothing here: declare it in "
	    . 'namespaces (pick: --namespace)', 2],
	['//v[', 'a.xml', 'this is no XPath 1.0', 4],
	['', 'a.csv', 'the name of a column is expected', 0],
	['a where ', 'a.csv', 'the name of a column is expected', 8],
	['a where b', 'a.csv', "'=' and a text are expected: COLUMN = TEXT",
	    9],
	['a where b = "x', 'a.csv', 'the text that begins here lacks its '
	    . 'closing quote', 12],
	['"a" b', 'a.csv', "'where' or the end is expected", 4],
	['a where b = "c" d', 'a.csv', "'&' or the end is expected", 16],
);
for my $case (@queries) {
	my ($query, $document, $sentence, $cells) = @$case;
	my ($caret);

	$bellwether->bare(
	    ['pick', '--', $query, $bellwether->path($document)]);
	(my $name = "$document: $query") =~ s/[^ -~]/?/g;
	is $bellwether->{status}, 64, "$name: exit 64";
	is $bellwether->{out}, '', "$name: prints nothing";
	like $bellwether->{err}, qr/^bellwether: \Q$sentence\E\n/,
	    "$name: says why";
	unlike $bellwether->{err}, qr/[\e\xff]/, "$name: is clean";
	($caret) = $bellwether->{err} =~ /^  ( *)\^$/m;
	is length($caret // 'none at all'), $cells, "$name: the caret";
}

# Wrong documents, and where.
my @wrong = (
	['$.a[*]', 'cut.json', "1\n2\n3\n",
	    qr/ near byte 27: .* \(line 2, column 13\)$/],
	['//v', 'bad.xml', '',
	    qr/not well-formed XML \(line 2, column \d+\): /],
	['a', 'ragged.csv', "\"1\"\n",
	    qr/: line 3: it has 1 cell, the first row has 2$/],
	['$', 'empty', '', qr/: it is empty$/],
	['$', 'a.xml', '', undef],
);
for my $case (@wrong) {
	my ($query, $document, $out, $sentence) = @$case;
	my @format = defined $sentence ? () : ('--format', 'json');

	is $bellwether->bare(['pick', @format, $query,
		$bellwether->path($document)]), $out, "$document: $query";
	is $bellwether->{status}, 65, "$document: exit 65";
	like $bellwether->{err}, $sentence // qr/JSON/, "$document: where";
}

# What is not there.
$bellwether->bare(['pick', '$', $bellwether->path('nowhere.json')]);
is $bellwether->{status}, 66, 'no such file: exit 66';
$bellwether->bare(['pick', '$', $bellwether->path('.')]);
is $bellwether->{status}, 66, 'a folder: exit 66';
$bellwether->bare(['pick', 'Prise', $bellwether->path('a.csv')]);
like $bellwether->{err}, qr/: there is no column 'Prise'; did you mean /,
    'no such column: a hint';
is $bellwether->{status}, 1, 'no such column: nothing matched';
$bellwether->write('space.xml', '<r xmlns="urn:x&#10;"><v>1</v></r>');
$bellwether->bare(['pick', '//v', $bellwether->path('space.xml')]);
like $bellwether->{err}, qr/: nothing was found; .* add --namespace P=urn:x/,
    'a default namespace: a hint';
is $bellwether->{status}, 1, 'a default namespace: nothing matched';
unlike $bellwether->{err}, qr/\n./, 'on one line';
$bellwether->bare(['pick', '--namespace', 'a=urn:x', '//a:w',
	$bellwether->path('space.xml')]);
is $bellwether->{err}, '', 'who declares one needs no hint';
$bellwether->bare(['pick', '$', '--namespace', 'a=b',
	$bellwether->path('a.json')]);
is $bellwether->{status}, 64, 'no namespaces in JSON';

# The query out of a file: its bytes, less one newline.
for my $case (
	["\$.b\n", 0, "null\n"],
	["\$.b", 0, "null\n"],
	["\$.b\n\n", 64, ''],
	["\$\n.b\n", 0, "null\n"],
	["\$.b\0", 64, ''],
	["\$['b\0']", 64, ''],
	["", 64, ''],
) {
	my ($query, $status, $out) = @$case;
	(my $name = $query) =~ s/[^ -~]/?/g;

	is $bellwether->bare(['pick', '--query-file',
		$bellwether->write('q', $query),
		$bellwether->path('a.json')]), $out, "a file: $name";
	is $bellwether->{status}, $status, "a file: $name: exit $status";
}
like $bellwether->{err}, qr/^bellwether: .*\n  \n  \^\n\z/,
    'a caret beneath nothing';
$bellwether->bare(['pick', '--query-file', $bellwether->path('nowhere')]);
is $bellwether->{status}, 66, 'no such query: exit 66';

# A pipe: what streams is printed before the document's end is there.
my $program = $ENV{BELLWETHER} // './bellwether';
my $pid = open2(my $from, my $to, $program, 'pick', '$[*].n', '--paths');
print {$to} '[', map { "{\"n\":$_,\"x\":\"" . 'x' x 2000 . "\"},\n" }
    0 .. 99;
$to->flush;
ok(IO::Select->new($from)->can_read(60), 'there is a line already');
is scalar <$from>, "\$[0]['n']\t0\n", 'the first match';
print {$to} '{"n":"end"}]';
close $to;
my @lines = <$from>;
waitpid $pid, 0;
is $?, 0, 'exit 0';
is $lines[-1], "\$[100]['n']\t\"end\"\n", 'the last match';

# Who reads no more is no reason for a message.
$pid = open2($from, $to, $program, 'pick', '$[*]');
close $from;
print {$to} '[', '1,' x 200_000, '1]';
close $to;
waitpid $pid, 0;
is $? >> 8, 74, 'nobody reads: exit 74';

# A named pipe is a document as well.
mkfifo($bellwether->path('fifo'), 0600) or die "fifo: $!\n";
$pid = fork // die "fork: $!\n";
if ($pid == 0) {
	open my $fifo, '>', $bellwether->path('fifo') or _exit(1);
	print {$fifo} '{"a":7}';
	close $fifo;
	_exit(0);
}
is $bellwether->bare(['pick', '$.a', $bellwether->path('fifo')]), "7\n",
    'a FIFO';
waitpid $pid, 0;

# A URL, by the rules of all transfers: its body, its type, its failures.
my %site = (
	'/a.json' => sub { Loopback::json($documents{'a.json'}) },
	'/typed' => sub { Loopback::answer('200 OK', "b\n1\n",
		'Content-Type: text/csv; charset=utf-8') },
	'/bare' => sub { Loopback::answer('200 OK', $documents{element}) },
	'/cut' => sub { Loopback::json('[1,2') },
	'/gone' => sub { Loopback::answer('404 Not Found', 'none') },
	'/moved' => sub { Loopback::answer('302 Found', '',
		'Location: /bare') },
);
my $server = Loopback->new(sub { $site{ $_[0]{path} }->() });
for my $case (
	['$.b', '/a.json?x=.xml', "null\n", 0, qr/^$/],
	['b', '/typed', "\"1\"\n", 0, qr/^$/],
	['/a', '/bare', "\"x\"\n", 0, qr/^$/],
	['/a', '/moved', "\"x\"\n", 0, qr/^$/],
	['/b', '/bare', '', 1, qr/^$/],
	['$[*]', '/cut', "1\n2\n", 65, qr/: not well-formed JSON near byte /],
	['$', '/gone', '', 69, qr/: HTTP 404/],
) {
	my ($query, $path, $said, $status, $sentence) = @$case;

	is $bellwether->bare(['pick', $query, $server->url($path)]), $said,
	    "$path: $query";
	is $bellwether->{status}, $status, "$path: exit $status";
	like $bellwether->{err}, $sentence, "$path: what it says";
}
$bellwether->bare(['pick', '$.[', $server->url('/never.json')]);
is $bellwether->{status}, 64, 'a wrong query';
is scalar($server->requests('/never.json')), 0, 'is not worth a request';

# No ceiling on matches or on the body: what a source may not, a file may.
my $large = $bellwether->write('large.json',
	'[' . join(',', ('"' . 'x' x 30 . '"') x 1_100_000) . ']');
cmp_ok -s $large, '>', 32 * 1024 * 1024, 'a large document';
my $out = $bellwether->bare(['pick', '$[*]', $large]);
is $bellwether->{status}, 0, 'is read';
is $out =~ tr/\n//, 1_100_000, 'to its end';

# Neither a watchlist nor a state is looked for.
my $home = File::Temp->newdir;
$bellwether->bare(['pick', '$.b', $bellwether->path('a.json')],
    HOME => "$home", XDG_STATE_HOME => undef, XDG_CONFIG_HOME => undef,
    BELLWETHER_WATCHLIST => '/nowhere/at/all');
is $bellwether->{out}, "null\n", 'without a watchlist';
opendir my $folder, "$home" or die "$home: $!\n";
is scalar(grep { !/^\.\.?$/ } readdir $folder), 0, 'nothing is written';

# Read once, from a pipe or a server, a document has its places all the same.
{
	my $server = Loopback->new(sub {
		my ($request) = @_;
		my $body = $request->{path} eq '/long'
		    ? '[' . "1,\n" x 60_000 . "\x{c3}\x{a4}]"
		    : "{\"a\":[1,2,\n  3,]}\n";

		return Loopback::answer('200 OK', $body,
		    'Content-Type: text/html');
	});

	for (
		['/short', 'line 2, column 6'],
		['/long', 'line 60001, column 2'],
	) {
		my ($path, $place) = @$_;

		$bellwether->bare(['pick', '$.none', $server->url($path)]);
		is $bellwether->{status}, 65, "$path: exit 65";
		like $bellwether->{err}, qr/not well-formed JSON.*\($place\)/,
		    "$path: $place";
	}
	my $large = $bellwether->write('large.json',
		'[' . join(',', ('"' . 'x' x 1000 . '"') x 3000) . ']');
	$bellwether->bare(['pick', '$[-1:0:-1]', $large]);
	is $bellwether->{status}, 0, 'what must be held is held';
	$bellwether->bare(['pick', '--hold', '1MiB', '$[-1:0:-1]', $large]);
	is $bellwether->{err}, "bellwether: $large: a path makes us hold more "
	    . "than 1 MiB of it at once, which is the ceiling (hold)\n",
	    'up to the ceiling that is said';
	$bellwether->bare(['pick', '--hold', '1KiB', '$', $large]);
	is "$bellwether->{status} $bellwether->{err}", '64 bellwether: '
	    . "'1KiB' is no size to hold: 1 MiB or more is expected, as in "
	    . "'4 GiB'\nTry 'bellwether --help'.\n", 'of some size';
}

done_testing;
