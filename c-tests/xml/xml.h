/* Documents that are defined, and what is read back. */
#ifndef XML_H
#define XML_H

#include "harness/harness.h"

/*
 * Defines a domain with each of the documents and traces what the library says of it: its XML with
 * several flags, defined and running, or the error. What does not begin with <domain> stands inside
 * one that is complete: a name, a uuid, a memory size unless the document has one of its own, and an
 * <os> likewise. Interfaces' addresses that the library makes up are masked.
 */
void xml_trace(const char *const *documents, size_t count);

#define XML_TRACE(documents) xml_trace((documents), sizeof(documents) / sizeof *(documents))

#endif
