/* Suspend and resume of domains of the host; each event is delivered once, without another call. */
#include "support/program.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNTS "while :; do echo x; sleep 0.01; done"

static virConnectPtr conn;
static char events[256];
static const char *watched;

static int on_event(virConnectPtr unused, virDomainPtr dom, int event, int detail, void *opaque)
{
    size_t len = strlen(events);

    (void)unused;
    (void)opaque;
    if (strcmp(virDomainGetName(dom), watched) == 0)
        snprintf(events + len, sizeof(events) - len, "%d/%d ", event, detail);
    return 0;
}

/* Ends a wait in which nothing happens. */
static void on_time(int timer, void *opaque)
{
    (void)timer, (void)opaque;
}

/* Those that have come, and no more after a while. */
static void check_events(const char *wanted)
{
    for (int round = 0; round < 20 && strlen(events) < strlen(wanted); round++)
        virEventRunDefaultImpl();
    for (int round = 0; round < 2; round++)
        virEventRunDefaultImpl();
    CHECK_STR(events, wanted);
    events[0] = '\0';
}

static long size_of_log(const char *name)
{
    char path[512];
    struct stat about;

    snprintf(path, sizeof(path), "/var/log/virmemctl/%s.log", name);
    return stat(path, &about) == 0 ? (long)about.st_size : -1;
}

struct growth {
    const char *name;
    long before;
};

static bool has_grown(void *data)
{
    struct growth *growth = data;

    return size_of_log(growth->name) > growth->before;
}

static bool grows(const char *name)
{
    return program_wait(has_grown, &(struct growth){name, size_of_log(name)});
}

static bool stands_still(const char *name)
{
    long before = size_of_log(name);

    usleep(100 * 1000);
    return size_of_log(name) == before;
}

static void seen_by_another(void *name)
{
    virConnectPtr own = virConnectOpen(harness_uri());
    virDomainPtr dom = virDomainLookupByName(own, name);

    _exit(dom ? program_state(dom, NULL) : 99);
}

static int state_elsewhere(const char *name)
{
    return harness_child_wait(harness_child(seen_by_another, (void *)name));
}

/* A domain that runs the program at a path. */
static struct program by_path(const char *subject, const char *path, unsigned int flags)
{
    struct program it = {.name = program_name(subject)};

    it.xml = program_xml_of(it.name, path, "", "");
    it.dom = virDomainCreateXML(conn, it.xml, flags);
    CHECK(it.dom != NULL);
    return it;
}

/* Why it runs is known to a connection that did not resume it too. */
static void was_resumed(virDomainPtr dom, const char *name)
{
    virConnectPtr other = harness_open();
    virDomainPtr same = virDomainLookupByName(other, name);
    int reason = -1;

    CHECK_INT(program_state(dom, &reason), VIR_DOMAIN_RUNNING);
    CHECK_INT(reason, VIR_DOMAIN_RUNNING_UNPAUSED);
    CHECK_INT(program_state(same, &reason), VIR_DOMAIN_RUNNING);
    CHECK_INT(reason, VIR_DOMAIN_RUNNING_UNPAUSED);
    virDomainFree(same);
    virConnectClose(other);
}

static void paused_and_resumed(void)
{
    struct program it = program_start(conn, "paused", COUNTS, 0);
    int reason = -1;

    watched = it.name;
    CHECK(grows(it.name));
    CHECK_FAILS(virDomainResume(it.dom), VIR_ERR_OPERATION_INVALID);
    CHECK_INT(virDomainSuspend(it.dom), 0);
    CHECK_INT(program_state(it.dom, &reason), VIR_DOMAIN_PAUSED);
    CHECK_INT(reason, VIR_DOMAIN_PAUSED_USER);
    CHECK(stands_still(it.name));
    CHECK_INT(state_elsewhere(it.name), VIR_DOMAIN_PAUSED);
    CHECK_INT(virDomainSuspend(it.dom), 0);
    CHECK_INT(virDomainIsActive(it.dom), 1);
    CHECK_INT(virDomainResume(it.dom), 0);
    was_resumed(it.dom, it.name);
    CHECK_INT(state_elsewhere(it.name), VIR_DOMAIN_RUNNING);
    CHECK(grows(it.name));
    CHECK_INT(virDomainSuspend(it.dom), 0);
    CHECK_INT(virDomainDestroy(it.dom), 0);
    check_events("2/0 3/0 4/0 3/0 5/1 ");
    program_end(&it);
}

/* It begins when it is resumed. */
static void started_paused(void)
{
    struct program it = program_start(conn, "asleep", COUNTS, VIR_DOMAIN_START_PAUSED);

    watched = it.name;
    CHECK_INT(program_state(it.dom, NULL), VIR_DOMAIN_PAUSED);
    CHECK(stands_still(it.name));
    CHECK_INT(size_of_log(it.name), 0);
    CHECK_INT(virDomainResume(it.dom), 0);
    CHECK(grows(it.name));
    CHECK_INT(virDomainDestroy(it.dom), 0);
    check_events("2/0 3/0 4/0 5/1 ");
    program_end(&it);
}

/* What it fails at then ends it. */
static void started_paused_for_nothing(void)
{
    struct program it = by_path("nothing", "/no/such/program", VIR_DOMAIN_START_PAUSED);

    watched = it.name;
    CHECK_INT(virDomainResume(it.dom), 0);
    CHECK(program_wait_state(it.dom, -1));
    check_events("2/0 3/0 4/0 5/5 ");
    program_end(&it);
}

/* Nobody calls anything but the event loop. */
static void ends_without_a_call(void)
{
    struct program it = program_start(conn, "quiet", "echo up; sleep 0.3", 0);

    watched = it.name;
    check_events("2/0 5/0 ");
    program_end(&it);
}

/* Even one that has ended before anybody looks. */
static void ends_at_once(void)
{
    struct program it = by_path("brief", "/bin/true", 0);

    watched = it.name;
    check_events("2/0 5/0 ");
    program_end(&it);
}

static void defined_and_shut_down(void)
{
    struct program it = program_define(conn, "defined", "echo up; exec sleep 100");

    watched = it.name;
    CHECK_INT(virDomainCreate(it.dom), 0);
    CHECK_INT(virDomainShutdown(it.dom), 0);
    CHECK(program_wait_state(it.dom, VIR_DOMAIN_SHUTOFF));
    CHECK_INT(virDomainUndefine(it.dom), 0);
    check_events("0/0 2/0 5/0 1/0 ");
    program_end(&it);
}

/* A program that is a domain would stop in the middle of the call. */
static void stops_itself(void *name)
{
    virConnectPtr own = harness_open();
    virDomainPtr dom = harness_attach()(own, (int)getpid(), name, 0);

    CHECK(dom != NULL);
    CHECK_FAILS(virDomainSuspend(dom), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainDestroy(dom), VIR_ERR_OPERATION_INVALID);
    CHECK_FAILS(virDomainDestroyFlags(dom, VIR_DOMAIN_DESTROY_GRACEFUL), VIR_ERR_OPERATION_INVALID);
    CHECK_INT(program_state(dom, NULL), VIR_DOMAIN_RUNNING);
    virDomainFree(dom);
    virConnectClose(own);
    _exit(harness_end());
}

static void not_by_itself(void)
{
    char *name = program_name("itself");

    CHECK_INT(harness_child_wait(harness_child(stops_itself, name)), 0);
    CHECK(virDomainLookupByName(conn, name) == NULL);
    CHECK(program_is_gone(name));
    free(name);
}

/* A process that waits for its child to exec must be stopped as well, whenever that is asked. */
static void in_the_middle_of_a_fork(void)
{
    struct program program = program_start(conn, "forks", "while :; do /bin/true; done", 0);

    for (int round = 0; round < 60; round++) {
        if (!CHECK_INT(virDomainSuspend(program.dom), 0))
            break;
        CHECK_INT(virDomainResume(program.dom), 0);
        usleep(100 * (useconds_t)(round % 10));
    }
    CHECK_INT(virDomainDestroy(program.dom), 0);
    program_end(&program);
}

int main(void)
{
    int callback;

    harness_begin();
    harness_only(KIND_KERNEL);
    CHECK_INT(virEventRegisterDefaultImpl(), 0);
    CHECK(virEventAddTimeout(250, on_time, NULL, NULL) > 0);
    conn = harness_open();
    callback = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                                VIR_DOMAIN_EVENT_CALLBACK(on_event), NULL, NULL);
    CHECK(callback >= 0);
    paused_and_resumed();
    started_paused();
    started_paused_for_nothing();
    ends_without_a_call();
    ends_at_once();
    defined_and_shut_down();
    not_by_itself();
    in_the_middle_of_a_fork();
    CHECK_INT(virConnectDomainEventDeregisterAny(conn, callback), 0);
    virConnectClose(conn);
    return harness_end();
}
