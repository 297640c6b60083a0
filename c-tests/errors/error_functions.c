/* The last error: set, read, copied, saved and reset. */
#include "harness/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* conn, dom and net of an error are deprecated, and still part of what callers see. */
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

static void no_error_yet(void)
{
    note("nothing has failed");
    virResetLastError();
    CHECK(virGetLastError() == NULL);
    CHECK_INT(virGetLastErrorCode(), VIR_ERR_OK);
    CHECK_INT(virGetLastErrorDomain(), VIR_FROM_NONE);
    CHECK(virGetLastErrorMessage() != NULL);
    CHECK(virGetLastErrorMessage()[0] != '\0');
    virErrorPtr saved = virSaveLastError();
    note("saving no error gives %s", saved ? "an object" : "NULL");
    if (saved)
        TRACE_ERROR(saved);
    virFreeError(saved);
    virFreeError(NULL);
    virResetError(NULL);
    virResetLastError();
}

static void facts_of(const char *what)
{
    virErrorPtr err = virGetLastError();

    printf("%s: ", what);
    TRACE_ERROR(err);
    if (!err)
        return;
    printf("   conn %s dom %s net %s\n", err->conn ? "set" : "NULL", err->dom ? "set" : "NULL",
           err->net ? "set" : "NULL");
    CHECK_INT(virGetLastErrorCode(), err->code);
    CHECK_INT(virGetLastErrorDomain(), err->domain);
    CHECK_STR(virGetLastErrorMessage(), err->message);
    CHECK(virGetLastError() == err);
}

static void what_errors_hold(virConnectPtr conn, virDomainPtr dom)
{
    virTypedParameter wrong = param_of_type("hard_limit", VIR_TYPED_PARAM_INT);
    int none = 0;

    note("what an error holds");
    virDomainFree(NULL);
    facts_of("NULL domain");
    virConnectClose(NULL);
    facts_of("NULL connection");
    virDomainLookupByName(conn, NULL);
    facts_of("NULL name");
    virDomainLookupByName(conn, "no such domain");
    facts_of("unknown name");
    virDomainLookupByID(conn, -1);
    facts_of("negative id");
    virDomainSetMemoryParameters(dom, NULL, 1, 0);
    facts_of("NULL parameters");
    virDomainSetMemoryParameters(dom, &wrong, 0, 0);
    facts_of("no parameters");
    virDomainSetMemoryParameters(dom, &wrong, 1, 0);
    facts_of("wrong type");
    virDomainGetMemoryParameters(dom, NULL, &none, 1u << 20);
    facts_of("unknown flag");
    CHECK(virConnectOpen("nonsense") == NULL);
    facts_of("broken URI");
}

static void copies(void)
{
    virError copy;
    virErrorPtr saved;

    note("copies");
    memset(&copy, 0, sizeof(copy));
    virDomainFree(NULL);
    note("virCopyLastError gives %d", virCopyLastError(&copy));
    TRACE_ERROR(&copy);
    CHECK(copy.message != NULL && copy.message != virGetLastError()->message);
    CHECK_STR(copy.message, virGetLastErrorMessage());
    note("the last error is still %d", virGetLastErrorCode());
    virResetError(&copy);
    TRACE_ERROR(&copy);
    CHECK_INT(copy.code, 0);
    CHECK(copy.message == NULL);

    note("virCopyLastError to NULL gives %d", virCopyLastError(NULL));
    note("and the last error is %d/%d", virGetLastErrorCode(), virGetLastErrorDomain());

    virDomainFree(NULL);
    saved = virSaveLastError();
    TRACE_ERROR(saved);
    virResetLastError();
    CHECK(saved != NULL && saved->message != NULL);
    CHECK_INT(saved ? saved->code : 0, VIR_ERR_INVALID_DOMAIN);
    CHECK(virGetLastError() == NULL);
    virFreeError(saved);

    virResetLastError();
    memset(&copy, 0, sizeof(copy));
    copy.code = 99;
    note("copy with no error gives %d", virCopyLastError(&copy));
    TRACE_ERROR(&copy);
    virResetError(&copy);
}

static void errors_of_a_connection(virConnectPtr conn)
{
    virError copy;
    virErrorPtr err;

    note("errors of a connection");
    virResetLastError();
    virConnResetLastError(conn);
    err = virConnGetLastError(conn);
    note("reset:");
    TRACE_ERROR(err);
    virDomainLookupByName(conn, "no such domain");
    err = virConnGetLastError(conn);
    TRACE_ERROR(err);
    note("the last error is now %d", virGetLastErrorCode());

    virDomainLookupByName(conn, NULL);
    err = virConnGetLastError(conn);
    TRACE_ERROR(err);

    memset(&copy, 0, sizeof(copy));
    note("virConnCopyLastError gives %d", virConnCopyLastError(conn, &copy));
    TRACE_ERROR(&copy);
    virResetError(&copy);

    virDomainFree(NULL);
    err = virConnGetLastError(conn);
    note("after an error that has no connection:");
    TRACE_ERROR(err);

    virResetLastError();
    err = virConnGetLastError(conn);
    note("after virResetLastError:");
    TRACE_ERROR(err);

    virConnResetLastError(conn);
    err = virConnGetLastError(conn);
    note("after virConnResetLastError:");
    TRACE_ERROR(err);
    memset(&copy, 0, sizeof(copy));
    note("virConnCopyLastError without one gives %d", virConnCopyLastError(conn, &copy));
    virResetError(&copy);

    virDomainLookupByName(conn, "no such domain");
    CHECK_INT(virConnectNumOfDomains(conn) >= 0, 1);
    err = virConnGetLastError(conn);
    note("after a call that succeeded:");
    TRACE_ERROR(err);

    note("virConnGetLastError(NULL): %s", virConnGetLastError(NULL) ? "an error" : "NULL");
    memset(&copy, 0, sizeof(copy));
    note("virConnCopyLastError(NULL): %d", virConnCopyLastError(NULL, &copy));
    note("and the last error is %d/%d", virGetLastErrorCode(), virGetLastErrorDomain());
    virConnResetLastError(NULL);
    note("virConnResetLastError(NULL) done");
}

static void cleared_by_success(virConnectPtr conn, virDomainPtr dom)
{
    unsigned char uuid[VIR_UUID_BUFLEN];
    char text[VIR_UUID_STRING_BUFLEN];
    unsigned long version = 0;
    virDomainInfo info;
    int state = 0;
    int room = 0;
    char *uri;

    note("which calls clear the last error");
    TRACE_INT(virInitialize());
    TRACE_INT(virGetVersion(&version, NULL, NULL));
    TRACE_INT(virConnectRef(conn));
    TRACE_INT(virConnectClose(conn));
    TRACE_INT(virConnectNumOfDomains(conn) >= 0);
    TRACE_INT(virConnectIsAlive(conn));
    TRACE_INT(virConnectIsSecure(conn) >= 0);
    TRACE_INT(virConnectIsEncrypted(conn) >= 0);
    TRACE_INT(virConnectGetLibVersion(conn, &version));
    TRACE_INT(virConnectGetVersion(conn, &version));
    TRACE_INT(virConnectGetType(conn) != NULL);
    trace_plant();
    uri = virConnectGetURI(conn);
    trace_int("virConnectGetURI(conn) != NULL", uri != NULL);
    free(uri);
    TRACE_INT(virDomainGetName(dom) != NULL);
    TRACE_INT(virDomainGetUUID(dom, uuid));
    TRACE_INT(virDomainGetUUIDString(dom, text));
    TRACE_INT(virDomainGetID(dom) != 0);
    TRACE_INT(virDomainGetConnect(dom) == conn);
    TRACE_INT(virDomainIsActive(dom));
    TRACE_INT(virDomainIsPersistent(dom) >= 0);
    TRACE_INT(virDomainGetState(dom, &state, NULL, 0));
    TRACE_INT(virDomainGetInfo(dom, &info));
    TRACE_INT(virDomainGetMemoryParameters(dom, NULL, &room, 0));
    TRACE_INT(virDomainRef(dom));
    TRACE_INT(virDomainFree(dom));
    TRACE_VOID(virTypedParamsFree(NULL, 0));
    TRACE_INT(virGetLastErrorCode());
    TRACE_INT(virGetLastErrorDomain());
    TRACE_INT(virGetLastErrorMessage() != NULL);
    TRACE_VOID(virResetLastError());
}

static void versions(void)
{
    unsigned long version = 0;
    unsigned long driver = 0;

    note("virGetVersion");
    TRACE_INT(virInitialize());
    TRACE_INT(virGetVersion(&version, NULL, NULL));
    CHECK_ULL(version, LIBVIR_VERSION_NUMBER);
    TRACE_INT(virGetVersion(NULL, NULL, NULL));
    TRACE_INT(virGetVersion(&version, "Test", &driver));
    CHECK_ULL(driver, LIBVIR_VERSION_NUMBER);
    driver = 1;
    TRACE_INT(virGetVersion(&version, NULL, &driver));
    CHECK_ULL(driver, LIBVIR_VERSION_NUMBER);
    driver = 1;
    TRACE_INT(virGetVersion(&version, "nonsense", &driver));
    CHECK_ULL(driver, LIBVIR_VERSION_NUMBER);
    TRACE_INT(virGetVersion(&version, "Test", NULL));
    TRACE_INT(virGetVersion(NULL, "Test", &driver));
}

int main(void)
{
    virConnectPtr conn;
    virDomainPtr dom;

    harness_begin();
    no_error_yet();
    versions();
    conn = harness_open();
    dom = harness_domain(conn);
    what_errors_hold(conn, dom);
    copies();
    errors_of_a_connection(conn);
    cleared_by_success(conn, dom);
    harness_domain_done(dom);
    virConnectClose(conn);
    return harness_end();
}
