/* Character devices and their backends in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<devices><channel type='unix'><source mode='bind'/>"
    "<target type='virtio' name='org.qemu.guest_agent.0'/></channel></devices>",
    "<devices><channel type='unix'><source mode='connect'/>"
    "<target type='virtio' name='a'/></channel></devices>",
    "<devices><channel type='unix'><target type='virtio' name='a'/></channel></devices>",
    "<devices><channel type='unix'><source/><target type='virtio' name='a'/></channel>"
    "</devices>",
    "<devices><channel type='unix'><source mode='bind' path=''/>"
    "<target type='virtio' name='a'/></channel></devices>",
    "<devices><channel type='unix'><source path='/p'/><target type='virtio' name='a'/>"
    "</channel></devices>",
    "<devices><channel type='unix'>"
    "<source mode='bind' path='/p' host='h' service='5' channel='c'/>"
    "<target type='virtio' name='a'/></channel></devices>",
    "<devices><channel type='unix'><source path='/p'>"
    "<reconnect enabled='yes' timeout='10'/></source><target type='virtio' name='a'/>"
    "</channel></devices>",
    "<devices><channel type='unix'><source mode='bind'>"
    "<reconnect enabled='yes' timeout='10'/></source><target type='virtio' name='a'/>"
    "</channel></devices>",
    "<devices><channel type='unix'><source mode='bind'>"
    "<seclabel model='dac' relabel='no'/></source><target type='virtio' name='a'/>"
    "</channel></devices>",
    "<devices><serial type='unix'><source mode='bind'/><target port='0'/></serial>"
    "</devices>",
    "<devices><console type='unix'><source mode='bind'/></console></devices>",
    "<devices><serial type='pty'><source path='/dev/pts/1'/></serial></devices>",
    "<devices><serial type='null'><source path='/dev/pts/1'/></serial></devices>",
    "<devices><serial type='stdio'><source path='/dev/pts/1'/></serial></devices>",
    "<devices><serial type='vc'><source path='/dev/pts/1'/></serial></devices>",
    "<devices><channel type='spicevmc'><source channel='x' path='/x'/>"
    "<target type='virtio' name='com.redhat.spice.0'/></channel></devices>",
    "<devices><channel type='spiceport'><source channel='x' path='/x'/>"
    "<target type='virtio' name='com.redhat.spice.0'/></channel></devices>",
    "<devices><channel type='spiceport'><source/>"
    "<target type='virtio' name='com.redhat.spice.0'/></channel></devices>",
    "<devices><channel type='spiceport'><target type='virtio' name='com.redhat.spice.0'/>"
    "</channel></devices>",
    "<devices><channel type='dbus'><source channel='x'/>"
    "<target type='virtio' name='com.redhat.spice.0'/></channel></devices>",
    "<devices><channel type='dbus'><target type='virtio' name='com.redhat.spice.0'/>"
    "</channel></devices>",
    "<devices><channel type='qemu-vdagent'><source><clipboard copypaste='yes'/>"
    "<mouse mode='client'/></source><target type='virtio' name='com.redhat.spice.0'/>"
    "</channel></devices>",
    "<devices><channel type='qemu-vdagent'><source/>"
    "<target type='virtio' name='com.redhat.spice.0'/></channel></devices>",
    "<devices><channel type='qemu-vdagent'>"
    "<target type='virtio' name='com.redhat.spice.0'/></channel></devices>",
    "<devices><channel type='nmdm'><source master='/a' slave='/b'/>"
    "<target type='virtio' name='com.redhat.spice.0'/></channel></devices>",
    "<devices><channel type='nmdm'><source master='/a'/>"
    "<target type='virtio' name='com.redhat.spice.0'/></channel></devices>",
    "<devices><serial type='file'><source path='/a' append='on'/></serial></devices>",
    "<devices><serial type='file'><source path='/a' append='on' mode='bind' host='x'/>"
    "</serial></devices>",
    "<devices><serial type='dev'><source path='/a' mode='bind'/></serial></devices>",
    "<devices><serial type='pipe'><source path='/a' mode='bind'/></serial></devices>",
    "<devices><serial type='tcp'>"
    "<source mode='bind' host='h' service='5' path='/x' tls='yes'/></serial></devices>",
    "<devices><serial type='tcp'><source mode='bind' host='h' service='5' tls='x'/>"
    "</serial></devices>",
    "<devices><serial type='tcp'><source host='h' service='5'/><protocol type='telnet'/>"
    "</serial></devices>",
    "<devices><serial type='tcp'><source host='h' service='5'/><protocol type='telnets'/>"
    "</serial></devices>",
    "<devices><serial type='tcp'><source host='h' service='5'/><protocol type='tls'/>"
    "</serial></devices>",
    "<devices><serial type='tcp'><source host='h' service='5'/><protocol type='x'/>"
    "</serial></devices>",
    "<devices><serial type='tcp'><source host='h' service='5'/><protocol/></serial>"
    "</devices>",
    "<devices><serial type='tcp'><source host='h' service='5'>"
    "<reconnect enabled='yes' timeout='10'/></source></serial></devices>",
    "<devices><serial type='udp'><source mode='bind' host='h' service='5'/>"
    "<source mode='connect' host='g' service='6'/></serial></devices>",
    "<devices><serial type='udp'><source mode='connect' host='g' service='6'/>"
    "<source mode='bind' host='h' service='5'/></serial></devices>",
    "<devices><serial type='udp'><source mode='connect' service='6'/></serial></devices>",
    "<devices><serial type='udp'><source mode='bind' service='6'/></serial></devices>",
    "<devices><serial type='udp'><source host='h' service='6' path='/x'/></serial>"
    "</devices>",
    "<devices><serial type='pty'><log file='/l' append='on'/></serial></devices>",
    "<devices><serial type='pty'><log/></serial></devices>",
    "<devices><serial type='pty'><log append='on'/></serial></devices>",
    "<devices><serial type='pty'><protocol type='raw'/></serial></devices>",
    "<devices><rng model='virtio'><backend model='egd' type='unix'><source mode='bind'/>"
    "</backend></rng></devices>",
    "<devices><rng model='virtio'><backend model='egd' type='unix'>"
    "<source mode='bind' path='/p'/></backend></rng></devices>",
    "<devices><redirdev bus='usb' type='unix'><source mode='bind'/></redirdev>"
    "<controller type='usb'/></devices>",
    "<devices><serial type='unix'><source path='/a'/><source path='/b'/></serial>"
    "</devices>",
    "<devices><serial type='pty'><source path='/a'/><source path='/b'/></serial>"
    "</devices>",
    "<devices><serial type='null'><source path='/a'/><source path='/b'/></serial>"
    "</devices>",
    "<devices><serial type='file'><source path='/a' append='x'/></serial></devices>",
    "<devices><serial type='pty'><log file='/a' append='x'/></serial></devices>",
    "<devices><serial type='udp'><source mode='connect' service='6'/>"
    "<source mode='bind' service='6'/><source mode='bind' service='6'/></serial>"
    "</devices>",
    "<devices><serial type='udp'><source mode='connect' service='6'/>"
    "<source mode='connect' service='7'/></serial></devices>",
    "<devices><serial type='udp'><source mode='connect' service='6'/>"
    "<source mode='bind'/></serial></devices>",
    "<devices><serial type='unix'><source path='/p'><reconnect timeout='10'/></source>"
    "</serial></devices>",
    "<devices><serial type='unix'><source path='/p'><reconnect enabled='yes'/></source>"
    "</serial></devices>",
    "<devices><serial type='unix'><source path='/p'><reconnect enabled='no' timeout='5'/>"
    "</source></serial></devices>",
    "<devices><serial type='unix'><source path='/p'>"
    "<reconnect enabled='yes' timeout='0'/></source></serial></devices>",
    "<devices><channel type='unix'><source mode='bind'/>"
    "<target type='guestfwd' address='10.0.2.1' port='4600'/></channel></devices>",
    "<devices><channel type='unix'><source mode='x'/><target type='virtio' name='a'/>"
    "</channel></devices>",
    "<devices><serial type='null'><source mode='x'/></serial></devices>",
    "<devices><channel type='unix'><source mode='bind'/><target type='xen' name='a'/>"
    "</channel></devices>",
    "<devices><rng model='virtio'><backend model='egd' type='udp'>"
    "<source mode='bind' service='1234'/>"
    "<source mode='connect' host='1.2.3.4' service='1234'/></backend></rng></devices>",
    "<devices><smartcard mode='passthrough' type='spicevmc'/></devices>",
    "<devices><smartcard mode='passthrough' type='tcp'>"
    "<source mode='bind' host='127.0.0.1' service='2001'/></smartcard></devices>",
    "<devices><redirdev bus='usb' type='spicevmc'/><controller type='usb'/></devices>",
    "<devices><redirdev bus='usb' type='tcp'>"
    "<source mode='connect' host='localhost' service='4000'/></redirdev>"
    "<controller type='usb'/></devices>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
