#include "events/told.h"

#include "events/poll_loop.h"

#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define MOST 4096
#define SECONDS 30

bool told_by_default_loop;

static char lines[MOST][300];
static int line_count, line_next;
static int callbacks[4] = {-1, -1, -1, -1}, memory_callback = -1;

struct memory_events memory_events(void)
{
    struct memory_events functions = {NULL, NULL, NULL};
    void *add = dlsym(RTLD_DEFAULT, "virMemctlConnectMemoryEventRegister");
    void *remove = dlsym(RTLD_DEFAULT, "virMemctlConnectMemoryEventDeregister");
    void *set = dlsym(RTLD_DEFAULT, "virMemctlConnectMemoryEventSetPressure");

    if (!add || !remove || !set)
        harness_skip("this library has no memory events");
    memcpy(&functions.add, &add, sizeof(add));
    memcpy(&functions.remove, &remove, sizeof(remove));
    memcpy(&functions.set_pressure, &set, sizeof(set));
    return functions;
}

static void tell(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void tell(const char *format, ...)
{
    va_list arguments;

    if (line_count == MOST)
        harness_die("more than %d events", MOST);
    va_start(arguments, format);
    vsnprintf(lines[line_count++], sizeof(lines[0]), format, arguments);
    va_end(arguments);
}

static void tell_params(virTypedParameterPtr params, int nparams)
{
    char *line = lines[line_count - 1];

    for (int i = 0; i < nparams; i++) {
        size_t used = strlen(line), rest = sizeof(lines[0]) - used;

        if (params[i].type == VIR_TYPED_PARAM_ULLONG)
            snprintf(line + used, rest, " %s=%llu", params[i].field, params[i].value.ul);
        else if (params[i].type == VIR_TYPED_PARAM_LLONG)
            snprintf(line + used, rest, " %s=%lld", params[i].field, params[i].value.l);
        else if (params[i].type == VIR_TYPED_PARAM_INT)
            snprintf(line + used, rest, " %s=%d", params[i].field, params[i].value.i);
        else if (params[i].type == VIR_TYPED_PARAM_STRING)
            snprintf(line + used, rest, " %s=%s", params[i].field, params[i].value.s);
    }
}

static int on_life(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    (void)conn, (void)opaque;
    tell("life %s %d %d", virDomainGetName(dom), event, detail);
    return 0;
}

static void on_tunable(virConnectPtr conn, virDomainPtr dom, virTypedParameterPtr params, int nparams,
                       void *opaque)
{
    (void)conn, (void)opaque;
    tell("tunable %s", virDomainGetName(dom));
    tell_params(params, nparams);
}

static void on_balloon(virConnectPtr conn, virDomainPtr dom, unsigned long long actual, void *opaque)
{
    (void)conn, (void)opaque;
    tell("balloon %s %llu", virDomainGetName(dom), actual);
}

static void on_metadata(virConnectPtr conn, virDomainPtr dom, int type, const char *uri, void *opaque)
{
    (void)conn, (void)opaque;
    tell("metadata %s %d %s", virDomainGetName(dom), type, uri ? uri : "-");
}

void told_memory(virConnectPtr conn, virDomainPtr dom, int event, virTypedParameterPtr params, int nparams,
                 void *opaque)
{
    (void)conn, (void)opaque;
    tell("memory %s %d", virDomainGetName(dom), event);
    tell_params(params, nparams);
}

int told_begin(virConnectPtr conn, bool memory)
{
    callbacks[0] = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                                    VIR_DOMAIN_EVENT_CALLBACK(on_life), NULL, NULL);
    callbacks[1] = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_TUNABLE,
                                                    VIR_DOMAIN_EVENT_CALLBACK(on_tunable), NULL, NULL);
    callbacks[2] = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE,
                                                    VIR_DOMAIN_EVENT_CALLBACK(on_balloon), NULL, NULL);
    callbacks[3] = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_METADATA_CHANGE,
                                                    VIR_DOMAIN_EVENT_CALLBACK(on_metadata), NULL, NULL);
    for (size_t i = 0; i < COUNT_OF(callbacks); i++)
        CHECK(callbacks[i] >= 0);
    if (memory) {
        memory_callback = memory_events().add(conn, NULL, told_memory, NULL, NULL);
        CHECK(memory_callback >= 0);
    }
    return memory_callback;
}

void told_end(virConnectPtr conn)
{
    for (size_t i = 0; i < COUNT_OF(callbacks); i++)
        CHECK_INT(virConnectDomainEventDeregisterAny(conn, callbacks[i]), 0);
    if (memory_callback >= 0)
        CHECK_INT(memory_events().remove(conn, memory_callback), 0);
    memory_callback = -1;
}

static void on_time(int timer, void *opaque)
{
    (void)timer, (void)opaque;
}

static void turn(void)
{
    static int timer = -1;

    if (!told_by_default_loop) {
        poll_loop_turn(50);
        return;
    }
    if (timer < 0)
        timer = virEventAddTimeout(50, on_time, NULL, NULL);
    CHECK_INT(virEventRunDefaultImpl(), 0);
}

const char *told_await(const char *format, ...)
{
    char text[300];
    va_list arguments;
    time_t end = time(NULL) + SECONDS;

    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    do {
        for (; line_next < line_count; line_next++) {
            if (strncmp(lines[line_next], text, strlen(text)) == 0)
                return lines[line_next++];
        }
        turn();
    } while (time(NULL) < end || line_next < line_count);
    note("no event %s; these came:", text);
    for (int i = 0; i < line_count; i++)
        note("  %s", lines[i]);
    CHECK(!"an event that was awaited");
    return NULL;
}

int told_count(void)
{
    return line_count;
}

const char *told_line(int number)
{
    return lines[number];
}
