#include "harness/children.h"

#include "harness/exit.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_CHILDREN 256

static volatile pid_t children[MAX_CHILDREN];

void harness_children_end(void)
{
    for (int i = 0; i < MAX_CHILDREN; i++) {
        pid_t pid = children[i];

        if (pid > 0) {
            kill(pid, SIGKILL);
            waitpid(pid, NULL, 0);
            children[i] = 0;
        }
    }
}

pid_t harness_child(void (*body)(void *), void *data)
{
    pid_t parent = getpid();
    int slot = 0;
    pid_t pid;

    while (slot < MAX_CHILDREN && children[slot])
        slot++;
    if (slot == MAX_CHILDREN)
        harness_die("too many children");
    fflush(NULL);
    pid = fork();
    if (pid < 0)
        harness_die("fork: %s", strerror(errno));
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        /* The parent may have died before the line above. */
        if (getppid() != parent)
            _exit(1);
        body(data);
        _exit(0);
    }
    children[slot] = pid;
    return pid;
}

void harness_child_waits(void *unused)
{
    (void)unused;
    for (;;)
        pause();
}

void harness_child_end(pid_t pid)
{
    for (int i = 0; i < MAX_CHILDREN; i++) {
        if (pid > 0 && children[i] == pid) {
            kill(pid, SIGKILL);
            waitpid(pid, NULL, 0);
            children[i] = 0;
        }
    }
}

bool harness_child_has_ended(pid_t pid)
{
    siginfo_t info = {0};

    return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid;
}

int harness_child_wait(pid_t pid)
{
    int status = 0;

    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            return -1000;
    }
    for (int i = 0; i < MAX_CHILDREN; i++) {
        if (children[i] == pid)
            children[i] = 0;
    }
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}
