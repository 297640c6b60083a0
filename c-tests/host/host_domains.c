/* Host descriptions: run states, domains, and what is refused. */
#include "support/test_host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const more[] = {
    "<test:runstate>0</test:runstate>", "<test:runstate>1</test:runstate>",
    "<test:runstate>2</test:runstate>", "<test:runstate>3</test:runstate>",
    "<test:runstate>4</test:runstate>", "<test:runstate>5</test:runstate>",
    "<test:runstate>6</test:runstate>", "<test:runstate>7</test:runstate>",
    "<test:runstate>8</test:runstate>", "<test:runstate>-1</test:runstate>",
    "<test:runstate>five</test:runstate>", "<test:runstate/>", "<test:runstate> 5 </test:runstate>",
    "<runstate>5</runstate>",
    "<test:runstate>5</test:runstate><test:runstate>1</test:runstate>",
    "<test:transient/>", "<test:transient>0</test:transient>",
    "<test:transient/><test:runstate>5</test:runstate>",
    "<test:transient/><test:runstate>3</test:runstate>", "<test:unknown/>",
    "<test:hasmanagedsave/>", "<test:hasmanagedsave/><test:runstate>5</test:runstate>",
    "<uuid>00000001-0000-4000-8000-000000000001</uuid>", "<uuid>nonsense</uuid>", "<uuid/>",
    "<uuid>00000000-0000-0000-0000-000000000000</uuid>",
    "<title>A title</title>", "<description>Some words</description>",
    "<vcpu>4</vcpu>", "<vcpu>0</vcpu>", "<vcpu>many</vcpu>", "<vcpu/>",
    "<vcpu current='1'>4</vcpu>",
    "<vcpu current='5'>4</vcpu>",
    "<currentMemory>1024</currentMemory>", "<currentMemory unit='MiB'>1</currentMemory>",
    "<currentMemory>2097152</currentMemory>", "<currentMemory>0</currentMemory>",
    "<currentMemory>x</currentMemory>", "<memory>1</memory>", "<unknown/>",
};

static void state_of_one(const char *inside)
{
    virConnectPtr conn;
    virDomainPtr dom;
    virDomainInfo info;
    int state = -1;
    int reason = -1;

    test_host_note(inside);
    conn = test_host_with(inside);
    if (!conn)
        return;
    dom = virDomainLookupByName(conn, "one");
    if (CHECK(dom != NULL)) {
        virDomainGetState(dom, &state, &reason, 0);
        memset(&info, 0, sizeof(info));
        virDomainGetInfo(dom, &info);
        note("   state %d/%d id %d active %d persistent %d maxMem %lu memory %lu cpus %d", state,
             reason, (int)virDomainGetID(dom), virDomainIsActive(dom), virDomainIsPersistent(dom),
             info.maxMem, info.memory, info.nrVirtCpu);
        virDomainFree(dom);
    }
    CHECK_INT(virConnectClose(conn), 0);
}

#define OS "<os><type>hvm</type></os>"
#define WHOLE(name) "<domain type='test'><name>" name "</name><memory>1024</memory>" OS "</domain>"

static const char *const whole[] = {
    "", WHOLE("a"), WHOLE("a") WHOLE("b"), WHOLE("a") WHOLE("a"), WHOLE(""), WHOLE("a/b"),
    WHOLE(" a "), WHOLE("a\nb"),
    "<domain/>", "<domain type='test'/>", "<domain type='test'><name>a</name></domain>",
    "<domain type='test'><name>a</name><memory>1024</memory></domain>",
    "<domain type='test'><memory>1024</memory>" OS "</domain>",
    "<domain type='test'><name>a</name>" OS "</domain>",
    "<domain type='test'><name>a</name><memory>0</memory>" OS "</domain>",
    "<domain type='test'><name>a</name><memory/>" OS "</domain>",
    "<domain type='test'><name>a</name><memory>x</memory>" OS "</domain>",
    "<domain type='test'><name>a</name><memory unit='x'>1</memory>" OS "</domain>",
    "<domain type='test'><name>a</name><memory unit='b'>1</memory>" OS "</domain>",
    "<domain type='test'><name>a</name><memory>18446744073709551616</memory>" OS "</domain>",
    "<domain type='test'><name>a</name><memory>9007199254740992</memory>" OS "</domain>",
    "<domain><name>a</name><memory>1024</memory>" OS "</domain>",
    "<domain type='kvm'><name>a</name><memory>1024</memory>" OS "</domain>",
    "<domain type='nonsense'><name>a</name><memory>1024</memory>" OS "</domain>",
    "<domain type='test' id='7'><name>a</name><memory>1024</memory>" OS "</domain>",
    "<domain type='test' id='x'><name>a</name><memory>1024</memory>" OS "</domain>",
    "<domain type='test'><name>a</name><memory>1024</memory><os><type>exe</type></os></domain>",
    "<domain type='test'><name>a</name><memory>1024</memory>"
        "<os><type>nonsense</type></os></domain>",
    "<domain type='test'><name>a</name><memory>1024</memory><os/></domain>",
    "<domain type='test'><name>a</name><uuid>00000001-0000-4000-8000-000000000001</uuid>"
        "<memory>1024</memory>" OS "</domain>"
        "<domain type='test'><name>b</name><uuid>00000001-0000-4000-8000-000000000001</uuid>"
        "<memory>1024</memory>" OS "</domain>",
    "<group>" WHOLE("a") "</group>", "<unknown/>", "text", "<domain", "</node>", "&unknown;",
};

static int by_name(const void *a, const void *b)
{
    return strcmp(virDomainGetName(*(virDomainPtr const *)a),
                  virDomainGetName(*(virDomainPtr const *)b));
}

static void whole_host(const char *domains)
{
    virConnectPtr conn;
    virDomainPtr *list = NULL;
    int count;

    test_host_note(domains);
    conn = test_host_open(domains, false);
    if (!conn)
        return;
    count = virConnectListAllDomains(conn, &list, 0);
    if (count > 0)
        qsort(list, (size_t)count, sizeof(list[0]), by_name);
    for (int i = 0; i < count; i++) {
        printf("   ");
        test_host_note(virDomainGetName(list[i]));
        note("   id %d", (int)virDomainGetID(list[i]));
        virDomainFree(list[i]);
    }
    free(list);
    CHECK_INT(virConnectClose(conn), 0);
}

static const char *const files[] = {
    "", " ", "text", "<node/>", "<node></node>", "<host/>", "<node><unclosed></node>",
    "<?xml version='1.0'?><node/>", "<!-- c --><node/>", "<node/><node/>",
    "<!DOCTYPE node><node/>", "\xef\xbb\xbf<node/>", "<node>\xff</node>",
};

static void whole_file(const char *text)
{
    static int serial;
    virConnectPtr conn;
    char name[32];
    char uri[4096];

    note("file number %d", serial);
    snprintf(name, sizeof(name), "file%d.xml", serial++);
    harness_file_uri(uri, sizeof(uri), harness_file(name, text));
    trace_plant();
    conn = virConnectOpen(uri);
    trace_ptr("opening the host", conn);
    if (!conn)
        return;
    TRACE_INT(virConnectNumOfDomains(conn) + virConnectNumOfDefinedDomains(conn));
    virConnectClose(conn);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    for (size_t i = 0; i < COUNT_OF(more); i++)
        state_of_one(more[i]);
    for (size_t i = 0; i < COUNT_OF(whole); i++)
        whole_host(whole[i]);
    for (size_t i = 0; i < COUNT_OF(files); i++)
        whole_file(files[i]);
    return harness_end();
}
