#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# Calls that nobody makes, and calls that one file makes for all others.
use strict;
use warnings;
use Test::More;
use House;

# What is called, where it may be, and why only there.
my @rules = (
	['strcpy|stpcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets', [],
	    'no bound, or no end'],
	['atoi|atol|atoll|atof|\w*scanf', [], 'an error would be a number'],
	['strtok|strtok_r|strerror_r|ctime|asctime|localtime|gmtime', [],
	    'hidden state'],
	['system|popen|wordexp', [], 'no shell, ever'],
	['alloca', [], 'the stack has no error'],
	['setjmp|longjmp|sigsetjmp|siglongjmp', [], 'owners are skipped'],
	['mktemp|tmpnam|tempnam|tmpfile|mkstemp', [], 'no names in /tmp'],
	['malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf'
	    . '|vasprintf|getline|getdelim', ['base/mem.c'],
	    'one door to memory: faults are put in there'],
	['time|clock_gettime|gettimeofday|clock', ['base/clock.c'],
	    'one clock: tests set it'],
	['localtime_r|gmtime_r|mktime|timegm|strftime|strptime|tzset', [],
	    'base/date counts in UTC, in no locale'],
	['getenv|secure_getenv|setenv|putenv|unsetenv|clearenv',
	    ['base/env.c'], 'one door to the environment'],
	['rand|random|srand|srandom|rand_r|drand48|getrandom|arc4random\w*',
	    ['base/chance.c'], 'tests know what comes'],
	['open|openat|creat|fopen|freopen|mkdir|mkdirat|stat|lstat|fstat'
	    . '|fstatat|chmod|fchmod|rename|renameat|unlink|remove|rmdir'
	    . '|opendir|access|link|symlink|truncate|ftruncate|mkfifo'
	    . '|realpath|readlink|getcwd|chdir|umask', ['base/file.c'],
	    'one door to files: modes and links are seen to there'],
	['fork|vfork|exec[lv]p?e?|posix_spawnp?|waitpid|wait|kill|dup2',
	    ['base/child.c'], 'one place where programs are run'],
	['sqlite3_exec', ['store/sql.c'], 'statements are prepared'],
	['sqlite3_v?mprintf|sqlite3_v?snprintf|sqlite3_str_\w+', [],
	    'SQL is not put together from texts'],
	['printf|vprintf|puts|putchar|perror|fprintf|vfprintf|fputs|fputc'
	    . '|putc|fwrite|syslog|dprintf',
	    ['base/die.c', 'command/open.c', 'main.c'],
	    'what is printed went through the cleaner'],
	['exit|abort|quick_exit|atexit', ['base/die.c'],
	    'the terminal is given back first'],
	['setlocale|newlocale|uselocale', ['main.c', 'base/number.c'],
	    'numbers are read in the C locale'],
	['strtod|strtof|strtold', ['base/number.c'], 'one reader of numbers'],
	['curl_easy_escape|curl_global_init', ['fetch/fetcher.c'],
	    'libcurl is begun once'],
);

# Exceptions by name, each with its reason.
my %allowed = (
	'base/child.c open' => '/dev/null for the child, after the fork',
	'base/child.c chdir' => "the child's own",
	'store/schema.c sqlite3_snprintf' => 'a version, from our own number',
);

sub offences {
	my ($code, $file, $rule) = @_;
	my ($calls, $doors) = @$rule;

	return () if grep { $_ eq $file } @$doors;
	return grep { !excepted($code, $file, $_) }
	    House::calls($code, $calls);
}

sub excepted {
	my ($code, $file, $number) = @_;
	my $line = (split /\n/, $code)[$number - 1];

	return scalar grep { $allowed{"$file $_"} } $line =~ /(\w+)\s*\(/g;
}

# Does the scanner see it?
for my $case (
	["x = strcpy(a, b);", 0, 1],
	["x = my_strcpy(a, b);", 0, 0],
	["x = p->strcpy(a, b);", 0, 0],
	["x = p.strcpy(a, b);", 0, 0],
	["sprintf (a, b);", 0, 1],
	["snprintf(a, n, b);", 0, 0],
	["/* strcpy(a, b) */", 0, 0],
	["say(\"strcpy(a, b)\");", 0, 0],
	["sscanf(a, b);", 1, 1],
) {
	my ($code, $rule, $count) = @$case;

	is(scalar offences(House::code($code), 'model/x.c', $rules[$rule]),
	    $count, "seen: $code");
}

my %code = map { ($_ => House::code(House::text($_))) } House::product();
for my $rule (@rules) {
	my @bad;

	for my $file (sort keys %code) {
		push @bad, "$file:$_"
		    for offences($code{$file}, $file, $rule);
	}
	House::none("$rule->[2]: $rule->[0]", @bad);
}

# In tests too: they are run on the same machines.
for my $rule (@rules[0 .. 2]) {
	my @bad;

	for my $file (House::files(qr/\.[ch]$/, 'tests')) {
		push @bad, "$file:$_" for House::calls(
		    House::code(House::text($file)), $rule->[0]);
	}
	House::none("tests: $rule->[0]", @bad);
}

# The SQL that sql_own() runs is written in the source.
my @foreign;
for my $file (grep { m{^store/} } sort keys %code) {
	my $text = House::text($file);

	while ($text =~ /\bsql_own\(\s*(\w+),\s*([^,]*),/g) {
		push @foreign, "$file: sql_own() runs $2"
		    unless $2 =~ /^"/ || $2 =~ /^(?:steps\[\w+\]|pragma)$/;
	}
}
House::none('SQL that is run as text is our own', @foreign);

# The one use of goto.
my @jumps;
for my $file (sort keys %code) {
	push @jumps, "$file: goto $1"
	    while $code{$file} =~ /\bgoto\s+(?!out;)(\w+)/g;
}
House::none("goto leads to 'out' only", @jumps);

done_testing();
