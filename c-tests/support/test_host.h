/* Host descriptions for the test driver, written to a file. */
#ifndef TEST_HOST_H
#define TEST_HOST_H

#include "harness/harness.h"

/* A host with these <domain> elements; NULL as usual when it cannot be opened. */
virConnectPtr test_host_open(const char *domains, bool read_only);

/* One running domain called "one", with this text inside its <domain>. */
virConnectPtr test_host_with(const char *inside);

/* A note of that text, in one line whatever blanks it holds. */
void test_host_note(const char *text);

#endif
