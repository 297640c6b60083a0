/* holder DIR PREFIX: groups DIR/PREFIX0, DIR/PREFIX1, … with one process each, as many as a number on
 * standard input says. It answers with a line `INDEX PID START INODE` for each new one, then `done`.
 * Its processes end with it. They share its memory, so that ten thousand are cheap.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STACK = 4096 };

static void fail(const char *what)
{
    fprintf(stderr, "holder: %s: %s\n", what, strerror(errno));
    exit(1);
}

__attribute__((noreturn)) static int wait_for_ever(void *unused)
{
    (void)unused;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;)
        pause();
}

static void join(int dir, const char *group)
{
    char path[300];
    int file;

    snprintf(path, sizeof path, "%s/cgroup.procs", group);
    file = openat(dir, path, O_WRONLY | O_CLOEXEC);
    if (file < 0 || write(file, "0", 1) != 1)
        fail(path);
    close(file);
}

static unsigned long long start_of(pid_t pid)
{
    char path[64], text[1024];
    unsigned long long start = 0;
    const char *after;
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    file = fopen(path, "re");
    if (!file || !fgets(text, sizeof text, file))
        fail(path);
    fclose(file);
    after = strrchr(text, ')');
    if (!after || sscanf(after + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
                         &start) != 1)
        fail(path);
    return start;
}

static void add(int dir, const char *prefix, long index)
{
    char group[256], *stack = malloc(STACK);
    struct stat made;
    pid_t pid;

    snprintf(group, sizeof group, "%s%ld", prefix, index);
    if (mkdirat(dir, group, 0755) < 0 || fstatat(dir, group, &made, 0) < 0)
        fail(group);
    join(dir, group);
    pid = stack ? clone(wait_for_ever, stack + STACK, CLONE_VM | SIGCHLD, NULL) : -1;
    if (pid < 0)
        fail("clone");
    printf("%ld %d %llu %llu\n", index, (int)pid, start_of(pid), (unsigned long long)made.st_ino);
}

int main(int argc, char **argv)
{
    char line[32];
    long wanted, made = 0;
    int dir = argc == 3 ? open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

    if (dir < 0)
        fail("usage: holder DIR PREFIX");
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    while (fgets(line, sizeof line, stdin)) {
        for (wanted = atol(line); made < wanted; made++)
            add(dir, argv[2], made);
        join(dir, "..");
        puts("done");
        fflush(stdout);
    }
    return 0;
}
