/* Sizes that are too large in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<memtune><min_guarantee unit='bytes'>9223372036854775807</min_guarantee></memtune>",
    "<memtune><min_guarantee unit='bytes'>18446744073709551615</min_guarantee></memtune>",
    "<memtune><min_guarantee unit='KiB'>9007199254740992</min_guarantee></memtune>",
    "<memtune><min_guarantee unit='KiB'>9007199254740991</min_guarantee></memtune>",
    "<memtune><min_guarantee unit='KiB'>18446744073709551615</min_guarantee></memtune>",
    "<memtune><min_guarantee unit='KiB'>18014398509481984</min_guarantee></memtune>",
    "<memtune><min_guarantee unit='KiB'>18014398509481983</min_guarantee></memtune>",
    "<memtune><hard_limit unit='bytes'>9223372036854775807</hard_limit></memtune>",
    "<memtune><hard_limit unit='bytes'>9223372036854775808</hard_limit></memtune>",
    "<memtune><hard_limit unit='KiB'>9007199254740992</hard_limit></memtune>",
    "<memtune><hard_limit unit='KiB'>18446744073709551615</hard_limit></memtune>",
    "<memtune><soft_limit unit='bytes'>9223372036854775807</soft_limit></memtune>",
    "<memtune><swap_hard_limit unit='EiB'>8</swap_hard_limit></memtune>",
    "<memtune><swap_hard_limit unit='EiB'>16</swap_hard_limit></memtune>",
    "<memtune><min_guarantee unit='EiB'>8</min_guarantee></memtune>",
    "<memtune><min_guarantee unit='EiB'>16</min_guarantee></memtune>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='bytes'>9223372036854775807</memory></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='bytes'>18446744073709551615</memory></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='EiB'>8</memory></domain>",
    "<domain type='test'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<os><type>hvm</type></os><memory unit='EiB'>16</memory></domain>",
    "<currentMemory unit='EiB'>8</currentMemory>",
    "<maxMemory slots='1' unit='EiB'>8</maxMemory>",
    "<maxMemory slots='1' unit='bytes'>9223372036854775807</maxMemory>",
    "<cpu><numa><cell cpus='0' memory='9223372036854775807' unit='bytes'/></numa></cpu>",
    "<cpu><numa><cell cpus='0' memory='8' unit='EiB'/></numa></cpu>",
    "<currentMemory unit='bytes'>9223372036854775807</currentMemory>",
    "<memtune><soft_limit unit='bytes'>9223372036854775806</soft_limit></memtune>",
    "<memtune><swap_hard_limit unit='bytes'>9223372036854775806</swap_hard_limit>"
    "</memtune>",
    "<features><tcg><tb-cache unit='bytes'>9223372036854775806</tb-cache></tcg>"
    "</features>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
