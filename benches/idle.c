/* idle URI: what a connection to a host with many domains costs while nothing is asked of it: open files and
 * heap, after all domains were listed once, and after the parameters of each were read.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include "domains.h"
#include "measure.h"
#include <dirent.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static double heap(void)
{
    struct mallinfo2 info = mallinfo2();

    return (double)info.uordblks + (double)info.hblkhd;
}

static int open_files(void)
{
    DIR *files = opendir("/proc/self/fd");
    int count = 0;

    if (!files)
        failed("/proc/self/fd");
    while (readdir(files))
        count++;
    closedir(files);
    /* Without `.`, `..` and the directory that was read. */
    return count - 3;
}

/* With what the first connection of a process allocates once. */
static void warm_up(void)
{
    virConnectPtr connection = open_connection("test:///default");
    int count;

    free_list(list(connection, &count), count);
    virConnectClose(connection);
}

int main(int argc, char **argv)
{
    const char *uri = argument(argc, argv, 1, "URI");
    double before, names = 0, most;
    int count, i, files;
    virConnectPtr connection;
    virDomainPtr *domains;

    warm_up();
    before = heap();
    files = open_files();
    connection = open_connection(uri);
    domains = list(connection, &count);
    if (count == 0)
        give_up("%s has no domains", uri);
    for (i = 0; i < count; i++)
        names += (double)strlen(virDomainGetName(domains[i]));
    free_list(domains, count);
    result("domains", count);
    result("open files", open_files() - files);
    result("heap of a domain", (heap() - before - names) / count);

    domains = list(connection, &count);
    for (i = 0, most = 0; i < count; i++) {
        get_parameters(domains[i]);
        if (i % 64 == 0 && open_files() - files > most)
            most = open_files() - files;
    }
    free_list(domains, count);
    result("most open files", most);
    result("heap of a domain after gets", (heap() - before - names) / count);
    virConnectClose(connection);
    return 0;
}
