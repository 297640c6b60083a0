/*
 * Documents larger than any definition: refused at once, and no memory is kept. libvirt reads
 * most of them, for minutes, so there is nothing to compare.
 */
#include "harness/harness.h"
#include "support/documents.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEGABYTE 1000000
/* Above and just below the 4 MiB that are read; under valgrind far less. */
#define HUGE_BYTES ((size_t)(5 + rounds(20)) * MEGABYTE)
#define READ_BYTES ((size_t)rounds(400) * (MEGABYTE / 100))
#define READ_TIMES 2
/* Each of them, and under valgrind each third. */
#define STEP ((size_t)(rounds(100) == 100 ? 1 : 3))
#define NAME_AND_MORE "<name>x</name><memory>1024</memory><os><type>hvm</type></os>"
#define BEGIN "<domain type='test'>" NAME_AND_MORE

/* What is repeated, and what stands around it. */
struct shape {
    const char *what, *before, *part, *behind;
};

static const struct shape shapes[] = {
    {"elements", BEGIN, "<a/>", "</domain>"},
    {"elements with text", BEGIN, "<a>x</a>", "</domain>"},
    {"attributes", BEGIN "<a>", "<b c='d'/>", "</a></domain>"},
    {"one text", BEGIN "<title>", "a", "</title></domain>"},
    {"one attribute", BEGIN "<a b='", "a", "'/></domain>"},
    {"one name", BEGIN "<", "a", "/></domain>"},
    {"one comment", BEGIN "<!--", "a", "--></domain>"},
    {"one CDATA", BEGIN "<title><![CDATA[", "a", "]]></title></domain>"},
    {"one instruction", BEGIN "<?a ", "a", "?></domain>"},
    {"one document type", "<!DOCTYPE domain [", "<!ENTITY a 'x'>", "]>" BEGIN "</domain>"},
    {"blanks inside", BEGIN, " ", "</domain>"},
    {"blanks before", "", " ", BEGIN "</domain>"},
    {"lines behind", BEGIN "</domain>", "\n", ""},
    {"letters", "", "a", ""},
    {"less-thans", "", "<", ""},
    {"greater-thans", "", ">", ""},
    {"ampersands", BEGIN, "&", "</domain>"},
    {"references", BEGIN "<title>", "&amp;", "</title></domain>"},
    {"unknown references", BEGIN "<title>", "&a;", "</title></domain>"},
    {"starts", "", "<a>", ""},
    {"ends", BEGIN, "</a>", ""},
    {"quotes", BEGIN "<a b=", "'", ""},
    {"bytes that are no text", "", "\xff", ""},
    {"memory of many digits", "<domain type='test'><name>x</name><memory>", "9", "</memory></domain>"},
};

#define DEVICES BEGIN "<devices>"
#define BEHIND_DEVICES "</devices></domain>"

/* Many of what a domain has; `#` stands for a number, another one in each part. */
static const struct shape many[] = {
    {"disks", DEVICES, "<disk><source file='/a'/><target dev='vda#'/></disk>", BEHIND_DEVICES},
    {"interfaces", DEVICES, "<interface type='user'><target dev='n#'/></interface>", BEHIND_DEVICES},
    {"interfaces without a name", DEVICES, "<interface type='user'/>", BEHIND_DEVICES},
    {"channels", DEVICES,
     "<channel type='pty'><target type='virtio'/>"
     "<address type='virtio-serial' controller='#'/></channel>", BEHIND_DEVICES},
    {"controllers", DEVICES, "<controller type='usb'/>", BEHIND_DEVICES},
    {"companions", DEVICES,
     "<controller type='usb' model='ich9-ehci1'/><controller type='usb' model='ich9-uhci1'/>",
     BEHIND_DEVICES},
    {"pins", BEGIN "<vcpu>65535</vcpu><cputune>", "<vcpupin vcpu='#' cpuset='0-16383'/>",
     "</cputune></domain>"},
    {"I/O threads", BEGIN "<iothreadids>", "<iothread id='1#'/>", "</iothreadids></domain>"},
    {"cells", BEGIN "<cpu><numa>", "<cell memory='1'/>", "</numa></cpu></domain>"},
    {"ranges", BEGIN "<vcpu cpuset='", "0-16383,", "'>65535</vcpu></domain>"},
    {"namespaces", BEGIN "<metadata>", "<a xmlns='u:#'/>", "</metadata></domain>"},
};

static char *numbered(const struct shape *shape, size_t bytes)
{
    size_t size, place = strcspn(shape->part, "#");
    const char *rest = shape->part + place + (shape->part[place] == '#');
    char *text;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        abort();
    fputs(shape->before, out);
    for (int i = 0; (size_t)ftell(out) < bytes - 1000; i++) {
        fwrite(shape->part, 1, place, out);
        if (shape->part[place])
            fprintf(out, "%d", i);
        fputs(rest, out);
    }
    fputs(shape->behind, out);
    fclose(out);
    return text;
}

static char *made(const struct shape *shape, size_t bytes)
{
    char *parts = repeated(shape->part, bytes / strlen(shape->part));
    char *text = join(shape->before, parts, shape->behind);

    free(parts);
    return text;
}

static bool is_xml_error(void)
{
    int code = virGetLastErrorCode();

    return code == VIR_ERR_XML_DETAIL || code == VIR_ERR_XML_ERROR;
}

static void say(const char *what, double start, long before)
{
    fprintf(stderr, "%s: %.2f s, %ld KiB more\n", what, seconds() - start, resident_kib() - before);
}

static void refused(virConnectPtr conn, const struct shape *shape)
{
    char *text = made(shape, HUGE_BYTES);
    long before = resident_kib();
    double start = seconds();
    virDomainPtr dom = virDomainDefineXML(conn, text);

    say(shape->what, start, before);
    CHECK(dom == NULL && is_xml_error());
    dom = virDomainCreateXML(conn, text, 0);
    CHECK(dom == NULL && is_xml_error());
    /* A message does not quote all of it. */
    CHECK(strlen(virGetLastErrorMessage()) < 1000);
    CHECK(seconds() - start < 5);
    CHECK(resident_kib() - before < 32 * 1024);
    free(text);
}

/* As large as is read, whatever becomes of it; several times, to see what stays. */
static void bounded(virConnectPtr conn, const struct shape *shape, char *text)
{
    long before = 0;
    double start = seconds();

    for (int i = 0; i < READ_TIMES; i++) {
        virDomainPtr dom = virDomainDefineXML(conn, text);

        if (dom) {
            CHECK_INT(virDomainUndefine(dom), 0);
            CHECK_INT(virDomainFree(dom), 0);
        } else {
            CHECK(virGetLastErrorCode() != VIR_ERR_OK);
        }
        if (i == 0)
            before = resident_kib();
    }
    say(shape->what, start, before);
    CHECK(seconds() - start < 60);
    CHECK(resident_kib() - before < 256 * 1024);
    free(text);
}

int main(void)
{
    virConnectPtr conn;

    harness_begin();
    harness_only(KIND_TEST);
    if (!is_ours())
        harness_skip("only for kind of library that bounds its documents");
    conn = harness_open();
    for (size_t i = 0; i < COUNT_OF(shapes); i += STEP)
        refused(conn, &shapes[i]);
    for (size_t i = 0; i < COUNT_OF(shapes); i++)
        bounded(conn, &shapes[i], made(&shapes[i], READ_BYTES));
    for (size_t i = 0; i < COUNT_OF(many); i++)
        bounded(conn, &many[i], numbered(&many[i], READ_BYTES));
    CHECK_INT(virConnectClose(conn), 0);
    return harness_end();
}
