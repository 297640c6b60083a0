#include "support/disk.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#define LEAST_SECTORS (16 * 2048ULL)
#define ROOM 8

static unsigned long long sectors(const char *name)
{
    unsigned long long count = 0;
    char path[300];
    FILE *file;

    snprintf(path, sizeof(path), "/sys/block/%s/size", name);
    file = fopen(path, "re");
    if (file) {
        if (fscanf(file, "%llu", &count) != 1)
            count = 0;
        fclose(file);
    }
    return count;
}

static bool is_disk(struct disk *disk, const char *name)
{
    int length = snprintf(disk->path, sizeof(disk->path), "/dev/%s", name);
    struct stat status;

    if (length < 0 || (size_t)length >= sizeof(disk->path) || sectors(name) < LEAST_SECTORS)
        return false;
    if (stat(disk->path, &status) != 0 || !S_ISBLK(status.st_mode))
        return false;
    snprintf(disk->number, sizeof(disk->number), "%u:%u", major(status.st_rdev), minor(status.st_rdev));
    return true;
}

static bool is_any(const char *name)
{
    return *name != '\0';
}

bool disk_find(struct disk *disk)
{
    return disk_find_where(disk, is_any);
}

bool disk_find_where(struct disk *disk, bool (*is_wanted)(const char *name))
{
    DIR *dir = opendir("/sys/block");
    bool found = false;

    for (struct dirent *entry; !found && dir && (entry = readdir(dir));)
        found = is_disk(disk, entry->d_name) && is_wanted(entry->d_name);
    if (dir)
        closedir(dir);
    return found;
}

virTypedParameter disk_param(const char *name, const char *text)
{
    virTypedParameter param = {.type = VIR_TYPED_PARAM_STRING};

    snprintf(param.field, sizeof(param.field), "%s", name);
    param.value.s = (char *)text;
    return param;
}

char *disk_text(const struct disk *disk, unsigned long long value)
{
    static char texts[4][128];
    static int next;
    char *text = texts[next++ % 4];

    snprintf(text, sizeof(texts[0]), "%s,%llu", disk->path, value);
    return text;
}

int disk_set(virDomainPtr dom, const char *name, const char *text, unsigned int flags)
{
    virTypedParameter param = disk_param(name, text);

    return virDomainSetBlkioParameters(dom, &param, 1, flags);
}

char *disk_get(virDomainPtr dom, const char *name, unsigned int flags)
{
    virTypedParameter params[ROOM];
    int count = ROOM;
    const char *text = NULL;
    char *copy;

    memset(params, 0, sizeof(params));
    if (virDomainGetBlkioParameters(dom, params, &count, flags | VIR_TYPED_PARAM_STRING_OKAY) != 0)
        return NULL;
    virTypedParamsGetString(params, count, name, &text);
    copy = text ? strdup(text) : NULL;
    virTypedParamsClear(params, count);
    return copy;
}

unsigned long long disk_value(const char *dir, const char *name, const struct disk *of, const char *item)
{
    char path[600], line[300], start[64];
    unsigned long long value = 0;
    FILE *file;

    snprintf(path, sizeof(path), "%s/%s", dir, name);
    snprintf(start, sizeof(start), "%s ", of->number);
    file = fopen(path, "r");
    if (!file)
        harness_die("open %s", path);
    while (fgets(line, sizeof(line), file)) {
        const char *at = line;

        if (strncmp(line, start, strlen(start)) != 0)
            continue;
        at = item ? strstr(line, item) : line + strlen(start);
        if (at)
            value = strtoull(item ? at + strlen(item) + 1 : at, NULL, 10);
    }
    fclose(file);
    return value;
}
