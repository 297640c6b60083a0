#include "harness/parameters.h"

#include <stdio.h>
#include <string.h>

virTypedParameter param_of_type(const char *field, int type)
{
    virTypedParameter param;

    memset(&param, 0, sizeof(param));
    strncpy(param.field, field, sizeof(param.field) - 1);
    param.type = type;
    return param;
}

virTypedParameter param_ull(const char *field, unsigned long long value)
{
    virTypedParameter param = param_of_type(field, VIR_TYPED_PARAM_ULLONG);

    param.value.ul = value;
    return param;
}

static void trace_value(const virTypedParameter *param)
{
    switch (param->type) {
    case VIR_TYPED_PARAM_INT:
        printf("%d", param->value.i);
        break;
    case VIR_TYPED_PARAM_UINT:
        printf("%u", param->value.ui);
        break;
    case VIR_TYPED_PARAM_LLONG:
        printf("%lld", param->value.l);
        break;
    case VIR_TYPED_PARAM_ULLONG:
        printf("%llu", param->value.ul);
        break;
    case VIR_TYPED_PARAM_DOUBLE:
        printf("%a", param->value.d);
        break;
    case VIR_TYPED_PARAM_BOOLEAN:
        printf("%d", param->value.b);
        break;
    case VIR_TYPED_PARAM_STRING:
        printf("\"%s\"", param->value.s ? param->value.s : "(null)");
        break;
    default:
        printf("?");
    }
}

void trace_params(virTypedParameterPtr params, int nparams)
{
    for (int i = 0; i < nparams; i++) {
        printf("   [%d] %.80s type %d value ", i, params[i].field, params[i].type);
        trace_value(&params[i]);
        putchar('\n');
    }
}
