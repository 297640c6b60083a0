#include "parameters/tuning.h"
#include "support/test_host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEVICES \
    "<devices>" \
    "<disk type='file' device='disk'><source file='/guest/one'/>" \
    "<target dev='vda' bus='virtio'/></disk>" \
    "<disk type='file' device='disk'><source file='/guest/two'/>" \
    "<target dev='vdb' bus='virtio'/></disk>" \
    "<interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/>" \
    "<target dev='net0'/></interface>" \
    "<interface type='network'><mac address='52:54:00:00:00:02'/><source network='default'/>" \
    "<bandwidth><inbound average='100' peak='200' burst='300'/></bandwidth>" \
    "<target dev='net1'/></interface>" \
    "<memballoon model='virtio'/>" \
    "</devices>"

#define DOMAIN(name, uuid, inside) \
    "<domain type='test'><name>" name "</name><uuid>11111111-2222-3333-4444-" uuid "</uuid>" \
    "<memory>4194304</memory><currentMemory>2097152</currentMemory>" \
    "<vcpu current='2'>4</vcpu><os><type>hvm</type></os>" inside "</domain>"

static const char *const domains =
    DOMAIN("running", "555555555501", DEVICES)
    DOMAIN("stopped", "555555555502", DEVICES "<test:runstate>5</test:runstate>")
    DOMAIN("paused", "555555555503", DEVICES "<test:runstate>3</test:runstate>")
    DOMAIN("passing", "555555555504", DEVICES "<test:transient/>")
    DOMAIN("going", "555555555505", DEVICES "<test:transient/>")
    DOMAIN("bare", "555555555506", "");

virConnectPtr tuning_host(void)
{
    virConnectPtr conn = test_host_open(domains, false);

    if (!conn)
        harness_die("no host");
    return conn;
}

virDomainPtr tuning_domain(virConnectPtr conn, const char *name)
{
    virDomainPtr dom = virDomainLookupByName(conn, name);

    if (!dom)
        harness_die("no domain %s", name);
    return dom;
}

virDomainPtr tuning_gone(virConnectPtr conn)
{
    virDomainPtr dom = tuning_domain(conn, "going");

    CHECK_INT(virDomainDestroy(dom), 0);
    return dom;
}

virDomainPtr tuning_read_only(virConnectPtr *conn)
{
    *conn = test_host_open(domains, true);
    if (!*conn)
        harness_die("no host");
    return tuning_domain(*conn, "running");
}

static void release(virConnectPtr conn, virDomainPtr dom)
{
    virDomainFree(dom);
    CHECK_INT(virConnectClose(conn), 0);
}

void tuning_domains(const char *const *names, void (*on_each)(virDomainPtr),
                    void (*refused)(virDomainPtr))
{
    virConnectPtr conn;
    virDomainPtr dom;

    for (; *names; names++) {
        conn = tuning_host();
        note("domain %s", *names);
        dom = tuning_domain(conn, *names);
        on_each(dom);
        release(conn, dom);
    }
    conn = tuning_host();
    note("gone");
    dom = tuning_gone(conn);
    refused(dom);
    release(conn, dom);
    note("read-only");
    dom = tuning_read_only(&conn);
    refused(dom);
    release(conn, dom);
    note("no domain");
    refused(NULL);
}

void tuning_defined(const char *const *texts, size_t count, const char *before, const char *after,
                    void (*look)(virDomainPtr))
{
    for (size_t i = 0; i < count; i++) {
        virConnectPtr conn;
        virDomainPtr dom;
        char *inside;

        note("%s", texts[i]);
        if (asprintf(&inside, "%s%s%s", before, texts[i], after) < 0)
            abort();
        conn = test_host_with(inside);
        free(inside);
        if (!conn)
            continue;
        dom = tuning_domain(conn, "one");
        look(dom);
        release(conn, dom);
    }
}

static const char *or_null(const char *text)
{
    return text ? text : "NULL";
}

int tuning_show(const struct tuning *family, virDomainPtr dom, const char *target, int room,
                unsigned int flags)
{
    virTypedParameter params[TUNING_ROOM];
    char call[200];
    int count, result;

    if (harness_is_remote() && room > TUNING_REMOTE_ROOM)
        room = TUNING_REMOTE_ROOM;
    count = room;

    memset(params, 0, sizeof(params));
    snprintf(call, sizeof(call), "%s get %s room %d flags %u", family->name, or_null(target), room,
             flags);
    trace_plant();
    result = trace_int(call, family->get(dom, target, room ? params : NULL, &count, flags));
    note("   count %d", count);
    if (result == 0 && room) {
        trace_params(params, count);
        virTypedParamsClear(params, count);
    }
    return result;
}

int tuning_try(const struct tuning *family, virDomainPtr dom, virTypedParameterPtr params,
               int count, unsigned int flags)
{
    char call[200];

    snprintf(call, sizeof(call), "%s set %d flags %u", family->name, count, flags);
    trace_plant();
    return trace_int(call, family->set(dom, family->target, params, count, flags));
}

void tuning_try_on(const struct tuning *family, virDomainPtr dom, const char *target,
                   virTypedParameterPtr params, int count, int room, unsigned int flags)
{
    struct tuning other = *family;

    other.target = target;
    if (target)
        note("target %s", target);
    for (int i = 0; i < count; i++)
        trace_params(&params[i], 1);
    tuning_try(&other, dom, params, count, flags);
    tuning_show(&other, dom, target, room, flags);
}

/* Whether the line opens or closes the element, at any depth. */
static bool line_has(const char *line, const char *mark, const char *name)
{
    size_t length = strlen(name);

    line += strspn(line, " ");
    if (strncmp(line, mark, strlen(mark)) != 0)
        return false;
    line += strlen(mark);
    return strncmp(line, name, length) == 0 && strchr(" >/", line[length]) != NULL;
}

void tuning_xml(virDomainPtr dom, const char *section, unsigned int flags)
{
    char *xml = virDomainGetXMLDesc(dom, flags);
    bool inside = false;
    char *rest = NULL;

    if (!xml) {
        printf("   no document\n");
        return;
    }
    for (char *line = strtok_r(xml, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        if (line_has(line, "<", section))
            inside = true;
        if (inside)
            printf("   |%s\n", line);
        if (line_has(line, "</", section) ||
            (line_has(line, "<", section) && (strstr(line, "/>") || strstr(line, "</"))))
            inside = false;
    }
    free(xml);
}

virTypedParameter param_uint(const char *field, unsigned int value)
{
    virTypedParameter param = param_of_type(field, VIR_TYPED_PARAM_UINT);

    param.value.ui = value;
    return param;
}

virTypedParameter param_text(const char *field, const char *value)
{
    virTypedParameter param = param_of_type(field, VIR_TYPED_PARAM_STRING);

    param.value.s = (char *)(unsigned long)value;
    return param;
}
