#!/usr/bin/python3
"""Events through libvirtaio: virEventRegisterImpl with asyncio, as python3-libvirt ships it."""
import asyncio

import libvirtaio

from event_calls import session
from shared import begin, note

QUIET_SECONDS = 0.02

begin()
loop = asyncio.new_event_loop()
implementation = libvirtaio.virEventRegisterAsyncIOImpl(loop=loop)
session(lambda: loop.run_until_complete(asyncio.sleep(QUIET_SECONDS)))
note("what is left in the loop")
loop.run_until_complete(asyncio.sleep(QUIET_SECONDS))
print(f"idle {implementation.is_idle()}")
loop.run_until_complete(asyncio.wait_for(implementation.drain(), 10))
