/* A set whose writer was killed on the way is taken back by the next look, get or set: the note that
 * it leaves on its group is forged here, with the values that it may have left in the files. */
#include "cgroup.h"
#include "holder.h"
#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/xattr.h>
#include <unistd.h>

#define BOTH "live hard_limit 65536 131072\nlive soft_limit 32768 65536\n"

static const char *attribute;
static struct holder holder;
static char *(*look)(void);

static bool is_noted(void)
{
    return getxattr(holder.dir, attribute, NULL, 0) >= 0;
}

static void leave(const char *name, const char *text)
{
    if (setxattr(holder.dir, name, text, strlen(text), 0) < 0)
        harness_skip("the kernel takes no attribute on a group: %s", strerror(errno));
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
    leave(attribute, text);
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
    /* What an operator has changed since stays. */
    expect(MIB(200), MIB(64), BOTH, MIB(200), MIB(32));
    /* It was about to write the definition, which a domain like this has not. */
    expect(MIB(128), MIB(32), "live hard_limit 65536 131072\nconfig hard_limit 131072\n", MIB(64),
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
    char *long_one = malloc(9000);

    for (size_t i = 0; i < COUNT_OF(texts); i++)
        expect(MIB(128), MIB(32), texts[i], MIB(128), MIB(32));
    memset(long_one, '\n', 9000);
    long_one[8999] = '\0';
    if (setxattr(holder.dir, attribute, long_one, 8999, 0) == 0)
        expect(MIB(128), MIB(32), long_one, MIB(128), MIB(32));
    free(long_one);
}

/* While its writer has the group's lock a set is under way. */
static void under_way(void)
{
    int dir = open(holder.dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    char *before = limits_of(MIB(128), MIB(32)), *now;

    CHECK_INT(flock(dir, LOCK_EX), 0);
    leave(attribute, BOTH);
    now = by_get();
    CHECK_STR(now, before);
    CHECK(is_noted());
    free(now);
    close(dir);
    free(before);
    expect(MIB(128), MIB(32), BOTH, MIB(64), MIB(32));
}

/* A user to whom a group is delegated may give it attributes, but may not set its limits. */
static void anothers(void)
{
    char *before = limits_of(MIB(128), MIB(32)), *now;

    if (geteuid() == 0 && harness_cgroup_version() == 2) {
        leave("user.virmemctl.set", BOTH);
        now = look();
        CHECK_STR(now, before);
        free(now);
        removexattr(holder.dir, "user.virmemctl.set");
    }
    free(before);
}

int main(void)
{
    static char *(*const looks[])(void) = {by_get, by_known_get, by_list, by_set};
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_KERNEL);
    attribute = geteuid() == 0 ? "trusted.virmemctl.set" : "user.virmemctl.set";
    conn = harness_open();
    holder = holder_start(conn);
    for (size_t i = 0; i < COUNT_OF(looks); i++) {
        look = looks[i];
        broken_off();
        anothers();
    }
    look = by_known_get;
    not_understood();
    under_way();
    CHECK_INT(holder_end(&holder), 0);
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
