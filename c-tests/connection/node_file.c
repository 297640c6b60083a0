/* Hosts described by a file: CPUs, memory, pools, networks and other elements. */
#include "support/test_host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const hosts[] = {
    "",
    "<cpu/>",
    "<cpu><nodes>1</nodes><sockets>4</sockets><cores>3</cores><threads>5</threads>"
    "<active>7</active><mhz>6000</mhz><model>i986</model></cpu><memory>123456</memory>",
    "<cpu><active>7</active></cpu>",
    "<cpu><nodes>3</nodes></cpu>",
    "<cpu><nodes>-1</nodes></cpu>",
    "<cpu><nodes>x</nodes></cpu>",
    "<cpu><nodes>99999999999</nodes></cpu>",
    "<cpu><nodes></nodes></cpu>",
    "<cpu><nodes> 5</nodes></cpu>",
    "<cpu><nodes>5 </nodes></cpu>",
    "<cpu><nodes>5.5</nodes></cpu>",
    "<cpu><nodes>0</nodes></cpu>",
    "<cpu><sockets>0</sockets></cpu>",
    "<cpu><sockets>-1</sockets></cpu>",
    "<cpu><sockets>x</sockets></cpu>",
    "<cpu><cores>-1</cores></cpu>",
    "<cpu><cores>x</cores></cpu>",
    "<cpu><threads>-1</threads></cpu>",
    "<cpu><active>-1</active></cpu>",
    "<cpu><active>0</active></cpu>",
    "<cpu><active>1000000</active></cpu>",
    "<cpu><active>x</active></cpu>",
    "<cpu><mhz>-1</mhz></cpu>",
    "<cpu><mhz>0</mhz></cpu>",
    "<cpu><mhz>x</mhz></cpu>",
    "<cpu><model></model></cpu>",
    "<cpu><model>0123456789012345678901234567890</model></cpu>",
    "<cpu><model>01234567890123456789012345678901</model></cpu>",
    "<cpu><model>0123456789012345678901234567890123456789</model></cpu>",
    "<cpu><nodes>1</nodes></cpu><cpu><nodes>2</nodes></cpu>",
    "<cpu xmlns='urn:other'><nodes>7</nodes></cpu>",
    "<cpu nodes='3'/>",
    "<memory>0</memory>",
    "<memory>-1</memory>",
    "<memory>x</memory>",
    "<memory/>",
    "<memory unit='MiB'>5</memory>",
    "<memory>18446744073709551615</memory>",
    "<memory>9223372036854775807</memory>",
    "<memory>4294967296</memory>",
    "<memory>1</memory><memory>2</memory>",
    "<nonsense/>",
};

static void look(const char *inside)
{
    unsigned long long cells[16];
    virConnectPtr conn;
    virNodeInfo info;
    char *text;
    int found;

    test_host_note(inside);
    conn = test_host_open(inside, false);
    if (!conn)
        return;
    memset(&info, 0, sizeof(info));
    TRACE_INT(virNodeGetInfo(conn, &info));
    printf("   model %.32s memory %lu cpus %u mhz %u nodes %u sockets %u cores %u threads %u\n",
           info.model, info.memory, info.cpus, info.mhz, info.nodes, info.sockets, info.cores,
           info.threads);
    TRACE_INT(virNodeGetFreeMemory(conn));
    found = TRACE_INT(virNodeGetCellsFreeMemory(conn, cells, 0, 16));
    for (int i = 0; i < found; i++)
        printf("   %llu\n", cells[i]);
    TRACE_INT(virNodeGetCPUMap(conn, NULL, NULL, 0));
    if (!*inside) {
        text = TRACE_PTR(virConnectGetCapabilities(conn));
        fputs(text, stdout);
        free(text);
    }
    CHECK_INT(virConnectClose(conn), 0);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    for (size_t i = 0; i < COUNT_OF(hosts); i++)
        look(hosts[i]);
    return harness_end();
}
