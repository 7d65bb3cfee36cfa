#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# Try: what a fetch would take, with its evidence, and why not the rest. It
# stores nothing.
use strict;
use warnings;
use Test::More;
use Headless;

my $bellwether = Headless->new;

$bellwether->write('f.json', <<'END');
{"f":[{"p":"2025Q1","v":24612},{"p":"2025Q2","v":"n/a"},
{"p":"2025Q3","v":null},{"p":"soon","v":1},{"p":"2025Q4","v":-5},
{"p":"2026Q1","v":"31.5 bn hush-hush"}],
"e":[{"d":"2025-03-26","t":"BMW\u001b[31m","k":"contract"},{"t":"no date"}]}
END
$bellwether->write('cut.json', '{"f":[{"p":"2025Q1","v":1}');
$bellwether->write('empty.json', '{"f":[]}');
$bellwether->write('w.yaml', <<'END');
name: Try
sources:
  f: { url: file:f.json }
  cut: { url: file:cut.json }
  empty: { url: file:empty.json }
  gone: { url: file:gone.json }
  secret: { url: file:f.json, headers: { X-Key: "${KEY:-nothing}" } }
signals:
  capex:
    { unit: RMB, from: f, each: "$.f[*]", value: v, period: p,
      guard: { min: 0 } }
  deals:
    { events: true, from: f, each: "$.e[*]",
      event: { date: d, title: t, kind: k } }
  half: { unit: RMB, from: cut, each: "$.f[*]", value: v, period: p }
  none: { unit: RMB, from: empty, each: "$.f[*]", value: v, period: p }
  far: { unit: RMB, from: gone, each: "$.f[*]", value: v, period: p }
  ratio: { unit: "%", expr: capex / capex }
END

# What is asked for, exit, what is said, what is not.
my @cases = (
	['capex', 65, [qr/^source f: unreadable: \d of \d values of capex /,
		qr/^  sha256 [0-9a-f]{64}$/m,
		qr/^capex: 2 of 6 would be taken$/m,
		qr/^  2025Q1  24,?612 RMB, reported$/m,
		qr/^    read '24612' at \$\['f'\]\[0\]\['v'\], byte \d+$/m,
		qr/^  2025Q4 .*; outside its guard: set aside/m,
		qr/^  not read: 'n.a' is no number, at \$.*1/m,
		qr/^  not read: .*soon/m,
		qr/^  1 without a value, or of another length$/m], qr/deals:/],
	['deals', 65, [qr/^deals: 1 of 2 would be taken$/m,
		qr/^  2025-03-26  contract: BMW<1B>\[31m$/m], qr/capex:|\e/],
	['f', 65, [qr/^capex: /m, qr/^deals: /m], qr/half:/],
	['half', 65, [qr/^source cut: unreadable: not well-formed JSON near /],
	    qr/taken/],
	['none', 1, [qr/^source empty: missing: each of none found nothing$/m,
		qr/^none: 0 of 0 would be taken$/m], qr/unreadable/],
	['far', 69, [qr/^source gone: unreachable: .*gone\.json/], qr/taken/],
);
for my $case (@cases) {
	my ($name, $status, $said, $unsaid) = @$case;
	my $out = $bellwether->run(['try', $name]);

	is "$bellwether->{status} $bellwether->{err}", "$status ",
	    "$name: exit $status";
	like $out, $_, "$name: $_" for @$said;
	unlike $out, $unsaid, "$name: not $unsaid";
}
ok !-e $bellwether->path('state'), 'nothing is stored';

for my $case (
	[['try', 'capx'], "there is no signal and no source 'capx'; "
	    . "did you mean 'capex'?"],
	[['try', 'ratio'], "'ratio' is read from no source"],
) {
	my ($arguments, $sentence) = @$case;

	$bellwether->run($arguments);
	is $bellwether->{err}, "bellwether: $sentence\n", $sentence;
	is $bellwether->{status}, 64, "$arguments->[1]: exit 64";
}

# A secret of the watchlist that the document says back is not shown.
my $out = $bellwether->run(['try', 'capex'], KEY => 'hush-hush');
unlike $out, qr/hush-hush/, 'no secret';
like $out, qr/not read: .*31\.5 bn /, 'but the rest of it';

done_testing;
