/* get_set URI [NAME=PEER.so]...: get and set of three parameters of one domain, the bare system calls, what
 * the lock and the journal of a set cost by themselves, and the same by other libraries.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include "domains.h"
#include "measure.h"
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_PEERS = 4, JOURNAL_SIZE = 160 };

static struct attached domain;
static int journals;

static void get(void *unused, long calls)
{
    (void)unused;
    while (calls--)
        get_parameters(domain.domain);
}

static void set(void *unused, long calls)
{
    (void)unused;
    while (calls--)
        set_parameters(domain.domain, calls & 1);
}

static void bare_get(void *unused, long calls)
{
    (void)unused;
    while (calls--)
        read_files(domain.files);
}

static void bare_set(void *unused, long calls)
{
    (void)unused;
    while (calls--) {
        read_files(domain.files);
        write_files(domain.files, calls & 1);
    }
}

/* As a set locks its domain. */
static void lock(void *unused, long calls)
{
    (void)unused;
    while (calls--)
        if (flock(domain.dir, LOCK_EX | LOCK_NB) < 0 || flock(domain.dir, LOCK_UN) < 0)
            failed("flock");
}

/* The system calls of a set's journal: src/driver/host/limits/journal/files.rs. */
static void journal(void *unused, long calls)
{
    static const char name[] = "virmemctl-bench", text[JOURNAL_SIZE] = "";

    (void)unused;
    while (calls--) {
        int file = openat(journals, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

        if (file < 0 || write(file, text, sizeof text) != sizeof text)
            failed(name);
        close(file);
        unlinkat(journals, name, 0);
    }
}

struct peer {
    char get_name[64], set_name[64];
    int (*open)(const char *);
    int (*get)(unsigned long long *);
    int (*set)(const unsigned long long *);
};

static void peer_get(void *context, long calls)
{
    const struct peer *peer = context;
    unsigned long long values[PARAMETERS];

    while (calls--)
        if (peer->get(values) < 0)
            give_up("%s fails", peer->get_name);
}

static void peer_set(void *context, long calls)
{
    const struct peer *peer = context;

    while (calls--)
        if (peer->set(STATES[calls & 1]) < 0)
            give_up("%s fails", peer->set_name);
}

/* Loads `NAME=PATH`, and checks that it gets what was set. */
static void load(struct peer *peer, const char *argument)
{
    unsigned long long values[PARAMETERS] = {0};
    const char *path = strchr(argument, '=');
    void *library = path ? dlopen(path + 1, RTLD_NOW | RTLD_LOCAL) : NULL;

    if (!library)
        give_up("%s: %s", argument, path ? dlerror() : "is not NAME=PATH");
    snprintf(peer->get_name, sizeof peer->get_name, "get by %.*s", (int)(path - argument), argument);
    snprintf(peer->set_name, sizeof peer->set_name, "set by %.*s", (int)(path - argument), argument);
    *(void **)&peer->open = dlsym(library, "peer_open");
    *(void **)&peer->get = dlsym(library, "peer_get");
    *(void **)&peer->set = dlsym(library, "peer_set");
    if (!peer->open || !peer->get || !peer->set)
        give_up("%s: is no peer", argument);
    if (peer->open(domain.group + 1) < 0)
        give_up("%s: cannot use the group %s", argument, domain.group);
    for (int state = 0; state < 2; state++) {
        set_parameters(domain.domain, state);
        if (peer->get(values) < 0 || memcmp(values, STATES[state], sizeof values))
            give_up("%s: does not get what was set", argument);
        if (peer->set(STATES[!state]) < 0 || peer->get(values) < 0 || memcmp(values, STATES[!state], sizeof values))
            give_up("%s: does not set", argument);
    }
}

int main(int argc, char **argv)
{
    static struct peer peers[MOST_PEERS];
    const char *uri = argument(argc, argv, 1, "URI [NAME=PEER.so]...");
    struct job jobs[6 + 2 * MOST_PEERS] = {
        {.name = "get", .run = get}, {.name = "three preads", .run = bare_get},
        {.name = "set", .run = set}, {.name = "three preads and pwrites", .run = bare_set},
        {.name = "flock and unlock", .run = lock}, {.name = "journal", .run = journal}};
    size_t count = 6;

    domain = attach(open_connection(uri), "virmemctl-bench-hot");
    mkdir("/run/virmemctl-bench", 0755);
    journals = open("/run/virmemctl-bench", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (journals < 0)
        failed("/run/virmemctl-bench");
    set_parameters(domain.domain, 0);
    for (int i = 2; i < argc && i < 2 + MOST_PEERS; i++) {
        struct peer *peer = &peers[i - 2];

        load(peer, argv[i]);
        jobs[count++] = (struct job){.name = peer->get_name, .run = peer_get, .context = peer};
        jobs[count++] = (struct job){.name = peer->set_name, .run = peer_set, .context = peer};
    }
    measure(jobs, count);
    end(&domain);
    rmdir("/run/virmemctl-bench");
    return 0;
}
