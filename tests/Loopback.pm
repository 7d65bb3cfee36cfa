# SPDX-License-Identifier: MIT
# A server on loopback that answers as a test wants it to, byte by byte; a
# process a connection. It ends with the test that started it.
package Loopback;

use strict;
use warnings;
use File::Temp ();
use IO::Socket::INET ();
use POSIX ();
use Socket qw(IPPROTO_TCP TCP_NODELAY);

my @running;

# ANSWER is called with (request, socket) and gives the bytes to send, or undef
# where it wrote them itself. A request is a hash: line, path, headers (names in
# lower case), text.
sub new {
	my ($class, $answer) = @_;
	my $listener = IO::Socket::INET->new(Listen => 128, Proto => 'tcp',
	    LocalAddr => '0.0.0.0', LocalPort => 0) or die "listen: $!\n";
	my $log = File::Temp->new;
	my $self = bless { port => $listener->sockport, log => $log,
		parent => $$ }, $class;

	$self->{pid} = fork // die "fork: $!\n";
	_serve($listener, $answer, "$log", $self->{parent})
	    if $self->{pid} == 0;
	close $listener;
	push @running, $self;
	return $self;
}

sub port { return $_[0]{port} }

# HOST (127.x.y.z) makes another origin of the same server.
sub url {
	my ($self, $path, $host) = @_;
	return sprintf 'http://%s:%d%s', $host // '127.0.0.1', $self->{port},
	    $path;
}

# The requests so far, as they came; PATH: of that path alone.
sub requests {
	my ($self, $path) = @_;
	open my $file, '<', "$self->{log}" or die "log: $!\n";
	my @lines = <$file>;
	s/\\n/\n/g for @lines;
	return grep { !defined $path || m{^\S+ \Q$path\E[ ?]} } @lines;
}

# For an ANSWER: how often PATH was asked for, this time included.
my $own_log;
sub asked {
	my ($path) = @_;
	return scalar(() = Loopback::requests({ log => $own_log }, $path));
}

sub stop {
	my ($self) = @_;
	return if !$self->{pid} || $$ != $self->{parent};
	kill 'KILL', -$self->{pid};
	kill 'KILL', $self->{pid};
	waitpid $self->{pid}, 0;
	$self->{pid} = 0;
}

END {
	my $status = $?;
	$_->stop for @running;
	$? = $status;
}

sub _read_request {
	my ($socket) = @_;
	my $text = '';

	while ($text !~ /\r\n\r\n/) {
		sysread $socket, $text, 65536, length $text or return;
	}
	my ($line, @rest) = split /\r\n/, $text;
	my %headers = map { /^([^:]+):\s*(.*)/ ? (lc $1, $2) : () } @rest;
	my ($path) = $line =~ m{^\S+ ([^ ?]+)};
	return { line => $line, path => $path, headers => \%headers,
		text => $text };
}

sub _log {
	my ($log, $request) = @_;
	my $line = $request->{text} =~ s/\r\n/\\n/gr;

	open my $file, '>>', $log or return;
	syswrite $file, "$line\n";
	close $file;
}

sub _converse {
	my ($socket, $answer, $log) = @_;

	alarm 900;
	while (my $request = _read_request($socket)) {
		_log($log, $request);
		my $bytes = $answer->($request, $socket);
		last if !defined $bytes;
		print {$socket} $bytes;
		$socket->flush;
		last if $bytes !~ /^content-length:|^transfer-encoding:/mi ||
		    $bytes =~ /^connection: close/mi;
	}
	POSIX::_exit(0);
}

sub _serve {
	my ($listener, $answer, $log, $parent) = @_;

	setpgrp;
	$own_log = $log;
	$SIG{CHLD} = 'IGNORE';
	$SIG{PIPE} = 'IGNORE';
	while (getppid == $parent) {
		my $ready = '';
		vec($ready, fileno $listener, 1) = 1;
		next if select($ready, undef, undef, 0.5) <= 0;
		my $socket = $listener->accept or next;
		setsockopt $socket, IPPROTO_TCP, TCP_NODELAY, 1;
		my $child = fork;
		if (defined $child && $child == 0) {
			close $listener;
			_converse($socket, $answer, $log);
		}
		close $socket;
	}
	POSIX::_exit(0);
}

# A whole answer with its length.
sub answer {
	my ($status, $body, @headers) = @_;
	return join "\r\n", "HTTP/1.1 $status",
	    'Content-Length: ' . length $body, @headers, '', $body;
}

sub json { return answer('200 OK', $_[0], 'Content-Type: application/json',
	    @_[1 .. $#_]) }

# In chunks of SIZE.
sub chunked {
	my ($body, $size, @headers) = @_;
	my $out = join "\r\n", 'HTTP/1.1 200 OK', 'Transfer-Encoding: chunked',
	    @headers, '', '';

	for (my $at = 0; $at < length $body; $at += $size) {
		my $piece = substr $body, $at, $size;
		$out .= sprintf "%x\r\n%s\r\n", length $piece, $piece;
	}
	return "${out}0\r\n\r\n";
}

1;
