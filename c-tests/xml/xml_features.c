/* Groups of features in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<features><hyperv><relaxed state='on'/><x state='on'/></hyperv></features>",
    "<features><hyperv><relaxed state='on'/><xmm-input state='on'/></hyperv></features>",
    "<features><hyperv><emsr-bitmap state='on'/></hyperv></features>",
    "<features><hyperv mode='custom'><x state='on'/></hyperv></features>",
    "<features><hyperv mode='passthrough'><x state='on'/></hyperv></features>",
    "<features><hyperv mode='passthrough'><relaxed state='on'/></hyperv></features>",
    "<features><hyperv><x/></hyperv></features>",
    "<features><kvm><x state='on'/></kvm></features>",
    "<features><xen><x state='on'/></xen></features>",
    "<features><hyperv><stimer state='on'><x state='on'/></stimer></hyperv></features>",
    "<features><hyperv><stimer state='off'><direct state='on'/></stimer></hyperv>"
    "</features>",
    "<features><hyperv><stimer state='on'><direct/></stimer></hyperv></features>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
