#include "faults/family.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
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

void family_end(struct family *family)
{
    harness_child_end(family->parent);
    *family = (struct family){0, 0};
}
