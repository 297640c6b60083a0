#include "faults/family.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static void parent_and_child(void *data)
{
    int out = *(int *)data;
    pid_t parent = getpid(), child = fork();

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (child == 0 && getppid() != parent)
        _exit(0); /* It ended before that. */
    if (child != 0 && write(out, &child, sizeof(child)) != sizeof(child))
        _exit(1);
    harness_child_waits(NULL);
}

struct family family_start(void)
{
    struct family family;
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) < 0)
        harness_die("pipe: %s", strerror(errno));
    family.parent = harness_child(parent_and_child, &ends[1]);
    if (read(ends[0], &family.child, sizeof(family.child)) != sizeof(family.child) ||
        family.child < 0)
        harness_die("a process has no child");
    close(ends[0]);
    close(ends[1]);
    return family;
}

/* The child is init's when its parent has ended: until it has ended too, a domain that it is in runs. */
static void wait_for_end(int process)
{
    struct pollfd ended = {.fd = process, .events = POLLIN};

    while (poll(&ended, 1, -1) < 0 && errno == EINTR)
        continue;
    close(process);
}

void family_end(struct family *family)
{
    int child = family->child ? (int)syscall(SYS_pidfd_open, family->child, 0) : -1;

    if (family->child && child < 0 && errno != ESRCH)
        harness_skip("no pidfd_open: %s", strerror(errno));
    harness_child_end(family->parent);
    if (child >= 0)
        wait_for_end(child);
    *family = (struct family){0, 0};
}
