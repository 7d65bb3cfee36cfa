#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# Every text of the tree: licence lines, 80 columns, no blanks at the end.
use strict;
use warnings;
use Test::More;
use House;

my @scripts = grep { -e ($ENV{srcdir} // '.') . "/$_" }
    qw(quickstart .ci/run build-aux/needs);
my @source = (House::product(), House::tests(), @scripts);
# Documents under tests/ are as bad as their tests want them.
my @texts = (@source, House::files(qr/\.(?:am|ac|1|5|yaml|md)$/,
	@House::rooms, qw(doc watchlists Makefile.am configure.ac README.md)),
    House::files(qr/\.am$/, 'tests'), 'build-aux/packages');

sub is_clean {
	my ($name, $wrong, @files) = @_;
	my @bad;

	for my $file (@files) {
		my $number = 0;

		for my $line (split /\n/, House::text($file), -1) {
			$number++;
			push @bad, "$file:$number" if $wrong->($line);
		}
	}
	House::none($name, @bad);
}

# Columns as an editor counts them, with tabs of 8.
sub columns {
	my ($line) = @_;

	1 while $line =~ s/\t/' ' x (8 - $-[0] % 8)/e;
	return length $line;
}

is(columns("\tab\tc\x{2026}"), 18, 'columns are counted');

is_clean('no blanks at the end of a line', sub { $_[0] =~ /[ \t\r]$/ },
    @texts);
# One long word (a digest) is not cut.
is_clean('no line is over 80 columns', sub {
	columns($_[0]) > 80 && $_[0] !~ /^\s*"[^"\s]{60,}"[ ,;})]*$/
}, @source);
is_clean('nothing is left to be done', sub {
	$_[0] =~ /\b(?:TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b/
}, @texts);

my @open = grep { House::text($_) !~ /[^\n]\n\z/ } @texts;
House::none('each file ends with one newline', @open);

my @unlicensed = grep {
	!/\.h$/ && join("\n", (split /\n/, House::text($_))[0 .. 2]) !~
	    m{SPDX-License-Identifier: MIT}
} @source;
House::none('each source says its licence', @unlicensed);

my @silent = grep { /\.h$/ && House::text($_) !~ m{\A/\* } } @source;
House::none('each header begins with what it is', @silent);

done_testing();
