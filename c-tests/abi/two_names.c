/*
 * One library under two names: libvirt.so.0 and the library that this program is linked with are
 * the same, and so are the errors of libvirt-qemu and libvirt-lxc.
 */
#include "harness/harness.h"
#include <libvirt/libvirt-lxc.h>
#include <libvirt/libvirt-qemu.h>

#include <dlfcn.h>
#include <pthread.h>

static void *opened(const char *library)
{
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);

    if (!handle)
        harness_die("%s", dlerror());
    return handle;
}

static void one_instance(void)
{
    void *handle = opened("libvirt.so.0");
    virConnectAuthPtr *auth;

    CHECK(dlsym(handle, "virConnectOpen") == (void *)virConnectOpen);
    CHECK(dlsym(handle, "virGetLastError") == (void *)virGetLastError);
    /* The program may have a copy of the variable; what it points to is one. */
    auth = dlsym(handle, "virConnectAuthPtrDefault");
    CHECK(auth && *auth == virConnectAuthPtrDefault);
    dlclose(handle);
}

/* The small library forgets and sets the last error of the main one, and tells its handler. */
static void one_last_error(void)
{
    virErrorPtr error;

    TRACE_PTR(virDomainQemuAttach(NULL, 1, 0));
    error = virGetLastError();
    CHECK(error && error->code == VIR_ERR_INVALID_CONN);
    CHECK_INT(virDomainLxcEnterCGroup(NULL, 0), -1);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_INVALID_DOMAIN);
    virResetLastError();
}

static void *in_thread(void *dom)
{
    char *result = NULL;

    CHECK_INT(virGetLastErrorCode(), VIR_ERR_OK);
    CHECK_INT(virDomainQemuMonitorCommand(dom, "x", &result, 0), -1);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_NO_SUPPORT);
    return NULL;
}

/* A handle is one in both, and an error is its thread's and its connection's. */
static void one_table(void)
{
    virConnectPtr conn = harness_open();
    virDomainPtr dom = harness_domain(conn);
    virErrorPtr kept;
    pthread_t thread;

    pthread_create(&thread, NULL, in_thread, dom);
    pthread_join(thread, NULL);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_OK);
    kept = virConnGetLastError(conn);
    note("the connection keeps %d/%d", kept ? kept->code : 0, kept ? kept->domain : 0);
    harness_domain_done(dom);
    CHECK_INT(virConnectClose(conn), 0);
}

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    one_instance();
    one_last_error();
    one_table();
    return harness_end();
}
