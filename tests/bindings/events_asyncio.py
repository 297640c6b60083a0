#!/usr/bin/python3
"""Events through libvirtaio: virEventRegisterImpl with asyncio, as python3-libvirt ships it."""
import asyncio

import libvirtaio

from event_calls import session
from shared import begin, note

QUIET_SECONDS = 0.02
# On a busy machine it may take several loop iterations until all callbacks have run.
TURNS = 20


async def quiet():
    await asyncio.sleep(QUIET_SECONDS)
    for _turn in range(TURNS):
        await asyncio.sleep(0)


def settle():
    loop.run_until_complete(quiet())


begin()
loop = asyncio.new_event_loop()
implementation = libvirtaio.virEventRegisterAsyncIOImpl(loop=loop)
session(settle)
note("what is left in the loop")
settle()
print(f"idle {implementation.is_idle()}")
loop.run_until_complete(asyncio.wait_for(implementation.drain(), 10))
