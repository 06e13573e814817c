"""What `whomade scan --dry-run` prints: the plan, every message, and what others write because of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whomade.collect.probes.template import Template
    from whomade.pipeline.scan import Preview


def lines(preview: Preview, rate: float) -> Iterator[str]:
    """Give the plan as lines: what, where, how fast, and every byte that can leave."""
    from whomade.collect.probes.template import REGISTERED

    attempts = preview.addresses * len(preview.ports)
    yield f"targets: {', '.join(map(str, preview.targets))} ({preview.addresses:,} addresses)"
    yield f"allow-list: {', '.join(map(str, preview.allowed.networks))} ({_where(preview)})"
    yield f"TCP ports: {', '.join(map(str, preview.ports))}; one connection at a time to an address"
    yield f"rate: at most {rate:g} messages a second; connecting alone takes about {attempts / rate:,.0f} s"
    yield from (f"discovery by {i.name} ({i.address}, {i.network}), TTL 1" for i in preview.interfaces)
    if not preview.interfaces:
        yield "discovery: none (no interface whose whole network is allowed, or not wanted)"
    yield ""
    yield "Every message that can leave; <...> are filled in:"
    yield from (f"\n  {name}\n{_shown(template)}" for name, template in sorted(REGISTERED.items()))
    yield ""
    yield from _by_others()
    yield ""
    yield "Nothing was sent."


def _by_others() -> Iterator[str]:
    from whomade.collect.scanner import implied

    yield "What the kernel and the TLS library send for that, which are not our bytes:"
    yield ""
    yield from (f"  {one.id or '(no name)'}: {one.what} ({one.by})" for one in implied.EVERY)


def _where(preview: Preview) -> str:
    path = preview.allowed.path
    return str(path) if path.exists() else f"built in; {path} does not exist"


def _shown(template: Template) -> str:
    """A template for people: its text with the holes named, or pairs of digits where it is no text."""
    from whomade.collect.probes.template import Hole

    parts = [f"<{part.value[0]}>".encode() if isinstance(part, Hole) else part for part in template.parts]
    whole = b"".join(parts)
    text = whole.decode("ascii", "replace")
    if any(not (c.isprintable() or c in "\r\n") for c in text):
        return f"    hex {whole.hex(' ')}"
    return "\n".join(f"    {line}" for line in text.splitlines() if line)
