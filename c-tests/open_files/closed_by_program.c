/*
 * A program closes file descriptors that are not its own (closefrom), and gets their numbers for
 * files of its own: calls on domains whose files were open work as before, and its own files
 * stay as they are.
 */
#include "open_files/opened.h"
#include "support/memory.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OWN 40

static const char *text = "not a limit\n";
static int first;

static void close_from(int number)
{
    closefrom(number);
}

/* Opens files of the program's own, which get the lowest numbers, and some with high ones. */
static void own_files(int *own, const char *path)
{
    for (int i = 0; i < OWN; i++) {
        own[i] = open(path, O_RDWR | O_CLOEXEC);
        if (i % 2) {
            int high = fcntl(own[i], F_DUPFD_CLOEXEC, 500 + i / 2);

            close(own[i]);
            own[i] = high;
        }
        CHECK(own[i] >= 0);
    }
}

static void own_files_are_whole(const int *own)
{
    for (int i = 0; i < OWN; i++) {
        char found[64] = "";

        CHECK_INT(pread(own[i], found, sizeof(found) - 1, 0), (long long)strlen(text));
        CHECK_STR(found, text);
        CHECK_INT(close(own[i]), 0);
    }
}

/* Another domain's limits are never in what is read or written; `want` is the domain's hard limit. */
static void only_its_own(virDomainPtr dom, unsigned long long want)
{
    CHECK_ULL(memory_limits(dom, 0).hard, want);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, want + MIB(1), 0), 0);
    CHECK_ULL(memory_limits(dom, 0).hard, want + MIB(1));
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, want, 0), 0);
}

/* Connections open files under the numbers that others had; in the first round nothing else is open. */
static void several_connections(void)
{
    struct opened domains[3];
    virConnectPtr conns[3];
    static const char *const names[] = {"virmemctl-closed-a", "virmemctl-closed-b", "virmemctl-closed-c"};

    for (int i = 0; i < 3; i++) {
        conns[i] = harness_open();
        domains[i] = opened_start(conns[i], names[i]);
        CHECK_INT(memory_set_one(domains[i].dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(100 * (i + 1)), 0), 0);
    }
    for (int round = 0; round < 12; round++) {
        for (int i = 0; i < 3; i++)
            only_its_own(domains[i].dom, MIB(100 * (i + 1)));
        close_from(first);
        for (int i = 0; i < 3; i++) {
            int at = (round + i) % 3;
            virDomainPtr other = virDomainLookupByName(conns[(at + 1) % 3], names[at]);

            CHECK(other != NULL);
            only_its_own(other, MIB(100 * (at + 1)));
            virDomainFree(other);
        }
    }
    for (int i = 0; i < 3; i++) {
        opened_end(&domains[i]);
        virConnectClose(conns[i]);
    }
}

/* An old daemon's loop, which ends before the highest number. */
static void loop_that_ends(const char *path)
{
    virConnectPtr conn = harness_open();
    struct opened one = opened_start(conn, "virmemctl-closed-loop");
    int own[OWN];

    for (int end = 504; end < 1100; end += 60) {
        CHECK(opened_works(one.dom));
        for (int number = first; number < end; number++)
            close(number);
        own_files(own, path);
        CHECK_ULL(memory_limits(one.dom, 0).hard, MIB(71));
        CHECK(opened_works(one.dom));
        own_files_are_whole(own);
    }
    opened_end(&one);
    virConnectClose(conn);
}

int main(void)
{
    virConnectPtr conn;
    struct opened one, two;
    int own[OWN];
    const char *path;

    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    path = harness_file("own", text);
    one = opened_start(conn, "virmemctl-closed-1");
    two = opened_start(conn, "virmemctl-closed-2");
    first = open("/dev/null", O_RDONLY | O_CLOEXEC);
    for (int round = 0; round < 20; round++) {
        virDomainPtr found;

        CHECK(opened_works(one.dom));
        CHECK(opened_works(two.dom));
        /* From the lowest number that may be the library's, or from a later one. */
        close_from(round % 2 ? first : 400 + round * 10);
        own_files(own, path);
        CHECK(opened_works(two.dom));
        CHECK(memory_limits(one.dom, 0).hard == MIB(71));
        found = virDomainLookupByName(conn, "virmemctl-closed-1");
        CHECK(found != NULL);
        if (found)
            virDomainFree(found);
        own_files_are_whole(own);
        first = open("/dev/null", O_RDONLY | O_CLOEXEC);
    }
    opened_end(&one);
    opened_end(&two);
    virConnectClose(conn);
    several_connections();
    loop_that_ends(path);
    opened_clear();
    return harness_end();
}
