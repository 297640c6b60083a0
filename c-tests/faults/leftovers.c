#include "faults/leftovers.h"

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

/* What the last scan found. */
static char found[4096];

static void report(const char *what, const char *path, const char *name)
{
    size_t length = strlen(found);

    snprintf(found + length, sizeof(found) - length, "  %s: %s/%s\n", what, path, name);
}

/* The names of running domains. */
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

/* Whether it is the name of a group or record of a running domain. */
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

/* Finds entries with these affixes that belong to no running domain. */
static void scan_folder(const char *path, const char *begin, const char *end)
{
    DIR *dir = opendir(path);
    struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        const char *name = entry->d_name;

        if (*name == '.' && ends_with(name, ".tmp"))
            report("unfinished", path, name);
        else if (strncmp(name, begin, strlen(begin)) == 0 && ends_with(name, end) &&
                 defined_is_own(name + strlen(begin)) && !belongs(name + strlen(begin)))
            report("of no domain", path, name);
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

/* Whether the process is in the group of a running domain. */
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

/* A process of this program whose parent is not one, or has exited; the parent of a domain's program,
 * which waits for its end, is none. */
static bool is_orphan(int pid, const char *own)
{
    char text[1024], *end;
    int parent;

    of_process(pid, "stat", text, sizeof(text));
    if (strstr(text, "(virmemctl-reap)"))
        return false;
    end = strrchr(text, ')');
    if (!end || sscanf(end, ") %*c %d", &parent) != 1)
        return false;
    of_process(parent, "cmdline", text, sizeof(text));
    return strcmp(text, own) != 0;
}

/* Each process with the command of defined_document is in the group of a running domain, and no child
 * that was about to execute it is left. All of them have higher pids than this process. */
static void scan_processes(void)
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
            report("process outside", line, entry->d_name);
    }
    if (dir)
        closedir(dir);
}

static bool is_clean(virConnectPtr conn)
{
    found[0] = '\0';
    list_running(conn);
    scan_folder(machine, GROUP, "");
    scan_folder("/sys/fs/cgroup/freezer", GROUP, "");
    scan_folder("/run/virmemctl", "", ".xml");
    scan_folder("/run/virmemctl/private", "", ".xml");
    scan_folder(definitions, "/", "");
    scan_processes();
    if (!machine_was_there && is_empty_group(machine))
        report("empty", machine, "");
    return !found[0];
}

void leftovers_begin(void)
{
    machine = cgroup_at("/machine");
    machine_was_there = cgroup_exists(machine);
    definitions = defined_file("");
    *strrchr(definitions, '/') = '\0';
}

void leftovers_check(virConnectPtr conn)
{
    /* A process that exits may stay in its group, or hold the lock, for a moment. */
    for (int i = 0; i < TRIES; i++) {
        if (is_clean(conn))
            return;
        usleep(1000);
    }
    CHECK_STR(found, "");
}
