/*
 * Traces: one line on stdout about one call, the same under every library.
 * Before the call an error is set, so that the line also tells whether the
 * call cleared it ("none"), left it alone ("kept") or set its own.
 */
#ifndef HARNESS_TRACES_H
#define HARNESS_TRACES_H

#include "harness/base.h"

void trace_plant(void);
int trace_int(const char *call, long long value);
void *trace_ptr(const char *call, const void *value);
const char *trace_str(const char *call, const char *value);
void trace_void(const char *call);
void trace_error(const char *call, virErrorPtr err);
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));

#define TRACE_INT(call) (trace_plant(), trace_int(#call, (call)))
#define TRACE_PTR(call) (trace_plant(), trace_ptr(#call, (call)))
#define TRACE_STR(call) (trace_plant(), trace_str(#call, (call)))
#define TRACE_VOID(call) (trace_plant(), (void)(call), trace_void(#call))
#define TRACE_ERROR(pointer) trace_error(#pointer, (pointer))

/* Counts a call of the error handler in this thread. */
void harness_count_callback(void);

#endif
