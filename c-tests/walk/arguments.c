#include "walk.h"

#include <string.h>

/* Mostly what a call knows, now and then a bit too many. */
unsigned int any_flags(unsigned int known)
{
    unsigned int kind = below(100);

    if (kind < 50)
        return 0;
    if (kind < 92)
        return (unsigned int)random_bits() & known;
    if (kind < 97)
        return ((unsigned int)random_bits() & known) | 1U << below(31);
    return (unsigned int)random_bits() & 0x7fffffff;
}

static const char *const usual_names[] = {"test", "vm0", "vm1", "vm2", "vm3", "vm4", "vm5"};
static const char *const odd_names[] = {
    "",  "with blank", "with/slash", "/", ".",  "..",   "Test",  "vm\xc3\xa4",
    " ", "vm1\n",      "\n",         "-", "&amp;", "vm0 ", "\t",
};
static const char *const usual_uuids[] = {
    "6695eb01-f6a4-8304-79aa-97f2502e193f", "00000000-0000-4000-8000-000000000010",
    "00000000-0000-4000-8000-000000000011", "00000000-0000-4000-8000-000000000012",
    "00000000-0000-4000-8000-000000000013", "00000000-0000-4000-8000-000000000014",
    "00000000-0000-4000-8000-000000000015",
};
static const char *const odd_uuids[] = {
    "", "x", "00000000000040008000000000000010", "00000000-0000-0000-0000-000000000000",
    "00000000-0000-4000-8000-00000000001", "00000000-0000-4000-8000-0000000000100",
    " 00000000-0000-4000-8000-000000000012", "00000000-0000-4000-8000-00000000001g",
    "11111111-1111-1111-1111-111111111111", "{00000000-0000-4000-8000-000000000010}",
};

/* libvirt takes names that no document can hold, and then gives documents that nobody can read. */
const char *any_name(void)
{
    return below(200) == 0 ? "x\xffy" : any_utf8_name();
}

const char *any_utf8_name(void)
{
    return chance(5) ? ANY(odd_names) : ANY(usual_names);
}

const char *any_uuid(void)
{
    return chance(10) ? ANY(odd_uuids) : ANY(usual_uuids);
}

const char *uuid_of(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(usual_names); i++) {
        if (strcmp(name, usual_names[i]) == 0)
            return usual_uuids[i];
    }
    return "00000000-0000-4000-8000-0000000000ff";
}

/* Those that a library has made up differ each time. */
const char *show_uuid(const char *uuid)
{
    static const char *const given[] = {"6695eb01-", "00000000-", "11111111-"};

    for (size_t i = 0; i < COUNT_OF(given); i++) {
        if (strncmp(uuid, given[i], strlen(given[i])) == 0)
            return uuid;
    }
    return *uuid ? "made-up" : "";
}

const char *any_disk(void)
{
    static const char *const disks[] = {"vda", "vda", "vda", "vda", "vda", "vda", "vdb", "/guest/a.img", "/guest/b.img",
                                        "vdz", "",    "/no", "sda"};

    return below(100) == 0 ? NULL : ANY(disks);
}

const char *any_interface(void)
{
    static const char *const interfaces[] = {
        "net0", "net0", "net0", "net0", "net0", "52:54:00:00:00:01", "52:54:00:00:00:01", "testnet0", "testnet1", "nosuch", "", "52:54:00:00:00:99"};

    /* libvirt crashes where it gets none. */
    return ANY(interfaces);
}

/* A count as callers give it: usually right, at times none, one or too few; never wrong by far. */
int any_count(int usual)
{
    static const int odd[] = {0, 0, 1, 2, -1, 3, 40};

    return chance(60) ? usual : ANY(odd);
}

unsigned long long any_size(void)
{
    static const unsigned long long sizes[] = {
        0, 1, 2, 512, 1000, 1023, 1024, 1025, 4096, 65536, 262144, 524288, 1048576, 2097152, 4194304,
        8388608, 8388609, 16777216, 1000000, 100000, 2147483647, 4294967295, 4294967296,
        9007199254740990, 9007199254740991, 9007199254740992, 9223372036854775807ULL,
        18446744073709551615ULL};

    return ANY(sizes);
}
