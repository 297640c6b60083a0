/* I/O threads: listing, adding, removing, pinning, polling parameters. */
#include "parameters/tuning.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void list(virDomainPtr dom, unsigned int flags)
{
    virDomainIOThreadInfoPtr *info = NULL;
    int count;

    note("list, flags %u", flags);
    count = TRACE_INT(virDomainGetIOThreadInfo(dom, &info, flags));
    for (int i = 0; i < count; i++) {
        printf("   id %u bytes %d map", info[i]->iothread_id, info[i]->cpumaplen);
        for (int byte = 0; byte < info[i]->cpumaplen; byte++)
            printf(" %02x", info[i]->cpumap[byte]);
        putchar('\n');
        virDomainIOThreadInfoFree(info[i]);
    }
    if (count == 0)
        note("   an array: %s", info ? "yes" : "no");
    free(info);
}

static void xml(virDomainPtr dom)
{
    static const char *const sections[] = {"iothreads", "iothreadids", "cputune"};

    for (size_t i = 0; i < COUNT_OF(sections); i++) {
        tuning_xml(dom, sections[i], 0);
        tuning_xml(dom, sections[i], VIR_DOMAIN_XML_INACTIVE);
    }
}

static void add_and_remove(virDomainPtr dom)
{
    static const unsigned int ids[] = {0, 1, 2, 7, 3, 1, UINT_MAX};

    for (unsigned int flags = 0; flags < 5; flags++) {
        for (size_t i = 0; i < COUNT_OF(ids); i++) {
            note("%u, flags %u", ids[i], flags);
            TRACE_INT(virDomainAddIOThread(dom, ids[i], flags));
        }
        list(dom, 0);
        list(dom, flags);
        xml(dom);
        for (size_t i = 0; i < COUNT_OF(ids); i += 2) {
            note("%u, flags %u", ids[i], flags);
            TRACE_INT(virDomainDelIOThread(dom, ids[i], flags));
        }
        list(dom, 0);
        xml(dom);
    }
}

static void pins(virDomainPtr dom)
{
    unsigned char maps[][3] = {{1, 0, 0}, {0, 0, 0}, {0xff, 0xff, 0xff}, {0, 0, 0x80}};

    TRACE_INT(virDomainAddIOThread(dom, 20, 0));
    for (size_t i = 0; i < COUNT_OF(maps); i++) {
        for (int length = -1; length <= 3; length++) {
            note("map %02x %02x %02x, %d bytes", maps[i][0], maps[i][1], maps[i][2], length);
            TRACE_INT(virDomainPinIOThread(dom, 20, maps[i], length, 0));
            xml(dom);
            list(dom, 0);
        }
    }
    for (unsigned int flags = 0; flags < 5; flags++) {
        maps[0][0] ^= 2;
        note("flags %u", flags);
        TRACE_INT(virDomainPinIOThread(dom, 20, maps[0], 1, flags));
        TRACE_INT(virDomainPinIOThread(dom, 21, maps[0], 1, flags));
        TRACE_INT(virDomainPinIOThread(dom, 0, maps[0], 1, flags));
        xml(dom);
    }
    TRACE_INT(virDomainPinIOThread(dom, 20, NULL, 1, 0));
    TRACE_INT(virDomainDelIOThread(dom, 20, 0));
    xml(dom);
}

static virTypedParameter of_type(const char *field, int type, long long value)
{
    virTypedParameter param = param_of_type(field, type);

    if (type == VIR_TYPED_PARAM_ULLONG)
        param.value.ul = (unsigned long long)value;
    else
        param.value.i = (int)value;
    return param;
}

static void polling(virDomainPtr dom)
{
    static const char *const fields[] = {
        VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, VIR_DOMAIN_IOTHREAD_POLL_GROW,
        VIR_DOMAIN_IOTHREAD_POLL_SHRINK, VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN,
        VIR_DOMAIN_IOTHREAD_THREAD_POOL_MAX, "nothing",
    };
    static const int types[] = {VIR_TYPED_PARAM_INT, VIR_TYPED_PARAM_UINT, VIR_TYPED_PARAM_ULLONG};
    static const long long values[] = {-1, 0, 5, INT_MAX};

    TRACE_INT(virDomainAddIOThread(dom, 30, 0));
    for (size_t f = 0; f < COUNT_OF(fields); f++) {
        for (size_t t = 0; t < COUNT_OF(types); t++) {
            for (size_t v = 0; v < COUNT_OF(values); v++) {
                virTypedParameter param = of_type(fields[f], types[t], values[v]);

                note("%s type %d value %lld", fields[f], types[t], values[v]);
                TRACE_INT(virDomainSetIOThreadParams(dom, 30, &param, 1, 0));
            }
        }
    }
    for (unsigned int flags = 0; flags < 8; flags++) {
        virTypedParameter twice[2] = {of_type(fields[0], VIR_TYPED_PARAM_ULLONG, 1),
                                      of_type(fields[0], VIR_TYPED_PARAM_ULLONG, 1)};
        virTypedParameter unknown = of_type("nothing", VIR_TYPED_PARAM_ULLONG, 1);

        note("flags %u", flags);
        TRACE_INT(virDomainSetIOThreadParams(dom, 30, twice, 1, flags));
        TRACE_INT(virDomainSetIOThreadParams(dom, 30, twice, 2, flags));
        TRACE_INT(virDomainSetIOThreadParams(dom, 30, &unknown, 1, flags));
        TRACE_INT(virDomainSetIOThreadParams(dom, 31, twice, 1, flags));
        TRACE_INT(virDomainSetIOThreadParams(dom, 31, &unknown, 1, flags));
        TRACE_INT(virDomainSetIOThreadParams(dom, 0, twice, 1, flags));
    }
    TRACE_INT(virDomainSetIOThreadParams(dom, 30, NULL, 1, 0));
    TRACE_INT(virDomainSetIOThreadParams(dom, 30, NULL, 0, 0));
    xml(dom);
}

static void refused(virDomainPtr dom)
{
    virTypedParameter param = of_type(VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, VIR_TYPED_PARAM_ULLONG, 1);
    virTypedParameter endless = param;
    virTypedParameter unknown = of_type("nothing", VIR_TYPED_PARAM_ULLONG, 1);
    virTypedParameter null_text = param_text("sss", NULL);
    unsigned char map[1] = {1};

    memset(endless.field, 'x', sizeof(endless.field));
    for (unsigned int flags = 0; flags < 4; flags++) {
        list(dom, flags);
        TRACE_INT(virDomainAddIOThread(dom, 40, flags));
        TRACE_INT(virDomainAddIOThread(dom, 0, flags));
        TRACE_INT(virDomainPinIOThread(dom, 99, map, 1, flags));
        TRACE_INT(virDomainPinIOThread(dom, 40, NULL, 0, flags));
        TRACE_INT(virDomainSetIOThreadParams(dom, 99, &param, 1, flags));
        TRACE_INT(virDomainSetIOThreadParams(dom, 40, NULL, -1, flags));
        TRACE_INT(virDomainSetIOThreadParams(dom, 40, &param, -1, flags));
        TRACE_INT(virDomainSetIOThreadParams(dom, 40, &param, 0, flags));
        TRACE_INT(virDomainSetIOThreadParams(dom, 40, &unknown, 1, flags));
        TRACE_INT(virDomainSetIOThreadParams(dom, 0, &unknown, 1, flags));
        TRACE_INT(virDomainSetIOThreadParams(dom, 40, &endless, 1, flags));
        TRACE_INT(virDomainSetIOThreadParams(dom, 40, &null_text, 1, flags));
        TRACE_INT(virDomainDelIOThread(dom, 99, flags));
        TRACE_INT(virDomainDelIOThread(dom, 0, flags));
    }
    list(dom, 1u << 20);
    TRACE_INT(virDomainAddIOThread(dom, 40, 1u << 20));
    TRACE_INT(virDomainDelIOThread(dom, 40, 1u << 20));
    TRACE_INT(virDomainPinIOThread(dom, 40, map, 1, 1u << 20));
    TRACE_INT(virDomainSetIOThreadParams(dom, 40, &param, 1, 1u << 20));
    TRACE_INT(virDomainGetIOThreadInfo(dom, NULL, 0));
    TRACE_INT(virDomainGetIOThreadInfo(dom, NULL, 1u << 20));
}

static void look_at(virDomainPtr dom)
{
    xml(dom);
    list(dom, 0);
    TRACE_INT(virDomainDelIOThread(dom, 1, 0));
    xml(dom);
    list(dom, 0);
    TRACE_INT(virDomainAddIOThread(dom, 9, 0));
    xml(dom);
    TRACE_INT(virDomainDelIOThread(dom, 2, 0));
    xml(dom);
}

static void defined(void)
{
    static const char *const inside[] = {
        "<iothreads>3</iothreads>",
        "<iothreads>0</iothreads>",
        "<iothreads>x</iothreads>",
        "<iothreads>-1</iothreads>",
        "<iothreads></iothreads>",
        "<iothreads>2</iothreads><iothreadids><iothread id='5'/></iothreadids>",
        "<iothreads>1</iothreads><iothreadids><iothread id='5'/><iothread id='3'/></iothreadids>",
        "<iothreadids><iothread id='5'/><iothread id='3'/></iothreadids>",
        "<iothreads>2</iothreads><iothreadids><iothread id='5'/><iothread id='5'/></iothreadids>",
        "<iothreads>2</iothreads><iothreadids><iothread id='0'/></iothreadids>",
        "<iothreads>2</iothreads><iothreadids><iothread/></iothreadids>",
        "<iothreads>2</iothreads><iothreadids><iothread id='2' thread_pool_min='1' "
        "thread_pool_max='3'/></iothreadids>",
        "<iothreads>2</iothreads><cputune><iothreadpin iothread='2' cpuset='1,3'/></cputune>",
        "<iothreads>2</iothreads><cputune><iothreadpin iothread='3' cpuset='1,3'/></cputune>",
        "<iothreads>2</iothreads><cputune><iothreadpin iothread='2'/></cputune>",
        "<iothreads>2</iothreads><cputune><iothreadpin cpuset='1'/></cputune>",
        "<vcpu cpuset='2'>1</vcpu><iothreads>2</iothreads>",
        "<iothreads>2</iothreads><cputune><iothreadpin iothread='2' cpuset='^1'/></cputune>",
        "<iothreads>2</iothreads><cputune><iothreadpin iothread='2' cpuset='1'/>"
        "<iothreadpin iothread='2' cpuset='2'/></cputune>",
        "<iothreads>2</iothreads><devices><disk type='file' device='disk'>"
        "<driver name='qemu' iothread='2'/><source file='/a'/><target dev='vda' bus='virtio'/></disk></devices>",
    };

    tuning_defined(inside, COUNT_OF(inside), "", "", look_at);
}

static void on_each(virDomainPtr dom)
{
    list(dom, 0);
    add_and_remove(dom);
    pins(dom);
    polling(dom);
    refused(dom);
}

int main(void)
{
    static const char *const names[] = {TUNING_STATES, NULL};

    harness_begin();
    harness_only(KIND_TEST);
    tuning_domains(names, on_each, refused);
    defined();
    virDomainIOThreadInfoFree(NULL);
    return harness_end();
}
