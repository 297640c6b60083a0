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

#define JOURNAL_DIR "/run/virmemctl/sets"
#define BOTH ENTRY({HARD, 64, 128, false}, {SOFT, 32, 64, false})

/* The control files, and a line of an entry about one of them, with limits in MiB; 0: unlimited. */
enum file { NO_FILE, HARD, SOFT, TOTAL };

struct line {
    enum file file;
    unsigned int old, new;
    bool transient;
};

#define ENTRY(...) entry((const struct line[]){__VA_ARGS__, {NO_FILE, 0, 0, false}})

static char journal_file[300];
static char header[400];
static const char *ending = "end\n";
static struct holder holder;
static char *(*look)(void);

static bool has_journal(void)
{
    return access(journal_file, F_OK) == 0;
}

static const char *name_of(enum file file)
{
    static const char *const names[2][4] = {
        {"", "memory.limit_in_bytes", "memory.soft_limit_in_bytes", "memory.memsw.limit_in_bytes"},
        {"", "memory.max", "memory.high", "memory.swap.max"},
    };

    return names[harness_cgroup_version() - 1][file];
}

static void print_value(FILE *out, unsigned int mib)
{
    if (mib)
        fprintf(out, "\t%llu", MIB(mib) * 1024);
    else
        fprintf(out, "\t%s", harness_cgroup_version() == 1 ? "-1" : "max");
}

/* What an entry about the memory family says; valid until the next call. */
static const char *entry(const struct line *lines)
{
    static char text[1000];
    FILE *out = fmemopen(text, sizeof(text), "w");

    if (!out)
        harness_die("fmemopen");
    fprintf(out, "family\tmemory\n");
    for (; lines->file != NO_FILE; lines++) {
        fprintf(out, "file\t%s\t-", name_of(lines->file));
        print_value(out, lines->old);
        print_value(out, lines->new);
        fprintf(out, "\t%s\n", lines->transient ? "true" : "false");
    }
    fclose(out);
    return text;
}

static void leave(const char *text)
{
    FILE *out = fopen(journal_file, "we");

    if (!out || fprintf(out, "%s%s%s", header, text, ending) < 0 || fclose(out) != 0)
        harness_die("%s: %s", journal_file, strerror(errno));
    CHECK(chmod(journal_file, 0644) == 0);
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
    CHECK(!has_journal());
    return text;
}

/* After an interrupted set that left these limits, with this journal entry, the limits are to be
 * those. */
static void expect(unsigned long long hard, unsigned long long soft, const char *text,
                   unsigned long long want_hard, unsigned long long want_soft)
{
    char *want = limits_of(want_hard, want_soft), *found;

    free(limits_of(hard, soft));
    leave(text);
    found = look();
    if (!CHECK_STR(found, want))
        fprintf(stderr, "  %s", text);
    CHECK(!has_journal());
    free(want);
    free(found);
}

static void interrupted(void)
{
    char with_definition[1000];

    /* Nothing yet, the first of two, and all. */
    expect(MIB(64), MIB(32), BOTH, MIB(64), MIB(32));
    expect(MIB(128), MIB(32), BOTH, MIB(64), MIB(32));
    expect(MIB(128), MIB(64), BOTH, MIB(128), MIB(64));
    /* What an operator has changed since stays; the last write tells whether all were made. */
    expect(MIB(200), MIB(64), BOTH, MIB(200), MIB(64));
    expect(MIB(200), MIB(32), BOTH, MIB(200), MIB(32));
    expect(MIB(128), MIB(40), BOTH, MIB(128), MIB(40));
    /* It was about to write the definition, which a domain like this has not. */
    snprintf(with_definition, sizeof(with_definition),
             "%sdefinition\thard_limit\t9007199254740991\t131072\n",
             ENTRY({HARD, 64, 128, false}));
    expect(MIB(128), MIB(32), with_definition, MIB(64), MIB(32));
    /* Memory was being reclaimed. */
    expect(MIB(128), MIB(7), ENTRY({HARD, 128, 64, false}, {SOFT, 32, 32, true}), MIB(128),
           MIB(32));
}

/* Each `*` stands for the name of the hard limit's file. */
static void not_understood(void)
{
    static const char *const texts[] = {
        "", "x", "family", "family\tmemory\nfile", "family\tmemory\nfile\t*\t-\t67108864\n",
        "family\tmemory\nfile\t*\t-\t67108864\t134217728\n",
        "family\tmemory\nfile\t*\t-\t67108864\t134217728\tfalse\t1\n",
        "family\tmemory\nfile\t*\t-\t67108864\t134217728\tmaybe\n",
        "family\tmemory\nfile\thard_limit\t-\t67108864\t134217728\tfalse\n",
        "family\tmemory\nfile\t../*\t-\t67108864\t134217728\tfalse\n",
        "family\tmemory\nfile\tcgroup.procs\t-\t67108864\t134217728\tfalse\n",
        "family\tmemory\nfile\t*\t-\t1\t-2\tfalse\n",
        "family\tmemory\nfile\t*\t-\tx\t134217728\tfalse\n",
        "family\tmemory\nlater\t*\t-\t67108864\t134217728\tfalse\n",
        "family\tmemory\nfile\t*\t-\t67108864\t99999999999999999999999\tfalse\n",
        "family\tmemory\nfile\t*\t8\t67108864\t134217728\tfalse\n",
        "family\tnobody\nfile\t*\t-\t67108864\t134217728\tfalse\n",
        "family\tscheduler\nfile\t*\t-\t67108864\t134217728\tfalse\n",
        "file\t*\t-\t67108864\t134217728\tfalse\n",
        "live hard_limit 65536 131072\n",
    };

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const char *star = strchr(texts[i], '*');
        char text[300];

        snprintf(text, sizeof(text), "%.*s%s%s", star ? (int)(star - texts[i]) : 0, texts[i],
                 star ? name_of(HARD) : "", star ? star + 1 : texts[i]);
        expect(MIB(128), MIB(32), text, MIB(128), MIB(32));
    }
}

/* An entry about the CPU controller's files, which a get of memory parameters recovers too. */
static void expect_cpu(const char *max, const char *weight, const char *want_max,
                       const char *want_weight)
{
    char *memory = limits_of(MIB(128), MIB(32)), *found, *now[2];

    cgroup_put(holder.dir, "cpu.max", max);
    cgroup_put(holder.dir, "cpu.weight", weight);
    leave("family\tscheduler\nfile\tcpu.max\t-\tmax 100000\t50000 100000\tfalse\n"
          "file\tcpu.weight\t-\t100\t200\tfalse\n");
    found = look();
    CHECK(!has_journal());
    now[0] = cgroup_text(holder.dir, "cpu.max");
    now[1] = cgroup_text(holder.dir, "cpu.weight");
    CHECK_STR(now[0], want_max);
    CHECK_STR(now[1], want_weight);
    free(now[0]);
    free(now[1]);
    cgroup_put(holder.dir, "cpu.max", "max 100000");
    cgroup_put(holder.dir, "cpu.weight", "100");
    free(found);
    found = cgroup_limits(holder.dir);
    if (look != by_set)
        CHECK_STR(found, memory);
    free(found);
    free(memory);
}

static void another_family(void)
{
    if (harness_cgroup_version() == 1)
        return;
    if (!cgroup_has(holder.dir, "cpu.max") || !cgroup_has(holder.dir, "cpu.weight")) {
        note("no CPU controller here");
        return;
    }
    /* Nothing yet, the first of two, and all; then what an operator has changed since. */
    expect_cpu("max 100000", "100", "max 100000", "100");
    expect_cpu("50000 100000", "100", "max 100000", "100");
    expect_cpu("50000 100000", "200", "50000 100000", "200");
    expect_cpu("70000 100000", "100", "70000 100000", "100");
    expect_cpu("50000 100000", "300", "50000 100000", "300");
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

/* About a group that had this name before: it is left alone, and removed by the next scan. */
static void of_another_group(void)
{
    char own[sizeof(header)];
    char *before = limits_of(MIB(128), MIB(32)), *found;

    strcpy(own, header);
    snprintf(header, sizeof(header), "group 1 %s", strchr(own + strlen("group "), ' ') + 1);
    leave(BOTH);
    free(look());
    free(by_list());
    CHECK(!has_journal());
    found = cgroup_limits(holder.dir);
    CHECK_STR(found, before);
    free(found);
    free(before);
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
    CHECK(has_journal());
    free(now);
    close(dir);
    free(before);
    expect(MIB(128), MIB(32), BOTH, MIB(64), MIB(32));
}

/* A journal entry that may be another user's is ignored. */
static void anothers(void)
{
    char *before = limits_of(MIB(128), MIB(32)), *now;

    leave(BOTH);
    CHECK(chown(journal_file, 4321, 4321) == 0);
    now = by_get();
    CHECK_STR(now, before);
    free(now);
    CHECK_INT(memory_set_one(holder.dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(40), 0), 0);
    CHECK_ULL(memory_value(holder.dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT), MIB(40));
    CHECK(unlink(journal_file) == 0);
    free(before);
}

/* Usage exceeds the old limit by now: the set is completed instead, and nothing is reclaimed. */
static void rollback_exceeds_usage(void)
{
    char *want, *found;

    free(limits_of(MIB(128), MIB(64)));
    CHECK(holder_touch(&holder, 40));
    want = cgroup_limits(holder.dir);
    free(limits_of(MIB(128), MIB(48)));
    leave(ENTRY({HARD, 20, 128, false}, {SOFT, 48, 64, false}));
    found = by_get();
    CHECK_STR(found, want);
    CHECK(!has_journal());
    free(found);
    if (harness_cgroup_version() == 1) { /* where memory counts as swap too */
        leave(ENTRY({SOFT, 32, 64, false}, {TOTAL, 20, 0, false}));
        cgroup_put(holder.dir, "memory.soft_limit_in_bytes", "33554432");
        found = by_get();
        CHECK_STR(found, want);
        CHECK(!has_journal());
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

/* Whether there is a journal entry about the group, and where. */
static bool find_journal(void)
{
    DIR *dir = opendir(JOURNAL_DIR);
    struct dirent *entry;
    bool found = false;

    while (dir && !found && (entry = readdir(dir))) {
        snprintf(journal_file, sizeof(journal_file), JOURNAL_DIR "/%s", entry->d_name);
        found = has_header(journal_file);
    }
    if (dir)
        closedir(dir);
    return found;
}

static void learn_journal(void)
{
    struct stat group;
    bool succeeded;
    int number = 1;

    CHECK(stat(holder.dir, &group) == 0);
    snprintf(header, sizeof(header), "group %lu machine/%s\n", (unsigned long)group.st_ino,
             strrchr(holder.dir, '/') + 1);
    while (!find_journal()) {
        if (!killed_before(number++, set, NULL, &succeeded))
            harness_die("no set left a journal entry");
    }
    free(by_list());
    CHECK(!has_journal());
}

int main(void)
{
    static char *(*const looks[])(void) = {by_get, by_known_get, by_list, by_set};
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_KERNEL);
    if (geteuid() != 0)
        harness_skip("not root, who may write a journal entry for another process");
    conn = harness_open();
    holder = holder_start(conn);
    learn_journal();
    for (size_t i = 0; i < COUNT_OF(looks); i++) {
        look = looks[i];
        interrupted();
        another_family();
    }
    look = by_known_get;
    not_understood();
    not_whole();
    of_another_group();
    under_way();
    anothers();
    rollback_exceeds_usage();
    CHECK_INT(holder_end(&holder), 0);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
