#include "family.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

static void parent_and_child(void *data)
{
    volatile pid_t *told = data;
    pid_t parent = getpid(), child = fork();

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (child == 0 && getppid() != parent)
        _exit(0); /* It ended before that. */
    if (child != 0)
        *told = child;
    harness_child_waits(NULL);
}

struct family family_start(void)
{
    volatile pid_t *told =
        mmap(NULL, sizeof(*told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct family family;

    if (told == MAP_FAILED)
        harness_die("mmap: %s", strerror(errno));
    family.parent = harness_child(parent_and_child, (void *)told);
    while (*told == 0)
        usleep(50);
    if (*told < 0)
        harness_die("fork");
    family.child = *told;
    munmap((void *)told, sizeof(*told));
    return family;
}

void family_end(struct family *family)
{
    harness_child_end(family->parent);
    *family = (struct family){0, 0};
}
