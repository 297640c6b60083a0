/* Typed parameters from strings: what each type accepts. */
#include "harness/harness.h"

#include <stdio.h>

static const char *const texts[] = {
    "0", "1", "2", "-0", "-1", "+5", "007", "010", "0x10", "0X1f", "0b1", "08",
    "", " ", " 1", "1 ", "\t1", "1\n", "-", "+", "+-1", "1-", "one", "0x", "1e3", "1.5", ".5",
    "-.5", "1,5", "5.", "inf", "nan", "1e400", "1e-400", "0x1p3",
    "127", "128", "2147483647", "2147483648", "-2147483648", "-2147483649",
    "4294967295", "4294967296", "-4294967295", "-4294967296",
    "9007199254740991", "9007199254740993",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
    "18446744073709551615", "18446744073709551616", "-18446744073709551615",
    "-18446744073709551616", "99999999999999999999999999",
    "true", "false", "TRUE", "fAlse", "yes", "no", "on", "off", "00", "01", "11", "text", "1K", "\xc3\xa9",
};

static void printable(const char *text, char *out, size_t room)
{
    size_t used = 0;

    for (; *text && used + 5 < room; text++) {
        if (*text >= ' ' && *text <= '~')
            out[used++] = *text;
        else
            used += (size_t)snprintf(out + used, room - used, "\\x%02x", (unsigned char)*text);
    }
    out[used] = '\0';
}

static void take(int type, const char *text)
{
    virTypedParameterPtr params = NULL;
    int count = 0;
    int room = 0;

    TRACE_INT(virTypedParamsAddFromString(&params, &count, &room, "name", type, text));
    printf("   count %d\n", count);
    /* A string's bytes are the note above it. */
    if (type != VIR_TYPED_PARAM_STRING)
        trace_params(params, count);
    else if (count == 1)
        CHECK_STR(params[0].value.s, text);
    virTypedParamsFree(params, count);
}

int main(void)
{
    static const int odd_types[] = {0, 8, -1, 1000};
    char shown[128];

    harness_begin();
    for (int type = VIR_TYPED_PARAM_INT; type <= VIR_TYPED_PARAM_STRING; type++) {
        for (size_t i = 0; i < COUNT_OF(texts); i++) {
            printable(texts[i], shown, sizeof(shown));
            note("type %d from \"%s\"", type, shown);
            take(type, texts[i]);
        }
        note("type %d from NULL", type);
        take(type, NULL);
    }
    for (size_t i = 0; i < COUNT_OF(odd_types); i++) {
        note("type %d from \"1\"", odd_types[i]);
        take(odd_types[i], "1");
        note("type %d from NULL", odd_types[i]);
        take(odd_types[i], NULL);
    }
    return harness_end();
}
