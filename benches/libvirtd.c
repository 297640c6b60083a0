/* libvirtd OURS.so GUEST: get and set of three parameters of a QEMU guest by this library, and by libvirt's
 * client through libvirtd. Both libraries have the same functions, so that each is loaded by itself.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include "loaded.h"
#include "measure.h"
#include <string.h>
#include <libvirt/libvirt.h>

enum { PARAMETERS = 3 };

static const char *const FIELDS[PARAMETERS] = {
    VIR_DOMAIN_MEMORY_HARD_LIMIT, VIR_DOMAIN_MEMORY_SOFT_LIMIT, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT};
/* In KiB; above what a guest of 256 MiB uses. */
static const unsigned long long STATES[2][PARAMETERS] = {{600000, 400000, 1000000}, {580000, 380000, 980000}};

struct side {
    const char *library;
    virDomainPtr domain;
    __typeof__(&virDomainGetMemoryParameters) get;
    __typeof__(&virDomainSetMemoryParameters) set;
    __typeof__(&virGetLastErrorMessage) message;
};

static void get_once(struct side *side, virTypedParameter params[PARAMETERS])
{
    int count = PARAMETERS;

    if (side->get(side->domain, params, &count, VIR_DOMAIN_AFFECT_LIVE) < 0 || count != PARAMETERS)
        give_up("%s: get: %s", side->library, side->message());
}

static void set_once(struct side *side, int state)
{
    virTypedParameter params[PARAMETERS];

    for (int i = 0; i < PARAMETERS; i++) {
        strcpy(params[i].field, FIELDS[i]);
        params[i].type = VIR_TYPED_PARAM_ULLONG;
        params[i].value.ul = STATES[state][i];
    }
    if (side->set(side->domain, params, PARAMETERS, VIR_DOMAIN_AFFECT_LIVE) < 0)
        give_up("%s: set: %s", side->library, side->message());
}

static void get(void *side, long calls)
{
    virTypedParameter params[PARAMETERS];

    while (calls--)
        get_once(side, params);
}

static void set(void *side, long calls)
{
    while (calls--)
        set_once(side, calls & 1);
}

static struct side load(const char *path, const char *guest)
{
    void *library = load_library(path);
    struct side side = {.library = path};
    __typeof__(&virConnectOpen) open;
    __typeof__(&virDomainLookupByName) lookup;
    virConnectPtr connection;

    *(void **)&open = symbol(library, "virConnectOpen");
    *(void **)&lookup = symbol(library, "virDomainLookupByName");
    *(void **)&side.get = symbol(library, "virDomainGetMemoryParameters");
    *(void **)&side.set = symbol(library, "virDomainSetMemoryParameters");
    *(void **)&side.message = symbol(library, "virGetLastErrorMessage");
    connection = open("qemu:///system");
    side.domain = connection ? lookup(connection, guest) : NULL;
    if (!side.domain)
        give_up("%s: %s: %s", path, guest, side.message());
    return side;
}

/* What one side sets, the other gets. */
static void check(struct side *setter, struct side *getter)
{
    virTypedParameter params[PARAMETERS];

    for (int state = 0; state < 2; state++) {
        set_once(setter, state);
        get_once(getter, params);
        for (int i = 0; i < PARAMETERS; i++)
            if (params[i].value.ul != STATES[state][i])
                give_up("%s does not get the %s that was set", getter->library, params[i].field);
    }
}

int main(int argc, char **argv)
{
    const char *usage = "OURS.so GUEST";
    const char *path = argument(argc, argv, 1, usage), *guest = argument(argc, argv, 2, usage);
    struct side ours = load(path, guest), theirs = load("libvirt.so.0", guest);

    if (ours.get == theirs.get)
        give_up("%s and libvirt.so.0 are the same library", path);
    check(&ours, &theirs);
    check(&theirs, &ours);
    measure((struct job[]){
        {.name = "get", .run = get, .context = &ours}, {.name = "get by libvirt", .run = get, .context = &theirs},
        {.name = "set", .run = set, .context = &ours}, {.name = "set by libvirt", .run = set, .context = &theirs}}, 4);
    return 0;
}
