#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# The trees of why add up: of the bundled watchlist's derived signals, every
# node that is plain arithmetic is computed anew from what stands beneath it.
use strict;
use warnings;
use JSON::PP ();
use List::Util qw(max min sum);
use Test::More;
use Headless;

my $bellwether = Headless->new;
my $folder = ($ENV{srcdir} // '.') . '/watchlists';
my %now = (BELLWETHER_NOW => '2026-11-22T12:00:00Z');
my %done; # how often each kind of node was computed
my @wrong;

sub ask {
	my (@words) = @_;
	my $text = $bellwether->bare(['-c', "$folder/alibaba-cloud.yaml",
		'--state', $bellwether->path('state'), @words, '--format',
		'json'], %now);
	return eval { JSON::PP->new->utf8->decode($text) };
}

my %operators = (
	'+' => sub { $_[0] + $_[1] },
	'-' => sub { @_ > 1 ? $_[0] - $_[1] : -$_[0] },
	'*' => sub { $_[0] * $_[1] },
	'/' => sub { $_[0] / $_[1] },
	'<' => sub { $_[0] < $_[1] },
	'<=' => sub { $_[0] <= $_[1] },
	'>' => sub { $_[0] > $_[1] },
	'>=' => sub { $_[0] >= $_[1] },
	'=' => sub { $_[0] == $_[1] },
	'!=' => sub { $_[0] != $_[1] },
);

# What stands first in a tree is the newer one; windows list every term.
my %functions = (
	prev => sub { $_[1] },
	delta => sub { $_[0] - $_[1] },
	(map { $_ => sub { ($_[0] / $_[1] - 1) * 100 } } qw(qoq yoy ytd)),
	ttm => sub { sum @_ },
	sum => sub { sum @_ },
	latest => sub { $_[0] },
	max => sub { max @_ },
	min => sub { min @_ },
	count => sub { scalar @_ },
);

sub is_close {
	my ($got, $wanted) = @_;

	return abs($got - $wanted) <= 1e-9 * max(abs $got, abs $wanted, 1e-300);
}

# The parts that a literal says how to compute are no terms; an event is one.
sub values_of {
	my ($node) = @_;
	my @inputs = @{ $node->{inputs} // [] };

	@inputs = grep { !exists $_->{literal} } @inputs
	    if exists $node->{function};
	return map { exists $_->{id} ? 1 : $_->{value} } @inputs;
}

sub check {
	my ($node, $name) = @_;
	my $way = exists $node->{operator} ? $operators{ $node->{operator} }
	    : exists $node->{function}     ? $functions{ $node->{function} }
	    : $node->{expression}          ? sub { $_[0] }
	                                   : undef;
	my @values = values_of($node);

	check($_, $name) for @{ $node->{inputs} // [] };
	return if !defined $way || !defined $node->{value};
	@values = grep { defined } @values
	    if ($node->{function} // '') =~ /^(?:max|min|count)$/;
	return if !@values && ($node->{function} // '') eq 'count';
	my $kind = $node->{operator} // $node->{function} // 'signal';
	$done{$kind}++;
	if (grep { !defined } @values or !@values) {
		push @wrong, "$name: $kind lacks an input";
		return;
	}
	my $computed = $way->(map { ref ? $_ + 0 : $_ } @values);
	push @wrong, "$name: $kind of @values is $computed, not $node->{value}"
	    if !is_close($node->{value} + 0, $computed + 0);
}

my $shown = ask('show');
ok ref $shown eq 'ARRAY' && @$shown > 50, 'the watchlist';
my (%seen, $trees);
for my $series (@$shown) {
	my $figures = $series->{figures} // [];
	my @derived = grep { ($_->{basis} // '') eq 'derived'
		    && defined $_->{value} } @$figures;

	next if !@derived || $seen{ $series->{signal} }++;
	my @some = @derived[grep { $_ >= 0 } $#derived - 1, $#derived];
	@some = ($derived[0], @some) if @derived > 2;
	for my $figure (@some) {
		my $name = "$series->{signal} $figure->{period}";
		my $answer = ask('why', '--no-fetch', $series->{signal},
			$figure->{period});

		for my $tree (ref $answer eq 'ARRAY' ? @$answer : $answer) {
			next if !defined $tree->{value} || !$tree->{expression};
			$trees++;
			check($tree, $name);
			push @wrong, "$name: nothing beneath"
			    if !@{ $tree->{inputs} };
		}
	}
}
cmp_ok $trees, '>', 60, "$trees trees";
cmp_ok $done{$_} // 0, '>', 0, "$_ was computed anew"
    for qw(+ - * / yoy qoq ttm sum prev latest max min count signal);
is join("\n", @wrong), '', 'each adds up';

# Each inner node says what it is, where it lies, and since when it is known.
my $tree = ask('why', '--no-fetch', 'capex_intensity', '2026Q1');
my $node = $tree->{inputs}[0];
is join(' ', sort keys %$node), 'high inputs known_at labels low operator '
    . 'period reason text unit value', 'the keys of a node';
is $node->{text}, 'ttm(capex) / ttm(cloud_revenue) * 100', 'its text';
like $node->{known_at}, qr/^2026-\d\d-\d\dT/, 'since when it is known';
my ($ttm) = grep { exists $_->{function} } @{ $node->{inputs}[0]{inputs} };
is scalar @{ $ttm->{inputs} }, 4, 'a window lists every term';
like $ttm->{inputs}[0]{evidence}{source}, qr/^alibaba$/, 'down to a source';
ok defined $ttm->{inputs}[0]{evidence}{$_}, "its $_" for qw(path text sha256);

done_testing;
