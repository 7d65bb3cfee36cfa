#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# Who may include whom, and which file may name which library.
use strict;
use warnings;
use Test::More;
use House;

# A room, and those beneath it.
my %below = (
	base => [],
	model => ['base'],
	config => [qw(base model)],
	fetch => [qw(base model config)],
	alert => [qw(base model config)],
	store => [qw(base model config)],
	engine => [qw(base model config fetch alert store)],
	command => [qw(base model config fetch alert store engine)],
	tui => [qw(base model config fetch alert store engine)],
	'main.c' => [@House::rooms],
);

# The file that a library lives in. A header may name one where no other
# folder includes that header.
my @libraries = (
	[qr{^curl/}, qr{^fetch/(?:fetcher|transfer|reasons|redirect)\.c$}],
	[qr{^yajl/}, qr{^fetch/json_inside\.h$}],
	[qr{^libxml/}, qr{^fetch/xml\w*\.c$}],
	[qr{^iconv\.h$}, qr{^fetch/\w+\.c$}],
	[qr{^yaml\.h$}, qr{^config/yaml_\w+\.c$}],
	[qr{^sqlite3\.h$}, qr{^store/sql\.h$}],
	[qr{^zlib\.h$}, qr{^store/\w+\.c$}],
	[qr{^(?:n?curses|term)\w*(?:/|\.h$)}, qr{^tui/screen\.c$}],
	[qr{^pcre2\.h$}, qr{^base/regex\.c$}],
	[qr{^openssl/}, qr{^base/digest\.c$}],
	[qr{^emmintrin\.h$}, qr{^fetch/json_guard\.c$}],
	[qr{^config\.h$}, qr{^main\.c$}],
);

# C11, what of POSIX is in use, and Linux's kinds of file systems (vfs).
my %libc = map { ("$_.h" => 1) } qw(assert ctype errno float inttypes limits
    locale math signal stdarg stdbool stddef stdint stdio stdlib string time
    wchar wctype arpa/inet fcntl glob langinfo netinet/in poll strings
    sys/file sys/ioctl sys/resource sys/socket sys/stat sys/types sys/vfs
    sys/wait sysexits termios unistd);

sub room { return $_[0] =~ m{^(\w+)/} ? $1 : $_[0] }

# The mistake of FILE in including this, or nothing.
sub mistake {
	my ($file, $sign, $what) = @_;
	my $own = room($file);

	if ($sign eq '"') {
		my $other = room($what);

		return "'$what' is not included from the root"
		    unless exists $below{$other} && $what =~ m{/};
		return if $other eq $own;
		return if grep { $_ eq $other } @{ $below{$own} };
		return "$own does not know $other ('$what')";
	}
	for my $row (@libraries) {
		my ($library, $home) = @$row;

		next unless $what =~ $library;
		return if $file =~ $home;
		return "<$what> does not belong here";
	}
	return $libc{$what} ? () : "<$what> is of no library that has a home";
}

# The scanner sees what it should, or nothing below means anything.
for my $case (
	['model/x.c', '"', 'base/err.h', 0],
	['model/x.c', '"', 'model/y.h', 0],
	['model/x.c', '"', 'config/setting.h', 1],
	['store/x.c', '"', 'fetch/job.h', 1],
	['alert/x.c', '"', 'store/store.h', 1],
	['tui/x.c', '"', 'command/open.h', 1],
	['command/x.c', '"', 'tui/tui.h', 1],
	['engine/x.c', '"', 'store/store.h', 0],
	['engine/x.c', '"', 'command/open.h', 1],
	['main.c', '"', 'tui/tui.h', 0],
	['base/x.c', '"', 'err.h', 1],
	['engine/x.c', '<', 'curl/curl.h', 1],
	['fetch/transfer.c', '<', 'curl/curl.h', 0],
	['fetch/picker.c', '<', 'yajl/yajl_parse.h', 1],
	['store/sql.h', '<', 'sqlite3.h', 0],
	['tui/view.c', '<', 'curses.h', 1],
	['base/x.c', '<', 'lua.h', 1],
	['base/x.c', '<', 'stdio.h', 0],
) {
	my ($file, $sign, $what, $wrong) = @$case;

	is(scalar(() = mistake($file, $sign, $what)), $wrong,
	    "$file and $what");
}

my @product = House::product();
cmp_ok(scalar @product, '>', 100, 'the source is here');

for my $room (@House::rooms, 'main.c') {
	my @bad;

	for my $file (grep { room($_) eq $room } @product) {
		for my $include (House::includes(House::text($file))) {
			my ($line, $sign, $what) = @$include;
			my ($wrong) = mistake($file, $sign, $what);

			push @bad, "$file:$line: $wrong" if defined $wrong;
		}
	}
	House::none("$room includes what it may", @bad);
}

# A header that names a library stays in its folder.
my %foreign;
for my $file (grep { /\.h$/ } @product) {
	for my $include (House::includes(House::text($file))) {
		my ($line, $sign, $what) = @$include;

		$foreign{$file} = $what if $sign eq '<' && !$libc{$what};
	}
}
my @leaks;
for my $file (@product, House::files(qr/\.[ch]$/, 'tests')) {
	for my $include (House::includes(House::text($file))) {
		my ($line, $sign, $what) = @$include;

		push @leaks, "$file:$line: $what brings <$foreign{$what}>"
		    if $foreign{$what} && room($file) ne room($what);
	}
}
House::none('no header carries a library out of its folder', @leaks);

# Each .c sees its own header first: so each header stands by itself.
my %is_there = map { ($_ => 1) } @product;
my @late;
for my $file (grep { /\.c$/ } @product) {
	my $own = $file =~ s/\.c$/.h/r;
	my ($first) = House::includes(House::text($file));

	push @late, "$file: $own is not its first include"
	    if $is_there{$own} && $first->[2] ne $own;
}
House::none('each module includes its own header first', @late);

my @guards;
for my $file (grep { /\.h$/ } @product) {
	my $guard = uc($file =~ s{[/.]}{_}gr);

	push @guards, "$file: its guard is not $guard"
	    unless House::text($file) =~ /^#ifndef $guard\n#define $guard$/m;
}
House::none('each header is guarded by its path', @guards);

done_testing();
