#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# Runs of the whole program that overlap, and runs that are killed: a change is
# told by one of them, and never by none.
use strict;
use warnings;
use File::Temp qw(tempdir);
use POSIX qw(WIFSIGNALED);
use Test::More;

my $program = $ENV{BELLWETHER} or plan skip_all => 'BELLWETHER is not set';
my $directory = tempdir(CLEANUP => 1);
my $watchlist = "$directory/w.yaml";
delete @ENV{ grep { /^(?:XDG_|BELLWETHER_)/ } keys %ENV };

sub put {
	my ($path, $text) = @_;
	open my $file, '>', $path or die "$path: $!";
	print $file $text;
	close $file or die "$path: $!";
	return;
}

sub document {
	return put("$directory/s.json", "[{\"v\": $_[0], \"p\": \"2025Q2\"}]");
}

# Starts a check; a file takes what it prints.
my $number = 0;

sub start_check {
	my ($state, @before) = @_;
	my $out = "$directory/out" . $number++;
	my $child = fork // die "fork: $!";

	if ($child == 0) {
		open STDOUT, '>', $out or die $!;
		open STDERR, '>&', \*STDOUT or die $!;
		exec @before, $program, '-c', $watchlist, '--state', $state,
		    'check' or die $!;
	}
	return { child => $child, out => $out };
}

sub end_check {
	my ($check) = @_;

	waitpid $check->{child}, 0;
	$check->{status} = $?;
	open my $file, '<', $check->{out} or die $!;
	local $/;
	$check->{told} = <$file> // '';
	return $check;
}

sub check { return end_check(start_check(@_)) }

my $too_long = "bellwether: another run is at work, and did not end within "
    . "10 s\n";

# Six at once, without those that had to wait too long: on a machine that is
# busy with other things some may have to.
sub six {
	my ($state) = @_;
	my @checks = map { end_check($_) } map { start_check($state) } 1 .. 6;
	my @ended = grep { $_->{told} ne $too_long } @checks;

	cmp_ok(scalar(@ended), '>', 0, 'six at once');
	return @ended;
}

# How all of them ended, each status once.
sub statuses {
	my %statuses = map { ($_->{status} >> 8 => 1) } @_;
	return join ' ', sort keys %statuses;
}

put($watchlist, <<'YAML');
name: Runs
sources:
  s: { url: 'file:s.json' }
signals:
  x: { unit: RMB, from: s, each: '$[*]', value: v, period: p }
alerts:
  low: { title: Too low, warn: x < 8, crit: x < 7 }
YAML
document(9);

# Many at once: one tells the baseline, one the change; all end well.
{
	my $state = "$directory/many";
	my @checks = six($state);
	my @told = grep { $_->{told} ne '' } @checks;

	is(scalar(@told), 1, 'six at once: one tells the baseline');
	is($told[0]{told}, "Runs, baseline of 1 alert: 1 ok\n", 'whole');
	is(statuses(@checks), '0', 'and all end well');
	document(7.5);
	@checks = six($state);
	@told = grep { $_->{told} ne '' } @checks;
	is(scalar(@told), 1, 'six at once: one tells the change');
	like($told[0]{told} // '', qr/\Awarn +Too low.*7\.5.*\n\z/s, 'whole');
	is(statuses(@checks), '1',
	    'and all end with the same status');
}

# What show has found is told by the next check, in JSON too.
{
	my $state = "$directory/found";
	my @call = ($program, '-c', $watchlist, '--state', $state);
	my $json = sub {
		open my $pipe, '-|', @call, 'check', '--format', 'json'
		    or die $!;
		local $/;
		return <$pipe>;
	};

	document(9);
	$json->();
	like($json->(), qr/"changed": ?false/, 'nothing new');
	document(6);
	is(system("'" . join("' '", @call) . "' show >/dev/null"), 0, 'show');
	like($json->(), qr/"changed": ?true.*?"why": ?"restated"/s,
	    'found by show, told by check');
	like($json->(), qr/"changed": ?false/, 'once');
}

# One that has to wait too long says so; it waits beside what follows. The lock
# is the kernel's, on the file.
open my $lock, '+<', "$directory/many/runs.lock" or die $!;
flock $lock, 2 or die $!;
my $waiting = start_check("$directory/many");

# Killed before each write in turn: the next run needs no help, and between
# them the change is told.
SKIP: {
	my $strace = 'pwrite64,fdatasync,fsync,ftruncate,rename,unlink,write';
	my ($lost, $killed, $doubled) = (0, 0, 0);

	skip 'strace is missing or not allowed', 3
	    if system('strace -o /dev/null true >/dev/null 2>&1') != 0;
	local $ENV{ASAN_OPTIONS} = 'detect_leaks=0';
	for my $n (1 .. 40) {
		my $state = "$directory/kill$n";
		my @told;

		document(9);
		check($state) if $n % 2; # killed in the first run, or later
		document(6);
		my $first = check($state, 'strace', '-qq', '-o', '/dev/null',
		    '-e', "inject=$strace:signal=KILL:when=$n");
		my $second = check($state);
		my $third = check($state);
		$killed++ if WIFSIGNALED($first->{status});
		@told = grep { /Too low/ } map { $_->{told} } $first, $second;
		$lost++ unless @told && $second->{status} >> 8 == 2;
		$doubled++ if $third->{told} ne '';
		diag("before write $n: $first->{told}|$second->{told}|"
		    . $third->{told}) if !@told || $third->{told} ne '';
	}
	is($lost, 0, 'killed before each write: the change is told');
	is($doubled, 0, 'and at most once more');
	cmp_ok($killed, '>', 10, 'and it was killed so');
}

end_check($waiting);
is($waiting->{told}, $too_long, 'it waits, then says so');
is($waiting->{status} >> 8, 3, 'and does not know');
close $lock;
is(check("$directory/many")->{status} >> 8, 2,
    'the next one needs no help');

done_testing();
