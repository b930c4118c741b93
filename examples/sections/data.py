"""Debian's own descriptions of its packages, each with the section Debian put it in, from apt's lists."""

import hashlib
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

LISTS = Path("/var/lib/apt/lists")
HELPER = "/usr/lib/apt/apt-helper"
SECTIONS = [
    "admin",
    "database",
    "editors",
    "electronics",
    "fonts",
    "games",
    "graphics",
    "hamradio",
    "mail",
    "math",
    "net",
    "science",
    "sound",
    "text",
    "video",
    "web",
]
HELD_OUT = 5  # one source package of so many
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Package:
    """One binary package.

    `synopsis` is the one line that `apt search` shows, `text` that line and the paragraphs below it.
    """

    name: str
    section: int
    synopsis: str
    text: str
    held_out: bool


def read(lists=LISTS):
    """The packages of the sections above, sorted by name; one of each source package and section.

    Packages of one source describe themselves in nearly the same words, so a source is held out whole.
    """
    index = content(lists, "_main_binary-amd64_Packages")
    texts = {key: f"{first}\n{rest}" for key, first, rest in translations(content(lists, "_main_i18n_Translation-en"))}
    found = {}
    for fields in paragraphs(index):
        name, section = fields["Package"], fields.get("Section", "")
        text = texts.get((name, fields.get("Description-md5")))
        if section not in SECTIONS or text is None:
            continue
        source = fields.get("Source", name).split(" ")[0]
        found.setdefault((source, section), (name, text))
    packages = []
    for (source, section), (name, text) in found.items():
        synopsis, _, rest = text.partition("\n")
        held_out = hashlib.sha256(source.encode()).digest()[0] % HELD_OUT == 0
        packages.append(Package(name, SECTIONS.index(section), synopsis, f"{synopsis}. {plain(rest)}", held_out))
    return sorted(packages, key=lambda package: (package.name, package.section))


def plain(paragraph):
    """Lines as one; a line of a lone dot parts paragraphs."""
    return SPACE.sub(" ", re.sub(r"(?m)^ \.$", "", paragraph)).strip()


def content(lists, ending):
    """The one list whose name ends so, unpacked by apt's own helper; its SHA-256 is printed, for it is the data's name."""
    found = sorted(path for path in lists.iterdir() if f"{ending}" in path.name and "debian_dists_" in path.name)
    if len(found) != 1:
        raise SystemExit(
            f"{lists} has {len(found)} lists named *{ending}*; expected one. Fetch them with:"
            " apt-get -o Acquire::Languages=en update"
        )
    text = subprocess.run([HELPER, "cat-file", found[0]], check=True, capture_output=True).stdout
    print(f"{found[0].name}: sha256 {hashlib.sha256(text).hexdigest()}")
    return text.decode("utf-8")


def paragraphs(index):
    """The fields of each paragraph that stand on one line (Debian Policy, 5.1)."""
    for paragraph in index.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in paragraph.split("\n") if ": " in line and line[0] != " ")
        if "Package" in fields:
            yield fields


def translations(index):
    """(package, MD5 of the description), its first line, the lines below."""
    for paragraph in index.split("\n\n"):
        head, _, body = paragraph.partition("\nDescription-en: ")
        fields = dict(line.split(": ", 1) for line in head.split("\n") if ": " in line)
        if "Package" in fields:
            first, _, rest = body.partition("\n")
            yield (fields["Package"], fields["Description-md5"]), first, rest


def labels(packages):
    """The sections' numbers."""
    return np.array([package.section for package in packages])
