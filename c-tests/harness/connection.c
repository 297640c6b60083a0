#include "harness/connection.h"

#include "harness/environment.h"
#include "harness/exit.h"

virConnectPtr harness_open(void)
{
    virConnectPtr conn = virConnectOpen(harness_uri());

    if (!conn)
        harness_die("no connection to %s", harness_uri());
    return conn;
}

virConnectPtr harness_open_read_only(void)
{
    virConnectPtr conn = virConnectOpenReadOnly(harness_uri());

    if (!conn)
        harness_die("no read-only connection to %s", harness_uri());
    return conn;
}
