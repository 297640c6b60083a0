/* virConnectAuthPtrDefault, which programs pass to virConnectOpenAuth and may change. */
#include "harness/harness.h"

#include <stdio.h>

int main(void)
{
    virConnectAuthPtr auth = virConnectAuthPtrDefault;
    virConnectPtr conn;
    int mine = 0;

    harness_begin();
    harness_only(KIND_TEST);
    CHECK(auth != NULL && auth->cb != NULL && auth->cbdata == NULL);
    for (unsigned int i = 0; i < auth->ncredtype; i++)
        note("asks for credentials of kind %d", auth->credtype[i]);
    auth->cbdata = &mine;
    CHECK(virConnectAuthPtrDefault->cbdata == &mine);
    auth->credtype[0] = VIR_CRED_CNONCE;
    conn = virConnectOpenAuth(harness_uri(), auth, 0);
    CHECK(conn != NULL);
    virConnectClose(conn);
    return harness_end();
}
