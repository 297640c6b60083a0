/*
 * Rollback of a set whose writer was killed, by the next scan, get or set. A real kill shows
 * where the journal entry is; then entries are forged, with the values that such a writer may
 * have left.
 */
#include "faults/killed_call.h"
#include "memory/holder.h"
#include "support/cgroup.h"
#include "support/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOTES "/run/virmemctl/sets"
#define BOTH "live hard_limit 65536 131072\nlive soft_limit 32768 65536\n"

static char note_file[300];
static char header[400];
static const char *ending = "end\n";
static struct holder holder;
static char *(*look)(void);

static bool is_noted(void)
{
    return access(note_file, F_OK) == 0;
}

static void leave(const char *text)
{
    FILE *out = fopen(note_file, "we");

    if (!out || fprintf(out, "%s%s%s", header, text, ending) < 0 || fclose(out) != 0)
        harness_die("%s: %s", note_file, strerror(errno));
    CHECK(chmod(note_file, 0644) == 0);
}

/* What another program finds, that does one thing: each gives the limits afterwards. */

static char *by_get(void)
{
    virConnectPtr conn = harness_open();
    virDomainPtr dom = virDomainLookupByName(conn, virDomainGetName(holder.dom));

    memory_limits(dom, 0);
    virDomainFree(dom);
    virConnectClose(conn);
    return cgroup_limits(holder.dir);
}

static char *by_known_get(void)
{
    memory_limits(holder.dom, 0);
    return cgroup_limits(holder.dir);
}

static char *by_list(void)
{
    virConnectPtr conn = harness_open();

    CHECK(virConnectNumOfDomains(conn) > 0);
    virConnectClose(conn);
    return cgroup_limits(holder.dir);
}

/* One that changes nothing by itself: unlimited is what the three knobs begin with. */
static char *by_set(void)
{
    CHECK_INT(memory_set_one(holder.dom, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, UNLIMITED, 0), 0);
    return cgroup_limits(holder.dir);
}

static char *limits_of(unsigned long long hard, unsigned long long soft)
{
    char *text;

    CHECK_INT(memory_set_all(holder.dom, (struct limits){hard, soft, UNLIMITED}, 0), 0);
    text = cgroup_limits(holder.dir);
    CHECK(!is_noted());
    return text;
}

/* After a broken set that left these limits, with this note, the limits are to be those. */
static void expect(unsigned long long hard, unsigned long long soft, const char *text,
                   unsigned long long want_hard, unsigned long long want_soft)
{
    char *want = limits_of(want_hard, want_soft), *found;

    free(limits_of(hard, soft));
    leave(text);
    found = look();
    if (!CHECK_STR(found, want))
        fprintf(stderr, "  %s", text);
    CHECK(!is_noted());
    free(want);
    free(found);
}

static void broken_off(void)
{
    /* Nothing yet, the first of two, and all. */
    expect(MIB(64), MIB(32), BOTH, MIB(64), MIB(32));
    expect(MIB(128), MIB(32), BOTH, MIB(64), MIB(32));
    expect(MIB(128), MIB(64), BOTH, MIB(128), MIB(64));
    /* What an operator has changed since stays; the last write tells whether all were made. */
    expect(MIB(200), MIB(64), BOTH, MIB(200), MIB(64));
    expect(MIB(200), MIB(32), BOTH, MIB(200), MIB(32));
    expect(MIB(128), MIB(40), BOTH, MIB(128), MIB(40));
    /* It was about to write the definition, which a domain like this has not. */
    expect(MIB(128), MIB(32), "live hard_limit 65536 131072\nconfig hard_limit 9007199254740991 131072\n", MIB(64),
           MIB(32));
    /* Use was being brought down. */
    expect(MIB(128), MIB(7), "live hard_limit 131072 65536\npassing soft_limit 32768 32768\n",
           MIB(128), MIB(32));
}

static void not_understood(void)
{
    static const char *const texts[] = {
        "", "x", "live", "live hard_limit 65536", "live hard_limit 65536 131072 1",
        "live memory.max 65536 131072", "live hard_limit 1 -1", "live hard_limit x 131072",
        "later hard_limit 65536 131072", "live hard_limit 65536 99999999999999999999999",
    };

    for (size_t i = 0; i < COUNT_OF(texts); i++)
        expect(MIB(128), MIB(32), texts[i], MIB(128), MIB(32));
}

/* Its writer was killed before it was whole, and before the first write of the set. */
static void not_whole(void)
{
    ending = "";
    expect(MIB(128), MIB(32), BOTH, MIB(128), MIB(32));
    ending = "en";
    expect(MIB(128), MIB(32), BOTH, MIB(128), MIB(32));
    ending = "end\n";
}

/* About a group that had this name before. */
static void of_another_group(void)
{
    char own[sizeof(header)];

    strcpy(own, header);
    strcpy(header, "group 1 machine/virmemctl-that\n");
    expect(MIB(128), MIB(32), BOTH, MIB(128), MIB(32));
    strcpy(header, own);
}

/* While its writer has the group's lock a set is under way. */
static void under_way(void)
{
    int dir = open(holder.dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    char *before = limits_of(MIB(128), MIB(32)), *now;

    CHECK_INT(flock(dir, LOCK_EX), 0);
    leave(BOTH);
    now = by_get();
    CHECK_STR(now, before);
    CHECK(is_noted());
    free(now);
    close(dir);
    free(before);
    expect(MIB(128), MIB(32), BOTH, MIB(64), MIB(32));
}

/* A note that another user may have put there counts for nothing, and a set waits until it is gone:
 * nobody knows whom it would hit later. */
static void anothers(void)
{
    char *before = limits_of(MIB(128), MIB(32)), *now;

    leave(BOTH);
    CHECK(chown(note_file, 4321, 4321) == 0);
    now = by_get();
    CHECK_STR(now, before);
    free(now);
    CHECK_FAILS(memory_set_one(holder.dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MIB(100), 0),
                VIR_ERR_SYSTEM_ERROR);
    now = cgroup_limits(holder.dir);
    CHECK_STR(now, before);
    free(now);
    CHECK(unlink(note_file) == 0);
    free(before);
}

/* More is in use by now than the limit was: the rest is done instead, without a squeeze. */
static void way_back_is_closed(void)
{
    char *want, *found;

    free(limits_of(MIB(128), MIB(64)));
    CHECK(holder_touch(&holder, 40));
    want = cgroup_limits(holder.dir);
    free(limits_of(MIB(128), MIB(48)));
    leave("live hard_limit 20480 131072\nlive soft_limit 49152 65536\n");
    found = by_get();
    CHECK_STR(found, want);
    CHECK(!is_noted());
    free(found);
    if (harness_cgroup_version() == 1) { /* where memory counts as swap too */
        leave("live soft_limit 32768 65536\nlive swap_hard_limit 20480 9007199254740991\n");
        cgroup_put(holder.dir, "memory.soft_limit_in_bytes", "33554432");
        found = by_get();
        CHECK_STR(found, want);
        CHECK(!is_noted());
        free(found);
    }
    free(want);
}

static bool set(void *unused)
{
    virConnectPtr conn = harness_open();
    virDomainPtr dom = virDomainLookupByName(conn, virDomainGetName(holder.dom));

    (void)unused;
    return memory_set_all(dom, (struct limits){MIB(64), MIB(32), UNLIMITED}, 0) == 0;
}

static bool has_header(const char *path)
{
    char line[sizeof(header)];
    FILE *in = fopen(path, "re");
    bool has_it = in && fgets(line, sizeof(line), in) && strcmp(line, header) == 0;

    if (in)
        fclose(in);
    return has_it;
}

/* Whether there is a note about the group, and where. */
static bool find_note(void)
{
    DIR *dir = opendir(NOTES);
    struct dirent *entry;
    bool found = false;

    while (dir && !found && (entry = readdir(dir))) {
        snprintf(note_file, sizeof(note_file), NOTES "/%s", entry->d_name);
        found = has_header(note_file);
    }
    if (dir)
        closedir(dir);
    return found;
}

static void learn_note(void)
{
    struct stat group;
    bool succeeded;
    int number = 1;

    CHECK(stat(holder.dir, &group) == 0);
    snprintf(header, sizeof(header), "group %lu machine/%s\n", (unsigned long)group.st_ino,
             strrchr(holder.dir, '/') + 1);
    while (!find_note()) {
        if (!killed_before(number++, set, NULL, &succeeded))
            harness_die("no set left a note");
    }
    free(by_list());
    CHECK(!is_noted());
}

int main(void)
{
    static char *(*const looks[])(void) = {by_get, by_known_get, by_list, by_set};
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_KERNEL);
    if (geteuid() != 0)
        harness_skip("not root, who may write a note for another one");
    conn = harness_open();
    holder = holder_start(conn);
    learn_note();
    for (size_t i = 0; i < COUNT_OF(looks); i++) {
        look = looks[i];
        broken_off();
    }
    look = by_known_get;
    not_understood();
    not_whole();
    of_another_group();
    under_way();
    anothers();
    way_back_is_closed();
    CHECK_INT(holder_end(&holder), 0);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
