#include "faults/killed_call.h"

#include "faults/syscall_notify.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Calls that wait, lock or sync are left out: a process killed before such a call leaves the same as
 * one killed before the next call. */
static const struct {
    int number;
    const char *name;
} changes[] = {
    {SYS_write, "write"},
    {SYS_pwrite64, "pwrite64"},
    {SYS_writev, "writev"},
    {SYS_ftruncate, "ftruncate"},
#ifdef SYS_rename
    {SYS_rename, "rename"},
    {SYS_mkdir, "mkdir"},
    {SYS_rmdir, "rmdir"},
    {SYS_unlink, "unlink"},
    {SYS_link, "link"},
    {SYS_symlink, "symlink"},
    {SYS_creat, "creat"},
    {SYS_fork, "fork"},
    {SYS_vfork, "vfork"},
#endif
#ifdef SYS_renameat
    {SYS_renameat, "renameat"},
#endif
    {SYS_renameat2, "renameat2"},
    {SYS_mkdirat, "mkdirat"},
    {SYS_unlinkat, "unlinkat"},
    {SYS_linkat, "linkat"},
    {SYS_symlinkat, "symlinkat"},
    {SYS_clone, "clone"},
    {SYS_clone3, "clone3"},
    {SYS_kill, "kill"},
    {SYS_tgkill, "tgkill"},
    {SYS_pidfd_send_signal, "pidfd_send_signal"},
    {SYS_setxattr, "setxattr"},
    {SYS_fsetxattr, "fsetxattr"},
    {SYS_removexattr, "removexattr"},
    {SYS_fremovexattr, "fremovexattr"},
    {SYS_fchmod, "fchmod"},
    {SYS_fchmodat, "fchmodat"},
    {SYS_fchown, "fchown"},
    {SYS_fchownat, "fchownat"},
    {SYS_sendto, "sendto"},
    {SYS_sendmsg, "sendmsg"},
    {SYS_shutdown, "shutdown"},
};

/* Between the child and its supervisor. Each signals that it is done by closing its pipe: close is not
 * among the calls that are intercepted. */
struct start {
    int *listener; /* in memory of both; minus an errno where there is none */
    int begun[2];
    int taken[2];
};

struct child {
    bool (*act)(void *data);
    void *data;
    struct start *start;
};

/* One per child: it replies until all processes have exited that the child has started. */
struct supervisor {
    int listener;
    pid_t pid;
    int number;
};

static atomic_int hit;

const char *killed_call(void)
{
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        if (changes[i].number == hit)
            return changes[i].name;
    }
    return "openat";
}

/* Waits until the other end is closed. */
static void wait_for(const int *ends)
{
    char nothing;

    while (read(ends[0], &nothing, 1) > 0)
        continue;
    close(ends[0]);
}

static void child(void *data)
{
    struct child *child = data;
    int numbers[COUNT_OF(changes)];
    int listener;

    for (size_t i = 0; i < COUNT_OF(changes); i++)
        numbers[i] = changes[i].number;
    listener = notify_begin(O_EXCL | O_TRUNC, numbers, COUNT_OF(numbers));
    *child->start->listener = listener < 0 ? -errno : listener;
    close(child->start->begun[1]);
    close(child->start->taken[1]);
    wait_for(child->start->taken);
    close(listener);
    _exit(child->act(child->data) ? 0 : 1);
}

static void *supervise(void *data)
{
    struct supervisor own = *(struct supervisor *)data;
    struct pollfd calls = {.fd = own.listener, .events = POLLIN};
    int count = 0;

    free(data);
    while (poll(&calls, 1, -1) > 0 && calls.revents & POLLIN) {
        struct seccomp_notif call;

        if (!notify_receive(own.listener, &call))
            continue;
        if (++count == own.number) {
            siginfo_t ended;

            hit = call.data.nr;
            kill(own.pid, SIGKILL);
            waitid(P_PID, (id_t)own.pid, &ended, WEXITED | WNOWAIT);
        }
        notify_reply(own.listener, call.id, 0);
    }
    close(own.listener);
    return NULL;
}

/* The child's listener, as a descriptor of this process. */
static int take(pid_t pid, const struct start *start)
{
    int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
    int listener;

    close(start->begun[1]);
    wait_for(start->begun);
    if (*start->listener < 0)
        harness_skip("no seccomp user notification: %s", strerror(-*start->listener));
    listener = (int)syscall(SYS_pidfd_getfd, pidfd, *start->listener, 0);
    if (listener < 0)
        harness_skip("no pidfd_getfd: %s", strerror(errno));
    close(pidfd);
    return listener;
}

static void begin_to_supervise(int listener, pid_t pid, int number)
{
    struct supervisor *own = malloc(sizeof(*own));
    pthread_attr_t small;
    pthread_t thread;

    if (!own)
        abort();
    *own = (struct supervisor){listener, pid, number};
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 64 << 10);
    pthread_attr_setdetachstate(&small, PTHREAD_CREATE_DETACHED);
    if (pthread_create(&thread, &small, supervise, own) != 0)
        harness_die("pthread_create");
    pthread_attr_destroy(&small);
}

bool killed_before(int number, bool (*act)(void *data), void *data, bool *succeeded)
{
    struct start start;
    struct child what = {act, data, &start};
    pid_t pid;
    int status;

    start.listener = mmap(NULL, sizeof(*start.listener), PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (start.listener == MAP_FAILED || pipe2(start.begun, O_CLOEXEC) < 0 ||
        pipe2(start.taken, O_CLOEXEC) < 0)
        harness_die("a pipe: %s", strerror(errno));
    pid = harness_child(child, &what);
    begin_to_supervise(take(pid, &start), pid, number);
    close(start.taken[0]);
    close(start.taken[1]);
    status = harness_child_wait(pid);
    munmap(start.listener, sizeof(*start.listener));
    *succeeded = status == 0;
    return status == -SIGKILL;
}
