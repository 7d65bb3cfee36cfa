# SPDX-License-Identifier: MIT
# Runs the program without a terminal, with a folder of its own for the
# watchlist and the state.
package Headless;

use strict;
use warnings;
use File::Temp ();
use JSON::PP ();

my $program = $ENV{BELLWETHER} // './bellwether';

sub new {
	my ($class) = @_;
	my $folder = File::Temp->newdir;
	return bless { folder => $folder }, $class;
}

sub path { return "$_[0]{folder}/$_[1]" }

sub write {
	my ($self, $name, $text) = @_;
	open my $file, '>', $self->path($name) or die "$name: $!\n";
	print {$file} $text;
	close $file or die "$name: $!\n";
	return $self->path($name);
}

# Runs it with ARGUMENTS on w.yaml: its exit status, output and complaints.
# ENVIRONMENT is added; what is undef in it is taken away.
sub run {
	my ($self, $arguments, %environment) = @_;

	return $self->bare(['-c', $self->path('w.yaml'), '--state',
		$self->path('state'), @$arguments], %environment);
}

# The same with nothing but ARGUMENTS.
sub bare {
	my ($self, $arguments, %environment) = @_;
	my ($out, $err) = map { $self->path($_) } qw(out err);
	my $pid = fork // die "fork: $!\n";

	if ($pid == 0) {
		%ENV = (%ENV, %environment);
		delete $ENV{$_}
		    for grep { !defined $environment{$_} } keys %environment;
		open STDIN, '<', '/dev/null';
		open STDOUT, '>', $out;
		open STDERR, '>', $err;
		exec $program, @$arguments;
		exit 127;
	}
	waitpid $pid, 0;
	$self->{status} = $? & 127 ? 128 + ($? & 127) : $? >> 8;
	$self->{err} = _slurp($err);
	return $self->{out} = _slurp($out);
}

# The same, its output as JSON; undef where it is none.
sub json {
	my ($self, $arguments, %environment) = @_;
	my $text = $self->run([@$arguments, '--format', 'json'], %environment);
	return eval { JSON::PP->new->utf8->decode($text) };
}

# The sources of check: name → { state, reason … }.
sub sources {
	my ($self, %environment) = @_;
	my $report = $self->json(['check'], %environment);
	return { map { $_->{name} => $_ } @{ $report->{sources} // [] } };
}

# The last value of SIGNAL, nothing fetched.
sub value {
	my ($self, $signal, %environment) = @_;
	my $shown =
	    $self->json(['show', '--no-fetch', $signal], %environment);
	my $figures = $shown->[0]{figures} // [];
	return @$figures ? $figures->[-1]{value} : undef;
}

sub _slurp {
	my ($path) = @_;
	open my $file, '<', $path or return '';
	local $/;
	return <$file> // '';
}

1;
