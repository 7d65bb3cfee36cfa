#!/usr/bin/env perl
# SPDX-License-Identifier: MIT
# Each format through a watchlist: figures and events with their evidence, and
# what each does with a body that is something else, or cut short.
use strict;
use warnings;
use File::Basename ();
use lib File::Basename::dirname(__FILE__) . '/..';
use Headless;
use Test::More;

my $world = Headless->new;

sub source {
	my ($body, $source, $signal) = @_;
	$world->write('body', $body);
	$world->write('w.yaml', <<"EOT");
name: Formats
sources:
  it: { url: "file:body", $source }
signals:
  x: { title: X, from: it, $signal }
EOT
}

sub series {
	my @all;
	for my $series (@{ $world->json(['show', '--no-fetch', 'x']) // [] }) {
		my $labels = join ',',
		    map {"$_=$series->{labels}{$_}"}
		    sort keys %{ $series->{labels} // {} };
		push @all, map {"$labels $_->{period}=$_->{value}"}
		    @{ $series->{figures} // [] };
		push @all, map {"$_->{date} $_->{title} <" . ($_->{link} // '')
		    . '>' } @{ $series->{events} // [] };
	}
	return join '; ', @all;
}

my $plain = 'unit: count, value: v, period: p';
my $csv = "p,v,k\n2025Q1,10,a\n2025Q2,\"2,000.5\",b\n2025Q2,7,a\n";
my $xml = <<'EOT';
<r xmlns="urn:x"><i p="2025Q1"><v>10</v></i>
<i p="2025Q2"><v> 11 </v></i><i/></r>
EOT
my $xpath = 'unit: count, each: "//n:i", value: "n:v", period: "@p"';
my $space = 'format: xml, namespaces: { n: "urn:x" }';
my $rss = <<'EOT';
<rss version="2.0"><channel><title>t</title>
<link>https://x.example/</link><description>d</description>
<item><title>One &amp; all</title><link>https://x.example/1</link>
<guid>1</guid><pubDate>Tue, 03 Jun 2025 10:00:00 GMT</pubDate></item>
</channel></rss>
EOT
my $jsonfeed = <<'EOT';
{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[
{"id":"1","title":"One","url":"https://x.example/1",
"date_published":"2025-06-03T10:00:00Z"}]}
EOT

# NAME, body, source's settings, signal's settings, what comes
my @good = (
	['CSV', $csv, 'format: csv', "$plain, labels: { k: k }",
		'k=a 2025Q1=10; k=a 2025Q2=7; k=b 2025Q2=2000.5'],
	['CSV, some rows', $csv, 'format: csv', "$plain, where: { k: a }",
		' 2025Q1=10; 2025Q2=7'],
	['CSV, a header further down', "A title\n\nnotes,of,any,width\n$csv",
		'format: csv', "$plain, where: { k: b }", ' 2025Q2=2000.5'],
	['CSV, semicolons and a decimal comma', "p;v\n2025Q1;1.234,5\n",
		'format: csv', "$plain, decimal: ','", ' 2025Q1=1234.5'],
	['CSV, a title above semicolons', "A title\n\"and\nmore\"\n\n"
		. "p;v\n2025Q1;1,5\n", 'format: csv', $plain, ' 2025Q1=1.5'],
	['CSV without a header', "2025Q1,5\n",
		'format: csv, header: none',
		"unit: count, value: '2', period: '1'", ' 2025Q1=5'],
	['CSV in windows-1251', "p,v,\xea\n2025Q1,5,\xff\n",
		'format: csv, encoding: windows-1251',
		"$plain, where: { \xd0\xba: \xd1\x8f }", ' 2025Q1=5'],
	['CSV in UTF-16', "\xff\xfe" . join('', map {"$_\0"}
			split //, "p,v\n2025Q1,5\n"),
		'format: csv', $plain, ' 2025Q1=5'],
	['CSV whose last row has no newline, its last cell unread',
		"p,v,k\n2025Q1,5,cut", 'format: csv', $plain, ' 2025Q1=5'],
	['XML', $xml, $space, $xpath, ' 2025Q1=10; 2025Q2=11'],
	['HTML', '<p class=a>10<p class=a>11', 'format: html',
		'unit: count, each: "//p[2]", value: ".", period: retrieved',
		qr/^ \S+=11$/],
	['XML, unsaid', $xml, 'namespaces: { n: "urn:x" }', $xpath,
		' 2025Q1=10; 2025Q2=11'],
	['HTML, unsaid', '<!-- c --><!DOCTYPE html><p>10<p>11', '',
		'unit: count, each: "//p[2]", value: ".", period: retrieved',
		qr/^ \S+=11$/],
	['a part of HTML, unsaid: XML', '<div><p>10</p></div>', '',
		'unit: count, each: "(//p)[1]", value: ".", period: retrieved',
		qr/^ \S+=10$/],
	['CSV, unsaid', $csv, '', "$plain, where: { k: b }",
		' 2025Q2=2000.5'],
	['RSS, unsaid', $rss, '', 'events: true',
		'2025-06-03 One & all <https://x.example/1>'],
	['OpenMetrics', "up{job=\"a\"} 1\nup{job=\"b\"} 0\ndown 7\n",
		'format: openmetrics',
		'unit: count, each: up, labels: { job: job }',
		qr/^job=a \S+=1; job=b \S+=0$/],
	['OpenMetrics, one of them', "up{job=\"a\"} 1\nup{job=\"b\"} 0\n",
		'format: openmetrics',
		q(unit: count, each: 'up{job=~"b|c"}'), qr/^ \S+=0$/],
	['RSS', $rss, 'format: feed', 'events: true',
		'2025-06-03 One & all <https://x.example/1>'],
	['JSON Feed', $jsonfeed, 'format: feed', 'events: true',
		'2025-06-03 One <https://x.example/1>'],
	['a feed without items', '<rss version="2.0"><channel/></rss>',
		'format: feed', 'events: true', ''],
);

# The same, and what the source says of it.
my @bad = (
	['CSV: a page', '<!DOCTYPE html><p>x', 'format: csv', $plain,
		"no row names the columns that are read; it begins with "
		. "'<!DOCTYPE html><p>x'"],
	['CSV: another delimiter', "Sales, total\np;v\n1;2\n",
		'format: csv', $plain, 'no row names the columns that are read '
		. "(cells end with ,); it begins with 'Sales'"],
	['CSV: nothing', '', 'format: csv', $plain, 'it is empty'],
	['CSV: a ragged row', "p,v\n2025Q1,5\n2025Q2\n", 'format: csv', $plain,
		'line 3 has 1 cells, and the header has 2'],
	['CSV: a column that went', "q,v\n2025Q1,5\n",
		'format: csv, header: 1', $plain, "x: there is no column 'p'"],
	['CSV: cut in a cell that is read', "p,v\n2025Q1,50",
		'format: csv', $plain,
		"line 2: no newline is behind the last row, so 'v' may be cut "
		. 'short'],
	['CSV: not UTF-8', "p,v\n2025Q1,\xff\n", 'format: csv', $plain,
		'it is not UTF-8 at byte 11'],
	['XML: cut short', substr($xml, 0, 60), $space, $xpath,
		qr/^it ends within/],
	['markup, unsaid: JSON', '{"a":1}', '',
		'unit: count, each: "//p", value: ".", period: retrieved',
		"it is not XML: it begins with '{\"a\":1}'"],
	['markup, unsaid: empty', '', '',
		'unit: count, each: "//p", value: ".", period: retrieved',
		'it is empty'],
	['JSON, unsaid: a page', '<html><p>1', '',
		'unit: count, each: "$.p", value: "@", period: retrieved',
		"it is not JSON: it begins with '<html><p>1'"],
	['XML: JSON', '{"a":1}', $space, $xpath, qr/not XML|begins with/],
	['OpenMetrics: cut short', "up 1\nup 1", 'format: openmetrics',
		'unit: count, each: up', 'it ends within line 2'],
	['OpenMetrics: a page', "<html>\n", 'format: openmetrics',
		'unit: count, each: up',
		"it is not OpenMetrics: it begins with '<html>' (line 1, "
		. "column 1: a metric's name is expected)"],
	['OpenMetrics: a refusal in a line', 'Too many requests',
		'format: openmetrics', 'unit: count, each: up',
		"it is not OpenMetrics: it begins with 'Too many requests' "
		. '(it ends within line 1)'],
	['a feed: a page', '<html><body/></html>', 'format: feed',
		'events: true', qr/no feed|is not a feed|html/],
	['XML: a path that finds nothing', $xml, $space,
		'unit: count, each: "//n:none", value: ".", period: "@p"',
		'each of x found nothing'],
);

# NAME, source, signal, what lint says
my @refused = (
	['a prefix that is not declared', 'format: xml', $xpath,
		qr/prefix 'n'/],
	['each: in a CSV', 'format: csv', "$plain, each: x",
		qr/'each' has no meaning for the format csv/],
	['figures of a feed', 'format: feed', 'unit: count',
		qr/reads a feed, which has no figures/],
	['a value of a feed', 'format: feed',
		'events: true, event: { title: x }',
		qr/a feed's items are read without paths/],
	['an encoding', 'format: csv, encoding: windows-1521', $plain,
		qr/is no encoding that is read; did you mean 'windows-1251'/],
	['UTF-7', 'format: csv, encoding: UTF-7', $plain,
		qr/'UTF-7' is no encoding that is read/],
	['a delimiter', 'format: csv, delimiter: ", "', $plain,
		qr/'delimiter' must be one character/],
	['a header', 'format: csv, header: first', $plain,
		qr/'header' must be a line's number, or none/],
	['an XPath', 'format: xml',
		'unit: count, each: "//a[", value: ".", period: "@p"',
		qr/w\.yaml:5:\d+: error/],
	['paths of two formats', '',
		"unit: count, each: '\$', value: '\@', period: retrieved }\n"
		. "  y: { title: Y, from: it, unit: count, each: //p, "
		. 'value: ".", period: retrieved',
		qr/'y' reads 'it' as XML or HTML, and 'x' as json: say its 'f/],
	['a scale of nothing', 'format: csv', "$plain, scale: 0.0",
		qr/'scale: 0' would make every figure 0/],
	['a metric', 'format: openmetrics', 'unit: count, each: "a{"',
		qr/w\.yaml:5:\d+: error/],
);

sub forget { system 'rm', '-rf', $world->path('state') }

for (@good) {
	my ($name, $body, $source, $signal, $wanted) = @$_;
	forget();
	source($body, $source, $signal);
	my $it = $world->sources->{it};
	is($it->{state}, 'ok', "$name is read") or diag($it->{reason} // '');
	my $got = series();
	$got =~ s/(^|; ) (?=\d{4})/$1/g;
	$wanted =~ s/(^|; ) (?=\d{4})/$1/g unless ref $wanted;
	$got =~ s/^ //;
	ref $wanted ? like(" $got" =~ s/^ (?=job)//r, $wanted, $name)
	    : is($got, $wanted, $name);
}
for (@bad) {
	my ($name, $body, $source, $signal, $why) = @$_;
	forget();
	source($body, $source, $signal);
	my $it = $world->sources->{it};
	isnt($it->{state}, 'ok', "$name is told");
	ref $why ? like($it->{reason}, $why, $name)
	    : is($it->{reason}, $why, $name);
	unlike(series(), qr/=/, "$name gives no figure");
}
for (@refused) {
	my ($name, $source, $signal, $why) = @$_;
	source('', $source, $signal);
	$world->run(['lint', $world->path('w.yaml')]);
	is($world->{status}, 65, "$name is refused");
	like($world->{err} . $world->{out}, $why, "$name: why");
}

# What a path computes stands nowhere: the node is its evidence.
source($xml, $space, 'unit: count, each: "//n:i[1]", value: "n:v * 2", '
    . 'period: "@p"');
like $world->run(['try', 'x']), qr{read '20' at /n:r/n:i\[1\], byte \d+$}m,
    'a computed value has the path of its node';

# The bytes that are marked are those that were read, not their tag or quotes.
for (
	['XML', $xml, "$space", $xpath, qr{<v>» 11 «</v>}],
	['HTML', '<table><tr><td>2025Q1<td>5 bn</table>', 'format: html',
		'unit: count, each: "//tr", value: "td[2]", period: "td[1]"',
		qr{<td>»5 bn«</table>}],
	['CSV', $csv, 'format: csv', "$plain, where: { k: b }",
		qr{"»2,000\.5«"}],
) {
	my ($name, $body, $source, $signal, $marked) = @$_;

	forget();
	source($body, $source, $signal);
	$world->run(['check']);
	like $world->run(['why', 'x'], LC_ALL => 'C.UTF-8'), $marked,
	    "$name: what is marked";
}

done_testing();
