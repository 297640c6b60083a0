#include "faults/host_left.h"

#include "support/cgroup.h"
#include "support/defined.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GROUP "virmemctl-"
#define TRIES 1000

static bool machine_was_there;
static char *machine;
static char *definitions;

/* What the last look found. */
static char found[4096];

static void tell(const char *what, const char *path, const char *name)
{
    size_t length = strlen(found);

    snprintf(found + length, sizeof(found) - length, "  %s: %s/%s\n", what, path, name);
}

/* The names of the domains that run. */
static char *running[32];
static int running_count;

static void list_running(virConnectPtr conn)
{
    virDomainPtr *all = NULL;
    int count = virConnectListAllDomains(conn, &all, VIR_CONNECT_LIST_DOMAINS_ACTIVE);

    while (running_count)
        free(running[--running_count]);
    CHECK(count >= 0);
    for (int i = 0; i < count; i++) {
        if (defined_is_own(virDomainGetName(all[i])) && running_count < (int)COUNT_OF(running))
            running[running_count++] = strdup(virDomainGetName(all[i]));
        virDomainFree(all[i]);
    }
    free(all);
}

/* Is there a running domain whose group, or record, has that name? */
static bool belongs(const char *name)
{
    size_t length = strcspn(name, ".");

    for (int i = 0; i < running_count; i++) {
        if (strlen(running[i]) == length && strncmp(running[i], name, length) == 0)
            return true;
    }
    return false;
}

static bool ends_with(const char *name, const char *end)
{
    return strlen(name) >= strlen(end) && strcmp(name + strlen(name) - strlen(end), end) == 0;
}

/* Entries that are named so, and belong to no running domain. */
static void look_in(const char *path, const char *begin, const char *end)
{
    DIR *dir = opendir(path);
    struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        const char *name = entry->d_name;

        if (*name == '.' && ends_with(name, ".tmp"))
            tell("unfinished", path, name);
        else if (strncmp(name, begin, strlen(begin)) == 0 && ends_with(name, end) &&
                 defined_is_own(name + strlen(begin)) && !belongs(name + strlen(begin)))
            tell("of no domain", path, name);
    }
    if (dir)
        closedir(dir);
}

static bool is_empty_group(const char *path)
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    bool empty = dir != NULL;

    while (dir && (entry = readdir(dir)))
        empty &= entry->d_type != DT_DIR || entry->d_name[0] == '.';
    if (dir)
        closedir(dir);
    return empty;
}

/* A file of a process, with blanks for zeros; empty if the process is gone. */
static void of_process(int pid, const char *file, char *text, size_t room)
{
    char path[64];
    size_t length = 0;
    FILE *in;

    snprintf(path, sizeof(path), "/proc/%d/%s", pid, file);
    in = fopen(path, "re");
    if (in) {
        length = fread(text, 1, room - 1, in);
        fclose(in);
    }
    text[length] = '\0';
    for (size_t i = 0; i < length; i++)
        text[i] = text[i] ? text[i] : ' ';
}

/* Is the process in the group of a domain that runs? */
static bool is_inside(int pid)
{
    char text[2048], *name;

    of_process(pid, "cgroup", text, sizeof(text));
    name = strstr(text, "/machine/" GROUP);
    if (!name)
        return !*text;
    name[strcspn(name, "\n")] = '\0';
    return belongs(name + strlen("/machine/" GROUP));
}

/* A copy of this program that no other one has started, or whose starter has ended. */
static bool is_orphan(int pid, const char *own)
{
    char text[1024], *end;
    int parent;

    of_process(pid, "stat", text, sizeof(text));
    end = strrchr(text, ')');
    if (!end || sscanf(end, ") %*c %d", &parent) != 1)
        return false;
    of_process(parent, "cmdline", text, sizeof(text));
    return strcmp(text, own) != 0;
}

/* Each process of a program that defined_document tells of is in the group of a domain that runs,
 * and none is left that was to become one. They have come after this one. */
static void look_at_processes(void)
{
    DIR *dir = opendir("/proc");
    struct dirent *entry;
    char wanted[64], own[1024], line[1024];
    int self = getpid();

    snprintf(wanted, sizeof(wanted), "/bin/sleep %s ", defined_argument());
    of_process(self, "cmdline", own, sizeof(own));
    while (dir && (entry = readdir(dir))) {
        int pid = atoi(entry->d_name);

        if (pid <= self)
            continue;
        of_process(pid, "cmdline", line, sizeof(line));
        if ((strcmp(line, wanted) == 0 || (strcmp(line, own) == 0 && is_orphan(pid, own))) &&
            !is_inside(pid))
            tell("process outside", line, entry->d_name);
    }
    if (dir)
        closedir(dir);
}

static bool is_in_order(virConnectPtr conn)
{
    found[0] = '\0';
    list_running(conn);
    look_in(machine, GROUP, "");
    look_in("/sys/fs/cgroup/freezer", GROUP, "");
    look_in("/run/virmemctl", "", ".xml");
    look_in("/run/virmemctl/private", "", ".xml");
    look_in(definitions, "/", "");
    look_at_processes();
    if (!machine_was_there && is_empty_group(machine))
        tell("empty", machine, "");
    return !found[0];
}

void left_begin(void)
{
    machine = cgroup_at("/machine");
    machine_was_there = cgroup_exists(machine);
    definitions = defined_file("");
    *strrchr(definitions, '/') = '\0';
}

void left_check(virConnectPtr conn)
{
    /* A process that ends may be in its group, or hold the lock, for a moment more. */
    for (int i = 0; i < TRIES; i++) {
        if (is_in_order(conn))
            return;
        usleep(1000);
    }
    CHECK_STR(found, "");
}
