#!/usr/bin/perl
# Perl's Sys::Virt in normal use: one line per call, in the same form for every library.
# SPDX-License-Identifier: MIT OR Apache-2.0
use strict;
use warnings;
use Cwd qw(realpath);
use Data::Dumper;
use File::Basename qw(dirname);
use Scalar::Util qw(blessed);
use Sys::Virt;
use Sys::Virt::Domain;
use Sys::Virt::Event;

$Data::Dumper::Indent = 0;
$Data::Dumper::Sortkeys = 1;
$Data::Dumper::Terse = 1;
$Data::Dumper::Useqq = 1;
$| = 1;

my $here = dirname(realpath($0));
my $default = $ENV{VIRMEMCTL_TEST_URI} // 'test:///default';
my $fixture = ($ENV{VIRMEMCTL_TEST_FILE_BEFORE} // 'test://') . "$here/host.xml" . ($ENV{VIRMEMCTL_TEST_FILE_BEHIND} // '');
my $uuid = '99999999-9999-4999-8999-999999999999';
my $quiet_ms = 20;
my %counted = map { $_ => 1 } qw(cpuTime cpu_time vcpu_time user_time system_time last_update);

sub note { print "# @_\n" }

sub shown {
    my ($value) = @_;
    if (blessed $value) {
        return $value->isa('Sys::Virt::Domain') ? '<' . $value->get_name . '>' : '<' . ref($value) . '>';
    }
    if (ref $value eq 'ARRAY') { return '[' . join(', ', map { shown($_) } @$value) . ']' }
    if (ref $value eq 'HASH') {
        return '{' . join(', ', map { "$_: " . ($counted{$_} ? 'a counter' : shown($value->{$_})) } sort keys %$value) . '}';
    }
    my $text = Dumper($value);
    $text =~ s/\Q$here\E/HERE/g;
    $text =~ s/^"(-?\d+)"$/$1/;
    return $text;
}

# call($object, 'method', arguments...): a list is returned as an array
sub call {
    my ($object, $method, @arguments) = @_;
    my $label = blessed $object && $object->isa('Sys::Virt::Domain') ? $object->get_name : 'Sys::Virt';
    my $given = join(', ', map { shown($_) } @arguments);
    my @results = eval { $object->$method(@arguments) };
    if (my $error = $@) {
        print "$label.$method($given) -> ", failure($error), "\n";
        return;
    }
    my $result = @results == 1 ? $results[0] : \@results;
    print "$label.$method($given) -> ", shown($result), "\n";
    return $result;
}

sub failure {
    my ($error) = @_;
    die $error unless blessed $error && $error->isa('Sys::Virt::Error');
    return sprintf 'error %d/%d', $error->code, $error->domain;
}

sub sorted { sort { $a->get_name cmp $b->get_name } @_ }

sub meant_library {
    my $library = $ENV{BINDINGS_LIBRARY} or return;
    $library = realpath($library);
    open my $maps, '<', "/proc/$$/maps" or die "maps: $!";
    grep { / \Q$library\E$/ } <$maps> or die "$library is not what this process loaded as libvirt.so.0\n";
}

sub connections {
    note('connections');
    for my $uri ($default, $fixture, 'bogus', 'test:///', 'test:///no/such/file') {
        for my $readonly (0, 1) {
            my $connection = eval { Sys::Virt->new(uri => $uri, readonly => $readonly) };
            my $result = $connection ? 'opened' : failure($@);
            print 'new(', shown($uri), ", $readonly) -> $result\n";
        }
    }
    my $connection = Sys::Virt->new(uri => $default);
    call($connection, $_) for qw(get_type get_uri is_alive is_secure is_encrypted num_of_domains
        num_of_defined_domains get_node_info
        get_node_free_memory get_node_security_model get_capabilities get_sysinfo);
    call($connection, $_, 10) for qw(list_domain_ids list_defined_domain_names);
    call($connection, 'get_max_vcpus', 'test');
    call($connection, 'get_node_cpu_stats');
    call($connection, 'get_node_cells_free_memory', 0, 2);
    call($connection, 'get_node_cpu_map');
    call($connection, 'list_domains');
    call($connection, 'list_defined_domains');
}

sub lists {
    my ($connection) = @_;
    note('lists and lookups');
    for my $flags (0, Sys::Virt::Domain::LIST_ACTIVE, Sys::Virt::Domain::LIST_INACTIVE,
        Sys::Virt::Domain::LIST_PERSISTENT, Sys::Virt::Domain::LIST_TRANSIENT, 1 << 16) {
        my @domains = eval { sorted($connection->list_all_domains($flags)) };
        print "list_all_domains($flags) -> ", ($@ ? failure($@) : shown(\@domains)), "\n";
    }
    for my $domain (sorted($connection->list_all_domains)) {
        call($domain, $_) for qw(get_name get_id get_uuid_string get_info get_state get_os_type
            get_max_memory get_max_vcpus is_active is_persistent is_updated get_autostart
            has_managed_save_image get_memory_parameters get_scheduler_type get_blkio_parameters
            get_numa_parameters get_vcpu_info get_emulator_pin_info get_control_info
            get_security_label get_disk_errors get_fs_info get_guest_info get_job_stats
            memory_stats get_xml_description);
        call($domain, 'get_vcpus', $_) for 0, Sys::Virt::Domain::VCPU_MAXIMUM, 1 << 10;
        call($domain, 'get_metadata', Sys::Virt::Domain::METADATA_TITLE, undef, $_) for 0, 8;
    }
    call($connection, 'get_domain_by_id', $_) for 1, 99, -1;
    call($connection, 'get_domain_by_name', $_) for 'test', 'runs', '', 'no such';
    call($connection, 'get_domain_by_uuid', $_) for $uuid, '6695eb01-f6a4-8304-79aa-97f2502e193f';
}

sub memory {
    my ($domain) = @_;
    note('memory parameters');
    for my $given ({hard_limit => 4194304}, {soft_limit => 1048576, swap_hard_limit => 8388608},
        {swap_hard_limit => 1048576}, {min_guarantee => 1024}) {
        call($domain, 'set_memory_parameters', $given);
        call($domain, 'get_memory_parameters');
    }
    call($domain, 'set_memory_parameters', {soft_limit => 2048}, $_) for 1, 2, 3, 8;
    call($domain, 'get_memory_parameters', $_) for 1, 2, 3, 8;
    call($domain, 'set_memory', 1048576);
    call($domain, 'set_max_memory', 1048576);
    call($domain, 'get_max_memory');
    call($domain, 'set_vcpus', $_) for 1, 2, 99;
    call($domain, 'set_vcpus', 1, $_) for 1, 2, 1 << 10;
    call($domain, 'set_scheduler_parameters', {weight => 70});
    call($domain, 'set_blkio_parameters', {weight => 700});
    call($domain, 'get_blkio_parameters');
    call($domain, 'get_interface_parameters', 'testnet0');
    call($domain, 'get_block_iotune', 'vda');
    call($domain, 'get_block_info', 'vda');
}

sub lives {
    my ($connection) = @_;
    note('define, run, undefine');
    my $xml = "<domain type='test'><name>mine</name><uuid>$uuid</uuid><memory>1048576</memory>"
        . "<os><type>hvm</type></os></domain>";
    call($connection, 'define_domain', '<domain');
    my $domain = call($connection, 'define_domain', $xml);
    for my $method (qw(create create suspend suspend resume shutdown destroy create reset
        inject_nmi destroy)) {
        call($domain, $method);
        call($domain, 'get_state');
    }
    call($domain, 'reboot', 0);
    call($domain, 'rename', 'yours');
    call($domain, 'set_autostart', 1);
    call($domain, 'get_autostart');
    call($domain, 'set_metadata', Sys::Virt::Domain::METADATA_ELEMENT, '<a/>', 'k', 'urn:x', 2);
    call($domain, 'get_metadata', Sys::Virt::Domain::METADATA_ELEMENT, 'urn:x', 2);
    call($domain, 'undefine');
    call($domain, 'get_info');
    my $born = call($connection, 'create_domain', $xml);
    call($connection, 'create_domain', $xml);
    call($born, 'undefine');
    call($born, 'destroy');
}

sub events {
    note('events');
    my $connection = Sys::Virt->new(uri => $default);
    my $domain = $connection->get_domain_by_name('test');
    my $tell = sub {
        my ($from, $about, @details) = @_;
        print 'event: ', $about->get_name, ' ', shown(\@details), "\n";
    };
    my $number = $connection->domain_event_register_any(undef, Sys::Virt::Domain::EVENT_ID_LIFECYCLE, $tell);
    my $metadata = $connection->domain_event_register_any($domain, Sys::Virt::Domain::EVENT_ID_METADATA_CHANGE, $tell);
    for my $method (qw(suspend resume shutdown create destroy undefine)) {
        call($domain, $method);
        settle();
    }
    call($connection, 'domain_event_deregister_any', $_) for $number, $metadata, $number, 9999;
    settle();
}

sub settle {
    my $over = 0;
    my $timer = Sys::Virt::Event::add_timeout($quiet_ms, sub { $over = 1 });
    Sys::Virt::Event::run_default() until $over;
    Sys::Virt::Event::remove_timeout($timer);
}

sub stats {
    my ($connection) = @_;
    note('statistics of all');
    my @records = $connection->get_all_domain_stats(Sys::Virt::Domain::STATS_STATE);
    print shown($_), "\n" for sort { $a->{dom}->get_name cmp $b->{dom}->get_name } @records;
    for my $disk ('vda', 'nosuch') {
        my $stats = eval { $connection->get_domain_by_name('test')->block_stats($disk) };
        print "block_stats($disk) -> ", ($@ ? failure($@) : join(' ', sort keys %$stats)), "\n";
    }
    for my $device ('testnet0', 'nosuch') {
        my $stats = eval { $connection->get_domain_by_name('test')->interface_stats($device) };
        print "interface_stats($device) -> ", ($@ ? failure($@) : join(' ', sort keys %$stats)), "\n";
    }
}

meant_library();
Sys::Virt::Event::register_default();
connections();
lists(Sys::Virt->new(uri => $_)) for $default, $fixture;
memory(Sys::Virt->new(uri => $default)->get_domain_by_name('test'));
memory(Sys::Virt->new(uri => $default, readonly => 1)->get_domain_by_name('test'));
memory(Sys::Virt->new(uri => $fixture)->get_domain_by_name('stopped'));
lives(Sys::Virt->new(uri => $default));
events();
stats(Sys::Virt->new(uri => $default));
