#include "walk.h"

#include <stdio.h>
#include <stdlib.h>

/* A document of its own for each call: mostly valid, and a fifth of them with a few faults. */

static FILE *text;
static bool faulty;
bool valid_only;

/* In a faulty document every tenth value is one of the wrong ones. */
static bool wrong(void)
{
    return faulty && chance(10);
}

#define PICK(good, bad) (wrong() ? ANY(bad) : ANY(good))

static const char *const sizes[] = {"1024", "65536", "262144", "524288", "1048576", "2097152", "8388608", "512"};
static const char *const bad_sizes[] = {"", "0", "-1", "x", "1.5", "18446744073709551616", "9007199254740992",
                                        "9007199254740991", " 5", "5 ", "0x10", "+5", "010"};
static const char *const units[] = {"", "", " unit='KiB'", " unit='MiB'", " unit='k'", " unit='KB'", " unit='bytes'",
                                    " unit='M'", " unit='b'"};
static const char *const bad_units[] = {" unit=''", " unit='x'", " unit='E'", " unit='mib'", " unit='EiB'"};

static void size(const char *element)
{
    fprintf(text, "<%s%s>%s</%s>", element, PICK(units, bad_units), PICK(sizes, bad_sizes), element);
}

static void identity(void)
{
    static const char *const bad_types[] = {"qemu", "nosuch", "", "kvm"};
    static const char *const types[] = {"test"};
    const char *name = faulty ? any_name() : NULL;

    while (!faulty && (!name || !*name))
        name = any_utf8_name();
    fprintf(text, "<domain type='%s'%s>", PICK(types, bad_types), wrong() ? " id='7'" : "");
    if (!wrong())
        fprintf(text, "<name>%s</name>", name);
    if (!wrong())
        fprintf(text, "<uuid>%s</uuid>", wrong() || chance(4) ? any_uuid() : uuid_of(name));
    if (chance(10))
        fprintf(text, "<title>%s</title>", wrong() ? "two\nlines" : "a title");
    if (chance(10))
        fprintf(text, "<description>of a guest</description>");
    if (chance(10))
        fprintf(text, "<metadata><one:a xmlns:one='urn:one'>%u</one:a></metadata>", below(5));
}

static void memory(void)
{
    if (!wrong())
        size("memory");
    if (chance(50))
        size("currentMemory");
    if (chance(5) && !valid_only)
        fprintf(text, "<maxMemory slots='%u' unit='GiB'>16</maxMemory>", wrong() ? 0 : 4);
    if (chance(40)) {
        fprintf(text, "<memtune>");
        if (chance(50))
            size("hard_limit");
        if (chance(50))
            size("soft_limit");
        if (chance(50))
            size("swap_hard_limit");
        if (chance(20))
            size("min_guarantee");
        fprintf(text, "</memtune>");
    }
}

static void processors(void)
{
    static const char *const counts[] = {"1", "2", "4", "8"};
    static const char *const bad_counts[] = {"0", "x", "", "1.5"};
    static const char *const currents[] = {"", "", "", " current='1'", " placement='static'", " cpuset='0-3'",
                                           " placement='static' cpuset='0,2'", " cpuset='0-7,^1'"};
    static const char *const bad_currents[] = {" current='9'", " current='0'", " cpuset='x'", " cpuset=''",
                                               " placement='nosuch'", " current='x'"};

    if (chance(85))
        fprintf(text, "<vcpu%s>%s</vcpu>", PICK(currents, bad_currents), PICK(counts, bad_counts));
    if (chance(5))
        fprintf(text, "<iothreads>%s</iothreads>", wrong() ? "x" : "2");
}

static void number(const char *element, const char *good)
{
    static const char *const bad[] = {"", "x", "-1", "0", "1", "999", "1000001", "18446744073709551616"};

    fprintf(text, "<%s>%s</%s>", element, wrong() ? ANY(bad) : good, element);
}

static void processor_tuning(void)
{
    static const char *const sets[] = {"0", "0-3", "1,2", "0-3,^2"};
    static const char *const bad_sets[] = {"", "x", "3-1", "^0", "0-"};

    fprintf(text, "<cputune>");
    if (chance(50))
        number("shares", "2048");
    if (chance(40))
        number("period", "100000");
    if (chance(40))
        number("quota", chance(50) ? "50000" : "-1");
    if (chance(20))
        number("emulator_period", "10000");
    if (chance(20))
        number("emulator_quota", "20000");
    if (chance(20))
        number("global_period", "10000");
    if (chance(20))
        number("global_quota", "20000");
    for (unsigned int vcpu = 0; vcpu < 2; vcpu++) {
        if (chance(40))
            fprintf(text, "<vcpupin vcpu='%u' cpuset='%s'/>", wrong() ? 0 : vcpu, PICK(sets, bad_sets));
    }
    if (chance(20))
        fprintf(text, "<emulatorpin cpuset='%s'/>", PICK(sets, bad_sets));
    fprintf(text, "</cputune>");
}

static void block_tuning(void)
{
    fprintf(text, "<blkiotune>");
    if (chance(60))
        number("weight", "500");
    if (chance(30)) {
        fprintf(text, "<device>");
        if (!wrong())
            fprintf(text, "<path>/dev/sda</path>");
        number("weight", "200");
        fprintf(text, "</device>");
    }
    fprintf(text, "</blkiotune>");
}

static void node_tuning(void)
{
    static const char *const modes[] = {"strict", "preferred", "interleave", "restrictive"};
    static const char *const bad_modes[] = {"", "nosuch"};
    static const char *const sets[] = {"0", "0-1", "1"};
    static const char *const bad_sets[] = {"", "x", "1-0"};

    fprintf(text, "<numatune><memory mode='%s' nodeset='%s'/></numatune>", PICK(modes, bad_modes),
            PICK(sets, bad_sets));
}

static void operating_system(void)
{
    static const char *const types[] = {"<type>hvm</type>", "<type arch='i686'>hvm</type>", "<type>hvm</type>",
                                        "<type arch='x86_64'>hvm</type>"};
    static const char *const bad_types[] = {"", "<type>nosuch</type>", "<type/>", "<type arch='nosuch'>hvm</type>",
                                            "<type>xen</type>", "<type>exe</type>", "<type>linux</type>"};

    fprintf(text, "<os>%s%s</os>", PICK(types, bad_types), chance(10) ? "<boot dev='hd'/>" : "");
}

static void on_events(void)
{
    static const char *const actions[] = {"destroy", "restart", "preserve", "rename-restart"};
    static const char *const bad_actions[] = {"", "nosuch", "coredump-restart", "coredump-destroy"};
    static const char *const elements[] = {"on_poweroff", "on_reboot", "on_crash"};

    for (unsigned int i = 0; i < COUNT_OF(elements); i++) {
        if (chance(30))
            fprintf(text, "<%s>%s</%s>", elements[i], PICK(actions, bad_actions), elements[i]);
    }
}

static void devices(void)
{
    fprintf(text, "<devices>");
    if (chance(85))
        fprintf(text, "<disk type='file' device='disk'><source file='/guest/a.img'/>"
                      "<target dev='vda' bus='virtio'/></disk>");
    if (chance(20))
        fprintf(text, "<disk type='file' device='disk'><source file='/guest/b.img'/>"
                      "<target dev='vdb' bus='virtio'/></disk>");
    if (chance(80))
        fprintf(text, "<interface type='network'><mac address='52:54:00:00:00:01'/>"
                      "<source network='default'/><target dev='net0'/></interface>");
    if (chance(20))
        fprintf(text, "<interface type='network'><mac address='52:54:00:00:00:02'/>"
                      "<source network='default'/></interface>");
    if (chance(10))
        fprintf(text, "<memballoon model='virtio'/>");
    fprintf(text, "</devices>");
}

char *any_domain_xml(void)
{
    static const char *const broken[] = {"", "<domain", "text", "<network/>", "<domain></domain>",
                                         "<domain type='test'><name>vm0</name></domain", "<domain/>"};
    char *made = NULL;
    size_t length = 0;

    text = open_memstream(&made, &length);
    if (!text)
        abort();
    faulty = chance(20) && !valid_only;
    if (faulty && chance(10)) {
        fprintf(text, "%s", ANY(broken));
    } else {
        identity();
        memory();
        processors();
        if (chance(30))
            processor_tuning();
        if (chance(20))
            block_tuning();
        if (chance(20))
            node_tuning();
        if (chance(5))
            fprintf(text, "<resource><partition>%s</partition></resource>", wrong() ? "" : "/machine");
        operating_system();
        on_events();
        devices();
        fprintf(text, "</domain>");
    }
    fclose(text);
    return made;
}
