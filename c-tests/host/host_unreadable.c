/* A change whose result could not be read back is refused: the definition stays as it was. */
#include "support/defined.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static virConnectPtr conn;

static char *repeated(const char *text, size_t times, const char *before, const char *after)
{
    size_t length = strlen(text);
    char *all = malloc(strlen(before) + length * times + strlen(after) + 1), *at;

    if (!all)
        harness_die("no memory");
    at = stpcpy(all, before);
    for (size_t i = 0; i < times; i++)
        at = stpcpy(at, text);
    strcpy(at, after);
    return all;
}

/* A metadata element so many levels deep. */
static char *deep(size_t levels)
{
    char *open = repeated("<b>", levels, "<a>", "");
    char *all = repeated("</b>", levels, open, "</a>");

    free(open);
    return all;
}

static void is_as_it_was(const char *name)
{
    virDomainPtr dom = virDomainLookupByName(conn, name);

    CHECK(dom != NULL && defined_shows(dom, 0, "<title>as it was</title>"));
    if (dom)
        virDomainFree(dom);
}

static void texts(virDomainPtr dom, const char *name)
{
    static const char *const wrong[] = {"a\x01z", "a\x0cz", "a\xef\xbf\xbfz"};
    char *large = repeated("<b>text</b>\n", 300000, "<a>", "</a>"), *levels = deep(300);

    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        CHECK_FAILS(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_TITLE, wrong[i], NULL, NULL, 0),
                    VIR_ERR_XML_ERROR);
        is_as_it_was(name);
        CHECK_FAILS(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_DESCRIPTION, wrong[i], NULL,
                                         NULL, 0),
                    VIR_ERR_XML_ERROR);
        is_as_it_was(name);
    }
    CHECK_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, levels, "k", "urn:k", 0), -1);
    is_as_it_was(name);
    CHECK_INT(virDomainSetMetadata(dom, VIR_DOMAIN_METADATA_ELEMENT, large, "k", "urn:k", 0), -1);
    is_as_it_was(name);
    free(levels);
    free(large);
}

static void names(virDomainPtr dom, const char *name)
{
    CHECK_INT(virDomainRename(dom, "virmemctl-ctest-\xef\xbf\xbf", 0), -1);
    is_as_it_was(name);
    CHECK_INT(virDomainRename(dom, "virmemctl-ctest-\xef\xbf\xbe", 0), -1);
    is_as_it_was(name);
}

/* Below the bound as it is written, above it as it is kept. */
static void large_document(const char *name)
{
    char *inside = repeated("<b><b>t</b></b>", 150000, "<metadata><k:k xmlns:k='urn:k'>",
                            "</k:k></metadata>");
    char *document = defined_document(name, 1, inside);

    CHECK_NULL(virDomainDefineXML(conn, document), VIR_ERR_XML_ERROR);
    is_as_it_was(name);
    free(document);
    free(inside);
}

int main(void)
{
    const char *name;
    virDomainPtr dom;

    harness_begin();
    harness_only(KIND_KERNEL);
    conn = harness_open();
    name = defined_name("unreadable");
    dom = defined_domain(conn, name, 1, "<title>as it was</title>");
    is_as_it_was(name);
    texts(dom, name);
    names(dom, name);
    large_document(name);
    CHECK_INT(virDomainUndefine(dom), 0);
    virDomainFree(dom);
    virConnectClose(conn);
    return harness_end();
}
