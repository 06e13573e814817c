"""The house: the program starts bare and quick, rooms stay in their place, and nothing is left without a test."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "whomade"
PURE_ROOMS = ("signals", "attribute", "ownership", "judge", "model")
PURE = [SRC / "assess.py", *sorted(path for room in PURE_ROOMS for path in (SRC / room).glob("*.py"))]
WORLD = {"socket", "pathlib", "subprocess", "sqlite3", "tempfile", "os", "time", "random", "click", "yaml", "aiooui"}


def python(code: str) -> str:
    """Run code in a fresh interpreter and give what it prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)  # noqa: S603
    return done.stdout


def loaded_by(code: str) -> set[str]:
    """Give the top-level modules that are loaded after the code ran."""
    names = python(f"{code}\nimport sys, json; print(json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))")
    return set(json.loads(names.splitlines()[-1]))


def imported(path: Path) -> set[str]:
    """Give the modules that a file imports when it runs; imports for the type checker apart."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing = {id(n) for block in ast.walk(tree) if _is_type_checking(block) for n in ast.walk(block)}
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typing:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


HELP = "import sys; sys.argv = ['whomade', '--help']\nfrom whomade.cli.main import main\nmain()"
HEAVY = {"lxml", "openpyxl", "jinja2", "aiooui", "yaml", "click"}


def test_the_library_imports_no_heavy_package() -> None:
    assert not HEAVY & loaded_by("import whomade")


def test_the_help_imports_no_heavy_package() -> None:
    code = HELP.replace("\nmain()", "\ntry: main()\nexcept SystemExit: pass")
    assert not (HEAVY - {"click"}) & loaded_by(code)


def test_the_help_names_every_command() -> None:
    said = python(HELP)
    assert all(f"\n  {command} " in said for command in ("identify", "knowledge", "lab"))


def optional_packages() -> list[str]:
    """Give the import names of packages that only extras bring."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {_name(line) for line in project["dependencies"]}
    extras = {_name(line) for lines in project.get("optional-dependencies", {}).values() for line in lines}
    return sorted(extras - needed)


def _name(requirement: str) -> str:
    name = requirement.split(">", maxsplit=1)[0].split("=", maxsplit=1)[0].split("[", maxsplit=1)[0].strip()
    return {"import-linter": "importlinter", "pytest-xdist": "xdist"}.get(name, name.replace("-", "_"))


def test_every_module_imports_without_any_extra() -> None:
    paths = [path.relative_to(SRC.parent).with_suffix("") for path in SRC.rglob("*.py")]
    modules = [".".join(path.parts).removesuffix(".__init__") for path in paths]
    block = f"import sys\nfor name in {optional_packages()!r}: sys.modules[name] = None\n"
    python(block + f"import importlib\nfor name in {sorted(modules)!r}: importlib.import_module(name)")


@pytest.mark.parametrize("path", PURE, ids=lambda path: path.relative_to(SRC).as_posix())
def test_reasoning_imports_nothing_of_the_world(path: Path) -> None:
    assert not {module for module in imported(path) if module.split(".")[0] in WORLD}


@pytest.mark.parametrize("path", sorted((SRC / "model").glob("*.py")), ids=lambda path: path.name)
def test_the_words_of_the_house_need_the_standard_library_only(path: Path) -> None:
    outside = {m.split(".")[0] for m in imported(path)} - set(sys.stdlib_module_names) - {"whomade"}
    assert outside == set()


def test_no_room_imports_the_helpers_of_tests() -> None:
    program = [path for path in SRC.rglob("*.py") if path.parent != SRC / "testing"]
    helped = [path for path in program for module in imported(path) if module.startswith("whomade.testing")]
    assert program
    assert helped == []


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.py")), ids=lambda path: path.relative_to(SRC).as_posix())
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("room", ["attribute", "collect", "knowledge", "lab", "report", "signals"])
def test_every_room_has_tests(room: str) -> None:
    assert list((ROOT / "tests" / room).glob("test_*.py"))


def test_the_demo_kinds_of_the_documents_are_json_lines() -> None:
    lines = (ROOT / "docs" / "examples" / "kinds.jsonl").read_text(encoding="utf-8").splitlines()
    assert all({"asset", "kind"} <= set(json.loads(line)) for line in lines)


def test_no_product_is_named_in_code_that_decides() -> None:
    names = {path.stem for path in (ROOT / "knowledge" / "entities").glob("*.yml")}
    names |= {path.stem for path in (ROOT / "knowledge" / "regimes").rglob("*.yml")}
    deciding = [SRC / "assess.py", *sorted(p for room in ("attribute", "judge") for p in (SRC / room).glob("*.py"))]
    strings = {
        node.value
        for path in deciding
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert not strings & names
