#include "walk.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Before half of the calls an error is planted: does the call clear it? */
#define PLANTED_CODE VIR_ERR_INVALID_DOMAIN
#define PLANTED_DOMAIN VIR_FROM_DOM

bool print_xml;

static int callbacks;
static int connection_callbacks;
static bool planted;

void count_error(void *unused, virErrorPtr error)
{
    (void)unused;
    (void)error;
    callbacks++;
}

void count_connection_error(void *unused, virErrorPtr error)
{
    (void)unused;
    (void)error;
    connection_callbacks++;
}

void line_start(unsigned long step)
{
    printf("%05lu ", step);
}

void line_end(void)
{
    putchar('\n');
    fflush(stdout);
}

/* Prints what is about to be done, so that a crash shows where it happened. */
void call(const char *function, const char *arguments, ...)
{
    va_list list;

    printf("%s(", function);
    va_start(list, arguments);
    vprintf(arguments, list);
    va_end(list);
    printf(")");
    fflush(stdout);
    virResetLastError();
    planted = chance(50);
    if (planted)
        virDomainFree(NULL);
    callbacks = 0;
    connection_callbacks = 0;
}

void out(const char *format, ...)
{
    va_list list;

    putchar(' ');
    va_start(list, format);
    vprintf(format, list);
    va_end(list);
}

/* What the call left behind, before anything else is called. */
static void print_error(void)
{
    int code = virGetLastErrorCode();
    int domain = virGetLastErrorDomain();
    virErrorPtr error = virGetLastError();

    if (planted && callbacks + connection_callbacks == 0 && code == PLANTED_CODE &&
        domain == PLANTED_DOMAIN)
        printf(" kept");
    else if (code)
        printf(" %d/%d/%d", code, domain, error ? (int)error->level : -1);
    if (callbacks)
        printf(" x%d", callbacks);
    if (connection_callbacks)
        printf(" c%d", connection_callbacks);
}

long long got_int(long long value)
{
    printf(" = %lld", value);
    print_error();
    return value;
}

unsigned long long got_unsigned(unsigned long long value)
{
    printf(" = %llu", value);
    print_error();
    return value;
}

void *got_pointer(const void *value)
{
    printf(" = %s", value ? "set" : "NULL");
    print_error();
    return (void *)value;
}

void got_text(const char *value)
{
    printf(" = %s", quoted(value));
    print_error();
}

void got_allocated_text(char *value)
{
    got_text(value);
    free(value);
}

/* Whole documents are compared elsewhere, unless this is asked for. */
void got_xml(char *value)
{
    if (print_xml)
        got_text(value);
    else
        got_pointer(value);
    free(value);
}

void got_nothing(void)
{
    print_error();
}

/* Some calls show two texts in one line, none more than eight. */
static char *next_text(void)
{
    static char texts[8][65536];
    static unsigned int turn;

    return texts[turn++ % COUNT_OF(texts)];
}

const char *quoted(const char *text)
{
    char *place = next_text();
    size_t length = 0;

    if (!text)
        return "NULL";
    place[length++] = '"';
    for (; *text && length < 65000; text++) {
        if (*text == '\n')
            length += (size_t)sprintf(place + length, "\\n");
        else if (iscntrl((unsigned char)*text))
            length += (size_t)sprintf(place + length, "\\x%02x", (unsigned char)*text);
        else
            place[length++] = *text;
    }
    place[length++] = '"';
    place[length] = '\0';
    return place;
}

const char *hex(const unsigned char *bytes, int count)
{
    char *place = next_text();

    if (!bytes)
        return "NULL";
    place[0] = '\0';
    for (int i = 0; i < count && i < 1024; i++)
        sprintf(place + 2 * i, "%02x", bytes[i]);
    return place;
}
