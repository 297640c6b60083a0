/*
 * Control files that cannot be read, or hold invalid text: a clear error each, and nothing is
 * written. On a made-up host, whose files may be changed.
 */
#include "support/memory.h"

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *knob;
static char group[PATH_MAX];
static virDomainPtr dom;

/* The group is the one whose hard limit was set to a number that no other has. */
#define MARK MIB(77)

static bool holds_mark(const char *path)
{
    unsigned long long bytes = 0;
    FILE *file = fopen(path, "r");

    if (!file)
        return false;
    if (fscanf(file, "%llu", &bytes) != 1)
        bytes = 0;
    fclose(file);
    return bytes == MARK * 1024;
}

static int visit(const char *path, const struct stat *info, int type, struct FTW *at)
{
    (void)info;
    if (type != FTW_F || strcmp(path + at->base, knob) != 0 || !holds_mark(path))
        return 0;
    snprintf(group, sizeof(group), "%.*s", at->base, path);
    return 1;
}

static void find_group(void)
{
    const char *root = strstr(harness_uri(), "?root=");

    if (!root)
        harness_die("no ?root= in %s", harness_uri());
    if (memory_set_one(dom, VIR_DOMAIN_MEMORY_HARD_LIMIT, MARK, 0) < 0 ||
        nftw(root + strlen("?root="), visit, 16, FTW_PHYS) != 1)
        harness_die("the group was not found");
}

static void path_of(char *path, const char *file)
{
    snprintf(path, PATH_MAX + 64, "%s%s", group, file);
}

static void put(const char *file, const char *content)
{
    char path[PATH_MAX + 64];
    FILE *out;

    path_of(path, file);
    out = fopen(path, "w");
    if (!out || fputs(content, out) < 0 || fclose(out) != 0)
        harness_die("%s: %s", path, strerror(errno));
}

/* What a get and a set give; the soft limit's file tells whether anything was written. */
static void refused(int code, int number)
{
    const char *soft = harness_cgroup_version() == 1 ? "memory.soft_limit_in_bytes" : "memory.high";
    virTypedParameter params[MOST_PARAMS];
    char path[PATH_MAX + 64], before[64] = "", after[64] = "";
    int count = MOST_PARAMS;
    FILE *file;

    path_of(path, soft);
    file = fopen(path, "r");
    CHECK(file && fgets(before, sizeof(before), file));
    fclose(file);
    CHECK_INT(virDomainGetMemoryParameters(dom, params, &count, 0), -1);
    CHECK_INT(virGetLastErrorCode(), code);
    CHECK(strstr(virGetLastErrorMessage(), knob) != NULL);
    CHECK_INT(memory_set_one(dom, VIR_DOMAIN_MEMORY_SOFT_LIMIT, MIB(5), 0), -1);
    CHECK_INT(virGetLastErrorCode(), code);
    if (number)
        CHECK_INT(virGetLastError()->int1, number);
    file = fopen(path, "r");
    CHECK(file && fgets(after, sizeof(after), file));
    fclose(file);
    CHECK_STR(after, before);
}

static void spoilt(void)
{
    static const char *const contents[] = {
        "abc\n", "", "-5\n", "12x\n", "99999999999999999999999999\n", "\xff\xfe\n", "1.5\n",
    };

    for (size_t i = 0; i < sizeof(contents) / sizeof(contents[0]); i++) {
        put(knob, contents[i]);
        refused(VIR_ERR_INTERNAL_ERROR, 0);
    }
}

static void unreadable(void)
{
    char path[PATH_MAX + 64];

    path_of(path, knob);
    CHECK_INT(unlink(path), 0);
    refused(VIR_ERR_SYSTEM_ERROR, ENOENT);
    CHECK_INT(mkdir(path, 0700), 0);
    refused(VIR_ERR_SYSTEM_ERROR, EISDIR);
    CHECK_INT(rmdir(path), 0);
    CHECK_INT(symlink("/dev/null", path), 0);
    refused(VIR_ERR_SYSTEM_ERROR, ELOOP);
    CHECK_INT(unlink(path), 0);
    put(knob, "0");
    if (geteuid() != 0) {
        CHECK_INT(chmod(path, 0), 0);
        refused(VIR_ERR_SYSTEM_ERROR, EACCES);
    }
}

int main(void)
{
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_MADE_UP);
    knob = harness_cgroup_version() == 1 ? "memory.limit_in_bytes" : "memory.max";
    conn = harness_open();
    dom = harness_domain(conn);
    find_group();
    spoilt();
    unreadable();
    harness_domain_done(dom);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
