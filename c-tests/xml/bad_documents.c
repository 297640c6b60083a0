/*
 * Invalid and oversized documents: characters, entities, nesting, sizes. Each is defined as a
 * domain, and read as a host of the test driver with that domain in it.
 */
#include "harness/harness.h"
#include "support/documents.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a good definition holds. */
#define NAME "<name>x</name>"
#define REST "<memory>1024</memory><os><type>hvm</type></os>"
#define DOMAIN(inside) "<domain type='test'>" inside "</domain>"
#define GOOD(more) DOMAIN(NAME REST more)

/* Before the document, what it holds, behind it. */
struct document {
    const char *what, *before, *domain, *behind;
};

static const struct document documents[] = {
    {"good", "", GOOD(""), ""},
    {"nothing", "", "", ""},
    {"blanks", "  ", "", ""},
    {"no markup", "hello", "", ""},
    {"an open element", "", "<domain type='test'>", ""},
    {"an end only", "", "</domain>", ""},
    {"crossed ends", "", GOOD("<a><b></a></b>"), ""},
    {"another element", "", "<nosuch/>", ""},
    {"a second element", "", GOOD(""), "<domain/>"},
    {"text behind", "", GOOD(""), "x"},
    {"a comment behind", "", GOOD(""), "<!-- x -->"},
    {"text before", "x", GOOD(""), ""},
    {"a blank before", " ", GOOD(""), ""},
    {"a blank line behind", "", GOOD(""), "\n"},
    {"a byte order mark", "\xef\xbb\xbf", GOOD(""), ""},
    {"a declaration", "<?xml version='1.0' encoding='UTF-8'?>", GOOD(""), ""},
    {"a small declaration", "<?xml version='1.0'?>", GOOD(""), ""},
    {"encoding in small letters", "<?xml version='1.0' encoding='utf-8'?>", GOOD(""), ""},
    {"encoding ASCII", "<?xml version='1.0' encoding='US-ASCII'?>", GOOD(""), ""},
    {"an unknown encoding", "<?xml version='1.0' encoding='nonsense'?>", GOOD(""), ""},
    {"a declaration behind", "", GOOD("<?xml version='1.0'?>"), ""},
    {"a blank before a declaration", " <?xml version='1.0'?>", GOOD(""), ""},
    {"an instruction", "", GOOD("<?php x?>"), ""},
    {"an instruction without a name", "", GOOD("<? x?>"), ""},
    /* Bytes. */
    {"a byte that begins nothing", "", DOMAIN("<name>x\xff</name>" REST), ""},
    {"a Latin letter", "", DOMAIN("<name>x\xe4</name>" REST), ""},
    {"an overlong slash", "", DOMAIN("<name>x\xc0\xaf</name>" REST), ""},
    {"half a pair", "", DOMAIN("<name>x\xed\xa0\x80</name>" REST), ""},
    {"a letter cut off", "", DOMAIN("<name>x\xe2\x82</name>" REST), ""},
    {"beyond Unicode", "", DOMAIN("<name>x\xf4\x90\x80\x80</name>" REST), ""},
    {"a bad byte in an attribute", "", GOOD("<a b='\xff'/>"), ""},
    {"a bad byte in a comment", "", GOOD("<!-- \xff -->"), ""},
    {"a bad byte in a name", "", GOOD("<a\xff/>"), ""},
    {"U+FFFE", "", GOOD("<title>\xef\xbf\xbe</title>"), ""},
    {"U+FFFF", "", GOOD("<title>\xef\xbf\xbf</title>"), ""},
    {"U+FFFD", "", GOOD("<title>\xef\xbf\xbd</title>"), ""},
    {"four bytes", "", GOOD("<title>\xf0\x9f\x90\xa7</title>"), ""},
    {"DEL", "", GOOD("<title>\x7f</title>"), ""},
    {"C1", "", GOOD("<title>\xc2\x80</title>"), ""},
    {"a control character", "", GOOD("<title>a\x01</title>"), ""},
    {"one in an attribute", "", GOOD("<a b='\x02'/>"), ""},
    {"one in a comment", "", GOOD("<!-- \x03 -->"), ""},
    {"one in an instruction", "", GOOD("<?a \x04?>"), ""},
    {"one in CDATA", "", GOOD("<title><![CDATA[\x05]]></title>"), ""},
    {"tab and returns", "", GOOD("<description>\t\r\n</description>"), ""},
    /* References. */
    {"U+0000", "", GOOD("<title>&#0;</title>"), ""},
    {"U+0001", "", GOOD("<title>&#1;</title>"), ""},
    {"U+0009", "", GOOD("<title>&#9;</title>"), ""},
    {"U+0041", "", GOOD("<title>&#65;&#x41;</title>"), ""},
    {"U+D800", "", GOOD("<title>&#xd800;</title>"), ""},
    {"U+FFFE as a reference", "", GOOD("<title>&#xfffe;</title>"), ""},
    {"U+110000", "", GOOD("<title>&#x110000;</title>"), ""},
    {"a number too large", "", GOOD("<title>&#99999999999999999999;</title>"), ""},
    {"no number", "", GOOD("<title>&#;</title>"), ""},
    {"a word as a number", "", GOOD("<title>&#xyz;</title>"), ""},
    {"a capital X", "", GOOD("<title>&#X41;</title>"), ""},
    {"a sign", "", GOOD("<title>&#+65;</title>"), ""},
    {"U+0001 in an attribute", "", GOOD("<a b='&#1;'/>"), ""},
    {"the five names", "", GOOD("<title>&lt;&gt;&amp;&quot;&apos;</title>"), ""},
    {"an unknown name", "", GOOD("<title>&nosuch;</title>"), ""},
    {"an unknown name in an attribute", "", GOOD("<a b='&nosuch;'/>"), ""},
    {"an ampersand", "", GOOD("<title>a & b</title>"), ""},
    {"a reference without end", "", GOOD("<title>a &amp b</title>"), ""},
    /* Entities of the document's own. */
    {"a document type", "<!DOCTYPE domain>", GOOD(""), ""},
    {"a document type behind", "", GOOD(""), "<!DOCTYPE domain>"},
    {"a document type inside", "", GOOD("<!DOCTYPE domain>"), ""},
    {"an entity, not used", "<!DOCTYPE domain [<!ENTITY a 'x'>]>", GOOD(""), ""},
    {"an entity of a file, not used", "<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
     GOOD(""), ""},
    {"an entity, used", "<!DOCTYPE domain [<!ENTITY a 'x'>]>", GOOD("<title>&a;</title>"), ""},
    {"an entity in an attribute", "<!DOCTYPE domain [<!ENTITY a 'x'>]>", GOOD("<a b='&a;'/>"), ""},
    {"entities of entities", "<!DOCTYPE d [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>",
     GOOD("<title>&a;</title>"), ""},
    {"a thousand million laughs",
     "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
     "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>"
     "<!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>"
     "<!ENTITY g '&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;'><!ENTITY h '&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;'>"
     "<!ENTITY i '&h;&h;&h;&h;&h;&h;&h;&h;&h;&h;'><!ENTITY j '&i;&i;&i;&i;&i;&i;&i;&i;&i;&i;'>]>",
     GOOD("<title>&j;</title>"), ""},
    /* Markup. */
    {"an attribute twice", "", GOOD("<a b='1' b='2'/>"), ""},
    {"an attribute without a value", "", GOOD("<a b/>"), ""},
    {"an attribute without quotes", "", GOOD("<a b=1/>"), ""},
    {"attributes without a blank", "", GOOD("<a b='1'c='2'/>"), ""},
    {"less-than in an attribute", "", GOOD("<a b='<'/>"), ""},
    {"greater-than in an attribute", "", GOOD("<a b='>'/>"), ""},
    {"a prefix of nothing", "", GOOD("<a:b/>"), ""},
    {"CDATA", "", DOMAIN("<name><![CDATA[x]]></name>" REST), ""},
    {"the end of CDATA", "", GOOD("<title>]]></title>"), ""},
    {"CDATA without end", "", GOOD("<title><![CDATA[x</title>"), ""},
    {"two hyphens in a comment", "", GOOD("<!-- a -- b -->"), ""},
    {"a comment without end", "", GOOD("<!-- a"), ""},
    {"a name that begins with a digit", "", GOOD("<1a/>"), ""},
    {"a name that begins with a hyphen", "", GOOD("<-a/>"), ""},
    {"a name with an odd sign", "", GOOD("<a$b/>"), ""},
    {"an attribute that begins with a digit", "", GOOD("<a 1b='x'/>"), ""},
    {"a blank before a name", "", GOOD("< a/>"), ""},
    {"no name", "", GOOD("<>"), ""},
    {"a blank in an end", "", GOOD("<a></a >"), ""},
    {"a slash apart", "", GOOD("<a / >"), ""},
    {"an attribute in an end", "", GOOD("<a></a b='1'>"), ""},
};

static virConnectPtr conn;

static void try_domain(const struct document *document)
{
    char *text = join(document->before, document->domain, document->behind);

    define_and_forget(conn, document->what, text);
    free(text);
}

/* The same domain in a host's description. */
static void try_host(const struct document *document)
{
    char *inside = join("<node>", document->domain, "</node>");
    char *text = join(document->before, inside, document->behind);
    char uri[4096];
    virConnectPtr host;

    harness_file_uri(uri, sizeof(uri), harness_file("host.xml", text));
    trace_plant();
    host = virConnectOpen(uri);
    trace_ptr(document->what, host);
    if (host)
        virConnectClose(host);
    free(text);
    free(inside);
}

/* libxml2 reads elements that are nested 257 deep, and no deeper. */
static void depth(void)
{
    static const int depths[] = {2, 63, 64, 65, 255, 256, 257, 258, 2000, 10000, 200000};

    note("depth");
    for (size_t i = 0; i < COUNT_OF(depths); i++) {
        char *open = repeated("<a>", depths[i]), *close = repeated("</a>", depths[i]);
        char *inside = join(open, close, "");
        char *text = join("<domain type='test'>" NAME REST, inside, "</domain>");
        char what[32];

        snprintf(what, sizeof(what), "%d inside", depths[i]);
        define_and_forget(conn, what, text);
        free(text);
        free(inside);
        free(open);
        free(close);
    }
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    conn = harness_open();
    for (size_t i = 0; i < COUNT_OF(documents); i++)
        try_domain(&documents[i]);
    note("in a host");
    for (size_t i = 0; i < COUNT_OF(documents); i++)
        try_host(&documents[i]);
    depth();
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
