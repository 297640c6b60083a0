/*
 * Sets a domain's limits for memory and for memory plus swap in one call, then prints them.
 *
 *     cc -o set_limits set_limits.c $(pkg-config --cflags --libs virmemctl)
 *     ./set_limits DOMAIN MEMORY_KIB MEMORY_AND_SWAP_KIB [URI]
 *
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdio.h>

/* Errors are printed in main, not by the library. */
static void ignore(void *data, virErrorPtr error) { (void)data, (void)error; }

static int set(virDomainPtr dom, const char *memory, const char *total)
{
    virTypedParameterPtr params = NULL;
    int n = 0, room = 0, result = -1;

    if (virTypedParamsAddFromString(&params, &n, &room, VIR_DOMAIN_MEMORY_HARD_LIMIT,
                                    VIR_TYPED_PARAM_ULLONG, memory) == 0 &&
        virTypedParamsAddFromString(&params, &n, &room, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT,
                                    VIR_TYPED_PARAM_ULLONG, total) == 0)
        result = virDomainSetMemoryParameters(dom, params, n, 0);
    virTypedParamsFree(params, n);
    return result;
}

static int print(virDomainPtr dom)
{
    virTypedParameter params[16];
    int n = 16;

    if (virDomainGetMemoryParameters(dom, params, &n, 0) < 0)
        return -1;
    for (int i = 0; i < n; i++)
        if (params[i].value.ul == VIR_DOMAIN_MEMORY_PARAM_UNLIMITED)
            printf("%s: unlimited\n", params[i].field);
        else
            printf("%s: %llu KiB\n", params[i].field, params[i].value.ul);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 4 || argc > 5)
        return fprintf(stderr, "usage: %s DOMAIN MEMORY_KIB MEMORY_AND_SWAP_KIB [URI]\n", argv[0]), 2;
    virSetErrorFunc(NULL, ignore);
    virConnectPtr conn = virConnectOpen(argv[4]);
    virDomainPtr dom = conn ? virDomainLookupByName(conn, argv[1]) : NULL;
    int failed = !dom || set(dom, argv[2], argv[3]) < 0 || print(dom) < 0;
    if (failed)
        fprintf(stderr, "set_limits: %s\n", virGetLastErrorMessage());
    if (dom)
        virDomainFree(dom);
    if (conn)
        virConnectClose(conn);
    return failed;
}
