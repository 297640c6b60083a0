/* Another library, loaded: see peer.h.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include "peer.h"
#include "domains.h"
#include "measure.h"
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

static void *symbol(void *library, const char *argument, const char *name)
{
    void *found = dlsym(library, name);

    if (!found)
        give_up("%s: has no %s", argument, name);
    return found;
}

struct peer load_peer(const char *argument, const char *group)
{
    struct peer peer = {.get = NULL};
    const char *path = strchr(argument, '=');
    void *library = path ? dlopen(path + 1, RTLD_NOW | RTLD_LOCAL) : NULL;
    int (*open)(const char *);

    if (!library)
        give_up("%s: %s", argument, path ? dlerror() : "is not NAME=PATH");
    snprintf(peer.get_name, sizeof peer.get_name, "get by %.*s", (int)(path - argument), argument);
    snprintf(peer.set_name, sizeof peer.set_name, "set by %.*s", (int)(path - argument), argument);
    *(void **)&open = symbol(library, argument, "peer_open");
    *(void **)&peer.get = symbol(library, argument, "peer_get");
    *(void **)&peer.set = symbol(library, argument, "peer_set");
    if (open(group + strspn(group, "/")) < 0)
        give_up("%s: cannot use the group %s", argument, group);
    return peer;
}

static void expect(struct peer *peer, const unsigned long long wanted[PARAMETERS])
{
    unsigned long long values[PARAMETERS] = {0};

    if (peer->get(values) < 0 || memcmp(values, wanted, sizeof values))
        give_up("%s: does not get what was set", peer->get_name);
}

void check_peer(struct peer *peer, virDomainPtr domain)
{
    for (int state = 0; state < 2; state++) {
        set_parameters(domain, state);
        expect(peer, STATES[state]);
        if (peer->set(STATES[!state]) < 0)
            give_up("%s: fails", peer->set_name);
        expect(peer, STATES[!state]);
    }
}

void get_by_peer(void *context, long calls)
{
    struct peer *peer = context;
    unsigned long long values[PARAMETERS];

    while (calls--)
        if (peer->get(values) < 0)
            give_up("%s: fails", peer->get_name);
}

void set_by_peer(void *context, long calls)
{
    struct peer *peer = context;

    while (calls--)
        if (peer->set(STATES[calls & 1]) < 0)
            give_up("%s: fails", peer->set_name);
}
