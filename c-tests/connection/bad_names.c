/* Domain names: which are refused, and the error for one that is in use. */
#include "harness/harness.h"
#include "support/documents.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As they stand in a document. */
static const char *const names[] = {
    "plain", "", " ", "  ", "&#9;", "&#10;", "&#13;", "\t", "\n",
    "/", "a/b", "/a", "a/", "../a", "a/..", "..", ".", "...", "..a", "a..", "~", "-", "--help",
    " a", "a ", "a b", " a b ", "a  b", "a\nb", "a&#10;b", "\na", "a\n", "a\tb", "a&#13;b",
    "&#160;", "\xc2\xa0", "\xe2\x80\xa8", "\xe2\x80\xae" "abc", "\xc3\xa4", "a\xcc\x88", "\xf0\x9f\x90\xa7",
    "\x7f", "&#x7f;", "\xc2\x80", "&#x85;", "\xef\xbf\xbd",
    "&lt;a&gt;", "&amp;", "a'b", "a\"b", "a`b", "$a", "$(a)", "%s%n%d", "\\", "a\\b", "\\x41", "*", "?",
    "a:b", "a;b", "a|b", "a,b", "a=b", "#", "a@b", "1", "0", "-1", "test", "TEST",
    "<!-- a -->b", "a<!-- b -->c", "a<b/>c", "<b>a</b>", "<![CDATA[a]]>", "<![CDATA[a/b]]>", "a&#x2f;b",
};

static virConnectPtr conn;

/* Looks it up again, by its name as a C text. */
static void found_again(virDomainPtr dom)
{
    virDomainPtr again = virDomainLookupByName(conn, virDomainGetName(dom));

    CHECK(again != NULL);
    if (again) {
        CHECK_STR(virDomainGetName(again), virDomainGetName(dom));
        CHECK_INT(virDomainFree(again), 0);
    }
}

static void try_name(const char *name, const char *what)
{
    char *text = definition(name);
    virDomainPtr dom;

    trace_plant();
    dom = virDomainDefineXML(conn, text);
    trace_ptr(what, dom);
    free(text);
    if (!dom)
        return;
    TRACE_STR(virDomainGetName(dom));
    found_again(dom);
    CHECK_INT(virDomainUndefine(dom), 0);
    CHECK_INT(virDomainFree(dom), 0);
}

static void long_name(size_t length)
{
    char *name = repeated("n", length);
    char *text = definition(name);
    virDomainPtr dom;

    trace_plant();
    dom = virDomainDefineXML(conn, text);
    trace_ptr("a long name", dom);
    note("of %zu", length);
    if (dom) {
        CHECK_STR(virDomainGetName(dom), name);
        found_again(dom);
        CHECK_INT(virDomainUndefine(dom), 0);
        CHECK_INT(virDomainFree(dom), 0);
    }
    free(text);
    free(name);
}

/* Bytes that no document could hold. */
static void look_ups(void)
{
    static const char *const odd[] = {"",  "/", "..", "\n", "\xff", "te\xff", "test\n", " test", "test ",
                                      "\xc0\xaf", "test\x01", "%s%s%n"};
    char *endless = repeated("test", 100000);

    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        note("look up %zu", i);
        TRACE_PTR(virDomainLookupByName(conn, odd[i]));
        TRACE_PTR(virDomainLookupByUUIDString(conn, odd[i]));
    }
    TRACE_PTR(virDomainLookupByName(conn, endless));
    TRACE_PTR(virDomainLookupByUUIDString(conn, endless));
    free(endless);
}

int main(void)
{
    static const size_t lengths[] = {80, 240, 255, 256, 4096, 100000};
    char what[64];

    harness_begin();
    harness_only(KIND_TEST);
    conn = harness_open();
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        snprintf(what, sizeof(what), "name %zu", i);
        try_name(names[i], what);
    }
    for (size_t i = 0; i < COUNT_OF(lengths); i++)
        long_name(lengths[i]);
    look_ups();
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
