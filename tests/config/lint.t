#!/usr/bin/perl
# bellwether lint: each bad watchlist beside its exact messages.
# SPDX-License-Identifier: MIT
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Copy qw(copy);
use File::Temp qw(tempdir);
use Test::More;

my $program = $ENV{BELLWETHER} or plan skip_all => 'BELLWETHER is not set';
my $source = abs_path(($ENV{srcdir} || '.') . '/tests/config');
my $folder = tempdir(CLEANUP => 1);
my $state = "$folder/state";

my $data = $ENV{BELLWETHER_TEST_DATA};
delete $ENV{$_} for grep { /^(BELLWETHER_|XDG_)/ } keys %ENV;
$ENV{HOME} = $folder;

sub slurp {
	my ($path) = @_;
	open my $file, '<:raw', $path or die "$path: $!";
	local $/;
	return scalar <$file>;
}

sub spew {
	my ($path, @text) = @_;
	open my $file, '>:raw', $path or die "$path: $!";
	print $file @text;
	close $file or die "$path: $!";
}

# Standard output and the exit status; what goes to standard error is kept too.
sub lint {
	my ($in, @operands) = @_;
	my $pid = fork;
	if (!$pid) {
		chdir $in or die;
		open STDOUT, '>', "$folder/out" or die;
		open STDERR, '>', "$folder/err" or die;
		exec $program, '--state', $state, 'lint', @operands or die;
	}
	waitpid $pid, 0;
	return (slurp("$folder/out"), $? >> 8, slurp("$folder/err"));
}

# What is wrong, word for word.
my @bad = sort glob "$source/bad/*.yaml";
cmp_ok(scalar @bad, '>', 25, 'there are bad watchlists');
for my $path (@bad) {
	my ($name) = $path =~ m{([^/]+)\.yaml$};
	my $wanted = slurp("$source/bad/$name.txt");
	my ($got, $exit, $errors) = lint("$source/bad", "$name.yaml");

	is($got, $wanted, "$name: every mistake, each at its place");
	is($exit, 65, "$name: exit 65");
	is($errors, '', "$name: nothing on standard error");
}

# Each mistake is a line of three: where and what, the line, the caret.
my ($twelve) = lint("$source/bad", 'twelve.yaml');
is(scalar(() = $twelve =~ /^twelve\.yaml:\d+:\d+: error: /mg),
	12, 'twelve mistakes are twelve messages');

# The design's own example, and a copy of it that is wrong twelve times over.
SKIP: {
	my $example =
	  defined $data ? dirname($data) . '/design/example.yaml' : '';
	skip 'the example is not beside the test data', 3 unless -r $example;

	copy($example, "$folder/example.yaml") or die;
	my ($notes, $exit) = lint($folder, 'example.yaml');
	is($exit, 0, 'the example is right');
	is($notes,
		"example.yaml: note: read and checked, but not acted on yet: "
		  . "sinks, routes\n",
		'and one line says what waits for a later version');

	my $text = slurp($example);
	my @mistakes = (
		['fiscal_year_ends: (march)', 'smarch'],	# no month
		['  (every): 6h', 'evry'],			# unknown
		['format: (json)', 'jsno'],			# no choice
		['X-Api-Key: "(\$\{QUOTES_KEY:-\})', '${NO_SUCH}'],
		['guard: \{ min: (0)', 'nil'],			# no number
		['from: (results)', 'result'],			# unknown source
		['each: (\$\.quarters\[\*\])', '$.quarters['],	# bad path
		['expr: (capex) / cloud', 'capx'],		# unknown signal
		['unit: (RMB/USD)', 'RMB//'],			# bad unit
		['crit: (cloud_margin < 7)', 'cloud_margin <'],	# bad formula
		['show: \[(cloud_margin)\]', 'cloud_margn'],	# in a panel
		['Q: (quit)', 'qiut'],				# no command
	);
	my %wanted;
	for my $mistake (@mistakes) {
		my ($pattern, $wrong) = @$mistake;
		$text =~ /$pattern/ or die $pattern;
		my $line = 1 + (substr($text, 0, $-[1]) =~ tr/\n//);
		$wanted{$line} = 1;
		substr($text, $-[1], $+[1] - $-[1]) = $wrong;
	}
	spew("$folder/example.yaml", $text);
	my ($got) = lint($folder, 'example.yaml');
	my @lines = $got =~ /^example\.yaml:(\d+):\d+: error: /mg;
	is("@lines", join(' ', sort { $a <=> $b } keys %wanted),
		'twelve mistakes in it are told, each on its line')
	  or diag $got;
}

# Secrets are nowhere in what is said, right or wrong.
spew("$folder/key", "file-hunter2\n");
spew("$folder/secret.yaml", <<'EOF');
sources:
  a: { url: "${SECRET}" }
  b: { url: "https://example.org/", headers: { X-A: "${TWO_LINES}" } }
  c: { url: "ftp://${SECRET}/${file:key}" }
  d: { url: "https://example.org/", headers: { "X A": "${SECRET}" } }
EOF
$ENV{SECRET} = 'hunter2-hunter2';
$ENV{TWO_LINES} = "hunter2\nX-Evil: 1";
my ($said, $exit, $errors) = lint($folder, 'secret.yaml');
is($exit, 65, 'a secret that does not fit is a mistake');
unlike("$said$errors", qr/hunter2|Evil/, 'and is not told');
is($said, <<'EOF', 'but its place and what was expected');
secret.yaml:2:13: error: '…' must start with http://, https:// or file:
    2 |   a: { url: "${SECRET}" }
      |             ^
secret.yaml:3:53: error: 'X-A' is wrong with what ${…} stands for in it
    3 |   b: { url: "https://example.org/", headers: { X-A: "${TWO_LINES}" } }
      |                                                     ^
secret.yaml:4:13: error: 'ftp://…/…' must start with http://, https:// or file:
    4 |   c: { url: "ftp://${SECRET}/${file:key}" }
      |             ^
secret.yaml:5:55: error: a header is a name and one line of text
    5 |   d: { url: "https://example.org/", headers: { "X A": "${SECRET}" } }
      |                                                       ^
EOF

# One that is written out is warned of, where others may read the file.
spew("$folder/open.yaml", <<'EOF');
sources:
  a:
    url: https://example.org/
    headers: { X-API-Key: hunter2, Accept: text/plain, X-Token: "${SECRET}" }
    auth: { user: me, password: hunter2 }
  b: { url: "https://example.org/", auth: { bearer: "" } }
EOF
chmod 0644, "$folder/open.yaml" or die;
($said, $exit) = lint($folder, 'open.yaml');
is($said, <<'EOF' =~ s/\\\n//gr, 'a secret in a file that others may read');
open.yaml:4:27: warning: 'X-API-Key' is a secret in a file that others may \
read: write ${NAME} or ${file:PATH} for it, or take the right away with \
chmod go-r
open.yaml:5:33: warning: 'password' is a secret in a file that others may \
read: write ${NAME} or ${file:PATH} for it, or take the right away with \
chmod go-r
EOF
is($exit, 0, 'is no mistake');
chmod 0600, "$folder/open.yaml" or die;
is((lint($folder, 'open.yaml'))[0], '', 'and nothing, where they may not');

# What is large or hostile ends in well under a second of processor time; with
# sanitizers it is slower by an order.
my $bound = 5;
my %large = (
	'2000 sources, 10000 signals' => [0, join '',
		"sources:\n",
		(map { "  s$_: { url: 'http://h$_.example/x.json' }\n" }
		  1 .. 2000),
		"signals:\n",
		(map { "  g$_: { unit: RMB, from: s" . (1 + $_ % 2000)
		  . ", each: '\$.a[*]', value: v, period: p }\n" }
		  1 .. 10000)],
	'a chain of 10000 formulas' => [65, "signals:\n",
		"  g0: { unit: RMB, not_disclosed: true }\n",
		(map { "  g$_: { unit: RMB, expr: g" . ($_ - 1) . " }\n" }
		  1 .. 10000)],
	'a circle of 10000 formulas' => [65, "signals:\n",
		(map { "  g$_: { unit: RMB, expr: g" . (($_ + 1) % 10000)
		  . " }\n" } 0 .. 9999)],
	'20000 unknown names' => [65, "signals:\n",
		(map { "  g$_: { unit: x, expr: h$_ }\n" } 1 .. 20000)],
	'50000 times one name' => [65, "signals:\n", ("  g: { }\n") x 50000],
	'200000 brackets' => [65, 'name: ', '[' x 200000],
	'80000 anchors' =>
	  [65, "name:\n", map { "- &a$_ x\n" } 1 .. 80000],
	'a block nested 20000 deep' => [65, 'name: ', "\n", '- ' x 20000, 'x'],
	'one text of a megabyte' => [0, 'name: "', 'x ' x 500000, '"'],
	'more than a megabyte' => [65, 'name: "', 'x ' x 600000, '"'],
	'brackets in comments and texts' => [0, "name: \"", '[{' x 1000, "\"\n",
		("# [0, 1)\n") x 1000],
);
for my $name (sort keys %large) {
	my ($wanted, @text) = @{ $large{$name} };
	spew("$folder/large.yaml", @text);
	my $start = (times)[2] + (times)[3];
	my ($got, $exit) = lint($folder, 'large.yaml');
	my $took = (times)[2] + (times)[3] - $start;
	is($exit, $wanted, "$name: exit $wanted") or diag substr($got, 0, 500);
	cmp_ok($took, '<', $bound, "$name: no longer than $bound s");
	note "$name: $took s";
	cmp_ok(length $got, '<', 2_000_000, "$name: the answer is bounded");
}

# A depth that could not be evaluated is told, once a chain.
spew("$folder/deep.yaml",
	"signals:\n  g0: { unit: RMB, not_disclosed: true }\n",
	map { "  g$_: { unit: RMB, expr: g" . ($_ - 1) . " }\n" } 1 .. 70);
($said) = lint($folder, 'deep.yaml');
$said =~ s/, one on top of the other$//m;
is($said, <<'EOF', 'formulas on top of formulas');
deep.yaml:67:27: error: 'g65' rests on more than 64 formulas
   67 |   g65: { unit: RMB, expr: g64 }
      |                           ^
EOF

# Includes: depth, circles through links, folders with signs of patterns.
mkdir "$folder/odd [a]*" or die;
spew("$folder/odd [a]*/main.yaml", "include: part.yaml\n",
	"sources: { s: { url: file:s.json } }\n");
spew("$folder/odd [a]*/part.yaml", "name: Part\n");
($said, $exit) = lint($folder, 'odd [a]*/main.yaml');
is("$said$exit", '0', 'a folder whose name is a pattern');
for my $i (0 .. 9) {
	spew("$folder/d$i.yaml", $i < 9 ? "include: d" . ($i + 1) . ".yaml\n"
		: "name: Ten\n");
}
($said) = lint($folder, 'd0.yaml');
is($said, <<'EOF', 'files within files within files');
d8.yaml:1:10: error: files include each other more than 8 deep
    1 | include: d9.yaml
      |          ^
EOF
($said, $exit) = lint($folder, 'd1.yaml');
is("$said$exit", '0', 'eight are fine');
symlink 'link.yaml', "$folder/link.yaml";
symlink 'c0.yaml', "$folder/c1.yaml" or die;
spew("$folder/c0.yaml", "include: c1.yaml\n");
($said) = lint($folder, 'c0.yaml');
is($said, <<'EOF', 'a circle through a link');
c0.yaml:1:10: error: 'c1.yaml' includes itself in a circle
    1 | include: c1.yaml
      |          ^
EOF

# No file, and what is none.
spew("$folder/empty.yaml");
mkdir "$folder/dir.yaml" or die;
system('mkfifo', "$folder/fifo.yaml") == 0 or die;
for my $case (
	['empty.yaml', 'empty.yaml: error: it is empty'],
	['none.yaml', 'none.yaml: error: No such file or directory'],
	['dir.yaml', 'dir.yaml: error: it is no regular file'],
	['fifo.yaml', 'fifo.yaml: error: it is no regular file'],
	['link.yaml', 'link.yaml: error: Too many levels of symbolic links'],
) {
	($said, $exit) = lint($folder, $case->[0]);
	is("$said$exit", "$case->[1]\n65", $case->[0]);
}
ok(!-e $state, 'lint writes nothing');

done_testing;
