"""The documentation is whole and true: every code, command, option, name and schema stands in it, examples run."""

import inspect
import json
import re
import runpy
import shlex
import shutil
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest
import typer

from karez.app.cli import build, run
from karez.app.schema import NAMES, schema_of
from karez.app.settings import VARIABLES, Settings
from karez.app.values import AccessAsked, Asked
from karez.app.workspace import Workspace
from karez.model import vocabulary
from karez.model.errors import codes
from karez.model.vocabulary import Marking, Verdict

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"])
# Decided inside Karez or by a person; no part of what `karez read` returns.
INNER = {"DerivedState", "Verdict", "Marking"}


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def commands() -> dict[str, list[str]]:
    """Every command with its options, as the command line itself knows them; those of a group as ``group name``."""
    group = typer.main.get_command(build())
    found = {"": [option for item in group.params for option in item.opts if option.startswith("-")]}
    todo = list(group.commands.items())  # type: ignore[attr-defined]
    for name, command in todo:
        if hasattr(command, "commands"):
            todo += [(f"{name} {part}", inner) for part, inner in command.commands.items()]
        else:
            found[name] = [option for item in command.params for option in item.opts if option.startswith("-")]
    return found


def test_every_command_and_option_stands_in_the_table_of_its_own() -> None:
    rows = {}
    for line in text("use.md").splitlines():
        match = re.match(r"\| `karez ([\w-]+(?: [a-z]\w*){0,2})[^`]*` \|.*\|(.*)\|$", line)
        if match:
            rows[match.group(1)] = set(re.findall(r"`(-[-\w]+)`", match.group(2)))
    told = commands()
    top = told.pop("")
    assert set(rows) == set(told)
    for name, options in told.items():
        shared = {"-l"} & set(options)  # told once, under settings
        assert rows[name] == set(options) - shared - {"--help"}, name
    for option in top:
        assert f"`{option}`" in text("use.md") or f"karez {option}" in text("use.md"), option
    assert "`-l`" in text("use.md")


def test_every_error_code_stands_on_its_page() -> None:
    page = text("errors.md")
    for info in codes().values():
        assert f"| {info.code} | `{info.name}` | {info.meaning} | {info.remedy} |" in page, "run script/errors"
    assert page == runpy.run_path(str(ROOT / "script" / "errors"))["page"](), "run script/errors"


def test_the_page_of_the_pack_is_that_of_the_schema() -> None:
    assert text("pack.md") == runpy.run_path(str(ROOT / "script" / "pack-schema"))["page"](), "run script/pack-schema"


def test_codes_are_told_apart() -> None:
    found = [info.code for info in codes().values()]
    assert len(set(found)) == len(found)
    assert all(re.fullmatch(r"K[1-5]\d\d", code) for code in found)


def test_every_public_name_of_the_workspace_is_told() -> None:
    page = text("python.md")
    public = {name for name in vars(Workspace) if not name.startswith("_")}
    assert len(public) > 20
    for name in public | {"ledger", "atlas"}:
        assert re.search(rf"`(?:Workspace\.)?{name}\b", page), name
    told = dict(re.findall(r"`(?:Workspace\.)?(\w+)\(([^)]*)\)`", page))
    for name in public & set(told):
        function = getattr(Workspace, name)
        expected = [one for one in inspect.signature(function).parameters if one not in {"self", "cls"}]
        assert re.findall(r"(\w+)(?:=\w*)?(?:, |$)", told[name]) == expected, name
    for name in (*Asked.__dataclass_fields__, *AccessAsked.__dataclass_fields__, *Settings.__dataclass_fields__):
        assert f"`{name}`" in page, name


def test_every_schema_and_setting_is_told() -> None:
    page = text("use.md")
    for name in NAMES:
        assert f"| `{name}` |" in page
    for setting, variable in VARIABLES.items():
        assert f"`{setting}`" in page and f"`{variable}`" in page
    assert "KAREZ_LOG" in page


def words_of(vocabularies: object) -> Iterator[tuple[str, str]]:
    for name, item in vars(vocabularies).items():
        if isinstance(item, type) and issubclass(item, StrEnum) and item is not StrEnum and name not in INNER:
            yield from ((name, str(word)) for word in item)


def test_every_word_of_the_contract_is_told() -> None:
    page = text("reading.md")
    missing = [word for word in words_of(vocabulary) if f"`{word[1]}`" not in page]
    assert missing == []
    assert len(list(words_of(vocabulary))) > 150


def test_every_field_of_the_contract_is_told() -> None:
    page = text("reading.md")
    claim = schema_of("reading")["$defs"]["claim"]
    parts = [claim, *claim["$defs"].values(), *schema_of("reading")["$defs"].values()]
    names = {name for part in parts for name in part.get("properties", {})} - {"score", "error"}
    assert len(names) > 50
    missing = sorted(name for name in names if f"`{name}`" not in page and f'"{name}"' not in page)
    assert missing == []


def test_verdicts_and_markings_need_no_page_but_commands_do() -> None:
    assert {str(word) for word in Verdict} >= {"accept", "reject", "correct"}
    assert "TLP" in text("use.md") and len(Marking) == 5


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_are_alive(page: Path) -> None:
    links = re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    for link in links:
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{page.name}: {link}"
    assert page.name != "README.md" or "docs/brief.png" in links


def test_every_page_is_listed() -> None:
    listed = set(re.findall(r"\]\((\w+\.md)\)", text("index.md")))
    assert listed == {page.name for page in DOCS.glob("*.md")} - {"index.md"}


def test_the_commands_of_the_readme_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^    (?:karez|script/)\S*.*$", readme, re.MULTILINE)
    assert len(named) >= 6
    known = commands()
    for line in named:
        first, *rest = line.split("#")[0].split()
        if first == "karez":
            assert rest[0] in known or rest[0] == "--help", line
            assert all(part in known[rest[0]] for part in rest[1:] if part.startswith("--")), line
        else:
            assert (ROOT / first).is_file() and (ROOT / first).stat().st_mode & 0o100, line


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the samples, apart from the user's own settings."""
    for name in (*VARIABLES.values(), "KAREZ_LOG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(ROOT / "karez" / "app" / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_example_in_python_prints_what_it_says(apart: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = text("python.md")
    codes_, printed = (re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL) for kind in ("python", "text"))
    assert len(codes_) == len(printed) == 2
    for code, expected in zip(codes_, printed, strict=True):
        exec(compile(code, "docs/python.md", "exec"), {"__name__": "example"})
        assert capsys.readouterr().out == expected
        (apart / "desk.db").unlink()  # each example begins anew


def blocks(name: str) -> Iterator[tuple[str, list[str]]]:
    """Every command of the examples with the output lines that are shown for it."""
    for block in re.findall(r"```console\n(.*?)```", text(name), re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = part.rstrip("\n").split("\n")
            yield command, lines


def fits(shown: list[str], printed: str) -> bool:
    """Whether the shown lines stand in the output in this order; … stands for anything."""
    pattern = r".*?".join(
        ".*?".join(re.escape(piece.strip()) for piece in line.split("…")).replace(r"\ ", r"\s+") for line in shown
    )
    return re.search(pattern, printed, re.DOTALL) is not None


def test_the_examples_of_the_atlas_run_and_print_what_they_show(
    apart: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = []
    for command, shown in blocks("atlas.md"):
        assert run(shlex.split(command)[1:]) == 0, command
        printed = capsys.readouterr().out
        assert fits(shown, printed), f"{command} prints\n{printed[:2000]}"
        seen.append(command)
    assert len(seen) >= 3


def test_the_examples_of_access_run_and_print_what_they_show(apart: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen = []
    for command, shown in blocks("access.md"):
        assert run(shlex.split(command)[1:]) == 0, command
        printed = capsys.readouterr().out
        assert fits(shown, printed), f"{command} prints\n{printed[:2000]}"
        seen.append(command)
    assert len(seen) >= 4


def test_the_examples_of_use_run_and_print_what_they_show(apart: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen = []
    ids: dict[str, str] = {}
    for command, shown in blocks("use.md"):
        if "CLAIM" in command and not ids:
            run(["claims", "--kind", "toll", "--json"])
            tolls = json.loads(capsys.readouterr().out)
            toll = next(row for row in tolls if re.search(r"(\d+)/\1/\1$", row["value"]))
            with Workspace.open("karez.db") as workspace:
                incidents = workspace.incidents.held().joined.incidents
            mine = incidents[toll["claim"]]
            other = next(one for one in sorted(incidents.values()) if one != mine)
            ids = {"CLAIM": toll["claim"], "REPORT": toll["report"], "INCIDENT": mine, "OTHER": other}
        program, *arguments = shlex.split(command)
        assert program == "karez"
        status = run([ids.get(argument, argument) for argument in arguments])
        captured = capsys.readouterr()
        assert status == 0, f"{command}: {captured.err}"
        assert fits(shown, captured.out), f"{command} prints\n{captured.out[:2000]}"
        seen.append(arguments[0])
    assert set(seen) >= {
        "brief",
        "init",
        "add",
        "verify",
        "claims",
        "show",
        "correct",
        "reject",
        "accept",
        "withhold",
        "join",
        "split",
        "keep-apart",
        "access",
    }
