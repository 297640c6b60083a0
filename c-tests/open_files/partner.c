#include "open_files/partner.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct start {
    bool (*act)(virConnectPtr conn, unsigned int turn);
    int go[2];
    int done[2];
};

static bool hear(int from)
{
    char byte;

    return read(from, &byte, 1) == 1;
}

static bool say(int to)
{
    return write(to, "", 1) == 1;
}

static void act_when_told(void *data)
{
    struct start *start = data;
    virConnectPtr conn = harness_open();

    close(start->go[1]);
    close(start->done[0]);
    for (unsigned int turn = 0; hear(start->go[0]); turn++) {
        if (!start->act(conn, turn) || !say(start->done[1]))
            _exit(1);
    }
    virConnectClose(conn);
    _exit(0);
}

struct partner partner_start(bool (*act)(virConnectPtr conn, unsigned int turn))
{
    struct start start = {.act = act};
    pid_t pid;

    if (pipe(start.go) < 0 || pipe(start.done) < 0)
        harness_die("pipe: %s", strerror(errno));
    pid = harness_child(act_when_told, &start);
    close(start.go[0]);
    close(start.done[1]);
    return (struct partner){pid, start.go[1], start.done[0]};
}

void partner_begins(struct partner *partner)
{
    if (!say(partner->go))
        harness_die("the other process has ended");
}

void partner_acts(struct partner *partner)
{
    partner_begins(partner);
    if (!hear(partner->done))
        harness_die("the other process has failed");
}

bool partner_has_acted(struct partner *partner)
{
    struct pollfd done = {.fd = partner->done, .events = POLLIN};

    if (poll(&done, 1, 0) <= 0)
        return false;
    if (!hear(partner->done))
        harness_die("the other process has failed");
    return true;
}

void partner_end(struct partner *partner)
{
    close(partner->go);
    CHECK_INT(harness_child_wait(partner->pid), 0);
    close(partner->done);
}

unsigned int partner_changes(void)
{
    return (unsigned int)atoi(harness_env("VIRMEMCTL_TEST_CHANGES", "300"));
}

static void ignore(void *unused, virErrorPtr error)
{
    (void)unused;
    (void)error;
}

void partner_ignores_errors(void)
{
    virSetErrorFunc(NULL, ignore);
}
