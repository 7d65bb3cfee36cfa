#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# The bundled watchlist's own cases hold, and leave no alert and no level out.
use strict;
use warnings;
use Test::More;
use Headless;

my $bellwether = Headless->new;
my $folder = ($ENV{srcdir} // '.') . '/watchlists';
my $file = "$folder/alibaba-cloud.test.yaml";

sub slurp {
	my ($path) = @_;
	open my $in, '<', $path or die "$path: $!\n";
	local $/;
	return <$in>;
}

my $tap = $bellwether->bare(['test', $file]);
is $bellwether->{status}, 0, 'exit 0' or diag $tap;
is $bellwether->{err}, '', 'without a complaint';
my ($plan) = $tap =~ /^1\.\.(\d+)$/m;
is scalar(() = $tap =~ /^ok \d+ - /mg), $plan, 'every case holds';
cmp_ok $plan // 0, '>', 25, 'and there are many';

# Of each alert: ok, and each level that it has a condition for.
my ($alerts) =
    slurp("$folder/alibaba-cloud.yaml") =~ /^alerts:\n(.*?)^panels:/ms;
my $cases = slurp($file);
my $seen = 0;
while ($alerts =~ /^  (\w+):\n((?:    .*\n|\n|#.*\n)+)/mg) {
	my ($alert, $body) = ($1, $2);

	$seen++;
	for my $state ('ok', grep { $body =~ /^    $_:/m } qw(warn crit)) {
		like $cases, qr/\b$alert: (?:\{ state: )?$state\b/,
		    "$alert: $state";
	}
}
cmp_ok $seen, '>', 20, 'alerts were looked at';

done_testing;
