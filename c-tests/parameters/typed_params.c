/* Typed parameter arrays: adding numbers, growing, reading back, wrong types, long names. */
#include "harness/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct array {
    virTypedParameterPtr params;
    int count;
    int room;
};

#define ARRAY(a) &(a).params, &(a).count, &(a).room

static void one_of_each(void)
{
    struct array a = {NULL, 0, 0};
    const char *list[] = {"first", "second", "", NULL};
    const char *nothing[] = {NULL};

    note("one of each type");
    TRACE_INT(virTypedParamsAddInt(ARRAY(a), "int", -7));
    TRACE_INT(virTypedParamsAddUInt(ARRAY(a), "uint", 4294967295u));
    TRACE_INT(virTypedParamsAddLLong(ARRAY(a), "llong", -9223372036854775807LL - 1));
    TRACE_INT(virTypedParamsAddULLong(ARRAY(a), "ullong", 18446744073709551615ULL));
    TRACE_INT(virTypedParamsAddDouble(ARRAY(a), "double", -0.1));
    TRACE_INT(virTypedParamsAddBoolean(ARRAY(a), "yes", 1));
    TRACE_INT(virTypedParamsAddBoolean(ARRAY(a), "no", 0));
    TRACE_INT(virTypedParamsAddBoolean(ARRAY(a), "five", 5));
    TRACE_INT(virTypedParamsAddBoolean(ARRAY(a), "minus", -1));
    TRACE_INT(virTypedParamsAddString(ARRAY(a), "string", "text"));
    TRACE_INT(virTypedParamsAddString(ARRAY(a), "empty", ""));
    TRACE_INT(virTypedParamsAddStringList(ARRAY(a), "list", list));
    TRACE_INT(virTypedParamsAddStringList(ARRAY(a), "none", nothing));
    TRACE_INT(virTypedParamsAddStringList(ARRAY(a), "null", NULL));
    note("count %d", a.count);
    CHECK(a.room >= a.count);
    trace_params(a.params, a.count);
    TRACE_VOID(virTypedParamsFree(a.params, a.count));
}

static void null_strings_and_names(void)
{
    struct array a = {NULL, 0, 0};

    note("a NULL string");
    TRACE_INT(virTypedParamsAddString(ARRAY(a), "string", NULL));
    note("count %d", a.count);
    trace_params(a.params, a.count);
    virTypedParamsFree(a.params, a.count);

    a = (struct array){NULL, 0, 0};
    note("an empty name");
    TRACE_INT(virTypedParamsAddInt(ARRAY(a), "", 1));
    note("count %d", a.count);
    trace_params(a.params, a.count);
    virTypedParamsFree(a.params, a.count);
}

static void same_name_twice(void)
{
    struct array a = {NULL, 0, 0};
    unsigned long long value = 0;

    note("a name given twice");
    virTypedParamsAddULLong(ARRAY(a), "again", 1);
    TRACE_INT(virTypedParamsAddULLong(ARRAY(a), "again", 2));
    note("count %d", a.count);
    TRACE_INT(virTypedParamsGetULLong(a.params, a.count, "again", &value));
    note("value %llu", value);
    CHECK(virTypedParamsGet(a.params, a.count, "again") == &a.params[0]);
    virTypedParamsFree(a.params, a.count);
}

static void growth(void)
{
    struct array a = {NULL, 0, 0};
    char name[32];
    int last_room = 0;
    int growths = 0;

    note("growth");
    for (int i = 0; i < 1000; i++) {
        snprintf(name, sizeof(name), "p%d", i);
        CHECK_INT(virTypedParamsAddInt(ARRAY(a), name, i), 0);
        CHECK_INT(a.count, i + 1);
        CHECK(a.room >= a.count);
        growths += a.room != last_room;
        last_room = a.room;
    }
    CHECK(growths > 1 && growths <= 1000);
    for (int i = 0; i < 1000; i++) {
        int value = -1;

        snprintf(name, sizeof(name), "p%d", i);
        CHECK_INT(virTypedParamsGetInt(a.params, a.count, name, &value), 1);
        CHECK_INT(value, i);
    }
    /* What the caller has given back is used again, and never shrinks. */
    virTypedParamsClear(a.params, a.count);
    a.count = 0;
    CHECK_INT(virTypedParamsAddInt(ARRAY(a), "after", 1), 0);
    CHECK_INT(a.count, 1);
    CHECK_INT(a.room, last_room);
    virTypedParamsFree(a.params, a.count);

    /* An array of the caller's own, with room to spare. */
    a.params = calloc(4, sizeof(*a.params));
    a.count = 0;
    a.room = 4;
    virTypedParameterPtr before = a.params;
    for (int i = 0; i < 4; i++)
        CHECK_INT(virTypedParamsAddInt(ARRAY(a), "own", i), 0);
    CHECK(a.params == before);
    CHECK_INT(a.room, 4);
    CHECK_INT(virTypedParamsAddInt(ARRAY(a), "own", 4), 0);
    CHECK(a.room > 4);
    CHECK_INT(a.count, 5);
    virTypedParamsFree(a.params, a.count);
}

static void long_names(void)
{
    static const int lengths[] = {78, 79, 80, 81, 200};
    static const char *const values[] = {"a", NULL};
    char name[256];

    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        struct array a = {NULL, 0, 0};
        int value = 0;

        memset(name, 'n', sizeof(name));
        name[lengths[i]] = '\0';
        note("a name of %d characters", lengths[i]);
        TRACE_INT(virTypedParamsAddInt(ARRAY(a), name, 1));
        TRACE_INT(virTypedParamsAddUInt(ARRAY(a), name, 1));
        TRACE_INT(virTypedParamsAddLLong(ARRAY(a), name, 1));
        TRACE_INT(virTypedParamsAddULLong(ARRAY(a), name, 1));
        TRACE_INT(virTypedParamsAddDouble(ARRAY(a), name, 1));
        TRACE_INT(virTypedParamsAddBoolean(ARRAY(a), name, 1));
        TRACE_INT(virTypedParamsAddString(ARRAY(a), name, "a"));
        TRACE_INT(virTypedParamsAddStringList(ARRAY(a), name, (const char **)values));
        TRACE_INT(virTypedParamsAddFromString(ARRAY(a), name, VIR_TYPED_PARAM_INT, "1"));
        note("count %d", a.count);
        TRACE_INT(virTypedParamsGetInt(a.params, a.count, name, &value));
        virTypedParamsFree(a.params, a.count);
    }
}

static void wrong_types(void)
{
    struct array a = {NULL, 0, 0};
    static const char *const names[] = {"int", "uint", "llong", "ullong", "double", "bool",
                                        "string", "absent"};
    int i = 11;
    unsigned int ui = 12;
    long long l = 13;
    unsigned long long ul = 14;
    double d = 15;
    int b = 16;
    const char *s = "untouched";

    virTypedParamsAddInt(ARRAY(a), "int", 1);
    virTypedParamsAddUInt(ARRAY(a), "uint", 2);
    virTypedParamsAddLLong(ARRAY(a), "llong", 3);
    virTypedParamsAddULLong(ARRAY(a), "ullong", 4);
    virTypedParamsAddDouble(ARRAY(a), "double", 5);
    virTypedParamsAddBoolean(ARRAY(a), "bool", 1);
    virTypedParamsAddString(ARRAY(a), "string", "text");
    for (size_t n = 0; n < COUNT_OF(names); n++) {
        const char *name = names[n];

        note("reading \"%s\"", name);
        TRACE_INT(virTypedParamsGetInt(a.params, a.count, name, &i));
        TRACE_INT(virTypedParamsGetUInt(a.params, a.count, name, &ui));
        TRACE_INT(virTypedParamsGetLLong(a.params, a.count, name, &l));
        TRACE_INT(virTypedParamsGetULLong(a.params, a.count, name, &ul));
        TRACE_INT(virTypedParamsGetDouble(a.params, a.count, name, &d));
        TRACE_INT(virTypedParamsGetBoolean(a.params, a.count, name, &b));
        TRACE_INT(virTypedParamsGetString(a.params, a.count, name, &s));
        TRACE_PTR(virTypedParamsGet(a.params, a.count, name));
        TRACE_INT(virTypedParamsGetInt(a.params, a.count, name, NULL));
        TRACE_INT(virTypedParamsGetUInt(a.params, a.count, name, NULL));
        TRACE_INT(virTypedParamsGetLLong(a.params, a.count, name, NULL));
        TRACE_INT(virTypedParamsGetULLong(a.params, a.count, name, NULL));
        TRACE_INT(virTypedParamsGetDouble(a.params, a.count, name, NULL));
        TRACE_INT(virTypedParamsGetBoolean(a.params, a.count, name, NULL));
        TRACE_INT(virTypedParamsGetString(a.params, a.count, name, NULL));
    }
    note("values %d %u %lld %llu %a %d %s", i, ui, l, ul, d, b, s);

    note("no name, no array, no count");
    TRACE_INT(virTypedParamsGetInt(a.params, a.count, NULL, &i));
    TRACE_INT(virTypedParamsGetInt(NULL, a.count, "int", &i));
    TRACE_INT(virTypedParamsGetInt(a.params, 0, "int", &i));
    TRACE_INT(virTypedParamsGetString(a.params, a.count, NULL, &s));
    TRACE_INT(virTypedParamsGetString(NULL, a.count, "int", &s));
    TRACE_PTR(virTypedParamsGet(a.params, a.count, NULL));
    TRACE_PTR(virTypedParamsGet(NULL, a.count, "int"));
    TRACE_PTR(virTypedParamsGet(a.params, 0, "int"));
    TRACE_PTR(virTypedParamsGet(a.params, a.count, "INT"));
    TRACE_PTR(virTypedParamsGet(a.params, a.count, "in"));
    TRACE_PTR(virTypedParamsGet(a.params, a.count, ""));

    note("a type that does not exist");
    a.params[0].type = 8;
    TRACE_INT(virTypedParamsGetInt(a.params, a.count, "int", &i));
    a.params[0].type = 0;
    TRACE_INT(virTypedParamsGetInt(a.params, a.count, "int", &i));
    a.params[0].type = -1;
    TRACE_INT(virTypedParamsGetInt(a.params, a.count, "int", &i));
    virTypedParamsFree(a.params, a.count);
}

static void booleans(void)
{
    virTypedParameter param = param_of_type("bool", VIR_TYPED_PARAM_BOOLEAN);
    int value = -1;

    note("a boolean that is neither 0 nor 1");
    param.value.b = 7;
    TRACE_INT(virTypedParamsGetBoolean(&param, 1, "bool", &value));
    note("value %d", value);
}

static void clearing(void)
{
    struct array a = {NULL, 0, 0};

    note("clearing");
    virTypedParamsAddString(ARRAY(a), "string", "text");
    virTypedParamsAddInt(ARRAY(a), "int", 3);
    TRACE_VOID(virTypedParamsClear(a.params, a.count));
    note("the string is %s, its type %d, its name \"%s\"", a.params[0].value.s ? "there" : "gone",
         a.params[0].type, a.params[0].field);
    note("the number is %d, its type %d, its name \"%s\"", a.params[1].value.i, a.params[1].type,
         a.params[1].field);
    TRACE_VOID(virTypedParamsClear(a.params, 0));
    TRACE_VOID(virTypedParamsClear(a.params, a.count));
    TRACE_VOID(virTypedParamsFree(a.params, a.count));
    TRACE_VOID(virTypedParamsFree(NULL, 0));
    TRACE_VOID(virTypedParamsFree(NULL, 3));
    TRACE_VOID(virTypedParamsFree(NULL, -1));
    TRACE_VOID(virTypedParamsClear(NULL, 0));
    TRACE_VOID(virTypedParamsClear(NULL, 3));
    TRACE_VOID(virTypedParamsClear(NULL, -1));
}

int main(void)
{
    harness_begin();
    one_of_each();
    null_strings_and_names();
    same_name_twice();
    growth();
    long_names();
    wrong_types();
    booleans();
    clearing();
    return harness_end();
}
