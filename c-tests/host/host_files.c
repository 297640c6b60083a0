/* Files in the definitions folder that define no domain: ignored and not changed. */
#include "support/defined.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *text_of(const char *path)
{
    size_t room = 6 << 20;
    char *text = calloc(1, room);
    FILE *in = fopen(path, "re");

    if (!text)
        abort();
    if (in) {
        if (fread(text, 1, room - 1, in) == 0)
            text[0] = '\0';
        fclose(in);
    }
    return text;
}

static void write_file(const char *path, const char *text)
{
    FILE *out = fopen(path, "we");

    if (!out || fputs(text, out) < 0 || fclose(out) != 0)
        harness_die("cannot write %s: %s", path, strerror(errno));
    /* What was written a moment ago is not remembered by what tells one file from another. */
    chmod(path, 0600);
}

/* It is no domain, none can be defined in its place, and it stays as it was. */
static void check_left_alone(virConnectPtr conn, const char *name)
{
    char *path = defined_file(name);
    char *before = text_of(path);
    char *document = defined_document(name, 7, "");
    virDomainPtr other = defined_domain(conn, defined_name("other"), 2, "");
    char *after;
    struct stat one, two;

    CHECK_INT(lstat(path, &one), 0);
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    CHECK_NULL(virDomainDefineXML(conn, document), VIR_ERR_OPERATION_FAILED);
    CHECK_FAILS(virDomainRename(other, name, 0), VIR_ERR_OPERATION_FAILED);
    CHECK_INT(virDomainUndefine(other), 0);
    CHECK_INT(lstat(path, &two), 0);
    after = text_of(path);
    CHECK_STR(after, before);
    CHECK_INT(two.st_ino, one.st_ino);
    CHECK_INT(two.st_mode, one.st_mode);
    CHECK_INT(remove(path), 0);
    virDomainFree(other);
    free(path);
    free(before);
    free(after);
    free(document);
}

static void texts_that_define_nothing(virConnectPtr conn)
{
    static const char *const texts[] = {
        "", "torn", "<domain type='cgroup'><name>", "<domain type='cgroup'/>",
        "<domain type='kvm'><name>x</name><uuid>c7e57000-0000-4000-8007-000000000000</uuid>"
        "<memory>1</memory><os><type>hvm</type></os></domain>",
        "<domain type='cgroup'><name>x</name><memory>1</memory><os><type>exe</type></os></domain>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><domain type='cgroup'><name>&b;</name></domain>",
    };

    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const char *name = defined_name("text");
        char *path = defined_file(name);

        write_file(path, texts[i]);
        check_left_alone(conn, name);
        free(path);
    }
}

static void good_text_in_bad_files(virConnectPtr conn)
{
    const char *name = defined_name("file");
    char *path = defined_file(name);
    char *good = defined_document(name, 7, "");
    char *target = strdup(harness_file("target.xml", good));
    char *large = malloc(5 << 20);

    write_file(path, good);
    CHECK_INT(chmod(path, 0666), 0);
    check_left_alone(conn, name);
    if (geteuid() == 0) {
        write_file(path, good);
        CHECK_INT(chown(path, 12345, 12345), 0);
        check_left_alone(conn, name);
    }
    CHECK_INT(symlink(target, path), 0);
    check_left_alone(conn, name);
    CHECK_INT(symlink("/dev/zero", path), 0);
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    CHECK_INT(unlink(path), 0);
    CHECK_INT(mkfifo(path, 0600), 0);
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    CHECK_INT(unlink(path), 0);
    CHECK_INT(mkdir(path, 0700), 0);
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    CHECK_INT(rmdir(path), 0);
    if (!large)
        abort();
    memset(large, ' ', 5 << 20);
    large[(5 << 20) - 1] = '\0';
    write_file(path, large);
    check_left_alone(conn, name);
    free(large);
    free(target);
    free(good);
    free(path);
}

static void copied(const char *from, const char *to)
{
    char *path = defined_file(from);
    char *text = text_of(path);
    char *copy = defined_file(to);

    write_file(copy, text);
    free(path);
    free(text);
    free(copy);
}

static void copies_and_renamed_files(virConnectPtr conn)
{
    const char *name = defined_name("m"), *copy = defined_name("copy");
    const char *late = defined_name("z");
    virDomainPtr dom = defined_domain(conn, name, 7, "");
    virDomainPtr found;
    char *old = defined_file(name), *new = defined_file(late);

    /* The copies stand before and behind it in the list; it has its document's name. */
    copied(name, copy);
    check_left_alone(conn, copy);
    copied(name, late);
    check_left_alone(conn, late);
    /* Somebody renames the file: its name decides. */
    CHECK_INT(rename(old, new), 0);
    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    found = virDomainLookupByName(conn, late);
    if (CHECK(found != NULL)) {
        CHECK(defined_shows(found, 0, late) && !defined_shows(found, 0, name));
        CHECK_INT(virDomainUndefine(found), 0);
        virDomainFree(found);
    }
    CHECK(access(new, F_OK) < 0);
    virDomainFree(dom);
    free(old);
    free(new);
}

static void by_hand(virConnectPtr conn)
{
    const char *name = defined_name("hand");
    char *path = defined_file(name);
    char *text = defined_document(name, 7, "<unknown><part a='b'/></unknown>");
    int autostart = 0;
    virDomainPtr dom;

    /* The flag stands in the file alone. */
    CHECK(strncmp(text, "<domain ", 8) == 0);
    memcpy(text + 7, " ", 1);
    write_file(path, text);
    dom = virDomainLookupByName(conn, name);
    if (CHECK(dom != NULL)) {
        CHECK(defined_shows(dom, 0, "<part a='b'/>") || defined_shows(dom, 0, "<part a=\"b\"/>"));
        CHECK_INT(virDomainSetAutostart(dom, 1), 0);
        CHECK_INT(virDomainGetAutostart(dom, &autostart), 0);
        CHECK_INT(autostart, 1);
        CHECK(defined_shows(dom, 0, "part"));
        CHECK_INT(virDomainUndefine(dom), 0);
        virDomainFree(dom);
    }
    free(path);
    free(text);
}

static void leftovers_of_a_writer(virConnectPtr conn)
{
    char *path = defined_file(".4194304-0");
    char *end = strstr(path, ".xml");

    memcpy(end, ".tmp", 4);
    write_file(path, "<doma");
    CHECK(virConnectNumOfDefinedDomains(conn) >= 0);
    CHECK(access(path, F_OK) < 0);
    free(path);
}

/* A file's directory, which is cut off its path. */
static void cut(char *path)
{
    *strrchr(path, '/') = '\0';
}

static int mode_of(const char *path)
{
    struct stat state;

    CHECK_INT(stat(path, &state), 0);
    return (int)(state.st_mode & 07777);
}

static void check_nothing_is_defined(virConnectPtr conn, const char *name)
{
    char *document = defined_document(name, 7, "<title>Another one</title>");
    char *fresh = defined_document(defined_name("fresh"), 8, "");
    char *file = defined_file(defined_name("fresh"));

    CHECK_NULL(virDomainLookupByName(conn, name), VIR_ERR_NO_DOMAIN);
    CHECK_NULL(virDomainDefineXML(conn, document), VIR_ERR_SYSTEM_ERROR);
    CHECK_NULL(virDomainDefineXML(conn, fresh), VIR_ERR_SYSTEM_ERROR);
    CHECK(strstr(virGetLastErrorMessage(), "nobody else may write it") != NULL);
    CHECK(access(file, F_OK) < 0);
    free(document);
    free(fresh);
    free(file);
}

/* Where others may put files, none is a definition. */
static void good_files_in_a_bad_directory(virConnectPtr conn)
{
    static const mode_t modes[] = {0777, 01777, 0775};
    const char *name = defined_name("first");
    char *dir = defined_file(name);
    virDomainPtr dom;
    int usual;

    cut(dir);
    usual = mode_of(dir);
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        CHECK_INT(chmod(dir, modes[i]), 0);
        check_nothing_is_defined(conn, name);
        CHECK_INT(mode_of(dir), modes[i]);
    }
    CHECK_INT(chmod(dir, usual), 0);
    if (geteuid() == 0) {
        CHECK_INT(chown(dir, 12345, (gid_t)-1), 0);
        check_nothing_is_defined(conn, name);
        CHECK_INT(chown(dir, 0, (gid_t)-1), 0);
    }
    dom = virDomainLookupByName(conn, name);
    if (CHECK(dom != NULL)) {
        CHECK(!defined_shows(dom, 0, "Another one"));
        virDomainFree(dom);
    }
    free(dir);
}

/* The record of a domain that runs, with a group of ours that is not there. */
static char *record_file(const char *name, const char *boot)
{
    char *path = defined_file(name), *text = NULL;
    const char *at = strstr(path, "/etc/virmemctl/domains/");
    char *record = NULL;

    if (asprintf(&record, "%.*s/run/virmemctl/%s.xml", (int)(at - path), path, name) < 0 ||
        asprintf(&text,
                 "<running ready='yes' boot='%s'><name>%s</name>"
                 "<uuid>c7e57000-0000-4000-8008-000000000000</uuid><process pid='1' start='1'/>"
                 "<group path='machine/virmemctl-%s' parent='found'/></running>",
                 boot, name, name) < 0)
        abort();
    write_file(record, text);
    free(path);
    free(text);
    return record;
}

static void records_that_describe_nothing(virConnectPtr conn)
{
    char *earlier = record_file(defined_name("earlier"), "an earlier one");
    char *torn = record_file(defined_name("torn"), "<");

    CHECK_NULL(virDomainLookupByName(conn, defined_name("earlier")), VIR_ERR_NO_DOMAIN);
    CHECK_NULL(virDomainLookupByName(conn, defined_name("torn")), VIR_ERR_NO_DOMAIN);
    CHECK(access(earlier, F_OK) < 0);
    CHECK_INT(access(torn, F_OK), 0);
    CHECK_INT(unlink(torn), 0);
    free(earlier);
    free(torn);
}

/* What is unfinished in a directory that others may write is not cleaned up, and nothing begins. */
static void records_that_others_may_write(virConnectPtr conn)
{
    char *record = record_file(defined_name("earlier"), "an earlier one");
    char *dir = strdup(record), *document = defined_document(defined_name("begun"), 9, "");
    int usual;

    cut(dir);
    usual = mode_of(dir);
    CHECK_INT(chmod(dir, 0777), 0);
    free(record_file(defined_name("earlier"), "an earlier one"));
    CHECK_NULL(virDomainLookupByName(conn, defined_name("earlier")), VIR_ERR_NO_DOMAIN);
    CHECK_INT(access(record, F_OK), 0);
    CHECK_NULL(virDomainDefineXML(conn, document), VIR_ERR_SYSTEM_ERROR);
    CHECK(strstr(virGetLastErrorMessage(), "/run/virmemctl") != NULL);
    CHECK_INT(chmod(dir, usual), 0);
    CHECK_NULL(virDomainLookupByName(conn, defined_name("earlier")), VIR_ERR_NO_DOMAIN);
    CHECK(access(record, F_OK) < 0);
    free(document);
    free(record);
    free(dir);
}

int main(void)
{
    virConnectPtr conn;
    virDomainPtr first;

    harness_begin();
    harness_not(KIND_TEST);
    conn = harness_open();
    /* The first makes the directory. */
    first = defined_domain(conn, defined_name("first"), 1, "");
    texts_that_define_nothing(conn);
    good_text_in_bad_files(conn);
    copies_and_renamed_files(conn);
    by_hand(conn);
    leftovers_of_a_writer(conn);
    records_that_describe_nothing(conn);
    good_files_in_a_bad_directory(conn);
    records_that_others_may_write(conn);
    CHECK_INT(virDomainUndefine(first), 0);
    virDomainFree(first);
    virConnectClose(conn);
    return harness_end();
}
