#include "syscall_faults.h"

#include "harness.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *wanted;
static atomic_int listener;
/* Written by the caller between two of its calls, and by the answering thread within one. */
static atomic_int calls, fail_first, fail_error;
static atomic_bool fail_rest, has_hit;
static char hit[PATH_MAX];
static pid_t caller;

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* The file that a call is about to write to, or to open for that; empty for every other call. */
static void file_of(const struct seccomp_data *call, char *path, size_t room)
{
    char link[64];
    ssize_t length;

    path[0] = '\0';
    if (call->nr == SYS_openat) {
        /* The thread that called shares this memory, and waits. */
        if ((call->args[2] & O_ACCMODE) != O_RDONLY)
            snprintf(path, room, "%s", (const char *)(uintptr_t)call->args[1]);
        return;
    }
    snprintf(link, sizeof(link), "/proc/self/fd/%d", (int)call->args[0]);
    length = readlink(link, path, room - 1);
    path[length < 0 ? 0 : length] = '\0';
}

static int error_for(pid_t pid, const struct seccomp_data *call)
{
    char path[PATH_MAX];
    int number, first = fail_first;

    /* Children have the filter too. */
    if (pid != caller)
        return 0;
    file_of(call, path, sizeof(path));
    if (strncmp(base_name(path), wanted, strlen(wanted)) != 0)
        return 0;
    number = ++calls;
    if (!first || number < first || (number > first && !fail_rest))
        return 0;
    if (number == first) {
        snprintf(hit, sizeof(hit), "%s", base_name(path));
        has_hit = true;
    }
    return fail_error;
}

static void *answer(void *unused)
{
    for (;;) {
        struct seccomp_notif call = {0};
        struct seccomp_notif_resp reply = {0};

        if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) < 0)
            continue;
        reply.id = call.id;
        reply.error = -error_for((pid_t)call.pid, &call.data);
        if (!reply.error)
            reply.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
        ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &reply);
    }
    return unused;
}

void faults_begin(const char *prefix)
{
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = COUNT_OF(filter), .filter = filter};
    pthread_t thread;

    wanted = prefix;
    caller = (pid_t)syscall(SYS_gettid);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        harness_die("PR_SET_NO_NEW_PRIVS: %s", strerror(errno));
    /* The thread is there before the filter is, which is the caller's alone. */
    listener = -1;
    if (pthread_create(&thread, NULL, answer, NULL) != 0)
        harness_die("pthread_create");
    listener = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
                            &program);
    if (listener < 0)
        harness_skip("no seccomp user notification: %s", strerror(errno));
}

void faults_arm(int first, int error, bool for_good)
{
    fail_error = error;
    fail_rest = for_good;
    has_hit = false;
    calls = 0;
    fail_first = first;
}

const char *faults_hit(void)
{
    fail_first = 0;
    return has_hit ? hit : NULL;
}
