/* Texts and definitions that another process changes are told at once, and so are its pins; own ones are told
   once, and own sets of definitions are not. */
#include "events/told.h"
#include "support/memory.h"
#include "support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BOTH (VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG)
#define URI "http://example.org/documents"

static struct program it;
static int orders[2], answers[2];

static void describe(virDomainPtr dom, const char *text, unsigned int flags)
{
    CHECK_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_DESCRIPTION, text, NULL, NULL, flags), 0);
}

static void annotate(virDomainPtr dom, const char *text, unsigned int flags)
{
    CHECK_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, text, "key", URI, flags), 0);
}

/* Defines it anew with another hard limit. */
static void redefine(virDomainPtr dom, char digit)
{
    virConnectPtr conn = virDomainGetConnect(dom);
    char *xml = virDomainGetXMLDesc(dom, VIR_DOMAIN_XML_INACTIVE), *end = xml ? strstr(xml, "</hard_limit>") : NULL;

    CHECK(end != NULL);
    if (end) {
        end[-1] = digit;
        CHECK_INT(virDomainFree(virDomainDefineXML(conn, xml)), 0);
    }
    free(xml);
}

/* Pins all of it to the first CPU: false where there is only one, or the host cannot. */
static bool pin(virDomainPtr dom, unsigned char cpus)
{
    return sysconf(_SC_NPROCESSORS_ONLN) > 1 &&
           virDomainPinEmulator(dom, &cpus, 1, VIR_DOMAIN_AFFECT_LIVE) == 0;
}

static void wait_for_order(void)
{
    char byte;

    if (read(orders[0], &byte, 1) != 1)
        _exit(1);
}

static void answer(char byte)
{
    if (write(answers[1], &byte, 1) != 1)
        _exit(1);
    wait_for_order();
}

static void other(void *unused)
{
    virConnectPtr conn;
    virDomainPtr dom;

    (void)unused;
    wait_for_order();
    conn = virConnectOpen(harness_uri());
    dom = virDomainLookupByName(conn, it.name);
    CHECK(dom != NULL);
    describe(dom, "live", VIR_DOMAIN_AFFECT_LIVE);
    answer(1);
    annotate(dom, "<a/>", VIR_DOMAIN_AFFECT_CONFIG);
    answer(1);
    annotate(dom, "<b/>", BOTH);
    answer(1);
    redefine(dom, '2');
    answer(1);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(60), VIR_DOMAIN_AFFECT_CONFIG), 0);
    answer(1);
    answer(pin(dom, 1) ? 1 : 0);
    virDomainFree(dom);
    virConnectClose(conn);
    _exit(harness_failures() ? 1 : 0);
}

/* Tells the other process to go on, and waits until it has done something: what it answers. */
static int order(void)
{
    char byte = 0;

    CHECK_INT(write(orders[1], "", 1), 1);
    CHECK_INT(read(answers[0], &byte, 1), 1);
    return byte;
}

static int told_of(const char *what)
{
    char text[200];
    int count = 0;

    snprintf(text, sizeof(text), "%s %s ", what, it.name);
    for (int i = 0; i < told_count(); i++)
        count += strncmp(told_line(i), text, strlen(text)) == 0;
    return count;
}

static void of_others(void)
{
    note("another process's");
    order();
    told_await("metadata %s 0 -", it.name);
    order();
    told_await("metadata %s 2 " URI, it.name);
    order();
    told_await("metadata %s 2 " URI, it.name);
    order();
    told_await("life %s 0 1", it.name);
    order();
    told_await("life %s 0 1", it.name);
    if (order())
        told_await("tunable %s cputune.emulatorpin=0 cputune.emulatorpin.old=", it.name);
}

static void of_own(void)
{
    int lives = told_of("life"), texts = told_of("metadata"), pins = told_of("tunable");

    note("own ones");
    describe(it.dom, "own", BOTH);
    told_await("metadata %s 0 -", it.name);
    annotate(it.dom, NULL, BOTH);
    told_await("metadata %s 2 " URI, it.name);
    redefine(it.dom, '6');
    told_await("life %s 0 1", it.name);
    CHECK_INT(memory_set_one(it.dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(50), VIR_DOMAIN_AFFECT_CONFIG), 0);
    if (pin(it.dom, 2)) {
        told_await("tunable %s cputune.emulatorpin=1 cputune.emulatorpin.old=0", it.name);
        CHECK_INT(told_of("tunable"), pins + 1);
    }
    CHECK_INT(virDomainDestroy(it.dom), 0);
    told_await("life %s 5 1", it.name);
    CHECK_INT(told_of("metadata"), texts + 2);
    CHECK_INT(told_of("life"), lives + 2);
}

int main(void)
{
    virConnectPtr conn;
    pid_t child;

    harness_begin();
    harness_only(KIND_KERNEL);
    it = program_plan("events-documents", "exec sleep 100", "",
                      "<memtune><hard_limit unit='MiB'>64</hard_limit></memtune>");
    told_by_default_loop = true;
    CHECK_INT(virEventRegisterDefaultImpl(), 0);
    if (pipe(orders) || pipe(answers))
        harness_die("no pipes");
    child = harness_child(other, NULL);
    conn = harness_open();
    it.dom = virDomainDefineXML(conn, it.xml);
    CHECK(it.dom != NULL);
    CHECK_INT(virDomainCreate(it.dom), 0);
    told_begin(conn, false);
    of_others();
    CHECK_INT(write(orders[1], "", 1), 1);
    CHECK_INT(harness_child_wait(child), 0);
    of_own();
    told_end(conn);
    CHECK_INT(virDomainUndefine(it.dom), 0);
    program_end(&it);
    virConnectClose(conn);
    return harness_end();
}
