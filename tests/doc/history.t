#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# doc/history.md shows what the program says now.
use strict;
use warnings;
use Test::More;

my $document = do {
	open my $in, '<', "$ENV{srcdir}/doc/history.md" or die "history.md: $!";
	local $/;
	<$in>;
};
open my $out, '-|', $^X, "$ENV{srcdir}/build-aux/history", $ENV{BELLWETHER},
    $ENV{srcdir} or die "history: $!";
my $now = do { local $/; <$out> };

ok close $out, 'it is made';
is $now, $document, 'and is what the document shows';
like $document, qr/^    margin_squeeze  .*\n/m, 'the table is in it';
cmp_ok $document =~ tr/\n//, '>', 150, 'and every stretch';
done_testing;
