/* <memtune> in domain XML: what is read, refused and written. */
#include "xml/xml.h"

#define HARD "<hard_limit>1</hard_limit>"
#define SOFT "<soft_limit>2</soft_limit>"
#define SWAP "<swap_hard_limit>3</swap_hard_limit>"
#define MIN "<min_guarantee>4</min_guarantee>"

static const char *const documents[] = {
    "<memtune/>",
    "<memtune></memtune>",
    "<memtune> </memtune>",
    "<memtune>text</memtune>",
    "<memtune>" HARD "</memtune>",
    "<memtune>" HARD SOFT SWAP MIN "</memtune>",
    "<memtune>" MIN SWAP SOFT HARD "</memtune>",
    "<memtune>text" HARD "text</memtune>",
    "<memtune><hard_limit/></memtune>",
    "<memtune><hard_limit></hard_limit></memtune>",
    "<memtune><hard_limit/>" SWAP "</memtune>",
    "<memtune><hard_limit>0</hard_limit></memtune>",
    "<memtune><soft_limit>0</soft_limit></memtune>",
    "<memtune><min_guarantee>0</min_guarantee></memtune>",
    "<memtune><swap_hard_limit>0</swap_hard_limit></memtune>",
    "<memtune><hard_limit>9007199254740991</hard_limit></memtune>",
    "<memtune><hard_limit>9007199254740990</hard_limit></memtune>",
    "<memtune><hard_limit>9007199254740992</hard_limit></memtune>",
    "<memtune><min_guarantee>9007199254740991</min_guarantee></memtune>",
    "<memtune><min_guarantee>9007199254740992</min_guarantee></memtune>",
    "<memtune><hard_limit unit='MiB'>1</hard_limit></memtune>",
    "<memtune><hard_limit unit='mb'>1</hard_limit></memtune>",
    "<memtune><hard_limit unit='b'>1</hard_limit></memtune>",
    "<memtune><hard_limit unit='EiB'>8</hard_limit></memtune>",
    "<memtune><hard_limit unit='x'>1</hard_limit></memtune>",
    "<memtune><hard_limit unit='x'/></memtune>",
    "<memtune><hard_limit unit=''>1</hard_limit></memtune>",
    "<memtune><hard_limit>-1</hard_limit></memtune>",
    "<memtune><hard_limit>1.5</hard_limit></memtune>",
    "<memtune><hard_limit>x</hard_limit></memtune>",
    "<memtune><hard_limit> 5</hard_limit></memtune>",
    "<memtune><hard_limit>5 </hard_limit></memtune>",
    "<memtune><hard_limit>+5</hard_limit></memtune>",
    "<memtune><hard_limit>010</hard_limit></memtune>",
    "<memtune><hard_limit>0x10</hard_limit></memtune>",
    "<memtune><soft_limit>x</soft_limit></memtune>",
    "<memtune><swap_hard_limit>x</swap_hard_limit></memtune>",
    "<memtune><min_guarantee>x</min_guarantee></memtune>",
    "<memtune><min_guarantee>x</min_guarantee><swap_hard_limit unit='x'>1</swap_hard_limit></memtune>",
    "<memtune>" HARD "<hard_limit>7</hard_limit></memtune>",
    "<memtune>" HARD "<hard_limit>x</hard_limit></memtune>",
    "<memtune>" HARD "</memtune><memtune>" SOFT "</memtune>",
    "<memtune>" HARD "</memtune><memtune><hard_limit>7</hard_limit></memtune>",
    "<memtune><hard_limit>9</hard_limit>" SWAP "</memtune>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
