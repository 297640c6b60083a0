#include "walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static virConnectPtr connections[CONNECTIONS];
static virDomainPtr domains[DOMAINS];

/* A daemon forgets a host a while after the last connection to it was closed. */
#define FORGETS_MICROSECONDS 50000

bool pool_is_remote(void)
{
    return getenv("VIRMEMCTL_TEST_REMOTE") != NULL;
}

const char *pool_uri(const char *uri)
{
    if (!pool_is_remote() || strcmp(uri, "test:///default") != 0)
        return uri;
    usleep(FORGETS_MICROSECONDS);
    return getenv("VIRMEMCTL_TEST_URI");
}

/* Releases all handles: the next connection gets a new host. */
void pool_reset(void)
{
    for (unsigned int i = 0; i < CONNECTIONS; i++)
        events_forget(connections[i]);
    events_run();
    for (unsigned int i = 0; i < DOMAINS; i++) {
        if (domains[i])
            virDomainFree(domains[i]);
        domains[i] = NULL;
    }
    for (unsigned int i = 0; i < CONNECTIONS; i++)
        put_connection(i, NULL);
}

/* `domains_too`: besides libvirt's own domain some that are made up. */
void pool_open_first(bool domains_too)
{
    pool_reset();
    call("virConnectOpen", "anew");
    connections[0] = got_pointer(virConnectOpen(pool_uri("test:///default")));
    keep(virDomainLookupByName(connections[0], "test"));
    for (unsigned int i = 0; domains_too && i < 4; i++) {
        char *xml = any_domain_xml();
        virDomainPtr dom = virDomainDefineXML(connections[0], xml);

        if (dom && chance(50))
            virDomainCreate(dom);
        out("%s", quoted(xml));
        keep(dom);
        free(xml);
    }
}

unsigned int any_connection_slot(void)
{
    unsigned int slot = below(CONNECTIONS);

    for (unsigned int i = 0; i < CONNECTIONS && !connections[slot]; i++)
        slot = (slot + 1) % CONNECTIONS;
    return slot;
}

virConnectPtr connection_in(unsigned int slot)
{
    return connections[slot];
}

/* It has been closed already. */
void take_connection(unsigned int slot)
{
    connections[slot] = NULL;
}

void put_connection(unsigned int slot, virConnectPtr conn)
{
    if (connections[slot]) {
        events_forget(connections[slot]);
        virConnectClose(connections[slot]);
    }
    connections[slot] = conn;
}

virConnectPtr any_connection(void)
{
    return below(200) == 0 ? NULL : connections[any_connection_slot()];
}

virDomainPtr any_domain(void)
{
    unsigned int slot = below(DOMAINS);

    for (unsigned int i = 0; i < DOMAINS && !domains[slot]; i++)
        slot = (slot + 1) % DOMAINS;
    return below(200) == 0 ? NULL : domains[slot];
}

const char *show_connection(virConnectPtr conn)
{
    static const char *const names[CONNECTIONS] = {"c0", "c1", "c2", "c3"};

    for (unsigned int i = 0; conn && i < CONNECTIONS; i++) {
        if (connections[i] == conn)
            return names[i];
    }
    return conn ? "c-gone" : "c-none";
}

const char *show(virDomainPtr dom)
{
    static char texts[4][300];
    static unsigned int turn;
    char *text = texts[turn++ % COUNT_OF(texts)];
    unsigned int slot = 0;

    if (!dom)
        return "d-none";
    while (slot < DOMAINS && domains[slot] != dom)
        slot++;
    snprintf(text, sizeof(texts[0]), "d%u:%s@%s", slot, quoted(virDomainGetName(dom)),
             show_connection(virDomainGetConnect(dom)));
    return text;
}

/* Takes a handle over, in place of another, and tells what it is. */
void keep(virDomainPtr dom)
{
    unsigned int slot = below(DOMAINS);
    char uuid[VIR_UUID_STRING_BUFLEN] = "";

    if (!dom)
        return;
    if (domains[slot])
        virDomainFree(domains[slot]);
    domains[slot] = dom;
    virDomainGetUUIDString(dom, uuid);
    out("%s id %d %s", show(dom), (int)virDomainGetID(dom), show_uuid(uuid));
}
