/* QEMU, by QMP. */
#include "support/vmm.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define GREETING "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 2, \"major\": 7}}, \"capabilities\": []}}\r\n"
#define EVENT "{\"timestamp\": {\"seconds\": 1, \"microseconds\": 2}, \"event\": \"BALLOON_CHANGE\", \"data\": {\"actual\": 7}}\r\n"

/* The threads that QEMU has for virtual CPUs and I/O, and their numbers. */
static const char *const thread_names[] = {"CPU 0/TCG", "CPU 1/TCG", "IO iothread7"};
static _Atomic int thread_numbers[COUNT_OF(thread_names)];
static bool has_names;

static void *thread_of(void *place)
{
    size_t index = (size_t)place;

    if (has_names)
        prctl(PR_SET_NAME, thread_names[index]);
    thread_numbers[index] = (int)syscall(SYS_gettid);
    for (;;)
        pause();
    return NULL;
}

static void prepare(const char *behaviour)
{
    pthread_t thread;

    has_names = strncmp(behaviour, "nameless", 8) != 0;
    for (size_t i = 0; i < COUNT_OF(thread_names); i++)
        pthread_create(&thread, NULL, thread_of, (void *)i);
}

/* Two disks: one as libvirt gives them to QEMU, in another order the second time, and one that has no medium. */
#define VIRTIO "\"qdev\": \"/machine/peripheral/virtio-disk0/virtio-backend\""
#define IDE "\"device\": \"ide0-cd0\", \"qdev\": \"/machine/unattached/device[18]\""
#define DISKS                                                                                                         \
    "{\"return\": [{\"device\": \"\", " VIRTIO ", \"inserted\": {\"file\": \"json:{}\", \"image\": {\"filename\": "    \
    "\"" VMM_IMAGE "\"}}}, {" IDE "}]}\r\n"
#define DISK_STATS                                                                                                    \
    "{\"return\": [{" IDE ", \"stats\": {\"rd_operations\": 0, \"rd_bytes\": 0}}, {\"device\": \"\", " VIRTIO ", "         \
    "\"stats\": {\"rd_operations\": 11, \"rd_bytes\": 5632, \"rd_total_time_ns\": 13, \"wr_operations\": 14, "           \
    "\"wr_bytes\": 7168, \"wr_total_time_ns\": 16, \"flush_operations\": 17, \"flush_total_time_ns\": 18}}]}\r\n"

/* The answer to a command, by words in it. */
static void answer(int client, const char *line, const char *behaviour, struct vmm_guest *guest)
{
    char text[1000] = "{\"return\": {}}\r\n";
    bool of_balloon = strstr(line, "\"query-balloon\"") || strstr(line, "\"balloon\"");

    if (strcmp(behaviour, "error") == 0 && !strstr(line, "qmp_capabilities")) {
        snprintf(text, sizeof(text), "{\"error\": {\"class\": \"GenericError\", \"desc\": \"not today\"}}\r\n");
    } else if (strcmp(behaviour, "none") == 0 && of_balloon) {
        snprintf(text, sizeof(text), "{\"error\": {\"class\": \"DeviceNotActive\", \"desc\": \"No balloon device has been activated\"}}\r\n");
    } else if (strcmp(behaviour, "boasts") == 0 && strstr(line, "\"query-balloon\"")) {
        snprintf(text, sizeof(text), "{\"return\": {\"actual\": 18446744073709551615}}\r\n");
    } else if (strstr(line, "\"query-balloon\"")) {
        snprintf(text, sizeof(text), "{\"return\": {\"actual\": %llu}}\r\n", guest->actual);
    } else if (strstr(line, "\"balloon\"")) {
        guest->actual = vmm_number_in(line, "\"value\":");
    } else if (strstr(line, "query-memory-size-summary")) {
        snprintf(text, sizeof(text), "{\"return\": {\"base-memory\": %llu, \"plugged-memory\": 0}}\r\n", guest->memory);
    } else if (strstr(line, "query-cpus-fast")) {
        snprintf(text, sizeof(text),
                 "{\"return\": [{\"cpu-index\": 0, \"thread-id\": %d}, {\"cpu-index\": 1, \"thread-id\": %d}]}\r\n",
                 thread_numbers[0], thread_numbers[1]);
    } else if (strstr(line, "query-iothreads")) {
        snprintf(text, sizeof(text),
                 "{\"return\": [{\"id\": \"iothread7\", \"thread-id\": 5, \"poll-max-ns\": 32768, \"poll-grow\": 2, "
                 "\"poll-shrink\": 0, \"aio-max-batch\": 0}, {\"id\": \"other\", \"thread-id\": 6, "
                 "\"poll-max-ns\": 0, \"poll-grow\": 0, \"poll-shrink\": 0}]}\r\n");
    } else if (strstr(line, "\"query-block\"")) {
        snprintf(text, sizeof(text), "%s", DISKS);
    } else if (strstr(line, "query-blockstats")) {
        snprintf(text, sizeof(text), "%s", DISK_STATS);
    } else if (strstr(line, "qom-list")) {
        snprintf(text, sizeof(text), "{\"return\": [{\"name\": \"type\", \"type\": \"string\"}%s]}\r\n",
                 strstr(line, "-anon") && strcmp(behaviour, "none") != 0
                     ? ", {\"name\": \"device[0]\", \"type\": \"child<virtio-balloon-pci>\"}" : "");
    } else if (strstr(line, "qom-set")) {
        guest->period = vmm_number_in(line, "\"value\":");
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
    vmm_say(client, EVENT);
    vmm_say(client, text);
}

static void converse(int client, const char *behaviour, struct vmm_guest *guest)
{
    FILE *lines = fdopen(dup(client), "r");
    char line[2000];

    vmm_say(client, GREETING);
    while (lines && fgets(line, sizeof(line), lines)) {
        if (strcmp(behaviour, "leaves") == 0)
            break;
        if (strcmp(behaviour, "huge") == 0)
            vmm_say_lots(client, EVENT);
        else if (strcmp(behaviour, "hangs") != 0)
            answer(client, line, behaviour, guest);
    }
    if (lines)
        fclose(lines);
}

static void command(char *arguments[VMM_ARGUMENTS], const char *name, const char *path, int mib)
{
    char *all[] = {
        vmm_text("/usr/bin/qemu-system-x86_64"), vmm_text("-name"), vmm_text("guest=%s", name), vmm_text("-m"),
        vmm_text("%d", mib), vmm_text("-smp"), vmm_text("2,maxcpus=4"), vmm_text("-device"), vmm_text("virtio-balloon-pci"),
        vmm_text("-qmp"), vmm_text("unix:%s,server=on,wait=off", path)};

    memcpy(arguments, all, sizeof(all));
}

const struct vmm vmm_qemu = {"QEMU", command, converse, "", "[[[[[[[[[[[[[[[[ ", 0, prepare};
