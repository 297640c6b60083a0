/* get_set URI [NAME=PEER.so]...: get and set of three parameters of one domain, the bare system calls, what
 * the lock and the journal of a set cost by themselves, and the same by other libraries.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include "domains.h"
#include "measure.h"
#include "peer.h"
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { JOURNAL_SIZE = 160 };

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

        *peer = load_peer(argv[i], domain.group);
        check_peer(peer, domain.domain);
        jobs[count++] = (struct job){.name = peer->get_name, .run = get_by_peer, .context = peer};
        jobs[count++] = (struct job){.name = peer->set_name, .run = set_by_peer, .context = peer};
    }
    measure(jobs, count);
    end(&domain);
    rmdir("/run/virmemctl-bench");
    return 0;
}
