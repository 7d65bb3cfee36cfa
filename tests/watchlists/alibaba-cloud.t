#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# The bundled watchlist: whole, sourced, and right about 2026-11-22.
use strict;
use warnings;
use utf8;

use File::Glob qw(bsd_glob);
use File::Temp qw(tempdir);
use JSON::PP;
use Test::More;

my $today = '2026-11-22';
my $program = $ENV{BELLWETHER} // './bellwether';
my $root = $ENV{srcdir} // '.';
my $file = "$root/watchlists/alibaba-cloud.yaml";
my $state = tempdir(CLEANUP => 1);

delete $ENV{BELLWETHER_WATCHLIST};
$ENV{XDG_CONFIG_HOME} = tempdir(CLEANUP => 1); # no watchlist of one's own

binmode $_, ':encoding(UTF-8)'
    for Test::More->builder->output, Test::More->builder->failure_output;

# The output of the program, and its exit status.
sub run {
	my @command = ($program, '-c', $file, '--state', $state, @_);
	open my $pipe, '-|', @command or die "$command[0]: $!";
	binmode $pipe, ':encoding(UTF-8)';
	my $text = do { local $/; <$pipe> } // '';
	close $pipe;
	return ($text, $? >> 8);
}

sub json { return decode_json(do { my ($t) = run(@_); utf8::encode($t); $t }) }

sub read_file {
	my ($path) = @_;
	open my $in, '<:encoding(UTF-8)', $path or die "$path: $!";
	local $/;
	return scalar <$in>;
}

# --- The file ---

my ($text, $status) = run('lint');
is($status, 0, 'lint finds no mistake');
is($text, '', 'and has nothing to say');

my $yaml = read_file($file);
my ($alert_text) = $yaml =~ /^alerts:\n(.*?)^panels:\n/ms;
my ($panel_text) = $yaml =~ /^panels:\n(.*)/ms;
my (%shown, %alert, @panels);
for my $panel (split /^  - title: /m, $panel_text) {
	next unless $panel =~ /^(.+)\n    show: \[([^\]]*)\]/;
	push @panels, $1;
	my $title = $1;
	$shown{$title} = { map { $_ => 1 } $2 =~ /(\w+)/g };
}
for my $one (split /^(?=  \w+:\n)/m, $alert_text) {
	next unless $one =~ /^  (\w+):\n/;
	my $name = $1;
	my ($panel) = $one =~ /^    panel: (.+)/m;
	my ($note) = $one =~ /^    note: >-\n((?:      .+\n)+)/m;
	$alert{$name} = { panel => $panel, note => $note // '',
		fires => $one =~ /^    (?:warn|crit):/m };
}

# The table of what must be on the screen: panel, signals, alerts.
my @table = (
	['Capex trajectory',
	    [qw(capex capex_qoq capex_yoy capex_run_rate capex_intensity
		free_cash_flow commitments plan_pace microsoft_capex
		amazon_capex alphabet_capex utilisation capacity_said)],
	    [qw(capex_intensity_high overspending capex_jump plan_off_pace
		cash_drain)]],
	['Cloud margin',
	    [qw(cloud_margin incremental_margin ai_share_external
		ai_share_total group_gross_margin cloud_gross_margin)],
	    [qw(margin_squeeze margin_fall group_margin_fall)]],
	['Cloud growth',
	    [qw(cloud_revenue cloud_revenue_yoy ai_streak
		external_revenue_yoy azure_growth aws_growth
		google_cloud_growth gap_to_azure gap_to_aws gap_to_google
		china_share group_growth)],
	    [qw(growth_slows behind_peers streak_broken)]],
	['Contracts', [qw(contracts contracts_365d)], [qw(few_contracts)]],
	['Qwen3 benchmarks',
	    [qw(benchmark benchmark_gap token_price downloads derivatives)],
	    [qw(overclaimed unverified_claims)]],
	['Silicon', [qw(silicon silicon_age silicon_independent_age)],
	    [qw(silicon_silent silicon_unmeasured silicon_late)]],
	['Market',
	    [qw(price price_ytd ytd_said forward_pe_12m industry_pe_12m
		eps_fy2026 eps_revision eps_revision_said)],
	    [qw(price_outruns_estimates)]],
	['Red lines', [qw(price_moves price_change best_qwen controls)],
	    [qw(price_compression underused obsolete execution
		two_red_lines)]],
);

is_deeply(\@panels, [map { $_->[0] } @table], 'the panels, in order');
for my $row (@table) {
	my ($panel, $signals, $alerts) = @$row;
	is_deeply([grep { !$shown{$panel}{$_} } @$signals], [],
	    "$panel: every signal is on the screen");
	is_deeply([grep { ($alert{$_}{panel} // '') ne $panel } @$alerts],
	    [], "$panel: its alerts");
}
for my $name (sort keys %alert) {
	ok($alert{$name}{fires} && length $alert{$name}{note} > 100 &&
	    $shown{$alert{$name}{panel} // ''},
	    "$name: has a panel, and a note that defends its levels");
}

# --- Today's figures ---

run('show'); # takes the documents in

my %signal; # name to its first series, as of today
$signal{$_->{signal}} //= $_
    for @{json('--as-of', $today, '--format', 'json', 'show',
	map { sort keys %{$shown{$_}} } @panels)};

sub figure_at {
	my ($signal, $period) = @_;
	my ($figure) =
	    grep { $_->{period} eq $period } @{$signal{$signal}{figures}};
	return $figure;
}

# Signal, period, value to so many places; undef: missing there.
my @today = (
	['capex', '2025Q2', '38676000000', 0],
	['capex', '2026Q2', '67678000000', 0],
	['capex_qoq', '2026Q2', '151.7', 1],
	['capex_yoy', '2025Q2', '219.8', 1],
	['capex_yoy', '2026Q2', '75.0', 1],
	['capex_run_rate', '2026Q2', '270712000000', 0],
	['capex_intensity', '2026Q1', '79.7', 1],
	['capex_intensity', '2026Q2', undef],
	['plan_pace', '2025Q2', '122.6', 1],
	['plan_pace', '2026Q1', '99.6', 1],
	['plan_pace', '2026Q2', '122.5', 1],
	['plan_spent', '2026Q2', '51.0', 1],
	['plan_time', '2026Q2', '41.6', 1],
	['free_cash_flow_ttm', '2025Q4', '-25566000000', 0],
	['free_cash_flow_ttm', '2026Q1', '-46609000000', 0],
	['cloud_growth', '2025Q2', '25.8', 1],
	['cloud_growth', '2026Q2', undef],
	['cloud_revenue_yoy', '2026Q2', '45', 0],
	['cloud_margin', '2026Q1', '9.12', 2],
	['cloud_margin', '2026Q2', '11.62', 2],
	['cloud_margin_change', '2026Q2', undef],
	['incremental_margin', '2025Q2', '9.0', 1],
	['incremental_margin', '2025Q3', '9.2', 1],
	['incremental_margin', '2025Q4', '6.7', 1],
	['incremental_margin', '2026Q1', '12.0', 1],
	['incremental_margin', '2026Q2', undef],
	['group_gross_margin', '2024Q4', '41.99', 2],
	['group_gross_margin', '2025Q4', '40.48', 2],
	['ai_streak_said', '2024Q3', '5', 0],
	['ai_streak_said', '2026Q2', '12', 0],
	['ai_streak', '2026-08-20', '12', 0],
	['gap_to_azure', '2026Q2', '2.0', 1],
	['gap_to_azure', '2025Q4', undef], # left out: a hole
	['gap_to_aws', '2026Q2', '8.2', 1],
	['gap_to_google', '2026Q2', '-36.8', 1],
	['contracts_365d', '2026-09-30', '0', 0],
	['benchmark_gap', '2026-04-10', '2.2', 1],
	['benchmark_coverage', '2026-04-10', '9.09', 2], # 11 of 121
	['silicon_age', $today, '61', 0],
	['silicon_independent_age', $today, '432', 0],
	['best_qwen', '2026-04-10', '87.4', 1],
	['best_qwen', '2026-07-10', '76.8', 1],
	['price_ytd', '2025-12-31', '72.9', 1],
	['price_change', '2026-07-10', '0.0', 1],
);
for my $case (@today) {
	my ($signal, $period, $value, $places) = @$case;
	my $figure = figure_at($signal, $period);
	my $got = $figure && defined $figure->{value}
	    ? sprintf("%.*f", $places // 2, $figure->{value})
	    : undef;
	$got = sprintf('%.*f', $places, 0)
	    if defined $got && $got == 0; # no -0.0
	is($got, $value, "$signal at $period");
}

# What a bound says is carried: signal, period, bound.
for my $case (['plan_amount', '2025-02-24', 'at_least'],
    ['downloads', '2026-05-01', 'at_least'],
    ['derivatives', '2025-02-13', 'at_least'],
    ['ai_share_external', '2025Q3', 'at_least'],
    ['ai_share_total', '2026Q2', 'at_least'],
    ['ai_growth', '2026Q2', 'at_least'],
    ['capex_ttm_said', '2025Q2', 'at_least'],
    ['capex_ttm_said', '2025Q3', 'about'],
    ['capex', '2026Q2', 'exact']) {
	my ($signal, $period, $bound) = @$case;
	is(figure_at($signal, $period)->{bound}, $bound,
	    "$signal at $period is $bound");
}

# One unlabelled series each; late; not disclosed, with a proxy.
is_deeply($signal{$_}{labels}, {}, "$_ has no labels")
    for qw(capex cloud_revenue_yoy);
for my $case (['free_cash_flow', 1], ['group_gross_margin', 1],
    ['eps_fy2026', 1], ['azure_growth', 1], ['capex', 0],
    ['cloud_revenue', 0]) {
	my ($signal, $late) = @$case;
	is(!!$signal{$signal}{late}, !!$late,
	    "$signal is " . ($late ? 'late' : 'on time'));
}
for my $case (['utilisation', 'capex_to_revenue'],
    ['cloud_gross_margin', 'cloud_margin'],
    ['ai_contribution', 'incremental_margin'],
    ['contract_value', 'contracts_365d'], ['tape_out', 'silicon_age']) {
	my ($signal, $proxy) = @$case;
	my $one = $signal{$signal};
	ok($one->{not_disclosed} && $one->{proxy} eq $proxy,
	    "$signal is not disclosed, $proxy stands in");
}

# The estimate of one fiscal year is one figure with its vintages.
my ($eps) = @{$signal{eps_fy2026}{figures}};
is_deeply([map { "$_->{value} $_->{known_at}" } @{$eps->{vintages}}],
    ['8.58 2025-08-11T00:00:00Z', '6.42 2025-12-26T00:00:00Z',
    '5.96 2026-02-27T00:00:00Z'], 'the estimate of FY2026 and its vintages');

is_deeply([grep { $_->{value} == 6.48 } @{$eps->{vintages}}], [],
    'without the one whose day nobody knows');

# --- Today's alerts, and what they said on other days ---

my %expected = (
	capex_intensity_high => 'no_data',
	overspending => 'ok',
	capex_jump => 'warn',
	plan_off_pace => 'ok',
	cash_drain => 'warn late',
	margin_squeeze => 'ok',
	margin_fall => 'no_data',
	group_margin_fall => 'warn late',
	growth_slows => 'ok',
	behind_peers => 'ok late',
	external_lags => 'ok late',
	streak_broken => 'ok',
	china_share_lost => 'ok',
	few_contracts => 'warn',
	overclaimed => 'ok',
	unverified_claims => 'warn',
	silicon_silent => 'ok',
	silicon_unmeasured => 'warn',
	silicon_late => 'ok',
	price_outruns_estimates => 'ok late',
	price_compression => 'ok',
	underused => 'ok',
	obsolete => 'warn late',
	execution => 'ok',
	two_red_lines => 'ok late',
);

my %states_of; # a day
sub states {
	my ($of) = @_;
	my %states;

	return $states_of{$of} if $states_of{$of};
	my $check = json('--as-of', $of, '--format', 'json', 'check');
	$states{$_->{name}} = $_->{state} . ($_->{late} ? ' late' : '')
	    for @{$check->{alerts}};
	return $states_of{$of} = \%states;
}

is_deeply(states($today), \%expected, "the states of $today");

# On another day: date, alert, state; one day of $BELLWETHER_TEST_SAMPLE.
my ($sample, %asked) = ($ENV{BELLWETHER_TEST_SAMPLE} || 1);
for my $case (['2025-09-01', 'overspending', 'crit'],
    ['2025-09-01', 'underused', 'warn'],
    ['2025-09-01', 'capex_intensity_high', 'warn'],
    ['2025-09-30', 'price_outruns_estimates', 'warn late'],
    ['2026-03-20', 'cash_drain', 'warn'],
    ['2026-06-01', 'obsolete', 'ok'], ['2026-07-11', 'obsolete', 'warn'],
    ['2027-04-30', 'silicon_late', 'crit'],
    ['2027-04-30', 'execution', 'crit late'],
    ['2027-04-30', 'two_red_lines', 'warn late']) {
	my ($date, $name, $state) = @$case;
	next if ($asked{$date} //= keys %asked) % $sample;
	is(states($date)->{$name}, $state, "$date: $name is $state");
}

($text, $status) = run('--as-of', $today, 'check', '--all');
is($status, 1, 'check says warn');
$text =~ s/\n {11}/ /g; # as it was before it was wrapped
like($text, qr/compression ok, underused ok, obsolete warn \(late\), exec/,
    'a red line tells its members');
($text) = run('--as-of', '2027-04-30', 'check', '--all');
$text =~ s/\n {11}/ /g;
like($text, qr/Execution \(late\): overdue\(silicon\{.*\}\) is 1 /,
    'of several conditions the one that decided is told');
($text) = run('check');
ok($text ne '', 'the first check tells the baseline');
($text) = run('check');
is($text, '', 'the second is silent');

# --- Without -c, from anywhere ---

$text = qx(cd / && '$program' --state '$state' --no-fetch show 2>&1);
like($text, qr/^Alibaba Cloud\n/, 'it is opened when the user has none');

# --- Why ---

my $why = json('--as-of', $today, '--format', 'json', 'why', 'capex',
    '2025Q2');
is($why->{evidence}{path}, q($['capex'][4]['value']), 'the path of a figure');
is($why->{evidence}{text}, '38676', 'and the text that was read');
like($why->{remark}, qr/secondary public copy/, 'and its publication');
($text) = run('--as-of', $today, 'why', 'benchmark_gap');
$text =~ s/\n {6,}/ /g; # as it was before it was wrapped
like($text, qr/basis="claimed", bench="GPQA-D.*Instruct-2507"\} \S+ 77.5 score/,
    'a claim that went into the gap is its own');
unlike($text, qr/AIME/, 'and no other is named');

# --- The documents ---

my %document;
for my $path (bsd_glob "$root/watchlists/alibaba-cloud/*.json") {
	my ($name) = $path =~ m{([^/]+)\.json$};
	my $bytes = read_file($path);
	utf8::encode($bytes);
	$document{$name} = decode_json($bytes);
}
my @sources = $yaml =~ m{file:alibaba-cloud/(\w+)\.json}g;
is_deeply([sort keys %document], [sort @sources],
    'each document is a source');

my %basis = map { $_ => 1 } qw(reported estimated claimed independent derived);
my %sure = map { $_ => 1 } 'found', 'found (derived)',
    'unverified (sum checked)';
my $date = qr/^20\d\d-\d\d-\d\d$/;

sub complaint {
	my ($item) = @_;
	my $event = exists $item->{title};
	return 'no period' unless $item->{period} // $item->{start} //
	    $item->{date};
	return 'no value' unless $event || defined $item->{value};
	return 'no unit' unless $event || length($item->{unit} // '');
	return 'no id' if $event && !$item->{id};
	return 'basis' unless $basis{$item->{basis} // ''};
	return 'confidence' unless $sure{$item->{confidence} // ''};
	return 'known_at' unless ($item->{known_at} // '') =~ $date ||
	    $event && $item->{known_at} =~ /^20\d\d/;
	return 'known after it was taken' if $item->{known_at} gt $today;
	return 'no source' unless $item->{source};
	return 'no URL' unless ($item->{url} // '') =~ m{^https?://\S+$} ||
	    $item->{source} =~ /secondary public copy/;
	return 'bound' unless ($item->{bound} // 'exact') =~
	    /^(exact|about|at_least|at_most)$/;
	return;
}

for my $name (sort keys %document) {
	my (@bad, $count);
	for my $list (sort grep { ref $document{$name}{$_} }
	    keys %{$document{$name}}) {
		for my $item (@{$document{$name}{$list}}) {
			my $wrong = complaint($item);
			push @bad, "$list: $wrong" if $wrong;
			$count++;
		}
	}
	is_deeply(\@bad, [], "$name.json: $count items have what they need");
}

# Nothing of a document gets lost on the way: signal, document, list. Equal
# values of one period are one vintage.
my @read = $yaml =~ /^  (\w+):\n(?:    .*\n)*?    from: /mg;
my %taken;
for my $series (@{json('--as-of', $today, '--format', 'json', 'show',
    @read)}) {
	$taken{$series->{signal}} += $series->{events}
	    ? @{$series->{events}}
	    : map { @{$_->{vintages}} } @{$series->{figures}};
}
for my $one (split /^(?=  \w+:\n)/m, $yaml) {
	next unless $one =~ /^    from: (\w+)$/m;
	my $from = $1;
	my ($signal) = $one =~ /^  (\w+):/;
	my ($list, $kind) =
	    $one =~ /^    each: \$\.(\w+)(?:\[\?\@\.kind == '(\w+)')?/m;
	my %seen;
	my @items = grep { !$kind || $_->{kind} eq $kind }
	    @{$document{$from}{$list}};
	@items = grep { !$seen{"$_->{period} $_->{value}"}++ } @items
	    if $signal eq 'eps_fy2026';
	is($taken{$signal} // 0, scalar @items,
	    "$signal: all of $from.$list is taken");
}

# --- Against the facts, where they are at hand ---

sub csv {
	my ($path) = @_;
	my @lines = split /\r?\n/, read_file($path);
	my @rows = map {
		my @cells;
		my $line = "$_,";
		while ($line =~ /\G(?:"((?:[^"]|"")*)"|([^,]*)),/g) {
			push @cells, defined $1 ? $1 =~ s/""/"/gr : $2;
		}
		\@cells;
	} @lines;
	my $head = shift @rows;
	return map { my %row; @row{@$head} = @$_; \%row } @rows;
}

# CSV, entity or undef, series, document, list.
my @origins = (
	['alibaba_capex', undef, 'capex', 'alibaba', 'capex', 'capex_year'],
	['alibaba_cloud_revenue', undef, 'cloud_revenue', 'alibaba',
	    'cloud_revenue'],
	['alibaba_cloud_revenue', undef, 'cloud_revenue_yoy', 'alibaba',
	    'cloud_revenue_yoy'],
	['alibaba_cloud_revenue', undef, 'cloud_external_revenue_yoy',
	    'alibaba', 'external_revenue_yoy'],
	['alibaba_cloud_ebita', undef, 'cloud_adj_ebita', 'alibaba',
	    'cloud_ebita'],
	['alibaba_group', undef, 'free_cash_flow', 'alibaba',
	    'free_cash_flow'],
	['alibaba_group', undef, 'group_revenue', 'alibaba', 'group_revenue'],
	['alibaba_group', undef, 'group_cost_of_revenue', 'alibaba',
	    'group_cost'],
	['peers_cloud_capex', 'Microsoft', 'azure_revenue_yoy', 'peers',
	    'azure_growth'],
	['peers_cloud_capex', 'Amazon', 'aws_revenue', 'peers',
	    'aws_revenue'],
	['peers_cloud_capex', 'Alphabet', 'google_cloud_revenue', 'peers',
	    'google_cloud_revenue'],
	['peers_cloud_capex', 'Microsoft', 'capex_cash_ppe', 'peers',
	    'microsoft_capex'],
	['peers_cloud_capex', 'Amazon', 'capex_cash_ppe', 'peers',
	    'amazon_capex'],
	['peers_cloud_capex', 'Alphabet', 'capex_cash_ppe', 'peers',
	    'alphabet_capex'],
	['market', undef, 'baba_close', 'market', 'price'],
);

# Period and value of each figure of lists, sorted.
sub listed {
	my ($name, @lists) = @_;
	return [sort map { "$_->{period} " . $_->{value} * 1 }
		map { @{$document{$name}{$_}} } @lists];
}

sub compare_facts {
	my ($facts) = @_;
	my $used = qr/^(found|found \(derived\)|unverified \(sum checked\))$/;
	for my $origin (@origins) {
		my ($csv, $entity, $series, $name, @lists) = @$origin;
		my @rows = grep { $_->{series} eq $series &&
			    (!$entity || $_->{entity} eq $entity) }
		    csv("$facts/$csv.csv");
		$_->{period} //= $_->{date} for @rows;
		@rows = grep { $_->{period} =~ /Q|-/ } @rows
		    if $csv ne 'alibaba_capex';
		my @want = sort map { "$_->{period} " . $_->{value} * 1 }
		    grep { $_->{confidence} =~ $used } @rows;
		my $all = grep { $_->{confidence} !~ $used } @rows;
		is_deeply(listed($name, @lists), \@want,
		    "$name @lists: the facts that may be used" .
		    ($all ? ", without $all that may not" : ''));
	}
	my %events = (
		contract_events => [contracts => 'contracts'],
		silicon_events => [silicon => 'silicon'],
	);
	for my $csv (sort keys %events) {
		my ($name, $list) = @{$events{$csv}};
		my @rows = grep { $_->{confidence} =~ $used }
		    csv("$facts/$csv.csv");
		is(scalar @{$document{$name}{$list}}, scalar @rows,
		    "$name: the events that were found, no others");
	}
	my @cuts = grep { $_->{confidence} =~ $used &&
		    $_->{kind} ne 'utilisation' }
	    csv("$facts/redline_events.csv");
	is(@{$document{pressure}{prices}} + @{$document{pressure}{controls}},
	    scalar @cuts, 'pressure: the events that were found');
	my @claims = csv("$facts/qwen3_claimed.csv");
	is(scalar(grep { $_->{basis} eq 'claimed' }
		@{$document{benchmarks}{benchmarks}}), scalar @claims,
	    'benchmarks: every claim');
}

SKIP: {
	my $facts = ($ENV{BELLWETHER_TEST_DATA} // '') . '/facts';
	skip 'BELLWETHER_TEST_DATA names no facts', 1 unless -d $facts;
	compare_facts($facts);
}

done_testing();
