# SPDX-License-Identifier: MIT
# The program on a real terminal: tmux holds it, presses keys, and shows what
# is on it. All waits poll, with a deadline that only a failure meets; what is
# pressed at once may be read late, so a key that needs a screen waits for what
# is drawn last on it, its lowest line.
package Terminal;

use strict;
use warnings;
use utf8;
use Cwd qw(abs_path);
use Exporter qw(import);
use File::Temp qw(tempdir);
use Test::More;
use Time::HiRes qw(sleep time);

our @EXPORT = qw(XTERM alternate bundled close_terminal gives_back home
    is_alive job_shell lines open_terminal pid_of press program prompt raw
    resize screen shows slurp spew until_true);

use constant XTERM => 'LC_ALL=C.UTF-8 TERM=xterm-256color';

delete @ENV{qw(TMUX TMUX_PANE NO_COLOR COLUMNS LINES COLORTERM ENV)};
my $tmux = $ENV{TMUX_BIN} || '';
plan skip_all => 'BELLWETHER is unset' if !$ENV{BELLWETHER};
plan skip_all => 'tmux is not there' if !-x $tmux;
binmode $_, ':encoding(UTF-8)'
    for Test::More->builder->output, Test::More->builder->failure_output;

my $program = abs_path($ENV{BELLWETHER});
my $source = abs_path($ENV{srcdir} // '.');
my $home = tempdir('bellwether-tui-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $socket = "bellwether-$$";
my $owner = $$;
my $patience = 120;
my $runs = 0;

sub program { return $program }
sub bundled { return "$source/watchlists/alibaba-cloud.yaml" }
sub home { return $home }

# What tmux prints; $? is its status.
sub tmux {
	open my $pipe, '-|:encoding(UTF-8)', $tmux, '-f', '/dev/null', '-u',
	    '-L', $socket, @_ or die "tmux: $!";
	local $/;
	my $out = <$pipe> // '';
	close $pipe;
	return $out;
}

END {
	if (defined $owner && $$ == $owner && -x $tmux) {
		my $status = $?;
		system "'$tmux' -L $socket kill-server 2>/dev/null";
		$? = $status;
	}
}

sub spew {
	my ($file, $text) = @_;
	open my $out, '>:encoding(UTF-8)', $file or die "$file: $!";
	print $out $text;
	close $out or die "$file: $!";
}

sub slurp {
	my ($file, $layer) = @_;
	open my $in, $layer // '<:raw', $file or return '';
	local $/;
	return <$in> // '';
}

# True as soon as CODE is. After the first that never was, the rest is not
# waited for as long.
sub until_true {
	my ($code) = @_;
	my $end = time + $patience;

	until ($code->()) {
		if (time > $end) {
			$patience = 5;
			return 0;
		}
		sleep 0.02;
	}
	return 1;
}

sub screen { return tmux('capture-pane', '-p', '-t', "w$runs") }
sub lines { return split /\n/, screen() }
sub press { tmux('send-keys', '-t', "w$runs", @_) }
sub resize {
	my ($width, $height) = @_;
	tmux('resize-window', '-t', "w$runs", '-x', $width, '-y', $height);
}

# Is the alternate screen on?
sub alternate {
	return tmux('display-message', '-p', '-t', "w$runs",
	    '#{alternate_on}') == 1;
}

sub shows {
	my ($pattern, $name) = @_;
	my $shown = until_true(sub { screen() =~ $pattern });
	diag(screen()) if !$shown;
	return ok($shown, $name);
}

# Waits for a shell that asks with SIGN, so that what is typed is its own.
sub prompt {
	my ($sign) = @_;
	return shows(qr/^\Q$sign\E\s*\z/m, "the shell asks: $sign");
}

# A zombie is not.
sub is_alive {
	my ($pid) = @_;
	return kill(0, $pid) && slurp("/proc/$pid/stat") !~ /\) Z /;
}

# The server lives until this test ends, however it ends: one that had to come
# and go with its only session would be met while it goes.
sub start_server {
	my $keep = "while kill -0 $owner 2>/dev/null; do sleep 1; done; "
	    . "'$tmux' -L $socket kill-server";

	until_true(sub {
		tmux('new-session', '-d', '-s', 'keeper', 'sh', '-c', $keep);
		tmux('has-session', '-t', 'keeper');
		return $? == 0;
	}) or die "tmux does not start\n";
	tmux(qw(set-option -g status off));
	return;
}

# The command as the process of a new terminal, whose raw bytes go to a file:
# tmux reads none of them before it has done all of these.
sub start_terminal {
	my ($here, $width, $height, @command) = @_;

	start_server() if $runs == 1;
	tmux('new-session', '-d', '-s', "w$runs", '-x', $width, '-y', $height,
	    @command, ';',
	    'resize-window', '-t', "w$runs", '-x', $width, '-y', $height, ';',
	    'pipe-pane', '-O', '-t', "w$runs", "cat >>'$here/raw'");
	die "tmux opens no terminal\n" if $? != 0;
	return $here;
}

# What is in it is hung up on.
sub close_terminal {
	tmux('has-session', '-t', "w$runs");
	tmux('kill-session', '-t', "w$runs") if $? == 0;
	return;
}

# A folder for the next terminal, with a script "run": the program in
# ENVIRONMENT.
sub prepare {
	my ($environment, $arguments) = @_;
	my $here = "$home/run-" . ++$runs;

	mkdir $here or die "$here: $!";
	$arguments //= "-c '" . bundled() . "' --state '$here/state'";
	spew("$here/run", <<"SH");
echo \$\$ >'$here/pid'
exec env $environment BELLWETHER_NOW=2026-11-22T12:00:00Z \\
	'$program' $arguments
SH
	return $here;
}

# A terminal of that size with the program in it, and a shell when that has
# ended. Gives the folder where its files are.
sub open_terminal {
	my ($width, $height, $environment, $arguments) = @_;
	my $here = prepare($environment, $arguments);

	spew("$here/shell", <<"SH");
trap : INT QUIT
stty -a >'$here/before'
sh '$here/run' 2>'$here/errors'
echo \$? >'$here/status'
stty -a >'$here/after'
echo given back
PS1='\$ ' exec sh
SH
	return start_terminal($here, $width, $height, 'sh', "$here/shell");
}

# A shell with jobs, which asks with SIGN, and nothing started in it yet.
sub job_shell {
	my ($sign, $width, $height, $environment) = @_;
	my $here = prepare($environment);

	start_terminal($here, $width, $height, 'env', "PS1=$sign ", 'sh',
	    '-m');
	prompt($sign);
	return $here;
}

sub pid_of {
	my ($here) = @_;
	until_true(sub { slurp("$here/pid") =~ /\d\n/ });
	return slurp("$here/pid") + 0;
}

# All that the terminal was sent, when the shell is back.
sub raw {
	my ($here, $layer) = @_;
	until_true(sub { slurp("$here/raw") =~ /given back/ });
	return slurp("$here/raw", $layer);
}

# The program ended with STATUS, and the terminal is as it was.
sub gives_back {
	my ($here, $status, $name) = @_;

	shows(qr/given back/, "$name: ends, and the shell is seen");
	is(slurp("$here/status"), "$status\n", "$name: its exit status");
	is(slurp("$here/after"), slurp("$here/before"),
	    "$name: the terminal's modes are as before");
	isnt(slurp("$here/before"), '', "$name: which are known");
	ok(!alternate(), "$name: the alternate screen is left");
	return;
}

1;
