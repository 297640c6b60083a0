#include "support/qmp_server.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BEHAVIOUR "VIRMEMCTL_TEST_QMP"
#define PLACE "VIRMEMCTL_TEST_QMP_PATH"
#define SIZE "VIRMEMCTL_TEST_QMP_MIB"
#define GREETING "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 2, \"major\": 7}}, \"capabilities\": []}}\r\n"
#define EVENT "{\"timestamp\": {\"seconds\": 1, \"microseconds\": 2}, \"event\": \"BALLOON_CHANGE\", \"data\": {\"actual\": 7}}\r\n"
#define LOTS (10 << 20)

struct guest {
    unsigned long long memory, actual, period;
};

static bool say(int client, const char *text)
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

static void say_lots(int client, const char *text)
{
    for (size_t said = 0; said < LOTS && say(client, text); said += strlen(text))
        continue;
}

static unsigned long long number_in(const char *line, const char *member)
{
    const char *at = strstr(line, member);

    return at ? strtoull(at + strlen(member), NULL, 10) : 0;
}

/* The answer to a command, by words in it. */
static void answer(int client, const char *line, const char *behaviour, struct guest *guest)
{
    char text[700] = "{\"return\": {}}\r\n";
    bool of_balloon = strstr(line, "\"query-balloon\"") || strstr(line, "\"balloon\"");

    if (strcmp(behaviour, "error") == 0 && !strstr(line, "qmp_capabilities")) {
        snprintf(text, sizeof(text), "{\"error\": {\"class\": \"GenericError\", \"desc\": \"not today\"}}\r\n");
    } else if (strcmp(behaviour, "none") == 0 && of_balloon) {
        snprintf(text, sizeof(text), "{\"error\": {\"class\": \"DeviceNotActive\", \"desc\": \"No balloon device has been activated\"}}\r\n");
    } else if (strstr(line, "\"query-balloon\"")) {
        snprintf(text, sizeof(text), "{\"return\": {\"actual\": %llu}}\r\n", guest->actual);
    } else if (strstr(line, "\"balloon\"")) {
        guest->actual = number_in(line, "\"value\":");
    } else if (strstr(line, "query-memory-size-summary")) {
        snprintf(text, sizeof(text), "{\"return\": {\"base-memory\": %llu, \"plugged-memory\": 0}}\r\n", guest->memory);
    } else if (strstr(line, "qom-list")) {
        snprintf(text, sizeof(text), "{\"return\": [{\"name\": \"type\", \"type\": \"string\"}%s]}\r\n",
                 strstr(line, "-anon") && strcmp(behaviour, "none") != 0
                     ? ", {\"name\": \"device[0]\", \"type\": \"child<virtio-balloon-pci>\"}" : "");
    } else if (strstr(line, "qom-set")) {
        guest->period = number_in(line, "\"value\":");
    } else if (strstr(line, "qom-get") && strstr(line, "polling-interval")) {
        snprintf(text, sizeof(text), "{\"return\": %llu}\r\n", guest->period);
    } else if (strstr(line, "qom-get")) {
        snprintf(text, sizeof(text),
                 "{\"return\": {\"stats\": {\"stat-swap-out\": 0, \"stat-available-memory\": 41943040, "
                 "\"stat-free-memory\": 31457280, \"stat-minor-faults\": 77, \"stat-major-faults\": 3, "
                 "\"stat-total-memory\": 62914560, \"stat-swap-in\": 18446744073709551615, "
                 "\"stat-htlb-pgalloc\": 0}, \"last-update\": %llu}}\r\n",
                 guest->period ? 1700000000ULL : 0ULL);
    }
    say(client, EVENT);
    say(client, text);
}

static void converse(int client, const char *behaviour, struct guest *guest)
{
    FILE *lines = fdopen(dup(client), "r");
    char line[2000];

    say(client, GREETING);
    while (lines && fgets(line, sizeof(line), lines)) {
        if (strcmp(behaviour, "leaves") == 0)
            break;
        if (strcmp(behaviour, "events") == 0)
            say_lots(client, EVENT);
        else if (strcmp(behaviour, "hangs") != 0)
            answer(client, line, behaviour, guest);
    }
    if (lines)
        fclose(lines);
}

static void serve_one(int client, const char *behaviour, struct guest *guest)
{
    if (strcmp(behaviour, "silent") == 0)
        pause();
    else if (strcmp(behaviour, "floods") == 0)
        say_lots(client, "[[[[[[[[[[[[[[[[ ");
    else if (strcmp(behaviour, "garbage") == 0)
        say(client, "SSH-2.0-OpenSSH_9.2p1\r\n");
    else if (strcmp(behaviour, "closes") != 0)
        converse(client, behaviour, guest);
    close(client);
}

/* It appears under its name when it can be connected to. */
static int listen_at(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    snprintf(address.sun_path, sizeof(address.sun_path), "%s.new", path);
    if (server < 0 || bind(server, (struct sockaddr *)&address, sizeof(address)) < 0 || listen(server, 1) < 0 ||
        rename(address.sun_path, path) < 0)
        _exit(126);
    return server;
}

static void serve(const char *path, const char *behaviour, unsigned long long memory)
{
    struct guest guest = {memory, memory, 0};
    int server = listen_at(path);

    for (;;) {
        int client = accept(server, NULL, NULL);

        if (client >= 0)
            serve_one(client, behaviour, &guest);
    }
}

/* This program, started again with a QEMU's command line. */
__attribute__((constructor)) static void become_server(void)
{
    const char *behaviour = getenv(BEHAVIOUR), *path = getenv(PLACE), *mib = getenv(SIZE);

    if (!behaviour || !path || !mib)
        return;
    if (strcmp(behaviour, "elsewhere") == 0)
        for (;;)
            pause();
    serve(path, behaviour, strtoull(mib, NULL, 10) << 20);
}

struct plan {
    const char *name, *path, *behaviour;
    int mib;
    uid_t uid;
};

static void become_qemu(void *data)
{
    struct plan *plan = data;
    char memory[16], named[200], socket_at[300];
    char *arguments[] = {"/usr/bin/qemu-system-x86_64", "-name", named, "-m", memory, "-device",
                         "virtio-balloon-pci", "-qmp", socket_at, NULL};

    snprintf(memory, sizeof(memory), "%d", plan->mib);
    snprintf(named, sizeof(named), "guest=%s", plan->name);
    snprintf(socket_at, sizeof(socket_at), "unix:%s,server=on,wait=off", plan->path);
    setenv(BEHAVIOUR, plan->behaviour, 1);
    setenv(PLACE, plan->path, 1);
    setenv(SIZE, memory, 1);
    execv("/proc/self/exe", arguments);
    _exit(127);
}

static void become_user(void *data)
{
    struct plan *plan = data;

    if (plan->uid != 0 && setuid(plan->uid) < 0)
        _exit(127);
    serve(plan->path, "good", 96 << 20);
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

pid_t qmp_server(const char *name, const char *path, const char *behaviour, int mib)
{
    struct plan plan = {name, path, behaviour, mib, 0};
    pid_t pid = harness_child(become_qemu, &plan);
    char line[100] = "";

    if (strcmp(behaviour, "elsewhere") != 0 && !is_there(path))
        harness_die("no socket at %s", path);
    /* Until it has the command line. */
    for (int tries = 0; tries < 300 && !strstr(line, "qemu-system"); tries++) {
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
    return pid;
}

pid_t qmp_server_of(const char *path, uid_t uid)
{
    struct plan plan = {NULL, path, NULL, 0, uid};
    pid_t pid = harness_child(become_user, &plan);

    if (!is_there(path))
        harness_die("no socket at %s", path);
    return pid;
}
