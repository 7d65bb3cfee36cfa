# SPDX-License-Identifier: MIT
# The source tree as the style tests see it: its files, its C without comments
# and texts, its functions. Nothing here judges.
package House;

use strict;
use warnings;
use File::Find ();
use Test::More ();

# From the floor up; main.c stands on top of all.
our @rooms = qw(base model config fetch alert store engine command tui);

my $top = $ENV{srcdir} // '.';

# All paths below FOLDERS (or that are named) that match WHAT, from the root.
sub files {
	my ($what, @folders) = @_;
	my @found;

	for my $folder (grep { -e "$top/$_" } @folders) {
		File::Find::find({ no_chdir => 1, wanted => sub {
			push @found, $_ if -f $_ && $_ =~ $what;
		} }, "$top/$folder");
	}
	s{^\Q$top\E/}{} for @found;
	return sort @found;
}

sub product { return files(qr/\.[ch]$/, @rooms, 'main.c') }

sub tests { return files(qr/\.(?:[ch]|t|pm)$/, 'tests') }

sub text {
	my ($path) = @_;

	open my $file, '<:encoding(UTF-8)', "$top/$path" or die "$path: $!\n";
	local $/;
	my $text = <$file>;
	close $file;
	return $text // '';
}

# C with its comments and the insides of its texts blanked; the lines stay.
sub code {
	my ($text) = @_;

	$text =~ s{
		(/\*.*?\*/|//[^\n]*) | "((?:[^"\\\n]|\\.)*)" |
		'((?:[^'\\\n]|\\.)*)'
	}{
		defined $1 ? $1 =~ s/[^\n]/ /gr
		: defined $2 ? '"' . $2 =~ s/[^\n]/ /gr . '"'
		: "'" . $3 =~ s/[^\n]/ /gr . "'"
	}gsex;
	return $text;
}

# The functions of a C text: name, line, lines, parameters.
sub functions {
	my ($text) = @_;
	my @lines = split /\n/, code($text);
	my ($name, $from, @found);
	my $head = '';

	for my $i (0 .. $#lines) {
		my $line = $lines[$i];

		if ($line =~ /^(\w+)\(/) {
			($name, $from, $head) = ($1, $i, '');
		} elsif ($line =~ /^\w/ || $line =~ /;\s*$/ && !$from) {
			$name = undef;
		}
		$head .= $line unless $line =~ /^\{/;
		if ($line =~ /^\{/ && defined $name) {
			my $parameters = () = $head =~ /,/g;

			push @found, { name => $name, line => $from + 1,
			    parameters => $parameters + 1 };
		} elsif ($line =~ /^\}/ && defined $name && @found) {
			$found[-1]{lines} = $i - $from + 1;
			$name = undef;
		}
	}
	return grep { defined $_->{lines} } @found;
}

# What a C text includes: [line, '"' or '<', what].
sub includes {
	my ($text) = @_;
	my ($number, @found) = (0);

	for my $line (split /\n/, $text) {
		$number++;
		push @found, [$number, $1, $2]
		    if $line =~ /^\s*#\s*include\s+(["<])([^">]+)[">]/;
	}
	return @found;
}

# Where a C text calls FUNCTION: the lines. Members and longer names are
# others' business.
sub calls {
	my ($code, $function) = @_;
	my ($number, @found) = (0);

	for my $line (split /\n/, $code) {
		$number++;
		push @found, $number
		    if $line =~ /(?<![\w.])(?<!->)\b(?:$function)\s*\(/;
	}
	return @found;
}

# A test that holds where there is no offence; all of them are told.
sub none {
	my ($name, @offences) = @_;

	Test::More::ok(!@offences, $name =~ s/#//gr)
	    or Test::More::diag(map { "  $_\n" } @offences);
}

1;
