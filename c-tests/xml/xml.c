#include "xml/xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UUID "00000000-0000-4000-8000-000000000001"

static const struct {
    const char *name;
    unsigned int flags;
} shown[] = {
    {"inactive and secure", VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE},
    {"migratable", VIR_DOMAIN_XML_MIGRATABLE},
};

static char *whole(const char *document)
{
    char *text = NULL;
    if (strncmp(document, "<domain", 7) == 0) {
        text = strdup(document);
    } else {
        const char *memory = strstr(document, "<memory>") ? "" : "<memory>2048</memory>";
        const char *os = strstr(document, "<os") ? "" : "<os><type>hvm</type></os>";
        if (asprintf(&text,
                     "<domain type='test'><name>d</name><uuid>" UUID "</uuid>%s%s%s</domain>",
                     memory, os, document) < 0)
            text = NULL;
    }
    if (text == NULL)
        harness_die("no memory");
    return text;
}

/* The documents' own addresses begin with 52:54:00:00:00, which a made-up one hardly ever does. */
static void mask(char *xml)
{
    const char *const made_up = "52:54:00:";
    for (char *found = xml; (found = strstr(found, made_up)) != NULL; found++) {
        char *rest = found + strlen(made_up);
        if (strncmp(rest, "00:00:", 6) != 0 && strlen(rest) >= 8)
            memcpy(rest, "XX:XX:XX", 8);
    }
}

static char *get(virDomainPtr dom, unsigned int flags)
{
    char *xml = virDomainGetXMLDesc(dom, flags);
    if (xml != NULL)
        mask(xml);
    return xml;
}

static void note_error(void)
{
    note("   error %d/%d", virGetLastErrorCode(), virGetLastErrorDomain());
}

static void note_xml(const char *what, const char *xml)
{
    note("   %s", what);
    if (xml != NULL)
        printf("%s", xml);
    else
        note_error();
}

/* What differs from what is shown without flags. */
static void note_flags(virDomainPtr dom, const char *plain)
{
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        char *xml = get(dom, shown[i].flags);
        if (xml == NULL || plain == NULL || strcmp(xml, plain) != 0)
            note_xml(shown[i].name, xml);
        free(xml);
    }
}

static void trace_one(virConnectPtr conn, const char *document)
{
    char *text = whole(document);
    virDomainPtr dom = virDomainDefineXML(conn, text);
    note("== %s", document);
    if (dom == NULL) {
        note_error();
        free(text);
        return;
    }
    char *plain = get(dom, 0);
    note_xml("defined", plain);
    note_flags(dom, plain);
    if (virDomainCreate(dom) == 0) {
        char *running = get(dom, 0);
        note_xml("running", running);
        note_flags(dom, running);
        free(running);
        CHECK_INT(virDomainDestroy(dom), 0);
    } else {
        note_error();
    }
    CHECK_INT(virDomainUndefine(dom), 0);
    virDomainFree(dom);
    free(plain);
    free(text);
}

void xml_trace(const char *const *documents, size_t count)
{
    virConnectPtr conn = harness_open();
    for (size_t i = 0; i < count; i++)
        trace_one(conn, documents[i]);
    virConnectClose(conn);
}
