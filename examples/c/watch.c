/*
 * Prints the beginnings and ends of domains, until SIGINT or SIGTERM, or the end of one domain.
 *
 *     cc -o watch watch.c $(pkg-config --cflags --libs virmemctl)
 *     ./watch [URI [DOMAIN]]
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const char *const events[] = {"defined", "undefined", "started", "suspended", "resumed",
                                     "stopped", "shut down", "suspended by its guest", "crashed"};
static volatile sig_atomic_t done;

static void ignore(void *data, virErrorPtr error) { (void)data, (void)error; }
static void on_signal(int number) { (void)number, done = 1; }
static void on_timeout(int timer, void *data) { (void)timer, (void)data; }

static int on_event(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *awaited)
{
    const int known = sizeof(events) / sizeof(events[0]);

    (void)conn, (void)detail;
    printf("%s: %s\n", virDomainGetName(dom), event < known ? events[event] : "something new");
    if (awaited && event == VIR_DOMAIN_EVENT_STOPPED && !strcmp(virDomainGetName(dom), awaited))
        done = 1;
    return 0;
}

int main(int argc, char **argv)
{
    virConnectPtr conn = NULL;
    int id = -1, failed;

    setvbuf(stdout, NULL, _IOLBF, 0);
    signal(SIGINT, on_signal);
    signal(SIGTERM, on_signal);
    virSetErrorFunc(NULL, ignore);
    failed = virEventRegisterDefaultImpl() < 0 ||
             virEventAddTimeout(500, on_timeout, NULL, NULL) < 0 || /* looks for signals */
             !(conn = virConnectOpen(argc > 1 ? argv[1] : NULL)) ||
             (id = virConnectDomainEventRegisterAny(
                  conn, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK(on_event),
                  argc > 2 ? argv[2] : NULL, NULL)) < 0;
    if (!failed)
        printf("watching\n");
    while (!failed && !done)
        failed = virEventRunDefaultImpl() < 0;
    if (failed)
        fprintf(stderr, "watch: %s\n", virGetLastErrorMessage());
    if (id >= 0)
        virConnectDomainEventDeregisterAny(conn, id);
    if (conn)
        virConnectClose(conn);
    return failed;
}
