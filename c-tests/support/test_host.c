#include "support/test_host.h"

#include <stdio.h>
#include <stdlib.h>

virConnectPtr test_host_open(const char *domains, bool read_only)
{
    static int serial;
    virConnectPtr conn;
    char *text = NULL;
    char uri[4096];
    char name[32];

    /* Several, so that one test may have more than one host open. */
    snprintf(name, sizeof(name), "host%d.xml", serial++ % 8);
    if (asprintf(&text, "<node xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>%s</node>",
                 domains) < 0)
        abort();
    harness_file_uri(uri, sizeof(uri), harness_file(name, text));
    trace_plant();
    conn = read_only ? virConnectOpenReadOnly(uri) : virConnectOpen(uri);
    trace_ptr("opening the host", conn);
    free(text);
    return conn;
}

virConnectPtr test_host_with(const char *inside)
{
    virConnectPtr conn;
    char *text = NULL;

    if (asprintf(&text,
                 "<domain type='test'><name>one</name><memory>1048576</memory>"
                 "<os><type>hvm</type></os>%s</domain>", inside) < 0)
        abort();
    conn = test_host_open(text, false);
    free(text);
    return conn;
}

void test_host_note(const char *text)
{
    fputs("-- ", stdout);
    for (; *text; text++)
        putchar(*text == '\n' || *text == '\t' ? '~' : *text);
    putchar('\n');
}
