#include "walk.h"

#include <stdlib.h>
#include <string.h>

#define UINT VIR_TYPED_PARAM_UINT
#define INT VIR_TYPED_PARAM_INT
#define LLONG VIR_TYPED_PARAM_LLONG
#define ULLONG VIR_TYPED_PARAM_ULLONG
#define STRING VIR_TYPED_PARAM_STRING

static const struct field memory_fields[] = {
    {"hard_limit", ULLONG}, {"soft_limit", ULLONG}, {"swap_hard_limit", ULLONG}, {"hard_limit", ULLONG},
    {"swap_hard_limit", ULLONG}, {"min_guarantee", ULLONG}};
static const struct field scheduler_fields[] = {
    {"weight", UINT}, {"weight", UINT}, {"cpu_shares", ULLONG}, {"vcpu_period", ULLONG}, {"vcpu_quota", LLONG}};
static const struct field blkio_fields[] = {
    {"weight", UINT}, {"device_weight", STRING}, {"device_read_iops_sec", STRING},
    {"device_write_iops_sec", STRING}, {"device_read_bytes_sec", STRING}, {"device_write_bytes_sec", STRING}};
static const struct field numa_fields[] = {{"numa_nodeset", STRING}, {"numa_mode", INT}};
static const struct field interface_fields[] = {
    {"inbound.average", UINT}, {"inbound.peak", UINT}, {"inbound.burst", UINT},
    {"outbound.average", UINT}, {"outbound.peak", UINT}, {"outbound.burst", UINT}};
/* Neighbours in this table can be set together: a total and its parts cannot. */
static const struct field disk_fields[] = {
    {"total_bytes_sec", ULLONG}, {"total_bytes_sec_max", ULLONG}, {"total_bytes_sec_max_length", ULLONG},
    {"total_iops_sec", ULLONG}, {"total_iops_sec_max", ULLONG}, {"total_iops_sec_max_length", ULLONG},
    {"size_iops_sec", ULLONG}, {"group_name", STRING}, {"read_bytes_sec", ULLONG}, {"write_bytes_sec", ULLONG},
    {"read_bytes_sec_max", ULLONG}, {"write_bytes_sec_max", ULLONG}, {"read_bytes_sec_max_length", ULLONG},
    {"write_bytes_sec_max_length", ULLONG}, {"read_iops_sec", ULLONG}, {"write_iops_sec", ULLONG},
    {"read_iops_sec_max", ULLONG}, {"write_iops_sec_max", ULLONG}, {"read_iops_sec_max_length", ULLONG},
    {"write_iops_sec_max_length", ULLONG}};

typedef int (*set_function)(virDomainPtr, virTypedParameterPtr, int, unsigned int);
typedef int (*get_function)(virDomainPtr, virTypedParameterPtr, int *, unsigned int);

static void set(const char *function, set_function setter, const struct field *fields, size_t count)
{
    virDomainPtr dom = any_domain();
    struct parameters given = any_parameters(fields, count);
    unsigned int flags = any_flags(3);

    call(function, "%s, %s, %#x", show(dom), show_parameters(given.list, given.count), flags);
    got_int(setter(dom, given.list, given.count, flags));
    parameters_free(given);
}

/* What Get fills: cleared by us, for what it leaves alone must be seen too. */
struct places {
    virTypedParameter list[32];
    bool given;
    int count;
    bool counted;
};

static void any_places(struct places *places)
{
    memset(places, 0, sizeof(*places));
    places->count = chance(70) ? (pool_is_remote() ? 16 : 32) : (int)below(6) - (chance(10) ? 1 : 0);
    places->given = places->count == 0 ? chance(50) : !chance(3);
    places->counted = below(100) != 0;
}

static void show_places(struct places *places)
{
    out("count %d", places->count);
    if (places->count > 0 && places->count <= 32)
        out_parameters(places->list, places->count);
    virTypedParamsClear(places->list, 32);
}

#define LIST_OF(places) ((places).given ? (places).list : NULL)
#define COUNT_PLACE(places) ((places).counted ? &(places).count : NULL)

static virConnectPtr get(const char *function, get_function getter)
{
    virDomainPtr dom = any_domain();
    unsigned int flags = any_flags(7);
    struct places places;

    any_places(&places);
    call(function, "%s, %d, %d, %#x", show(dom), places.given, places.counted ? places.count : -99, flags);
    got_int(getter(dom, LIST_OF(places), COUNT_PLACE(places), flags));
    show_places(&places);
    return virDomainGetConnect(dom);
}

#define GET(function)                     \
    void walk_##function(void)            \
    {                                     \
        get(#function, function);         \
    }
#define SET(function, fields)                                        \
    void walk_##function(void)                                       \
    {                                                                \
        set(#function, function, fields, COUNT_OF(fields));          \
    }

GET(virDomainGetMemoryParameters)
SET(virDomainSetMemoryParameters, memory_fields)
GET(virDomainGetBlkioParameters)
SET(virDomainSetBlkioParameters, blkio_fields)
GET(virDomainGetNumaParameters)
SET(virDomainSetNumaParameters, numa_fields)
SET(virDomainSetSchedulerParametersFlags, scheduler_fields)

/* libvirt's public call adds a flag that its test driver refuses: what the connection keeps of that
 * is forgotten, so that the difference stays within the step. */
void walk_virDomainGetSchedulerParametersFlags(void)
{
    virConnResetLastError(
        get("virDomainGetSchedulerParametersFlags", virDomainGetSchedulerParametersFlags));
}

void walk_virDomainGetSchedulerType(void)
{
    virDomainPtr dom = any_domain();
    int count = -7;
    bool place = !chance(10);

    call("virDomainGetSchedulerType", "%s, %d", show(dom), place);
    got_allocated_text(virDomainGetSchedulerType(dom, place ? &count : NULL));
    out("%d", count);
}

void walk_virDomainGetSchedulerParameters(void)
{
    virDomainPtr dom = any_domain();
    struct places places;

    any_places(&places);
    call("virDomainGetSchedulerParameters", "%s, %d, %d", show(dom), places.given,
         places.counted ? places.count : -99);
    got_int(virDomainGetSchedulerParameters(dom, LIST_OF(places), COUNT_PLACE(places)));
    show_places(&places);
}

void walk_virDomainSetSchedulerParameters(void)
{
    virDomainPtr dom = any_domain();
    struct parameters given = any_parameters(scheduler_fields, COUNT_OF(scheduler_fields));

    call("virDomainSetSchedulerParameters", "%s, %s", show(dom), show_parameters(given.list, given.count));
    got_int(virDomainSetSchedulerParameters(dom, given.list, given.count));
    parameters_free(given);
}

typedef int (*set_device)(virDomainPtr, const char *, virTypedParameterPtr, int, unsigned int);
typedef int (*get_device)(virDomainPtr, const char *, virTypedParameterPtr, int *, unsigned int);

static void set_of_device(const char *function, set_device setter, const char *device,
                          const struct field *fields, size_t count)
{
    virDomainPtr dom = any_domain();
    struct parameters given = any_parameters(fields, count);
    unsigned int flags = any_flags(3);

    call(function, "%s, %s, %s, %#x", show(dom), quoted(device), show_parameters(given.list, given.count),
         flags);
    got_int(setter(dom, device, given.list, given.count, flags));
    parameters_free(given);
}

static void get_of_device(const char *function, get_device getter, const char *device)
{
    virDomainPtr dom = any_domain();
    unsigned int flags = any_flags(7);
    struct places places;

    any_places(&places);
    call(function, "%s, %s, %d, %d, %#x", show(dom), quoted(device), places.given,
         places.counted ? places.count : -99, flags);
    got_int(getter(dom, device, LIST_OF(places), COUNT_PLACE(places), flags));
    show_places(&places);
}

void walk_virDomainSetInterfaceParameters(void)
{
    set_of_device("virDomainSetInterfaceParameters", virDomainSetInterfaceParameters, any_interface(),
                  interface_fields, COUNT_OF(interface_fields));
}

void walk_virDomainGetInterfaceParameters(void)
{
    get_of_device("virDomainGetInterfaceParameters", virDomainGetInterfaceParameters, any_interface());
}

void walk_virDomainSetBlockIoTune(void)
{
    set_of_device("virDomainSetBlockIoTune", virDomainSetBlockIoTune, any_disk(), disk_fields,
                  COUNT_OF(disk_fields));
}

void walk_virDomainGetBlockIoTune(void)
{
    get_of_device("virDomainGetBlockIoTune", virDomainGetBlockIoTune, any_disk());
}
