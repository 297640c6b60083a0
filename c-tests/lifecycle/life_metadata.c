/* Title, description and metadata elements: where they are stored, and how they read back. */
#include "lifecycle/life.h"

#include <stdio.h>
#include <stdlib.h>

#define URI_K "urn:k"

static const char *const lines[] = {"<domain", "<title", "<description", "<metadata", "</metadata",
                                    "<k:", "</k:", "<o:", "</o:", "<inner", "<a", "</a", "words",
                                    NULL};

static void get(virDomainPtr dom, int type, const char *uri, unsigned int flags)
{
    char title[96];

    snprintf(title, sizeof(title), "get %d %s with %u", type, uri ? uri : "NULL", flags);
    trace_plant();
    free(life_text(title, virDomainGetMetadata(dom, type, uri, flags), true));
}

static void get_all(virDomainPtr dom)
{
    for (unsigned int flags = 0; flags <= 3; flags++) {
        get(dom, VIR_DOMAIN_METADATA_TITLE, NULL, flags);
        get(dom, VIR_DOMAIN_METADATA_DESCRIPTION, NULL, flags);
        get(dom, VIR_DOMAIN_METADATA_ELEMENT, URI_K, flags);
        get(dom, VIR_DOMAIN_METADATA_ELEMENT, "urn:o", flags);
    }
}

static void set(virDomainPtr dom, int type, const char *text, const char *key, const char *uri,
                unsigned int flags)
{
    char title[256];

    snprintf(title, sizeof(title), "set %d %s key %s uri %s with %u", type, text ? text : "NULL",
             key ? key : "NULL", uri ? uri : "NULL", flags);
    trace_plant();
    trace_int(title, virDomainSetMetadata(dom, type, text, key, uri, flags));
    life_events();
}

static void texts(virDomainPtr dom)
{
    static const char *const values[] = {"A title", "", NULL, " blanks ", "a<b>&\"'", "\xc3\xa4",
                                         "a]]>b", "\t", "words\nand more"};

    for (size_t i = 0; i < COUNT_OF(values); i++) {
        set(dom, VIR_DOMAIN_METADATA_TITLE, values[i], NULL, NULL, 0);
        set(dom, VIR_DOMAIN_METADATA_DESCRIPTION, values[i], NULL, NULL, 0);
        get(dom, VIR_DOMAIN_METADATA_TITLE, NULL, 0);
        get(dom, VIR_DOMAIN_METADATA_DESCRIPTION, NULL, 0);
        life_xml(dom, 0, lines);
    }
}

static void elements(virDomainPtr dom)
{
    static const char *const values[] = {
        "<a/>", "<a b='c'/>", "<a>text</a>", "<a> <inner/> </a>", "<a>\n  <inner>x</inner>\n</a>",
        "<a xmlns='urn:other'/>", "<x:a xmlns:x='urn:x'/>", "<x:a/>", "<a/><b/>", "text", "", "<a",
        "<a>&lt;&amp;</a>", "<a><!-- c --><inner/></a>", "<a><![CDATA[words]]></a>", "<k:a/>",
        "<k:a xmlns:k='urn:k'/>", "<a k:b='c'/>", "<a b=\"'\"/>", "<?xml version='1.0'?><a/>",
        "<!-- c --><a/>", " <a/> ", "<a>&unknown;</a>", "<a>\xc3\xa4</a>",
    };

    for (size_t i = 0; i < COUNT_OF(values); i++) {
        set(dom, VIR_DOMAIN_METADATA_ELEMENT, values[i], "k", URI_K, 0);
        get(dom, VIR_DOMAIN_METADATA_ELEMENT, URI_K, 0);
        life_xml(dom, 0, lines);
    }
    note("two of them, replaced, taken away");
    set(dom, VIR_DOMAIN_METADATA_ELEMENT, "<a>1</a>", "k", URI_K, 0);
    set(dom, VIR_DOMAIN_METADATA_ELEMENT, "<a>2</a>", "o", "urn:o", 0);
    set(dom, VIR_DOMAIN_METADATA_ELEMENT, "<a>3</a>", "k", URI_K, 0);
    life_xml(dom, 0, lines);
    set(dom, VIR_DOMAIN_METADATA_ELEMENT, "<a>4</a>", "k", "urn:o", 0);
    set(dom, VIR_DOMAIN_METADATA_ELEMENT, "<a>5</a>", "new", "urn:o", 0);
    get_all(dom);
    life_xml(dom, 0, lines);
    set(dom, VIR_DOMAIN_METADATA_ELEMENT, NULL, NULL, URI_K, 0);
    get_all(dom);
    life_xml(dom, 0, lines);
    set(dom, VIR_DOMAIN_METADATA_ELEMENT, NULL, NULL, "urn:o", 0);
    set(dom, VIR_DOMAIN_METADATA_ELEMENT, NULL, NULL, "urn:o", 0);
    life_xml(dom, 0, lines);
    note("keys and namespaces");
    set(dom, VIR_DOMAIN_METADATA_ELEMENT, "<a/>", "", URI_K, 0);
    set(dom, VIR_DOMAIN_METADATA_ELEMENT, "<a/>", "k", "", 0);
    set(dom, VIR_DOMAIN_METADATA_ELEMENT, "<a/>", "k k", "urn:kk", 0);
    set(dom, VIR_DOMAIN_METADATA_ELEMENT, "<a/>", "1", "urn:1", 0);
    set(dom, VIR_DOMAIN_METADATA_ELEMENT, "<a/>", "k", "a'b", 0);
    get_all(dom);
}

static void places(const char *inside)
{
    virConnectPtr conn = life_host(inside);
    virDomainPtr dom = virDomainLookupByName(conn, "one");

    note("where it is stored: %s", inside);
    life_record(conn);
    get_all(dom);
    for (unsigned int flags = 0; flags <= 4; flags++) {
        char text[32];

        snprintf(text, sizeof(text), "title %u", flags);
        set(dom, VIR_DOMAIN_METADATA_TITLE, text, NULL, NULL, flags);
        snprintf(text, sizeof(text), "<a>%u</a>", flags);
        set(dom, VIR_DOMAIN_METADATA_ELEMENT, text, "k", URI_K, flags);
        get_all(dom);
        life_xml(dom, 0, lines);
        life_xml(dom, VIR_DOMAIN_XML_INACTIVE, lines);
    }
    virDomainFree(dom);
    life_record_end(conn);
    virConnectClose(conn);
}

int main(void)
{
    virConnectPtr conn;
    virDomainPtr dom;

    harness_begin();
    harness_only(KIND_TEST);
    conn = life_host("<title>Old</title><description>Older</description>"
                     "<metadata><k:a xmlns:k='urn:k' b='c'>x</k:a></metadata>");
    dom = virDomainLookupByName(conn, "one");
    life_record(conn);
    get_all(dom);
    texts(dom);
    elements(dom);
    virDomainFree(dom);
    life_record_end(conn);
    virConnectClose(conn);
    places("");
    places("<test:transient/>");
    places("<test:runstate>5</test:runstate>");
    return harness_end();
}
