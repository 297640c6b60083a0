/* Connections to the backend under test. */
#ifndef HARNESS_CONNECTION_H
#define HARNESS_CONNECTION_H

#include "harness/base.h"

virConnectPtr harness_open(void);
virConnectPtr harness_open_read_only(void);

#endif
