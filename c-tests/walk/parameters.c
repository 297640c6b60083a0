#include "walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const foreign[] = {"hard_limit", "weight",    "cpu_shares", "zzz",       "",
                                      "vcpu_quota", "Hard_limit", "aaa",       "numa_mode", "total_bytes_sec"};
static const char *const texts[] = {"",        "0",   "0-1",  "1",      "strict", "/dev/sda,100", "a",
                                    "0-3,^1", "x y", "0-100", "group0", "/dev/sda,100,/dev/sdb,200"};

/* Texts that name a device are valid where there are several parameters: libvirt keeps those before
 * one that is not, this library changes all or none. */
static const char *const device_texts[] = {"", "/dev/sda,100", "/dev/sda,100,/dev/sdb,200"};

static const char *any_text(const char *field, bool alone)
{
    return !alone && strncmp(field, "device_", 7) == 0 ? ANY(device_texts) : ANY(texts);
}

static void any_value(virTypedParameterPtr param, bool alone)
{
    unsigned long long size = any_size();

    switch (param->type) {
    case VIR_TYPED_PARAM_INT:
        param->value.i = chance(50) ? (int)below(6) - 1 : (int)size;
        break;
    case VIR_TYPED_PARAM_UINT:
        param->value.ui = (unsigned int)size;
        break;
    case VIR_TYPED_PARAM_LLONG:
        param->value.l = chance(10) ? -1 : (long long)size;
        break;
    case VIR_TYPED_PARAM_DOUBLE:
        param->value.d = (double)below(1000) / 8;
        break;
    case VIR_TYPED_PARAM_BOOLEAN:
        param->value.b = (char)below(3);
        break;
    case VIR_TYPED_PARAM_STRING:
        param->value.s = below(60) == 0 ? NULL : strdup(any_text(param->field, alone));
        break;
    default:
        param->value.ul = size;
    }
}

/* Names of the call's own mostly, in the right type mostly, each once mostly. */
struct parameters any_parameters(const struct field *fields, size_t count)
{
    struct parameters made = {NULL, 0};
    unsigned int start = below((unsigned int)count);

    if (below(60) == 0)
        return made;
    made.count = chance(5) ? 0 : 1 + (int)below(chance(70) ? 2 : 6);
    made.list = calloc((size_t)made.count + 1, sizeof(*made.list));
    if (!made.list)
        abort();
    for (int i = 0; i < made.count; i++) {
        const struct field *field = &fields[chance(90) ? (start + (unsigned int)i) % count
                                                       : below((unsigned int)count)];
        virTypedParameterPtr param = &made.list[i];

        snprintf(param->field, sizeof(param->field), "%s", chance(4) ? ANY(foreign) : field->name);
        param->type = chance(95) ? field->type : (int)below(9);
        if (pool_is_remote() && (param->type < VIR_TYPED_PARAM_INT || param->type > VIR_TYPED_PARAM_STRING))
            param->type = field->type;
        any_value(param, made.count == 1);
    }
    return made;
}

void parameters_free(struct parameters parameters)
{
    for (int i = 0; i < parameters.count; i++) {
        if (parameters.list[i].type == VIR_TYPED_PARAM_STRING)
            free(parameters.list[i].value.s);
    }
    free(parameters.list);
}

static int show_one(char *place, size_t room, const virTypedParameter *param)
{
    switch (param->type) {
    case VIR_TYPED_PARAM_INT:
        return snprintf(place, room, "%s:i=%d", param->field, param->value.i);
    case VIR_TYPED_PARAM_UINT:
        return snprintf(place, room, "%s:u=%u", param->field, param->value.ui);
    case VIR_TYPED_PARAM_LLONG:
        return snprintf(place, room, "%s:l=%lld", param->field, param->value.l);
    case VIR_TYPED_PARAM_ULLONG:
        return snprintf(place, room, "%s:ul=%llu", param->field, param->value.ul);
    case VIR_TYPED_PARAM_DOUBLE:
        return snprintf(place, room, "%s:d=%g", param->field, param->value.d);
    case VIR_TYPED_PARAM_BOOLEAN:
        return snprintf(place, room, "%s:b=%d", param->field, param->value.b);
    case VIR_TYPED_PARAM_STRING:
        return snprintf(place, room, "%s:s=%s", param->field, quoted(param->value.s));
    default:
        return snprintf(place, room, "%s:?%d", param->field, param->type);
    }
}

static bool untouched(const virTypedParameter *param)
{
    return !param->field[0] && !param->type;
}

const char *show_parameters(const virTypedParameter *list, int count)
{
    static char text[32768];
    size_t length = 0;

    if (!list)
        return "NULL";
    text[length++] = '[';
    for (int i = 0; i < count && length < sizeof(text) - 1024; i++) {
        if (untouched(&list[i]))
            continue;
        if (length > 1)
            text[length++] = ' ';
        length += (size_t)show_one(text + length, sizeof(text) - length, &list[i]);
    }
    text[length++] = ']';
    text[length] = '\0';
    return text;
}

void out_parameters(const virTypedParameter *list, int count)
{
    out("%s", show_parameters(list, count));
}
