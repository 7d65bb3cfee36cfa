#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# The manual pages are well formed, and name what the source names: every key of
# the JSON, every variable of the environment.
use strict;
use warnings;
use Test::More;
use House;

my @pages = qw(doc/bellwether.1 doc/bellwether-watchlist.5);
my $top = $ENV{srcdir} // '.';

for my $page (@pages) {
	SKIP: {
		skip 'mandoc is not installed', 1
		    unless grep { -x "$_/mandoc" } split /:/, $ENV{PATH};
		# A page beside this one is looked for among those installed.
		House::none("$page: mandoc has nothing to say",
		    grep { !/referenced manual not found|mandoc\.db/ }
		    `mandoc -Tlint '$top/$page' 2>&1`);
	}
}

my $program = House::text($pages[0]);
my %keys;
for my $file (House::files(qr/\.c$/, 'command')) {
	my $text = House::text($file);

	$keys{$1} //= $file while $text =~ /\bjson_key\([^,]+,\s*"(\w+)"\)/g;
}
cmp_ok(scalar keys %keys, '>', 40, 'keys of the JSON were found');
House::none('each key of the JSON is in the manual',
    map { "$_ of $keys{$_}" } grep { $program !~ /"$_"/ } sort keys %keys);

my %variables;
for my $file (House::product()) {
	my $text = House::text($file);

	$variables{$1} //= $file while $text =~ /\benv_text\("(\w+)"\)/g;
}
cmp_ok(scalar keys %variables, '>', 3, 'variables were found');
House::none('each variable of the environment is in the manual',
    map { "$_ of $variables{$_}" }
    grep { $program !~ /^\.(?:It )?Ev .*\b$_\b/m } sort keys %variables);

done_testing();
