#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# Every sentence with which the language refuses an expression stands, word for
# word, in a table of the tests beside this one, and every function and operator
# with what it comes to: a new one cannot be forgotten.
use strict;
use warnings;
use utf8;
use Test::More;
use House;

binmode Test::More->builder->$_, ':encoding(UTF-8)'
    for qw(output failure_output);

# Amounts and silences have tables of their own.
my @sources = grep { !/amount|quiet/ } House::files(qr/\.c$/, 'model');

my $text = qr/"((?:[^"\\]|\\.)*)"/;

# The texts of C that stand side by side are one; a macro's too.
sub texts {
	my ($c) = @_;
	my (%macro, @found);

	$c =~ s{/\*.*?\*/}{}gs;
	while ($c =~ /^#define\s+(\w+)\s+((?:\\\n|.)+)$/mg) {
		my ($name, $value) = ($1, $2);

		$macro{$name} = $value =~ s/\\\n//gr;
	}
	$c =~ s/^#define\s+(?:\\\n|.)+$//mg;
	$c =~ s/\b(\w+)\b(?=[^"\n]*(?:"|[,}\n]))/$macro{$1} \/\/ $1/ge;
	while ($c =~ /($text(?:\s*$text)*)/g) {
		push @found, join '', $1 =~ /$text/g;
	}
	return map { unescaped($_) } @found;
}

sub unescaped {
	my ($found) = @_;

	$found =~ s/\\(["\\])/$1/g;
	return $found;
}

# The formats of a source that are told to a person, as expressions.
sub formats {
	my ($c) = @_;
	my @found;
	my $one = qr/$text(?:\s*$text)*/;

	$c =~ s{/\*.*?\*/}{}gs;
	while ($c =~ /\b(err_at|err_set|argument_wrong|parser_unexpected|
	    argument_is_literal)\(((?:[^()"]|$text|\((?:[^()]|\([^()]*\))*\))*)
	    \)/gx) {
		my ($way, $inside) = ($1, $2);

		while ($inside =~ /(?:^|[,?:]\s*)($one)/g) {
			my $said = unescaped(join '', $1 =~ /$text/g);

			push @found, [$way, $said];
			last if $way =~ /^err/;	# the rest are its words
		}
	}
	return @found;
}

sub pattern {
	my ($way, $said) = @_;
	my $whole = join '.*', map { quotemeta }
	    split /%(?:\.\*|\.\d+)?z?[sdug]/, $said =~ s/%%/%\0/gr, -1;

	$whole =~ s/\\\0//g;
	return qr/^'\w+'\ expects\ $whole\ here:/x
	    if $way =~ /^argument/;
	return qr/(?:here|early):\ $whole\ is\ expected$/x
	    if $way eq 'parser_unexpected';
	return qr/^$whole$/s;
}

my @told = map { texts(House::text($_)) }
    House::files(qr/(?:check|parser|unit|period|currency|mistakes)-t\.c$/,
	'tests/model');
my ($count, @silent) = (0);

for my $source (@sources) {
	for my $format (formats(House::text($source))) {
		my ($way, $said) = @$format;
		my $pattern = pattern($way, $said);

		next if $said eq ' ';	# only that it is none
		$count++;
		push @silent, "$source: $said"
		    unless grep { /$pattern/ } @told;
	}
}
cmp_ok($count, '>', 50, 'the sentences are found');
House::none('each stands in a table of the tests', @silent);

# And each function has a mistake of its own there.
my $table = House::text('model/function.c');
my @names = $table =~ /^\t\{ "(\w+)", "/mg;
my @unasked = grep { my $name = $_; !grep { /^'$name'/ } @told } @names;

cmp_ok(scalar @names, '>', 30, 'the functions are found');
House::none('each function is refused something in a table', @unasked);

# What each function and operator comes to stands there too, by hand.
my @computed = map { texts(House::text($_)) }
    House::files(qr/(?:function|operate|model|align|currency|derived)-t\.c$/,
	'tests/model');
my @signs = House::text('model/parser.c') =~ /\{ "([^"]+)", OP_/g;
my @unreckoned = grep {
	my $name = $_;
	!grep { /\b$name(?: by \([^)]*\) )?\(/ } @computed;
} @names;

push @unreckoned, grep {
	my $sign = $_;
	!grep { / \Q$sign\E / } @computed;
} @signs;
cmp_ok(scalar @signs, '==', 13, 'the operators are found');
House::none('each is computed by hand in a table', @unreckoned);
done_testing();
