/* Memory tuning in host descriptions: units, rounding, what is refused. */
#include "support/test_host.h"

#include <stdio.h>
#include <string.h>

static void limits(virDomainPtr dom, unsigned int flags)
{
    virTypedParameter params[3];
    int count = COUNT_OF(params);

    memset(params, 0, sizeof(params));
    TRACE_INT(virDomainGetMemoryParameters(dom, params, &count, flags));
    trace_params(params, count);
}

static void memtune(const char *inside)
{
    virConnectPtr conn;
    virDomainPtr dom;

    test_host_note(inside);
    conn = test_host_with(inside);
    if (!conn)
        return;
    dom = virDomainLookupByName(conn, "one");
    if (CHECK(dom != NULL)) {
        limits(dom, 0);
        virDomainFree(dom);
    }
    CHECK_INT(virConnectClose(conn), 0);
}

#define HARD(attributes, text) "<memtune><hard_limit" attributes ">" text "</hard_limit></memtune>"

static const char *const units[] = {
    "", "b", "bytes", "byte", "B", "BYTES", "Bytes", "k", "K", "KB", "kb", "KiB", "kib", "KIB",
    "ki",
    "m", "M", "MB", "MiB", "g", "G", "GB", "GiB", "t", "T", "TB", "TiB", "p", "P", "PB", "PiB",
    "e", "E", "EB", "EiB", "z", "ZiB", "KiBs", " KiB", "KiB ", "pages", "%", "1",
};

static const char *const memtunes[] = {
    "", "<memtune/>", "<memtune></memtune>",
    HARD("", "1024"), HARD("", "0"), HARD("", "1"), HARD("", "+5"), HARD("", "010"),
    HARD("", "0x10"),
    HARD("", "-1"), HARD("", "-0"), HARD("", " 5"), HARD("", "5 "), HARD("", "\n5\n"),
    HARD("", "1.5"),
    HARD("", "1e3"), HARD("", "five"), HARD("", "5KiB"), HARD("", ""), HARD("", " "),
    HARD("", "<b/>"), HARD("", "<b/>5"), HARD("", "<!-- c -->5"), HARD("", "<![CDATA[5]]>"),
    HARD("", "&#53;"), "<memtune><hard_limit/></memtune>",
    "<memtune><hard_limit unit='MiB'/></memtune>",
    HARD("", "9007199254740990"), HARD("", "9007199254740991"), HARD("", "9007199254740992"),
    HARD("", "9223372036854775807"), HARD("", "18446744073709551615"),
    HARD("", "18446744073709551616"), HARD("", "99999999999999999999"),
    HARD(" unit='b'", "1"), HARD(" unit='b'", "1023"), HARD(" unit='b'", "1024"),
    HARD(" unit='b'", "1025"), HARD(" unit='b'", "0"), HARD(" unit='KB'", "1"),
    HARD(" unit='KB'", "1000"), HARD(" unit='b'", "9223372036854775807"),
    HARD(" unit='b'", "9223372036854775808"), HARD(" unit='b'", "18446744073709551615"),
    HARD(" unit='b'", "9223372036854774784"), HARD(" unit='b'", "9223372036854774785"),
    HARD(" unit='MiB'", "8796093022207"), HARD(" unit='MiB'", "8796093022208"),
    HARD(" unit='EiB'", "7"), HARD(" unit='EiB'", "8"), HARD(" unit='EiB'", "16"),
    HARD(" unit='bogus'", ""), HARD(" unit='bogus'", "0"), HARD(" unit=''", "7"),
    HARD(" units='MiB'", "7"), HARD(" Unit='MiB'", "7"), HARD(" other='1' unit='MiB'", "7"),
    "<memtune><hard_limit>1</hard_limit><hard_limit>2</hard_limit></memtune>",
    "<memtune><hard_limit>1</hard_limit><hard_limit>bad</hard_limit></memtune>",
    "<memtune><hard_limit/><hard_limit>2</hard_limit></memtune>",
    "<memtune><hard_limit>1</hard_limit></memtune><memtune><hard_limit>2</hard_limit></memtune>",
    "<memtune><soft_limit>1</soft_limit></memtune><memtune><hard_limit>2</hard_limit></memtune>",
    "<memtune><hard_limit>3</hard_limit><soft_limit>2</soft_limit>"
        "<swap_hard_limit>4</swap_hard_limit><min_guarantee>1</min_guarantee></memtune>",
    "<memtune><min_guarantee unit='bogus'>1</min_guarantee></memtune>",
    "<memtune><min_guarantee>-1</min_guarantee></memtune>",
    "<memtune><soft_limit unit='bogus'>1</soft_limit></memtune>",
    "<memtune><swap_hard_limit>-1</swap_hard_limit></memtune>",
    "<memtune><swap_hard_limit>1</swap_hard_limit></memtune>",
    "<memtune><hard_limit>5</hard_limit><swap_hard_limit>1</swap_hard_limit></memtune>",
    "<memtune><swap_soft_limit>5</swap_soft_limit></memtune>",
    "<memtune><unknown>5</unknown></memtune>", "<memtune>text</memtune>",
    "<x><memtune><hard_limit>5</hard_limit></memtune></x>",
    "<memtune><x><hard_limit>5</hard_limit></x></memtune>",
    "<memtune><Hard_Limit>5</Hard_Limit></memtune>",
    "<memtune xmlns='urn:other'><hard_limit>5</hard_limit></memtune>",
};

int main(void)
{
    char inside[128];

    harness_begin();
    harness_only(KIND_TEST);
    for (size_t i = 0; i < COUNT_OF(memtunes); i++)
        memtune(memtunes[i]);
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        snprintf(inside, sizeof(inside), HARD(" unit='%s'", "3"), units[i]);
        memtune(inside);
    }
    return harness_end();
}
