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
#include <stdatomic.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

/* In the same file system as the library's. */
static const char JOURNAL[] = "/run/virmemctl-bench";
enum { JOURNAL_SIZE = 250, MAPPED = 4096 };

static struct attached domain;
static _Atomic char *mapped;
static atomic_ullong entries;

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

/* What a set's journal stores: an entry, in a file that is mapped, the number of entries, and the entry's end.
 * src/driver/host/journal_pool.rs. */
static void journal(void *unused, long calls)
{
    static const char entry[JOURNAL_SIZE] = "group";

    (void)unused;
    while (calls--) {
        memcpy((char *)mapped + 1, entry + 1, sizeof entry - 1);
        atomic_store(&mapped[0], entry[0]);
        atomic_fetch_add(&entries, 1);
        atomic_store(&mapped[0], '-');
    }
}

static void map_journal(void)
{
    int file = open(JOURNAL, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (file < 0 || ftruncate(file, MAPPED) < 0)
        failed(JOURNAL);
    mapped = mmap(NULL, MAPPED, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (mapped == MAP_FAILED)
        failed(JOURNAL);
    close(file);
    unlink(JOURNAL);
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
    map_journal();
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
    return 0;
}
