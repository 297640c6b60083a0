"""Helpers of the binding scripts: they print one line per call, in the same form for every library.

SPDX-License-Identifier: MIT OR Apache-2.0
"""
import os

import libvirt

import library

# Of the library, or of a daemon.
DEFAULT = os.environ.get("VIRMEMCTL_TEST_URI", "test:///default")
HERE = os.path.dirname(os.path.realpath(__file__))
FIXTURE = (os.environ.get("VIRMEMCTL_TEST_FILE_BEFORE", "test://") + f"{HERE}/host.xml"
           + os.environ.get("VIRMEMCTL_TEST_FILE_BEHIND", ""))
LIVE = libvirt.VIR_DOMAIN_AFFECT_LIVE
CONFIG = libvirt.VIR_DOMAIN_AFFECT_CONFIG
UNLIMITED = 9007199254740991

callbacks = 0


def begin():
    """Called first: checks the library, and counts error callbacks."""
    library.check(os.getpid())
    libvirt.registerErrorHandler(count, None)


def count(_context, _error):
    global callbacks
    callbacks += 1


def note(text):
    print(f"# {text}")


def call(target, method, *arguments, mask=None, of=None):
    """Calls the method, prints its result and returns it (None after an error). `mask` is a
    function that replaces the varying parts of a result."""
    global callbacks
    label = of or label_of(target)
    given = ", ".join(shown(argument) for argument in arguments)
    callbacks = 0
    try:
        result = getattr(target, method)(*arguments)
    except libvirt.libvirtError as error:
        print(f"{label}.{method}({given}) -> {error_text(error)}, callbacks {callbacks}")
        return None
    except (TypeError, ValueError, OverflowError, LookupError) as error:
        print(f"{label}.{method}({given}) -> {type(error).__name__}")
        return None
    report(f"{label}.{method}({given})", mask(result) if mask else result)
    return result


def report(what, result):
    if isinstance(result, str) and "\n" in result:
        print(f"{what} ->")
        for line in result.splitlines():
            print(f"    | {line.replace(HERE, 'HERE')}")
    else:
        print(f"{what} -> {shown(result)}")


def error_text(error):
    if error.err is None:
        return "error without details"
    return (f"error {error.get_error_code()}/{error.get_error_domain()}/{error.get_error_level()}"
            f" numbers {error.get_int1()} {error.get_int2()}")


def label_of(target):
    if isinstance(target, libvirt.virDomain):
        return target.name()
    return getattr(target, "__name__", None) or type(target).__name__


def shown(value):
    """As repr, with handles by name, and lists of domains sorted."""
    if isinstance(value, libvirt.virDomain):
        return f"<{value.name()}>"
    if isinstance(value, str):
        return repr(value.replace(HERE, "HERE"))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {shown(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        items = [shown(item) for item in value]
        return "[" + ", ".join(sorted(items) if is_of_domains(value) else items) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(shown(item) for item in value) + ")"
    if value is None or isinstance(value, (int, float, bytes)):
        return repr(value)
    return f"<{type(value).__name__}>"


def is_of_domains(items):
    first = items[0] if items else None
    return isinstance(first[0] if isinstance(first, tuple) and first else first, libvirt.virDomain)


def shape(value):
    """Types in place of values: for times and counters."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(shape(item) for item in value)
    return type(value).__name__


def except_at(*places):
    """A mask: replaces the items at these indices by their types."""
    def masked(value):
        if not isinstance(value, (list, tuple)):
            return value
        return type(value)(shape(item) if place in places else item
                           for place, item in enumerate(value))
    return masked


def domain_xml(name, inside="", memory=1048576, kind="test", uuid=None):
    identity = f"<uuid>{uuid}</uuid>" if uuid else ""
    return (f"<domain type='{kind}'><name>{name}</name>{identity}<memory>{memory}</memory>"
            f"<os><type>hvm</type></os>{inside}</domain>")
