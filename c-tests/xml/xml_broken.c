/* Documents that are not well-formed, and root elements other than a domain. */
#include "xml/xml.h"

#include <stdlib.h>
#include <string.h>

static const char *const documents[] = {
    "",
    " ",
    "text",
    "<domain",
    "<domain>",
    "<domain type='test'>\n  <name>d</nam>\n</domain>",
    "<domain type='test'>\n\n<name>d</name>",
    "<domain type='test' type='test'/>",
    "<domain type=test/>",
    "<domain type='test'><name>&nothing;</name></domain>",
    "<domain type='test'><name>\x01</name></domain>",
    "<domain type='test'><name>\xff</name></domain>",
    "<domain/><domain/>",
    "<!-- a comment -->",
    "<network/>",
    "<a:domain xmlns:a='urn:a'/>",
    "<domain xmlns='urn:a' type='test'><name>d</name></domain>",
};

/* A document with that many elements in each other. */
static char *deep(int depth)
{
    char *text = calloc((size_t)depth * 7 + 200, 1);
    if (text == NULL)
        harness_die("no memory");
    strcpy(text, "<domain type='test'><name>d</name><memory>1</memory><os><type>hvm</type></os>");
    for (int i = 0; i < depth; i++)
        strcat(text, "<a>");
    for (int i = 0; i < depth; i++)
        strcat(text, "</a>");
    return strcat(text, "</domain>");
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    virConnectPtr conn = harness_open();
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        note("document %zu", i);
        trace_ptr("virDomainDefineXML", virDomainDefineXML(conn, documents[i]));
        trace_ptr("virDomainCreateXML", virDomainCreateXML(conn, documents[i], 0));
        virResetLastError();
        CHECK(virDomainDefineXML(conn, documents[i]) == NULL);
        const char *message = virGetLastErrorMessage();
        CHECK(message != NULL && message[0] != '\0');
        CHECK(virGetLastErrorCode() != VIR_ERR_XML_DETAIL || strpbrk(message, "0123456789"));
    }
    char *text = deep(300);
    note("300 levels");
    trace_ptr("virDomainDefineXML", virDomainDefineXML(conn, text));
    free(text);
    virConnectClose(conn);
    return harness_end();
}
