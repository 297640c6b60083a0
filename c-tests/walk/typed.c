#include "walk.h"

#include <stdlib.h>
#include <string.h>

/* One list, built and torn down on the way. */
static struct {
    virTypedParameterPtr list;
    int count;
    int room;
} built;

static const char *const names[] = {"a", "b", "hard_limit", "c", "", "zzz"};
static const char *const texts[] = {"0",  "1",    "-1",  "+5",  "010",  "0x10", "2.5", "", "x", "4294967296",
                                    "99999999999999999999", "true", "false", " 7", "7 ", "nan", "-0", "1e3"};

static const char *any_field(void)
{
    static const char too_long[] = "a name that is longer than eighty bytes, with the byte that ends it, so "
                                   "that no parameter can hold it";

    return chance(3) ? too_long : ANY(names);
}

/* Whether an empty list has memory already is the library's own business. */
static void show_built(void)
{
    static const virTypedParameter none;

    out_parameters(built.count ? built.list : &none, built.count);
}

#define ADD(function, format, type, value)                                                          \
    void walk_##function(void)                                                                      \
    {                                                                                               \
        const char *name = any_field();                                                             \
        type given = (type)(value);                                                                 \
                                                                                                    \
        call(#function, "%s, " format, quoted(name), given);                                        \
        got_int(function(&built.list, &built.count, &built.room, name, given));                     \
        show_built();                                                                               \
    }

ADD(virTypedParamsAddInt, "%d", int, random_bits())
ADD(virTypedParamsAddUInt, "%u", unsigned int, random_bits())
ADD(virTypedParamsAddLLong, "%lld", long long, random_bits())
ADD(virTypedParamsAddULLong, "%llu", unsigned long long, any_size())
ADD(virTypedParamsAddDouble, "%g", double, below(1000) / 8)
ADD(virTypedParamsAddBoolean, "%d", int, below(3))

void walk_virTypedParamsAddString(void)
{
    const char *name = any_field();
    const char *text = chance(10) ? NULL : ANY(texts);

    call("virTypedParamsAddString", "%s, %s", quoted(name), quoted(text));
    got_int(virTypedParamsAddString(&built.list, &built.count, &built.room, name, text));
    show_built();
}

void walk_virTypedParamsAddStringList(void)
{
    const char *name = any_field();
    const char *list[] = {"one", "two", NULL};
    unsigned int first = below(3);
    bool place = chance(90);

    call("virTypedParamsAddStringList", "%s, %d, %u", quoted(name), place, first);
    got_int(virTypedParamsAddStringList(&built.list, &built.count, &built.room, name, place ? list + first : NULL));
    show_built();
}

void walk_virTypedParamsAddFromString(void)
{
    const char *name = any_field();
    const char *text = chance(3) ? NULL : ANY(texts);
    int type = (int)below(9);

    call("virTypedParamsAddFromString", "%s, %d, %s", quoted(name), type, quoted(text));
    got_int(virTypedParamsAddFromString(&built.list, &built.count, &built.room, name, type, text));
    show_built();
}

#define READ(function, format, type)                                            \
    void walk_##function(void)                                                  \
    {                                                                           \
        const char *name = any_field();                                         \
        type value = 0;                                                         \
        bool place = !chance(10);                                               \
                                                                                \
        call(#function, "%s, %d", quoted(name), place);                         \
        got_int(function(built.list, built.count, name, place ? &value : NULL)); \
        out(format, value);                                                     \
    }

READ(virTypedParamsGetInt, "%d", int)
READ(virTypedParamsGetUInt, "%u", unsigned int)
READ(virTypedParamsGetLLong, "%lld", long long)
READ(virTypedParamsGetULLong, "%llu", unsigned long long)
READ(virTypedParamsGetDouble, "%g", double)
READ(virTypedParamsGetBoolean, "%d", int)

void walk_virTypedParamsGetString(void)
{
    const char *name = any_field();
    const char *value = NULL;

    call("virTypedParamsGetString", "%s", quoted(name));
    got_int(virTypedParamsGetString(built.list, built.count, name, &value));
    out("%s", quoted(value));
}

void walk_virTypedParamsGet(void)
{
    const char *name = any_field();
    virTypedParameterPtr found;

    call("virTypedParamsGet", "%s", quoted(name));
    found = got_pointer(virTypedParamsGet(built.list, built.count, name));
    if (found)
        out("at %d", (int)(found - built.list));
}

void walk_virTypedParamsClear(void)
{
    int count = built.count;

    call("virTypedParamsClear", "%d", count);
    virTypedParamsClear(built.list, built.count);
    got_nothing();
    show_built();
    built.count = 0;
}

void walk_virTypedParamsFree(void)
{
    call("virTypedParamsFree", "%d", built.count);
    virTypedParamsFree(built.list, built.count);
    got_nothing();
    memset(&built, 0, sizeof(built));
}
