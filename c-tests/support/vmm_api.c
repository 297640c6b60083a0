/* Firecracker and cloud-hypervisor, by their APIs: HTTP with JSON. */
#include "support/vmm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MIB_OF(bytes) ((bytes) >> 20)
#define HEAD "HTTP/1.1 %s\r\nServer: stand-in\r\nConnection: keep-alive\r\n"
/* What the guest tells, with what it does not. */
#define TOLD                                                                                                  \
    "\"swap_out\": 0, \"available_memory\": 41943040, \"free_memory\": 31457280, \"minor_faults\": 77, "      \
    "\"major_faults\": 3, \"total_memory\": 62914560, \"hugetlb_allocations\": 0"

struct request {
    char head[2000];
    char body[500];
};

/* Reads a request, by its head's Content-Length; false at the end. */
static bool next(FILE *stream, struct request *request)
{
    char line[500];
    size_t length = 0, used = 0;

    memset(request, 0, sizeof(*request));
    while (fgets(line, sizeof(line), stream)) {
        if (strcmp(line, "\r\n") == 0)
            return length < sizeof(request->body) && fread(request->body, 1, length, stream) == length;
        if (strncmp(line, "Content-Length: ", 16) == 0)
            length = strtoull(line + 16, NULL, 10);
        used += (size_t)snprintf(request->head + used, sizeof(request->head) - used, "%s", line);
        if (used >= sizeof(request->head))
            return false;
    }
    return false;
}

static void respond(int client, const char *status, const char *body)
{
    char *text = *body ? vmm_text(HEAD "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", status,
                                  strlen(body), body)
                       : vmm_text(HEAD "\r\n", status);

    vmm_say(client, text);
    free(text);
}

static bool asks(const struct request *request, const char *line)
{
    return strncmp(request->head, line, strlen(line)) == 0 && request->head[strlen(line)] == ' ';
}

/* Answers that are not what they should be; false for a behaviour that gives right ones. */
static bool misbehave(int client, const char *behaviour, const char *refusal)
{
    if (strcmp(behaviour, "error") == 0) {
        respond(client, "500 ", refusal);
    } else if (strcmp(behaviour, "huge") == 0) {
        vmm_say(client, "HTTP/1.1 200 \r\nContent-Length: 10485760\r\n\r\n");
        vmm_say_lots(client, "                                ");
    } else if (strcmp(behaviour, "chunked") == 0) {
        vmm_say(client, "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
    } else {
        return strcmp(behaviour, "hangs") == 0;
    }
    return true;
}

static void of_firecracker(int client, const struct request *request, const char *behaviour, struct vmm_guest *guest)
{
    unsigned long long held = guest->memory - guest->actual;
    bool has_balloon = strcmp(behaviour, "none") != 0;
    char *text = NULL;

    if (misbehave(client, behaviour, "{\"fault_message\": \"not today\"}"))
        return;
    if (asks(request, "GET /machine-config"))
        text = vmm_text("{\"vcpu_count\": 2, \"mem_size_mib\": %llu, \"smt\": false}", MIB_OF(guest->memory));
    else if (asks(request, "GET /balloon") && has_balloon)
        text = vmm_text("{\"amount_mib\": %llu, \"deflate_on_oom\": false, \"stats_polling_interval_s\": %llu}",
                        MIB_OF(held), guest->period);
    else if (asks(request, "GET /balloon/statistics") && has_balloon && guest->period)
        text = vmm_text("{\"target_pages\": %llu, \"actual_pages\": %llu, \"target_mib\": %llu, \"actual_mib\": %llu, "
                        TOLD "}", held >> 12, held >> 12, MIB_OF(held), MIB_OF(held));
    if (text) {
        respond(client, "200 ", text);
        free(text);
    } else if (asks(request, "PATCH /balloon") && has_balloon && strstr(request->body, "amount_mib")) {
        guest->actual = guest->memory - (vmm_number_in(request->body, "\"amount_mib\":") << 20);
        respond(client, "204 ", "");
    } else if (asks(request, "PATCH /balloon/statistics") && has_balloon && guest->period) {
        guest->period = vmm_number_in(request->body, "\"stats_polling_interval_s\":");
        respond(client, "204 ", "");
    } else {
        respond(client, "400 ", "{\"fault_message\": \"the request cannot be met\"}");
    }
}

static void of_cloud_hypervisor(int client, const struct request *request, const char *behaviour,
                                struct vmm_guest *guest)
{
    bool has_balloon = strcmp(behaviour, "none") != 0;
    char *text = NULL;

    if (misbehave(client, behaviour, "[\"Error from API\", \"not today\"]"))
        return;
    if (asks(request, "GET /api/v1/vm.info"))
        text = vmm_text("{\"config\": {\"cpus\": {\"boot_vcpus\": 2}, \"memory\": {\"size\": 0, \"zones\": "
                        "[{\"id\": \"a\", \"size\": %llu}, {\"id\": \"b\", \"size\": 16777216, \"hotplugged_size\": "
                        "16777216}]}, \"balloon\": %s}, \"state\": \"Running\", \"memory_actual_size\": %llu}",
                        guest->memory - (32 << 20), has_balloon ? "{\"id\": \"_balloon0\", \"size\": 0}" : "null",
                        guest->actual);
    else if (asks(request, "GET /api/v1/vm.balloon-stats") && guest->period)
        text = vmm_text("{\"balloon_actual\": %llu, \"last_update\": 1700000000123, \"stats\": {" TOLD "}}",
                        guest->memory - guest->actual);
    if (text) {
        respond(client, "200 ", text);
        free(text);
    } else if (asks(request, "PUT /api/v1/vm.resize") && has_balloon && strstr(request->body, "desired_balloon")) {
        guest->actual = guest->memory - vmm_number_in(request->body, "\"desired_balloon\":");
        respond(client, "204 ", "");
    } else {
        respond(client, "404 ", "");
    }
}

static void converse(int client, const char *behaviour, struct vmm_guest *guest,
                     void (*answer)(int, const struct request *, const char *, struct vmm_guest *))
{
    FILE *stream = fdopen(dup(client), "r");
    struct request request;

    while (stream && next(stream, &request) && strcmp(behaviour, "leaves") != 0)
        answer(client, &request, behaviour, guest);
    if (stream)
        fclose(stream);
}

static void firecracker(int client, const char *behaviour, struct vmm_guest *guest)
{
    converse(client, behaviour, guest, of_firecracker);
}

static void cloud_hypervisor(int client, const char *behaviour, struct vmm_guest *guest)
{
    converse(client, behaviour, guest, of_cloud_hypervisor);
}

static void firecracker_command(char *arguments[VMM_ARGUMENTS], const char *name, const char *path, int mib)
{
    char *all[] = {vmm_text("/usr/bin/firecracker"), vmm_text("--id"), vmm_text("%s", name), vmm_text("--api-sock"),
                   vmm_text("%s", path)};

    (void)mib;
    memcpy(arguments, all, sizeof(all));
}

static void cloud_hypervisor_command(char *arguments[VMM_ARGUMENTS], const char *name, const char *path, int mib)
{
    char *all[] = {vmm_text("/usr/bin/cloud-hypervisor"), vmm_text("--api-socket"), vmm_text("path=%s", path),
                   vmm_text("--memory"), vmm_text("size=%dM", mib), vmm_text("--platform"),
                   vmm_text("serial_number=%s", name)};

    memcpy(arguments, all, sizeof(all));
}

#define BEGIN "HTTP/1.1 200 OK\r\nX-A: "
#define FLOOD "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

const struct vmm vmm_firecracker = {"Firecracker", firecracker_command, firecracker, BEGIN, FLOOD, 1, NULL};
const struct vmm vmm_cloud_hypervisor = {"cloud-hypervisor", cloud_hypervisor_command, cloud_hypervisor, BEGIN, FLOOD,
                                         1, NULL};
