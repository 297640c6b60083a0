/* list URI DIR PREFIX: opening a connection and listing the domains of a host with many, in a process that
 * has done nothing before; and reading one small file, cgroup.procs, of each of their groups, which are all
 * below DIR with names that begin with PREFIX.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include "domains.h"
#include "measure.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *uri, *path, *prefix;

struct found {
    long long time;
    int count;
};

static struct found open_and_list(void)
{
    struct found found;
    long long begin = now();
    virConnectPtr connection = open_connection(uri);

    list(connection, &found.count);
    found.time = now() - begin;
    return found;
}

static struct found walk(void)
{
    struct found found = {0, 0};
    long long begin = now();
    int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = dir < 0 ? NULL : fdopendir(dup(dir));
    struct dirent *entry;

    if (!entries)
        failed(path);
    while ((entry = readdir(entries))) {
        char file[300], text[TEXT];
        int procs;

        if (entry->d_type != DT_DIR || strncmp(entry->d_name, prefix, strlen(prefix)))
            continue;
        snprintf(file, sizeof file, "%s/cgroup.procs", entry->d_name);
        procs = openat(dir, file, O_RDONLY | O_CLOEXEC);
        if (procs < 0 || read(procs, text, sizeof text) <= 0)
            failed(file);
        close(procs);
        found.count++;
    }
    found.time = now() - begin;
    return found;
}

/* Runs it in a new process; only its own time counts. */
static int in_process(struct found (*work)(void))
{
    struct found found;
    int ends[2];
    long long begin = now();
    pid_t child;

    if (pipe(ends) < 0 || (child = fork()) < 0)
        failed("fork");
    if (child == 0) {
        found = work();
        _exit(write(ends[1], &found, sizeof found) == sizeof found ? 0 : 1);
    }
    close(ends[1]);
    if (read(ends[0], &found, sizeof found) != sizeof found)
        give_up("the process that lists fails");
    close(ends[0]);
    waitpid(child, NULL, 0);
    exclude(now() - begin - found.time);
    return found.count;
}

static void run(void *context, long calls)
{
    struct found (**work)(void) = context;

    while (calls--)
        in_process(*work);
}

int main(int argc, char **argv)
{
    static struct found (*ours)(void) = open_and_list, (*bare)(void) = walk;
    const char *usage = "URI DIR PREFIX";
    int count;

    uri = argument(argc, argv, 1, usage);
    path = argument(argc, argv, 2, usage);
    prefix = argument(argc, argv, 3, usage);
    count = in_process(ours);
    if (!count || count != in_process(bare))
        give_up("%d domains are listed, of %d groups", count, in_process(bare));
    result("domains", count);
    measure((struct job[]){
        {.name = "open and list", .run = run, .context = &ours, .calls = 1, .parts = count},
        {.name = "walk", .run = run, .context = &bare, .calls = 1, .parts = count}}, 2);
    return 0;
}
