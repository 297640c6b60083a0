#include "support/defined.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* That of the program; a child has the names of its parent. */
static int program(void)
{
    static int pid;

    if (!pid)
        pid = (int)getpid();
    return pid;
}

const char *defined_name(const char *what)
{
    static char names[32][64];
    static int next;
    char *name = names[next++ % 32];

    snprintf(name, sizeof(names[0]), "virmemctl-ctest-%s-%d", what, program());
    return name;
}

bool defined_is_own(const char *name)
{
    const char *number = strrchr(name, '-');

    return strstr(name, "virmemctl-ctest-") && number && atoi(number + 1) == program();
}

static char *uuid_element(int uuid)
{
    char *text = NULL;

    if (uuid == 0)
        return strdup("");
    if (asprintf(&text, "<uuid>c7e57000-0000-4000-8%03x-%012x</uuid>", uuid & 0xfff,
                 (unsigned int)program()) < 0)
        abort();
    return text;
}

const char *defined_argument(void)
{
    static char text[32];

    snprintf(text, sizeof(text), "600.%d", program());
    return text;
}

char *defined_document(const char *name, int uuid, const char *inside)
{
    char *element = uuid_element(uuid);
    char *document = NULL;

    if (asprintf(&document,
                 "<domain type='cgroup'><name>%s</name>%s<memory>65536</memory><vcpu>2</vcpu>"
                 "<os><type>exe</type><init>/bin/sleep</init><initarg>%s</initarg></os>"
                 "%s</domain>",
                 name, element, defined_argument(), inside) < 0)
        abort();
    free(element);
    return document;
}

virDomainPtr defined_domain(virConnectPtr conn, const char *name, int uuid, const char *inside)
{
    char *document = defined_document(name, uuid, inside);
    virDomainPtr dom = virDomainDefineXML(conn, document);

    CHECK(dom != NULL);
    free(document);
    return dom;
}

bool defined_shows(virDomainPtr dom, unsigned int flags, const char *text)
{
    char *xml = virDomainGetXMLDesc(dom, flags);
    bool found = xml && strstr(xml, text);

    free(xml);
    return found;
}

char *defined_file(const char *name)
{
    const char *root = strstr(harness_uri(), "root=");
    char *path = NULL;

    root = root ? root + strlen("root=") : "";
    if (asprintf(&path, "%.*s/etc/virmemctl/domains/%s.xml", (int)strcspn(root, "&"), root,
                 name) < 0)
        abort();
    return path;
}

static char seen[1024];
static int callbacks[2];

static const char *const defined_details[] = {"added", "updated", "renamed"};
static const char *const undefined_details[] = {"removed", "renamed"};

static void add(const char *text)
{
    size_t length = strlen(seen);

    snprintf(seen + length, sizeof(seen) - length, "%s%s", length ? " " : "", text);
}

static int on_life(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    char text[64];

    (void)conn;
    (void)opaque;
    if (!strstr(virDomainGetName(dom), "virmemctl-ctest"))
        return 0;
    if (event == VIR_DOMAIN_EVENT_DEFINED)
        snprintf(text, sizeof(text), "defined-%s", defined_details[detail]);
    else if (event == VIR_DOMAIN_EVENT_UNDEFINED)
        snprintf(text, sizeof(text), "undefined-%s", undefined_details[detail]);
    else
        snprintf(text, sizeof(text), "life-%d", event);
    add(text);
    return 0;
}

static void on_metadata(virConnectPtr conn, virDomainPtr dom, int type, const char *uri,
                        void *opaque)
{
    char text[64];

    (void)conn;
    (void)dom;
    (void)uri;
    (void)opaque;
    snprintf(text, sizeof(text), "metadata-%d", type);
    add(text);
}

void defined_listen(virConnectPtr conn)
{
    callbacks[0] = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                                    VIR_DOMAIN_EVENT_CALLBACK(on_life), NULL, NULL);
    callbacks[1] =
        virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_METADATA_CHANGE,
                                         VIR_DOMAIN_EVENT_CALLBACK(on_metadata), NULL, NULL);
    CHECK(callbacks[0] >= 0 && callbacks[1] >= 0);
}

static void wake(int timer, void *opaque)
{
    (void)opaque;
    virEventUpdateTimeout(timer, -1);
}

const char *defined_events(void)
{
    static char told[sizeof(seen)];

    for (int turn = 0; turn < 3; turn++) {
        int timer = virEventAddTimeout(0, wake, NULL, NULL);

        CHECK_INT(virEventRunDefaultImpl(), 0);
        virEventRemoveTimeout(timer);
    }
    memcpy(told, seen, sizeof(told));
    seen[0] = '\0';
    return told;
}

void defined_listen_end(virConnectPtr conn)
{
    for (size_t i = 0; i < COUNT_OF(callbacks); i++)
        CHECK_INT(virConnectDomainEventDeregisterAny(conn, callbacks[i]), 0);
}
