/*
 * A domain that another process has renamed before a call began has its new name in the call: in
 * turns with the other process, then while it renames the domain again and again.
 */
#include "open_files/partner.h"
#include "support/defined.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned int rounds;
static const char *names[2];

static bool change_name(virConnectPtr conn, unsigned int turn)
{
    virDomainPtr dom = virDomainLookupByName(conn, names[turn % 2]);
    bool renamed = dom && virDomainRename(dom, names[(turn + 1) % 2], 0) == 0;

    if (dom)
        virDomainFree(dom);
    return renamed;
}

static bool act(virConnectPtr conn, unsigned int turn)
{
    if (turn < rounds)
        return change_name(conn, turn);
    for (; turn < 2 * rounds; turn++) {
        if (!change_name(conn, turn))
            return false;
    }
    return true;
}

/* How many domains of either name a list has. */
static int listed(virConnectPtr conn)
{
    virDomainPtr *all = NULL;
    int count = virConnectListAllDomains(conn, &all, 0), own = 0;

    CHECK(count >= 0);
    for (int i = 0; i < count; i++) {
        own += defined_is_own(virDomainGetName(all[i]));
        virDomainFree(all[i]);
    }
    free(all);
    return own;
}

static void in_turns(virConnectPtr conn, virDomainPtr dom, struct partner *partner)
{
    for (unsigned int turn = 0; turn < rounds && harness_failures() == 0; turn++) {
        const char *now = names[(turn + 1) % 2];
        virDomainPtr found;
        char element[256];

        partner_acts(partner);
        CHECK_NULL(virDomainLookupByName(conn, names[turn % 2]), VIR_ERR_NO_DOMAIN);
        found = virDomainLookupByName(conn, now);
        CHECK(found != NULL);
        snprintf(element, sizeof(element), "<name>%s</name>", now);
        CHECK(defined_shows(dom, VIR_DOMAIN_XML_INACTIVE, element));
        CHECK_INT(listed(conn), 1);
        if (found)
            virDomainFree(found);
    }
}

/* At each moment it has one of its names. */
static void at_the_same_time(virConnectPtr conn, virDomainPtr dom, struct partner *partner)
{
    int lists = 0;

    partner_begins(partner);
    while (!partner_has_acted(partner) && harness_failures() == 0) {
        CHECK_INT(listed(conn), 1);
        CHECK_INT(virDomainIsPersistent(dom), 1);
        lists++;
    }
    note("%d lists", lists);
}

int main(void)
{
    struct partner partner;
    virConnectPtr conn;
    virDomainPtr dom;

    harness_begin();
    harness_only(KIND_KERNEL);
    partner_ignores_errors();
    rounds = partner_changes() / 2 * 2;
    names[0] = defined_name("renamed-a");
    names[1] = defined_name("renamed-b");
    partner = partner_start(act);
    conn = harness_open();
    dom = defined_domain(conn, names[0], 1, "");
    in_turns(conn, dom, &partner);
    if (harness_failures() == 0)
        at_the_same_time(conn, dom, &partner);
    partner_end(&partner);
    CHECK_INT(virDomainUndefine(dom), 0);
    CHECK_INT(virDomainFree(dom), 0);
    virConnectClose(conn);
    return harness_end();
}
