#include "faults/syscall_faults.h"

#include "harness/harness.h"
#include "faults/syscall_notify.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *_Atomic wanted;
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

/* The file that a call is about to write to, or to open for that. */
static void file_of(const struct seccomp_data *call, char *path, size_t room)
{
    char link[64];
    ssize_t length;

    if (call->nr == SYS_openat) {
        /* The thread that called shares this memory, and waits. */
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
        struct seccomp_notif call;

        if (notify_receive(listener, &call))
            notify_reply(listener, call.id, error_for((pid_t)call.pid, &call.data));
    }
    return unused;
}

void faults_begin(const char *prefix)
{
    static const int writes[] = {SYS_write, SYS_pwrite64};
    pthread_t thread;

    wanted = prefix;
    caller = (pid_t)syscall(SYS_gettid);
    /* The thread is started before the filter is installed, so that the filter covers the caller
     * only. */
    listener = -1;
    if (pthread_create(&thread, NULL, answer, NULL) != 0)
        harness_die("pthread_create");
    listener = notify_begin(O_WRONLY | O_RDWR, writes, COUNT_OF(writes));
    if (listener < 0)
        harness_skip("no seccomp user notification: %s", strerror(errno));
}

void faults_files(const char *prefix)
{
    wanted = prefix;
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
