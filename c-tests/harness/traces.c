#include "harness/traces.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* trace_plant's error: of virDomainFree(NULL). */
#define PLANTED_CODE VIR_ERR_INVALID_DOMAIN
#define PLANTED_DOMAIN VIR_FROM_DOM

static _Thread_local int callbacks;

void harness_count_callback(void)
{
    callbacks++;
}

void trace_plant(void)
{
    virDomainFree(NULL);
    callbacks = 0;
}

static void end_of_line(void)
{
    virErrorPtr err = virGetLastError();

    if (!err)
        printf("; error none");
    else if (!callbacks && err->code == PLANTED_CODE && err->domain == PLANTED_DOMAIN)
        printf("; error kept");
    else
        printf("; error %d/%d/%d", err->code, err->domain, (int)err->level);
    printf("; callbacks %d\n", callbacks);
}

int trace_int(const char *call, long long value)
{
    printf("%s = %lld", call, value);
    end_of_line();
    return (int)value;
}

void *trace_ptr(const char *call, const void *value)
{
    printf("%s = %s", call, value ? "a pointer" : "NULL");
    end_of_line();
    return (void *)(unsigned long)value;
}

const char *trace_str(const char *call, const char *value)
{
    printf("%s = %s%s%s", call, value ? "\"" : "", value ? value : "NULL", value ? "\"" : "");
    end_of_line();
    return value;
}

void trace_void(const char *call)
{
    printf("%s", call);
    end_of_line();
}

static const char *presence(const void *pointer)
{
    return pointer ? "set" : "NULL";
}

void trace_error(const char *call, virErrorPtr err)
{
    if (!err) {
        printf("%s: no error\n", call);
        return;
    }
    printf("%s: code %d domain %d level %d message %s str1 %s str2 %s str3 %s int1 %d int2 %d\n",
           call, err->code, err->domain, (int)err->level, presence(err->message),
           presence(err->str1), presence(err->str2), presence(err->str3), err->int1, err->int2);
}

void note(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fputs("-- ", stdout);
    vprintf(format, args);
    putchar('\n');
    va_end(args);
}
