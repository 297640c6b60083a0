/* Graphics and video cards in domain XML. */
#include "xml/xml.h"

static const char *const documents[] = {
    "<devices><graphics type='vnc' display=':3' xauth='/x' fullscreen='yes'/></devices>",
    "<devices><graphics type='sdl' port='3'/></devices>",
    "<devices><graphics type='sdl'/></devices>",
    "<devices><graphics type='sdl' display=':3' xauth='/x' fullscreen='yes'/></devices>",
    "<devices><graphics type='sdl' display=':3' xauth='/x' fullscreen='no'/></devices>",
    "<devices><graphics type='sdl' fullscreen='x'/></devices>",
    "<devices><graphics type='sdl'><gl enable='yes'/></graphics></devices>",
    "<devices><graphics type='sdl'><gl/></graphics></devices>",
    "<devices><graphics type='sdl' listen='1.2.3.4'>"
    "<listen type='address' address='1.2.3.4'/></graphics></devices>",
    "<devices><graphics type='desktop' display=':3' fullscreen='yes'/></devices>",
    "<devices><graphics type='desktop' port='5' xauth='/x' passwd='p'/></devices>",
    "<devices><graphics type='desktop'/></devices>",
    "<devices><graphics type='egl-headless'/></devices>",
    "<devices><graphics type='egl-headless' port='5' display=':1'>"
    "<gl rendernode='/dev/dri/x'/></graphics></devices>",
    "<devices><graphics type='egl-headless'><gl/></graphics></devices>",
    "<devices><graphics type='dbus'/></devices>",
    "<devices><graphics type='dbus' p2p='yes'/></devices>",
    "<devices><graphics type='dbus' address='unix:path=/x'/></devices>",
    "<devices><graphics type='dbus' p2p='yes' port='5'><gl enable='yes' rendernode='/r'/>"
    "<audio id='1'/></graphics></devices>",
    "<devices><graphics type='rdp'/></devices>",
    "<devices><graphics type='rdp' autoport='yes'/></devices>",
    "<devices><graphics type='rdp' autoport='no'/></devices>",
    "<devices><graphics type='rdp' port='3389'/></devices>",
    "<devices><graphics type='rdp' port='0'/></devices>",
    "<devices><graphics type='rdp' port='-1'/></devices>",
    "<devices><graphics type='rdp' port='3389' autoport='yes'/></devices>",
    "<devices>"
    "<graphics type='rdp' port='3389' autoport='no' multiUser='yes' replaceUser='yes'/>"
    "</devices>",
    "<devices><graphics type='rdp' multiUser='no' replaceUser='no'/></devices>",
    "<devices><graphics type='rdp' multiUser='x'/></devices>",
    "<devices>"
    "<graphics type='rdp' port='3389' passwd='x' keymap='de' listen='1.2.3.4'"
    " display=':1'/></devices>",
    "<devices><graphics type='rdp' port='x'/></devices>",
    "<devices>"
    "<graphics type='vnc' tlsPort='5' defaultMode='any' replaceUser='yes'"
    " multiUser='no'/></devices>",
    "<devices>"
    "<graphics type='vnc' port='5900' websocket='5700' keymap='de' sharePolicy='ignore'"
    " powerControl='yes' passwd='p' passwdValidTo='2030-01-01T00:00:00'"
    " connected='keep'/></devices>",
    "<devices><graphics type='vnc' port='5900'><channel name='main' mode='any'/>"
    "<image compression='off'/><gl enable='no'/><clipboard copypaste='no'/></graphics>"
    "</devices>",
    "<devices><graphics type='vnc' port='5900'><audio id='1'/></graphics>"
    "<audio id='1' type='none'/></devices>",
    "<devices><graphics type='vnc' connected='x'/></devices>",
    "<devices><graphics type='vnc' passwd='p' connected='disconnect'/></devices>",
    "<devices><graphics type='vnc' passwdValidTo='x' passwd='p'/></devices>",
    "<devices><graphics type='vnc' websocket='-1'/></devices>",
    "<devices><graphics type='vnc' websocket='x'/></devices>",
    "<devices><graphics type='vnc' websocket='0'/></devices>",
    "<devices><graphics type='vnc' keymap=''/></devices>",
    "<devices>"
    "<graphics type='spice' port='5900' websocket='5' sharePolicy='ignore'"
    " powerControl='yes' display=':1' xauth='/x' fullscreen='yes' multiUser='yes'/>"
    "</devices>",
    "<devices>"
    "<graphics type='spice' autoport='yes' keymap='de' defaultMode='secure' passwd='p'"
    " passwdValidTo='2030-01-01T00:00:00' connected='keep'/></devices>",
    "<devices><graphics type='spice' autoport='yes' defaultMode='x'/></devices>",
    "<devices><graphics type='spice' autoport='yes' defaultMode='any'/></devices>",
    "<devices><graphics type='spice' autoport='yes'><channel name='main' mode='secure'/>"
    "<image compression='auto_glz'/><jpeg compression='auto'/><zlib compression='never'/>"
    "<playback compression='on'/><streaming mode='filter'/><clipboard copypaste='no'/>"
    "<mouse mode='client'/><filetransfer enable='no'/><gl enable='yes' rendernode='/r'/>"
    "</graphics></devices>",
    "<devices><graphics type='spice' autoport='yes'><jpeg compression='x'/></graphics>"
    "</devices>",
    "<devices><graphics type='spice' autoport='yes'><playback/></graphics></devices>",
    "<devices><graphics type='spice' autoport='yes'><mouse mode='x'/></graphics>"
    "</devices>",
    "<devices><graphics type='spice' autoport='yes'><gl/></graphics></devices>",
    "<devices><graphics type='spice' autoport='yes'><gl enable='no'/></graphics>"
    "</devices>",
    "<devices><graphics type='spice' autoport='yes'><audio id='1'/></graphics></devices>",
    "<os><type>hvm</type></os><devices><video/></devices>",
    "<os><type>xen</type></os><devices><video/></devices>",
    "<os><type>linux</type></os><devices><video/></devices>",
    "<os><type>exe</type><init>/i</init></os><devices><video/></devices>",
    "<os><type>uml</type></os><devices><video/></devices>",
    "<os><type>xenpvh</type></os><devices><video/></devices>",
    "<os><type>linux</type></os><devices><graphics type='vnc'/></devices>",
    "<os><type>exe</type><init>/i</init></os><devices><graphics type='vnc'/></devices>",
    "<domain type='xen'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os><devices><video/></devices></domain>",
    "<domain type='xen'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>linux</type></os><devices><video/></devices></domain>",
    "<domain type='lxc'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>exe</type><init>/i</init></os><devices><video/>"
    "</devices></domain>",
    "<domain type='parallels'><name>d</name><uuid>"
    "00000000-0000-4000-8000-000000000001</uuid><memory>1</memory><os><type>exe</type>"
    "<init>/i</init></os><devices><video/></devices></domain>",
    "<domain type='vz'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os><devices><video/><input type='mouse'/>"
    "</devices></domain>",
    "<domain type='bhyve'><name>d</name><uuid>00000000-0000-4000-8000-000000000001</uuid>"
    "<memory>1</memory><os><type>hvm</type></os><devices><video/></devices></domain>",
    "<os><type>linux</type></os><devices><video><model vram='5'/></video></devices>",
    "<os><type>hvm</type></os><devices><video><model vram='5'/></video></devices>",
    "<os><type>hvm</type></os><devices><video><model type='default'/></video></devices>",
    "<devices><graphics type='vnc' passwd='p' connected='x'/></devices>",
    "<devices><graphics type='spice' autoport='yes' passwd='p' connected='x'/></devices>",
    "<devices><graphics type='spice' autoport='yes' passwd='p' connected='fail'/>"
    "</devices>",
    "<devices><graphics type='spice' autoport='yes' connected='fail'/></devices>",
    "<devices><graphics type='spice' autoport='yes' passwdValidTo='2030-01-01T00:00:00'/>"
    "</devices>",
    "<devices><graphics type='vnc' passwd=''/></devices>",
    "<devices><graphics type='spice' autoport='yes'><listen type='socket' socket='/s'/>"
    "</graphics></devices>",
    "<devices><graphics type='vnc'><listen type='address' network='n'/></graphics></devices>",
    "<devices><graphics type='vnc'><listen type='address' socket='/s'/></graphics></devices>",
    "<devices><graphics type='vnc'><listen type='address' socket='' network='' address=''/>"
    "</graphics></devices>",
    "<devices><graphics type='vnc'><listen type='socket' socket='/s' address='1.2.3.4'/>"
    "</graphics></devices>",
    "<devices><graphics type='vnc'><listen type='socket' socket='/s' network='n'/></graphics>"
    "</devices>",
    "<devices><graphics type='spice' autoport='yes'>"
    "<listen type='network' network='n' address='1.2.3.4'/></graphics></devices>",
    "<devices><graphics type='spice'><listen type='none' address='1.2.3.4'/></graphics></devices>",
    "<devices><graphics type='vnc'><listen type='none' socket='/s'/></graphics></devices>",
    "<devices><graphics type='rdp'><listen type='none' socket='/s'/></graphics></devices>",
    "<devices><graphics type='rdp'><listen type='socket' socket='/s'/></graphics></devices>",
    "<devices><graphics type='sdl'><gl enable='no'/></graphics></devices>",
    "<devices><graphics type='sdl' keymap='de'><listen type='x'/></graphics></devices>",
    "<devices><graphics type='dbus'><gl/></graphics></devices>",
    "<devices><graphics type='dbus'><gl enable='no'/></graphics></devices>",
    "<devices><graphics type='sdl'><gl enable='yes' rendernode='/r'/></graphics>"
    "</devices>",
    "<os><type>hvm</type></os><devices><video><model type='cirrus' vram='5'/></video>"
    "</devices>",
    "<os><type>hvm</type></os><devices><video><model type='cirrus' vram='20000'/></video>"
    "</devices>",
    "<os><type>hvm</type></os><devices><video><model type='vga' vram='8'/></video>"
    "</devices>",
    "<devices><smartcard mode='passthrough' type='tcp'>"
    "<source mode='bind' host='127.0.0.1' service='2001'/></smartcard></devices>",
};

int main(void)
{
    harness_begin();
    harness_only(KIND_TEST);
    XML_TRACE(documents);
    return harness_end();
}
