/* Network interfaces in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<devices><interface/></devices>",
    "<devices><interface type='x'/></devices>",
    "<devices><interface type='network'/></devices>",
    "<devices><interface type='network'><source network=''/></interface></devices>",
    "<devices><interface type='network'><source network='n'/></interface></devices>",
    "<devices><interface type='network'><source network='n' portgroup='p'/>"
    "<mac address='52:54:00:00:00:01'/><target dev='vnet5'/></interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/><target dev='tap5'/></interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/><target dev='vif1'/></interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:AB'/></interface></devices>",
    "<devices><interface type='network'><source network='n'/><mac address='x'/>"
    "</interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='01:54:00:00:00:AB'/></interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='00:00:00:00:00:00'/></interface></devices>",
    "<devices><interface type='bridge'/></devices>",
    "<devices><interface type='bridge'><source bridge='br0'/>"
    "<mac address='52:54:00:00:00:01'/></interface></devices>",
    "<devices><interface type='direct'><source dev='eth0' mode='bridge'/>"
    "<mac address='52:54:00:00:00:01'/></interface></devices>",
    "<devices><interface type='direct'><source dev='eth0'/>"
    "<mac address='52:54:00:00:00:01'/></interface></devices>",
    "<devices><interface type='direct'><source dev='eth0' mode='x'/>"
    "<mac address='52:54:00:00:00:01'/></interface></devices>",
    "<devices><interface type='direct'><mac address='52:54:00:00:00:01'/></interface>"
    "</devices>",
    "<devices><interface type='user'><mac address='52:54:00:00:00:01'/></interface>"
    "</devices>",
    "<devices><interface type='ethernet'><mac address='52:54:00:00:00:01'/>"
    "<script path='/s'/><ip address='1.2.3.4' prefix='24'/></interface></devices>",
    "<devices><interface type='internal'><source name='x'/>"
    "<mac address='52:54:00:00:00:01'/></interface></devices>",
    "<devices><interface type='internal'><mac address='52:54:00:00:00:01'/></interface>"
    "</devices>",
    "<devices><interface type='mcast'><source address='230.0.0.1' port='5558'/>"
    "<mac address='52:54:00:00:00:01'/></interface></devices>",
    "<devices><interface type='server'><source address='1.0.0.1' port='5558'/>"
    "<mac address='52:54:00:00:00:01'/></interface></devices>",
    "<devices><interface type='client'><source address='1.0.0.1'/>"
    "<mac address='52:54:00:00:00:01'/></interface></devices>",
    "<devices><interface type='udp'><source address='1.0.0.1' port='5'>"
    "<local address='1.0.0.1' port='6'/></source><mac address='52:54:00:00:00:01'/>"
    "</interface></devices>",
    "<devices><interface type='vhostuser'><source type='unix' path='/p' mode='server'/>"
    "<mac address='52:54:00:00:00:01'/></interface></devices>",
    "<devices><interface type='hostdev' managed='yes'><source>"
    "<address type='pci' domain='0' bus='1' slot='2' function='3'/></source>"
    "<mac address='52:54:00:00:00:01'/></interface></devices>",
    "<devices><interface type='null'><mac address='52:54:00:00:00:01'/></interface>"
    "</devices>",
    "<devices><interface type='vdpa'><source dev='/dev/v'/>"
    "<mac address='52:54:00:00:00:01'/></interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/><model type='e1000'/></interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/><model type='my-model'/></interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/><model type='bad model'/></interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/><link state='x'/></interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/><bandwidth><inbound peak='5'/></bandwidth>"
    "</interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/><bandwidth><inbound average='x'/></bandwidth>"
    "</interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/><bandwidth><inbound/></bandwidth></interface>"
    "</devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/><bandwidth><inbound average='5'/>"
    "<inbound average='6'/></bandwidth></interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/><bandwidth><inbound average='5' floor='3'/>"
    "</bandwidth></interface></devices>",
    "<devices><interface type='bridge'><source bridge='n'/>"
    "<mac address='52:54:00:00:00:01'/><bandwidth><inbound average='5' floor='3'/>"
    "</bandwidth></interface></devices>",
    "<devices><interface type='bridge'><source bridge='n'/>"
    "<mac address='52:54:00:00:00:01'/><bandwidth><outbound average='5' floor='3'/>"
    "</bandwidth></interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/><bandwidth><inbound floor='3'/></bandwidth>"
    "</interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/><bandwidth><outbound average='0' burst='5'/>"
    "</bandwidth></interface></devices>",
    "<devices><interface type='network'><source network='n'/>"
    "<mac address='52:54:00:00:00:01'/></interface><interface type='network'>"
    "<source network='n'/><mac address='52:54:00:00:00:01'/><target dev='testnet0'/>"
    "</interface><interface type='bridge'><source bridge='n'/>"
    "<mac address='52:54:00:00:00:03'/></interface></devices>",
    "<devices><interface type='network' trustGuestRxFilters='yes'><source network='n'/>"
    "<mac address='52:54:00:00:00:01' type='static' check='no'/></interface></devices>",
    "<devices><interface type='bridge'><source bridge='n'/>"
    "<mac address='52:54:00:00:00:01'/><target dev=''/></interface></devices>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
