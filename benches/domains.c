/* Domains to measure on: see domains.h.
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#define _GNU_SOURCE
#include "domains.h"
#include "measure.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <libvirt/virterror.h>
#include <virmemctl.h>

static const char HIERARCHY[] = "/sys/fs/cgroup/memory";

const char *const FILES[PARAMETERS] = {
    "memory.limit_in_bytes", "memory.soft_limit_in_bytes", "memory.memsw.limit_in_bytes"};

static const char *const FIELDS[PARAMETERS] = {
    VIR_DOMAIN_MEMORY_HARD_LIMIT, VIR_DOMAIN_MEMORY_SOFT_LIMIT, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT};

#define MIB(n) ((n) * 1024ULL * 1024)
const unsigned long long STATES[2][PARAMETERS] = {
    {MIB(512), MIB(256), MIB(1024)}, {MIB(500), MIB(250), MIB(1000)}};

const char *below_hierarchy(const char *path)
{
    if (strncmp(path, HIERARCHY, strlen(HIERARCHY)))
        give_up("%s is not below %s", path, HIERARCHY);
    return path + strlen(HIERARCHY);
}

static _Noreturn void library_failed(const char *what)
{
    give_up("%s: %s", what, virGetLastErrorMessage());
}

virConnectPtr open_connection(const char *uri)
{
    virConnectPtr connection = virConnectOpen(uri);

    if (!connection)
        library_failed(uri);
    return connection;
}

pid_t waiting_process(void)
{
    pid_t process = fork();

    if (process < 0)
        failed("fork");
    if (process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (;;)
            pause();
    }
    return process;
}

static void make_group(const char *path)
{
    if (mkdir(path, 0755) < 0 && errno != EEXIST)
        failed(path);
}

void make_guest(const char *name)
{
    char path[300], text[TEXT];
    size_t end;
    int file, length = snprintf(text, sizeof text, "%d", (int)waiting_process());

    snprintf(path, sizeof path, "%s/machine", HIERARCHY);
    make_group(path);
    end = strlen(path);
    snprintf(path + end, sizeof path - end, "/qemu-1-%s.libvirt-qemu", name);
    make_group(path);
    end = strlen(path);
    snprintf(path + end, sizeof path - end, "/cgroup.procs");
    file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0 || write(file, text, (size_t)length) != length)
        failed(path);
    close(file);
}

/* Whether a line `NUMBER:CONTROLLERS:PATH` has a controller. */
static int has_controller(const char *line, const char *controller)
{
    const char *each = strchr(line, ':'), *end = each ? strchr(each + 1, ':') : NULL;
    size_t length = strlen(controller);

    for (; end && each < end; each += 1 + strcspn(each + 1, ",:"))
        if (!strncmp(each + 1, controller, length) && strchr(",:", each[1 + length]))
            return 1;
    return 0;
}

void find_group(pid_t process, const char *controller, char *group, size_t room)
{
    char path[64], line[512];
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/cgroup", (int)process);
    file = fopen(path, "re");
    group[0] = 0;
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        if (has_controller(line, controller))
            snprintf(group, room, "%s", strchr(line, '/'));
    }
    if (!file || !group[0])
        give_up("%s names no %s group", path, controller);
    fclose(file);
}

struct attached attach(virConnectPtr connection, const char *name)
{
    struct attached made = {.process = waiting_process()};
    char path[300];

    made.domain = virMemctlDomainAttach(connection, made.process, name, 0);
    if (!made.domain)
        library_failed("virMemctlDomainAttach");
    find_group(made.process, "memory", made.group, sizeof made.group);
    snprintf(path, sizeof path, "%s%s", HIERARCHY, made.group);
    made.dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (made.dir < 0)
        failed(path);
    for (int i = 0; i < PARAMETERS; i++) {
        made.files[i] = openat(made.dir, FILES[i], O_RDWR | O_CLOEXEC);
        if (made.files[i] < 0)
            failed(FILES[i]);
    }
    return made;
}

void end(struct attached *domain)
{
    kill(domain->process, SIGKILL);
    waitpid(domain->process, NULL, 0);
    virDomainFree(domain->domain);
    for (int i = 0; i < PARAMETERS; i++)
        close(domain->files[i]);
    close(domain->dir);
}

void get_parameters(virDomainPtr domain)
{
    virTypedParameter params[PARAMETERS];
    int count = PARAMETERS;

    if (virDomainGetMemoryParameters(domain, params, &count, 0) < 0 || count != PARAMETERS)
        library_failed("virDomainGetMemoryParameters");
}

void set_parameters(virDomainPtr domain, int state)
{
    virTypedParameter params[PARAMETERS];

    for (int i = 0; i < PARAMETERS; i++) {
        strcpy(params[i].field, FIELDS[i]);
        params[i].type = VIR_TYPED_PARAM_ULLONG;
        params[i].value.ul = STATES[state][i] / 1024;
    }
    if (virDomainSetMemoryParameters(domain, params, PARAMETERS, 0) < 0)
        library_failed("virDomainSetMemoryParameters");
}

virDomainPtr *list(virConnectPtr connection, int *count)
{
    virDomainPtr *domains = NULL;

    *count = virConnectListAllDomains(connection, &domains, 0);
    if (*count < 0)
        library_failed("virConnectListAllDomains");
    return domains;
}

void free_list(virDomainPtr *domains, int count)
{
    for (int i = 0; i < count; i++)
        virDomainFree(domains[i]);
    free(domains);
}

void read_files(const int files[PARAMETERS])
{
    char text[TEXT];

    for (int i = 0; i < PARAMETERS; i++)
        if (pread(files[i], text, sizeof text, 0) <= 0)
            failed(FILES[i]);
}

void write_files(const int files[PARAMETERS], int state)
{
    char text[TEXT];

    for (int i = 0; i < PARAMETERS; i++) {
        int length = snprintf(text, sizeof text, "%llu", STATES[state][i]);

        if (pwrite(files[i], text, (size_t)length, 0) != length)
            failed(FILES[i]);
    }
}

void open_and_read_files(int dir, const char *group)
{
    char path[300], text[TEXT];

    for (int i = 0; i < PARAMETERS; i++) {
        int file;

        snprintf(path, sizeof path, "%s/%s", group, FILES[i]);
        file = openat(dir, path, O_RDONLY | O_CLOEXEC);
        if (file < 0 || read(file, text, sizeof text) <= 0)
            failed(path);
        close(file);
    }
}
