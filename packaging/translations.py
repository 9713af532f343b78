"""Qt's catalogues of Polish words: ``update`` brings them to the code and compiles them, ``check`` finds a stale one.

Texts in the code are Polish already; one catalogue only says „1 karta, 2 karty, 5 kart”, which Qt cannot do without
one. After ``update`` fill the three forms of each new text in the .ts file and run it again. The other, written by
hand, names keys. Words of the command line are gettext's: ``command_line_words.py``.
"""

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "app"
CATALOGUE = ROOT / "resources" / "i18n" / "urzad_pl.ts"
"""Plural forms, collected from the code."""
KEYS = ROOT / "resources" / "i18n" / "keys_pl.ts"
"""Names of keys, which no code of ours holds."""


def collect(catalogue: Path) -> None:
    """Bring ``catalogue`` to the plural texts in the code; forms already filled in are kept."""
    sources = sorted(path.relative_to(ROOT).as_posix() for path in SOURCE.rglob("*.py"))
    with tempfile.TemporaryDirectory() as folder:
        # a list in a file: Windows limits the length of a command line
        listing = Path(folder) / "sources.txt"
        listing.write_text("\n".join(sources), encoding="utf-8")
        _tool(
            "lupdate",
            f"@{listing}",
            *("-silent", "-pluralonly", "-no-obsolete", "-locations", "none"),
            *("-source-language", "pl_PL", "-target-language", "pl_PL"),
            *("-ts", str(catalogue)),
        )


def compile_to(catalogue: Path, compiled: Path) -> None:
    """Write the form of a catalogue that Qt loads."""
    _tool("lrelease", "-silent", str(catalogue), "-qm", str(compiled))


def unfinished(catalogue: Path) -> list[str]:
    """Texts that lack one of the three Polish plural forms."""
    root = ET.parse(catalogue).getroot()  # noqa: S314 - our own file
    return [message.findtext("source", "") for message in root.iter("message") if not _complete(message)]


def problems() -> list[str]:
    """Why the catalogues may not be released; empty when all is well."""
    written = [file for each in (CATALOGUE, KEYS) for file in (each, each.with_suffix(".qm"))]
    if missing := [file.name for file in written if not file.is_file()]:
        return [f"{name} is missing" for name in missing]
    found = [f"no complete plural forms: {text}" for text in unfinished(CATALOGUE)]
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / CATALOGUE.name
        fresh.write_bytes(CATALOGUE.read_bytes())
        collect(fresh)
        if _text(fresh) != _text(CATALOGUE):
            found.append(f"{CATALOGUE.name} does not match the code")
        for catalogue in (CATALOGUE, KEYS):
            compiled = Path(folder) / catalogue.with_suffix(".qm").name
            compile_to(catalogue, compiled)
            if compiled.read_bytes() != catalogue.with_suffix(".qm").read_bytes():
                found.append(f"{compiled.name} is older than {catalogue.name}")
    return found


def main(arguments: list[str]) -> int:
    """0 when the catalogues are current, 1 when something is left to do, 2 for wrong use."""
    if arguments == ["update"]:
        collect(CATALOGUE)
        for catalogue in (CATALOGUE, KEYS):
            compile_to(catalogue, catalogue.with_suffix(".qm"))
        for text in unfinished(CATALOGUE):
            print(f"fill in the three forms: {text}")
        return 0
    if arguments == ["check"]:
        found = problems()
        for problem in found:
            print(problem)
        if found:
            print("Run: python packaging/translations.py update")
        return int(bool(found))
    print("usage: translations.py update|check", file=sys.stderr)
    return 2


def _complete(message: ET.Element) -> bool:
    translation = message.find("translation")
    if translation is None or translation.get("type") == "unfinished":
        return False
    forms = [form.text for form in translation.iter("numerusform")]
    return len(forms) == 3 and all(forms)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def _tool(name: str, *arguments: str) -> None:
    """Qt's own tool out of PySide6, run as its command-line entry point does."""
    call = f"import sys; from PySide6.scripts.pyside_tool import {name}; sys.exit({name}())"
    subprocess.run([sys.executable, "-c", call, *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
