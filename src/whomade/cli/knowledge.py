"""`whomade knowledge`: the commands for those who care for the base."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from whomade.errors import InputError, KnowledgeError

if TYPE_CHECKING:
    from whomade.knowledge.read import Base, Item

BASE = click.option(
    "--base", type=click.Path(path_type=Path, file_okay=False), default=Path("knowledge"), show_default=True,
    help="Folder of the knowledge files.",
)  # fmt: skip


@click.group()
def knowledge() -> None:
    """Check, measure, build, show and evaluate the knowledge base."""


def _read(base: Path) -> Base:
    from whomade.knowledge.read import read_base

    if not (base / "base.yml").exists():
        raise InputError(f"{base}: no knowledge base here (base.yml is missing)")
    return read_base(base)


@knowledge.command()
@BASE
def check(base: Path) -> int:
    """Check every rule; complaints name file, line, id and rule."""
    from whomade.knowledge.check import check as complaints_about
    from whomade.knowledge.check_regimes import overdue, today

    read = _read(base)
    complaints = complaints_about(read)
    for complaint in complaints:
        click.echo(str(complaint))
    for warning in overdue(read, today()):
        click.echo(f"warning: {warning}", err=True)
    counts = ", ".join(_counted(kind, items) for kind, items in sorted(read.items.items()))
    click.echo(f"knowledge {read.version}: {counts}; {len(complaints)} complaints", err=True)
    return 1 if complaints else 0


def _counted(kind: str, items: dict[str, Item]) -> str:
    """Number of entries; of fingerprints also how many are in force, which is what `build` and `show` count."""
    if kind != "fingerprints":
        return f"{len(items)} {kind}"
    in_force = sum(item.form.status in ("trial", "stable") for item in items.values())
    return f"{len(items)} {kind}, {in_force} in force"


@knowledge.command()
@BASE
def measure(base: Path) -> None:
    """Count hits on the device cards and fit the calibration; writes measured.yml and calibration.yml."""
    from whomade.knowledge.measure import count, write_measured

    counts = count(_read(base))
    (base / "measured.yml").write_text(write_measured(counts), encoding="utf-8")
    click.echo(f"{len(counts)} fingerprints counted", err=True)
    from whomade.knowledge.calibrate import calibrate, write_calibration

    fitted = calibrate(_read(base))
    (base / "calibration.yml").write_text(write_calibration(fitted), encoding="utf-8")
    same, both = fitted.link_counts
    click.echo(f"temperature {fitted.temperature:.2f} over {fitted.brands} left-out brands", err=True)
    click.echo(f"largest probability {fitted.cap:.3f}; link {fitted.link:.3f} from {same} of {both} cards", err=True)


@knowledge.command()
@BASE
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Where to write; the installed package by default."
)
def build(base: Path, out: Path | None) -> None:
    """Compile the base to one JSON bundle with a version and a digest."""
    from whomade.knowledge.bundle import SHIPPED
    from whomade.knowledge.compile import build as compile_to

    _read(base)
    compiled = compile_to(base, out or SHIPPED)
    click.echo(
        f"knowledge {compiled.version} {compiled.digest[:12]}: {len(compiled.fingerprints)} fingerprints", err=True
    )


@knowledge.command()
@click.argument("name", required=False)
def show(name: str | None) -> None:
    """Show what the installed base says about a maker, brand, fingerprint, regime or source; without one, its size."""
    from whomade.knowledge.bundle import load
    from whomade.knowledge.show import describe, suggestions, summary

    base = load()
    if name is None:
        click.echo(summary(base))
        return
    text = describe(base, name)
    if text is None:
        near = " or ".join(f'"{known}"' for known in suggestions(base, name))
        raise KnowledgeError(f'nothing is known under "{name}"' + (f" (did you mean {near}?)" if near else ""))
    click.echo(text)


@knowledge.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True), nargs=-1, required=True)
@click.option(
    "--label/--no-label", default=False, help="Give the brand on the box too, as a person who can read it would."
)
@click.option("--devices", is_flag=True, help="All rows of one device count once.")
@click.option(
    "--leave-out", "leave_out", is_flag=True, help="Score each source group with the statements resting on it dropped."
)
@click.option("--svg", type=click.Path(path_type=Path, dir_okay=False), help="Write the reliability diagram.")
@click.option("--json", "as_json", is_flag=True, help="Figures as JSON.")
@BASE
def evaluate(file: tuple[Path, ...], base: Path, svg: Path | None, **how: bool) -> None:
    """Score the base on labelled observations: naming, daring, calibration, and wrong answers, with a table per
    maker.
    """
    from whomade.pipeline.evaluate import evaluate as score

    report = score(
        file, label=how["label"], devices=how["devices"], leave_out=_read(base) if how["leave_out"] else None
    )
    click.echo(report.as_json() if how["as_json"] else report.as_text())
    if svg is not None:
        svg.write_text(report.svg(), encoding="utf-8")
        click.echo(f"reliability diagram: {svg}", err=True)
