#include "support/vmm.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define KIND "VIRMEMCTL_TEST_VMM"
#define BEHAVIOUR "VIRMEMCTL_TEST_VMM_BEHAVIOUR"
#define PLACE "VIRMEMCTL_TEST_VMM_PATH"
#define SIZE "VIRMEMCTL_TEST_VMM_MIB"
#define LOTS (10 << 20)

const struct vmm *const vmm_all[3] = {&vmm_qemu, &vmm_firecracker, &vmm_cloud_hypervisor};

bool vmm_say(int client, const char *text)
{
    size_t left = strlen(text);

    while (left > 0) {
        ssize_t sent = send(client, text, left, MSG_NOSIGNAL);

        if (sent <= 0)
            return false;
        text += sent;
        left -= (size_t)sent;
    }
    return true;
}

void vmm_say_lots(int client, const char *text)
{
    for (size_t said = 0; said < LOTS && vmm_say(client, text); said += strlen(text))
        continue;
}

unsigned long long vmm_number_in(const char *text, const char *word)
{
    const char *at = strstr(text, word);

    return at ? strtoull(at + strlen(word), NULL, 10) : 0;
}

char *vmm_text(const char *format, ...)
{
    char *made = NULL;
    va_list list;

    va_start(list, format);
    if (vasprintf(&made, format, list) < 0)
        _exit(126);
    va_end(list);
    return made;
}

static void serve_one(const struct vmm *vmm, int client, const char *behaviour, struct vmm_guest *guest)
{
    if (strstr(behaviour, "silent"))
        pause();
    else if (strcmp(behaviour, "floods") == 0 && vmm_say(client, vmm->begin))
        vmm_say_lots(client, vmm->flood);
    else if (strcmp(behaviour, "garbage") == 0)
        vmm_say(client, "SSH-2.0-OpenSSH_9.2p1\r\n");
    else if (strcmp(behaviour, "closes") != 0)
        vmm->converse(client, behaviour, guest);
    close(client);
}

/* It appears under its name when it can be connected to. */
static int listen_at(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int server = socket(AF_UNIX, SOCK_STREAM, 0);

    snprintf(address.sun_path, sizeof(address.sun_path), "%s.new", path);
    unlink(address.sun_path);
    if (server < 0 || bind(server, (struct sockaddr *)&address, sizeof(address)) < 0 || listen(server, 1) < 0 ||
        rename(address.sun_path, path) < 0)
        _exit(126);
    return server;
}

static void serve(const struct vmm *vmm, const char *path, const char *behaviour, unsigned long long memory)
{
    struct vmm_guest guest = {memory, memory, strcmp(behaviour, "plain") == 0 ? 0 : vmm->period};
    int server = listen_at(path);

    for (;;) {
        int client = accept(server, NULL, NULL);

        if (client >= 0)
            serve_one(vmm, client, behaviour, &guest);
    }
}

/* This program, started again with the command line of a monitor. */
__attribute__((constructor)) static void become_server(void)
{
    const char *kind = getenv(KIND), *behaviour = getenv(BEHAVIOUR), *path = getenv(PLACE), *mib = getenv(SIZE);

    if (!kind || !behaviour || !path || !mib)
        return;
    if (strcmp(behaviour, "elsewhere") == 0)
        for (;;)
            pause();
    for (size_t i = 0; i < COUNT_OF(vmm_all); i++) {
        if (strcmp(vmm_all[i]->name, kind) != 0)
            continue;
        if (vmm_all[i]->prepare)
            vmm_all[i]->prepare(behaviour);
        serve(vmm_all[i], path, behaviour, strtoull(mib, NULL, 10) << 20);
    }
}

struct plan {
    const struct vmm *vmm;
    const char *name, *path, *behaviour;
    int mib;
    uid_t uid;
};

static void become_vmm(void *data)
{
    struct plan *plan = data;
    char *arguments[VMM_ARGUMENTS] = {NULL};

    plan->vmm->command(arguments, plan->name, plan->path, plan->mib);
    setenv(KIND, plan->vmm->name, 1);
    setenv(BEHAVIOUR, plan->behaviour, 1);
    setenv(PLACE, plan->path, 1);
    setenv(SIZE, vmm_text("%d", plan->mib), 1);
    execv("/proc/self/exe", arguments);
    _exit(127);
}

static void become_user(void *data)
{
    struct plan *plan = data;

    if (plan->uid != 0 && setuid(plan->uid) < 0)
        _exit(127);
    serve(plan->vmm, plan->path, "good", 96 << 20);
}

static bool is_there(const char *path)
{
    struct stat status;

    for (int tries = 0; tries < 300; tries++) {
        if (lstat(path, &status) == 0)
            return true;
        usleep(20000);
    }
    return false;
}

/* Waits until it has the command line. */
static void wait_for_line(pid_t pid, const char *program)
{
    char line[100] = "";

    for (int tries = 0; tries < 300 && strncmp(line, program, strlen(program)) != 0; tries++) {
        char file[64];
        int fd;

        snprintf(file, sizeof(file), "/proc/%d/cmdline", (int)pid);
        fd = open(file, O_RDONLY | O_CLOEXEC);
        if (fd >= 0) {
            ssize_t got = read(fd, line, sizeof(line) - 1);

            line[got > 0 ? got : 0] = '\0';
            close(fd);
        }
        usleep(10000);
    }
}

pid_t vmm_start(const struct vmm *vmm, const char *name, const char *path, const char *behaviour, int mib)
{
    struct plan plan = {vmm, name, path, behaviour, mib, 0};
    char *arguments[VMM_ARGUMENTS] = {NULL};
    pid_t pid = harness_child(become_vmm, &plan);

    if (strcmp(behaviour, "elsewhere") != 0 && !is_there(path))
        harness_die("no socket at %s", path);
    vmm->command(arguments, name, path, mib);
    wait_for_line(pid, arguments[0]);
    for (size_t i = 0; arguments[i]; i++)
        free(arguments[i]);
    return pid;
}

pid_t vmm_serve_as(const struct vmm *vmm, const char *path, uid_t uid)
{
    struct plan plan = {vmm, NULL, path, NULL, 0, uid};
    pid_t pid = harness_child(become_user, &plan);

    if (!is_there(path))
        harness_die("no socket at %s", path);
    return pid;
}
