#include "support/cgroup.h"

#include "support/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static FILE *open_or_die(const char *path)
{
    FILE *in = fopen(path, "re");

    if (!in)
        harness_die("cannot read %s", path);
    return in;
}

static bool in_list(const char *list, const char *word)
{
    size_t length = strlen(word);

    while (list) {
        if (strncmp(list, word, length) == 0 && (list[length] == ',' || list[length] == '\0'))
            return true;
        list = strchr(list, ',');
        if (list)
            list++;
    }
    return false;
}

static char *path_of(pid_t pid, const char *controller)
{
    char name[64];
    char line[4096];
    char *found = NULL;
    FILE *in;

    snprintf(name, sizeof(name), "/proc/%d/cgroup", (int)pid);
    in = open_or_die(name);
    while (!found && fgets(line, sizeof(line), in)) {
        char *controllers = strchr(line, ':');
        char *path = controllers ? strchr(controllers + 1, ':') : NULL;

        if (!path)
            continue;
        *path++ = '\0';
        path[strcspn(path, "\n")] = '\0';
        controllers++;
        if (harness_cgroup_version() == 1 ? in_list(controllers, controller) : *controllers == '\0')
            found = strdup(path);
    }
    fclose(in);
    if (!found)
        harness_die("process %d is in no %s group", (int)pid, controller);
    return found;
}

/* The kernel writes blanks and backslashes of a path as three octal digits. */
static void unescape(char *text)
{
    char *out = text;

    while (*text) {
        if (text[0] == '\\' && text[1] && text[2] && text[3]) {
            *out++ = (char)((text[1] - '0') * 64 + (text[2] - '0') * 8 + (text[3] - '0'));
            text += 4;
        } else {
            *out++ = *text++;
        }
    }
    *out = '\0';
}

static bool is_mount_of(const char *controller, const char *type, const char *options)
{
    if (harness_cgroup_version() == 2)
        return strcmp(type, "cgroup2") == 0;
    return strcmp(type, "cgroup") == 0 && in_list(options, controller);
}

static char *below_mount(char *path, const char *controller)
{
    char *found = NULL;
    char line[8192];
    FILE *in = open_or_die("/proc/self/mountinfo");

    while (!found && fgets(line, sizeof(line), in)) {
        char root[4096];
        char point[4096];
        char type[64];
        char options[4096];
        char *rest = strstr(line, " - ");
        size_t length;

        if (!rest || sscanf(line, "%*s %*s %*s %4095s %4095s", root, point) != 2 ||
            sscanf(rest, " - %63s %*s %4095s", type, options) != 2 ||
            !is_mount_of(controller, type, options))
            continue;
        unescape(root);
        unescape(point);
        length = strcmp(root, "/") == 0 ? 0 : strlen(root);
        if (strncmp(path, root, length) != 0)
            continue;
        if (asprintf(&found, "%s%s", point, path + length) < 0)
            abort();
    }
    fclose(in);
    free(path);
    if (!found)
        harness_die("no mount of the %s controller", controller);
    return found;
}

/* The root of the controller's hierarchy, NULL where none is mounted; to be freed. */
static char *mount_of(const char *controller)
{
    char line[8192], point[4096], type[64], options[4096], *found = NULL;
    FILE *in = open_or_die("/proc/self/mountinfo");

    while (!found && fgets(line, sizeof(line), in)) {
        char *rest = strstr(line, " - ");

        if (!rest || sscanf(line, "%*s %*s %*s %*s %4095s", point) != 1 ||
            sscanf(rest, " - %63s %*s %4095s", type, options) != 2 || !is_mount_of(controller, type, options))
            continue;
        unescape(point);
        found = strdup(point);
    }
    fclose(in);
    return found;
}

bool cgroup_offers(const char *controller)
{
    char *root = mount_of(controller), *names, *rest, *name;
    bool found = root != NULL;

    if (root && harness_cgroup_version() == 2) {
        names = rest = cgroup_text(root, "cgroup.controllers");
        found = false;
        while ((name = strsep(&rest, " ")))
            found |= strcmp(name, controller) == 0;
        free(names);
    }
    free(root);
    return found;
}

char *cgroup_of(pid_t pid)
{
    return cgroup_of_controller(pid, "memory");
}

char *cgroup_of_controller(pid_t pid, const char *controller)
{
    return below_mount(path_of(pid, controller), controller);
}

char *cgroup_at(const char *path)
{
    return cgroup_at_controller(path, "memory");
}

char *cgroup_at_controller(const char *path, const char *controller)
{
    return below_mount(strdup(path), controller);
}

static char *file_in(const char *dir, const char *file)
{
    char *path = NULL;

    if (asprintf(&path, "%s/%s", dir, file) < 0)
        abort();
    return path;
}

unsigned long long cgroup_kib(const char *dir, const char *file)
{
    char *path = file_in(dir, file);
    FILE *in = open_or_die(path);
    char text[64] = "";
    unsigned long long bytes;

    if (!fgets(text, sizeof(text), in))
        harness_die("%s is empty", path);
    fclose(in);
    free(path);
    if (strncmp(text, "max", 3) == 0)
        return UNLIMITED;
    bytes = strtoull(text, NULL, 10);
    /* v1 writes "none" as the largest whole number of pages, whatever their size. */
    return bytes >= (1ULL << 63) - (1ULL << 20) ? UNLIMITED : bytes / 1024;
}

char *cgroup_text(const char *dir, const char *file)
{
    char *path = file_in(dir, file);
    FILE *in = open_or_die(path);
    char text[64] = "";

    if (!fgets(text, sizeof(text), in))
        harness_die("%s is empty", path);
    fclose(in);
    free(path);
    text[strcspn(text, "\n")] = '\0';
    return strdup(text);
}

long long cgroup_number(const char *dir, const char *file, const char *word)
{
    char path[600], line[300];
    long long value = -1;
    FILE *in;

    snprintf(path, sizeof(path), "%s/%s", dir, file);
    in = fopen(path, "re");
    while (in && value < 0 && fgets(line, sizeof(line), in)) {
        if (!*word)
            value = strtoll(line, NULL, 10);
        else if (strncmp(line, word, strlen(word)) == 0 && line[strlen(word)] == ' ')
            value = strtoll(line + strlen(word), NULL, 10);
    }
    if (in)
        fclose(in);
    return value;
}

char *cgroup_limits(const char *dir)
{
    static const char *const files[] = {
        "memory.limit_in_bytes", "memory.soft_limit_in_bytes", "memory.memsw.limit_in_bytes",
        "memory.max",            "memory.high",                "memory.swap.max",
        "memory.min",            "memory.low",                 "memory.swap.high",
        "cpu.shares",            "cpu.cfs_period_us",          "cpu.cfs_quota_us",
        "cpu.weight",            "cpu.max",                    "cpuset.cpus",
        "cpuset.mems",
    };
    char *all = strdup("");

    for (size_t i = 0; i < COUNT_OF(files); i++) {
        char *text, *more;

        if (!cgroup_has(dir, files[i]))
            continue;
        text = cgroup_text(dir, files[i]);
        if (asprintf(&more, "%s%s %s\n", all, files[i], text) < 0)
            abort();
        free(text);
        free(all);
        all = more;
    }
    return all;
}

void cgroup_put(const char *dir, const char *file, const char *value)
{
    char *path = file_in(dir, file);
    FILE *out = fopen(path, "we");

    if (!out || fputs(value, out) < 0 || fclose(out) != 0)
        harness_die("cannot write %s to %s", value, path);
    free(path);
}

bool cgroup_has(const char *dir, const char *file)
{
    char *path = file_in(dir, file);
    bool there = access(path, F_OK) == 0;

    free(path);
    return there;
}

bool cgroup_exists(const char *dir)
{
    struct stat info;

    return stat(dir, &info) == 0;
}

bool cgroup_holds(const char *dir, pid_t pid)
{
    char *path = file_in(dir, "cgroup.procs");
    FILE *in = open_or_die(path);
    bool found = false;
    int number;

    while (fscanf(in, "%d", &number) == 1)
        found |= number == pid;
    fclose(in);
    free(path);
    return found;
}
