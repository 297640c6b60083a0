/* Typed parameters built by hand, for what the virTypedParamsAdd* calls would refuse. */
#ifndef HARNESS_PARAMETERS_H
#define HARNESS_PARAMETERS_H

#include "harness/base.h"

virTypedParameter param_ull(const char *field, unsigned long long value);
virTypedParameter param_of_type(const char *field, int type);

/* One line of the trace for each. */
void trace_params(virTypedParameterPtr params, int nparams);

#endif
