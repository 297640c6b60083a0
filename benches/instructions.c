/* instructions URI NAME [guest]: gets, sets and lookups of a domain under callgrind, which counts instructions. Each
 * runs N and then 2N times, and the counts of both are dumped: the difference is that of N calls, whatever a
 * first call does once. With `guest` the domain's group is made before.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#include "domains.h"
#include "measure.h"
#include <valgrind/callgrind.h>
#include <libvirt/virterror.h>

enum { CALLS = 200 };

static virConnectPtr connection;
static virDomainPtr domain;
static const char *name;

static void get(void)
{
    get_parameters(domain);
}

static void set(void)
{
    static int state;

    set_parameters(domain, state = !state);
}

static void lookup(void)
{
    virDomainPtr found = virDomainLookupByName(connection, name);

    if (!found)
        give_up("%s is not found: %s", name, virGetLastErrorMessage());
    virDomainFree(found);
}

static void count(void (*call)(void), const char *once, const char *twice)
{
    /* Caches are filled, by a set of each state too. */
    call();
    call();
    CALLGRIND_ZERO_STATS;
    for (int i = 0; i < CALLS; i++)
        call();
    CALLGRIND_DUMP_STATS_AT(once);
    for (int i = 0; i < 2 * CALLS; i++)
        call();
    CALLGRIND_DUMP_STATS_AT(twice);
}

int main(int argc, char **argv)
{
    const char *usage = "URI NAME [guest]";

    name = argument(argc, argv, 2, usage);
    if (argc > 3)
        make_guest(name);
    connection = open_connection(argument(argc, argv, 1, usage));
    domain = virDomainLookupByName(connection, name);
    if (!domain)
        give_up("%s: %s", name, virGetLastErrorMessage());
    result("calls", CALLS);
    count(get, "get once", "get twice");
    count(set, "set once", "set twice");
    count(lookup, "lookup once", "lookup twice");
    return 0;
}
