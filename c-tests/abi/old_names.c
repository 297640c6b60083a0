/* The names from before virTypedParameter: they are the same types and functions. */
#include "harness/harness.h"

#include <string.h>

static int old_style(virMemoryParameterPtr params, int count)
{
    virTypedParameterPtr same = params;

    return virTypedParamsGet(same, count, VIR_DOMAIN_MEMORY_HARD_LIMIT) == &params[0];
}

int main(void)
{
    struct _virMemoryParameter memory;
    struct _virSchedParameter sched;
    struct _virBlkioParameter blkio;
    virMemoryParameter param;
    virSchedParameterPtr sched_pointer = &sched;
    virBlkioParameterPtr blkio_pointer = &blkio;
    virMemoryParameterType memory_type = VIR_DOMAIN_MEMORY_PARAM_ULLONG;
    virSchedParameterType sched_type = VIR_DOMAIN_SCHED_FIELD_UINT;
    virBlkioParameterType blkio_type = VIR_DOMAIN_BLKIO_PARAM_BOOLEAN;
    unsigned long long value = 0;

    harness_begin();
    memset(&param, 0, sizeof(param));
    strncpy(param.field, VIR_DOMAIN_MEMORY_HARD_LIMIT, VIR_DOMAIN_MEMORY_FIELD_LENGTH - 1);
    param.type = VIR_DOMAIN_MEMORY_PARAM_ULLONG;
    param.value.ul = VIR_DOMAIN_MEMORY_PARAM_UNLIMITED;
    CHECK(old_style(&param, 1));
    CHECK_INT(virTypedParamsGetULLong(&param, 1, VIR_DOMAIN_MEMORY_HARD_LIMIT, &value), 1);
    CHECK_ULL(value, VIR_DOMAIN_MEMORY_PARAM_UNLIMITED);
    CHECK_INT(sizeof(memory), sizeof(virTypedParameter));
    CHECK_INT(sizeof(*sched_pointer), sizeof(virTypedParameter));
    CHECK_INT(sizeof(*blkio_pointer), sizeof(virTypedParameter));
    CHECK_INT(sizeof(sched.field), VIR_DOMAIN_SCHED_FIELD_LENGTH);
    CHECK_INT(sizeof(blkio.field), VIR_DOMAIN_BLKIO_FIELD_LENGTH);
    CHECK_INT(memory_type, VIR_TYPED_PARAM_ULLONG);
    CHECK_INT(sched_type, VIR_TYPED_PARAM_UINT);
    CHECK_INT(blkio_type, VIR_TYPED_PARAM_BOOLEAN);
    return harness_end();
}
