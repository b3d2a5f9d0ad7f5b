"""What may stand in the docs folder: places, names, types by content, sizes, pictures."""

import filecmp
import json
import re
import subprocess
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image, __version__

from newsroom.content.catalogue import ARTICLE_DEPTH, TOPICS
from newsroom.content.data_files import FILE_NAME, FOLDER
from newsroom.content.fields import PICTURE_NAME, SLUG_LENGTH, nearest, plain_name
from newsroom.content.kinds import KINDS
from newsroom.content.source_files import File
from newsroom.core.cache import cached
from newsroom.core.problem import Problem
from newsroom.core.settings import SLUG
from newsroom.images import pictures
from newsroom.images.pictures import WIDTHS, decode, encode

MAX_PICTURES = 40
"""In a folder: each is decoded, and made anew in several widths."""
MAX_PICTURE_BYTES = 5_000_000
MAX_PICTURE_SIDE = 10_000
MAX_PICTURE_PIXELS = 40_000_000
MAX_PROPOSAL_PIXELS = 400_000_000
"""Of all pictures that a proposal adds or replaces, some thirty photos of a phone: decoding them
takes a quarter of a minute."""
_FORMATS = {"JPEG": ".jpg", "MPO": ".jpg", "PNG": ".png", "WEBP": ".webp"}
"""MPO is what many phones call JPEG: a picture, and behind it the same one smaller or sharper."""
_GPS = 0x8825
_SRGB_GAMMA, _GAMMA_TOLERANCE = 45_455, 500
"""What the chunk gAMA says of ordinary pictures, in hundred thousandths."""
_SRGB_CODES = bytes((1, 13, 0, 1))
"""What the chunk cICP says of sRGB."""
_JUDGED_BY = (
    __version__,
    *(sha256(Path(file).read_bytes()).hexdigest() for file in (__file__, pictures.__file__)),
)
"""Whatever judges a picture: another version may judge otherwise."""

_PAGE = re.compile(rf"({SLUG.pattern})\.[^./]+\.md")
"""A standing page's file: a folder of its name holds its pictures."""

# Windows cannot hold files of these names, whatever their ending.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")
MakeProblem = Callable[..., Problem]
"""Makes a problem of a rule and what it names."""

_LINK, _SUBMODULE = "120000", "160000"


def file_problems(
    files: Iterable[File],
    docs: Path,
    languages: Iterable[str],
    *,
    cache: Path | None = None,
    base: Path | None = None,
) -> Iterator[Problem]:
    """A problem for everything that an article, a topic or a standing page is not made of.

    `cache` is the folder in which the verdicts on pictures are kept, if at all: never one that
    comes with a proposal, whose author could have written them. `base` is the docs folder that a
    proposal changes: pictures that stand there too are not looked at again, and the others must not
    be too much together.
    """
    languages = tuple(languages)
    files = list(files)
    pages = {match[1] for file in files if (match := _PAGE.fullmatch(file.path))}
    refused: set[str] = set()
    pictures: Counter[str] = Counter()
    # Git knows no empty folders.
    filled = {folder for file in files if not file.is_folder for folder in _folders_of(file)}
    judge = _Judge(docs, base, cache)
    for file in files:
        if file.is_folder and file.path not in filled:
            continue
        if file.folder in refused or (file.name == ".DS_Store" and file.is_plain):
            refused.add(file.path)
            continue
        problem = _place_problem(file, languages, pages)
        if problem:
            yield problem
            if problem.rule == "not_a_picture_name":
                # Else it would be told only once the file has another name.
                for further in judge.problems(file):
                    if further.rule == "picture_tells_place":
                        yield further
            refused.add(file.path)
        elif PICTURE_NAME.fullmatch(file.name):
            pictures[file.folder] += 1
            if pictures[file.folder] <= MAX_PICTURES:
                yield from judge.problems(file)
    for folder, count in pictures.items():
        if count > MAX_PICTURES:
            values = {"count": count, "limit": MAX_PICTURES}
            yield Problem(path=folder, rule="too_many_pictures", values=values)
    yield from judge.too_much()


class _Judge:
    """Looks at pictures, and of a proposal at no more than MAX_PROPOSAL_PIXELS."""

    def __init__(self, docs: Path, base: Path | None, cache: Path | None) -> None:
        self._docs, self._base, self._cache = docs, base, cache
        self._pixels = 0
        self._first_beyond = ""

    def problems(self, file: File) -> Iterator[Problem]:
        if self._base and (self._is_known(file, self._base) or self._is_beyond(file)):
            return
        yield from self._verdict(file)

    def _verdict(self, file: File) -> Iterator[Problem]:
        """What is wrong with a picture; one that was found right before is not decoded again."""
        if file.size > MAX_PICTURE_BYTES:
            values = {"value": file.name, "size": file.size, "limit": MAX_PICTURE_BYTES}
            yield Problem(path=file.path, rule="picture_too_large", values=values)
            return
        source = (self._docs / file.path).read_bytes()

        def verdict() -> bytes:
            return json.dumps(list(_picture_problems(source, file.name))).encode()

        key = (sha256(source).hexdigest(), Path(file.name).suffix, _JUDGED_BY)
        found = cached(self._cache, "verdicts", key, "json", verdict) if self._cache else verdict()
        for rule, values in json.loads(found):
            yield Problem(path=file.path, rule=rule, values={"value": file.name, **values})

    def too_much(self) -> Iterator[Problem]:
        if self._first_beyond:
            values = {"count": self._pixels // 10**6, "limit": MAX_PROPOSAL_PIXELS // 10**6}
            yield Problem(path=self._first_beyond, rule="pictures_too_much", values=values)

    def _is_known(self, file: File, base: Path) -> bool:
        there = base / file.path
        is_file = there.is_file() and not there.is_symlink()
        return is_file and filecmp.cmp(there, self._docs / file.path, shallow=False)

    def _is_beyond(self, file: File) -> bool:
        pixels = picture_size(self._docs / file.path) if file.size <= MAX_PICTURE_BYTES else None
        count = pixels[0] * pixels[1] if pixels else 0
        if count <= MAX_PICTURE_PIXELS:
            # One that is too large by itself is refused without being decoded.
            self._pixels += count
        if self._pixels > MAX_PROPOSAL_PIXELS:
            self._first_beyond = self._first_beyond or file.path
        return bool(self._first_beyond)


def _folders_of(file: File) -> Iterator[str]:
    folder = file.folder
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def _place_problem(file: File, languages: tuple[str, ...], pages: set[str]) -> Problem | None:
    def problem(rule: str, **values: object) -> Problem:
        return Problem(path=file.path, rule=rule, values={"value": file.name, **values})

    depth = file.path.count("/")
    kind = file.path.partition("/")[0]
    if not (file.is_plain or file.is_folder):
        return problem("not_a_file")
    if _DEVICES.fullmatch(file.name.partition(".")[0].lower()):
        return problem("name_for_devices")
    if file.is_folder:
        return _folder_problem(problem, file, depth, kind, pages)
    if depth == 1 and kind == FOLDER:
        suggestion = f"{Path(plain_name(file.name)).stem}.csv"
        is_right = FILE_NAME.fullmatch(file.name)
        return None if is_right else problem("not_a_data_file", nearest=suggestion)
    may_hold_pictures = depth == ARTICLE_DEPTH if kind in KINDS else depth == 1 and kind != TOPICS
    if may_hold_pictures and not file.name.endswith(".md"):
        if PICTURE_NAME.fullmatch(file.name):
            return None
        is_picture = Path(file.name).suffix.lower() in (".jpg", ".jpeg", ".png", ".webp")
        suggestion = plain_name(file.name)
        return (
            problem("not_a_picture_name", nearest=suggestion)
            if is_picture
            else problem("file_not_expected")
        )
    if depth == ARTICLE_DEPTH and kind in KINDS:
        if not (match := re.fullmatch(r"index\.([^.]+)\.md", file.name)):
            return problem("file_not_expected")
    elif depth == 0 or (depth == 1 and kind == TOPICS):
        if not (match := re.fullmatch(rf"{SLUG.pattern}\.([^.]+)\.md", file.name)):
            return problem("file_not_expected")
    else:
        return problem("file_not_expected")
    if (language := match.groups()[-1]) not in languages:
        stem = file.name.removesuffix(f".{language}.md")
        example = f"{stem}.{nearest(language, languages).partition(',')[0]}.md"
        known = ", ".join(languages)
        return problem("unknown_language", language=language, known=known, example=example)
    return None


def _folder_problem(
    problem: MakeProblem, file: File, depth: int, kind: str, pages: set[str]
) -> Problem | None:
    if depth == 0 and (kind == FOLDER or kind in pages):
        return None
    if kind not in (*KINDS, TOPICS):
        return problem("folder_not_expected", nearest=nearest(kind, (*KINDS, TOPICS)))
    if depth == 0:
        return None
    if depth == 1 and kind in KINDS:
        return None if re.fullmatch(r"2\d{3}", file.name) else problem("not_a_year_folder")
    if depth == 2 and kind in KINDS:
        if SLUG.fullmatch(file.name) and len(file.name) <= SLUG_LENGTH:
            return None
        return problem("not_a_folder_name", nearest=plain_name(file.name))
    return problem("folder_within_folder")


def _picture_problems(source: bytes, name: str) -> Iterator[tuple[str, dict[str, object]]]:
    """The rules that a picture's file breaks, each with what the message names."""
    # The whole picture is decoded: a name and a few first bytes prove nothing.
    try:
        with warnings.catch_warnings():
            # Pillow warns of damaged notes of a camera, which no reader sees: they are left out.
            warnings.simplefilter("ignore")
            image = _opened(source)
            width, height = image.size
            if max(image.size) > MAX_PICTURE_SIDE or width * height > MAX_PICTURE_PIXELS:
                yield "picture_too_wide", {"width": width, "height": height}
                return
            if image.format == "PNG" and _shown_differently(source):
                yield "picture_shown_differently", {}
            ending = _FORMATS[image.format or ""]
            if not name.endswith(ending):
                yield "picture_other_type", {"ending": ending}
            if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
                yield "picture_moves", {}
            image.load()
            if _tells_place(image):
                yield "picture_tells_place", {}
        # As the build will do it, only smaller.
        encode(decode(source, WIDTHS[0]), (WIDTHS[0], WIDTHS[0]))
    except Exception:  # a broken file may break anything in its decoder
        yield "picture_broken", {}


def _opened(source: bytes) -> Image.Image:
    """A picture of which only the head has been read, so that its size decides what comes next."""
    limit = Image.MAX_IMAGE_PIXELS
    # Pillow's own limit is higher than ours, and does not say what is wrong.
    Image.MAX_IMAGE_PIXELS = None
    try:
        return Image.open(BytesIO(source), formats=("JPEG", "PNG", "WEBP"))
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def picture_size(file: Path) -> tuple[int, int] | None:
    """Width and height that a picture's head tells; None for what is no picture of ours."""
    try:
        return _opened(file.read_bytes()).size
    except Exception:  # a broken file may break anything in its decoder
        return None


def _shown_differently(png: bytes) -> bool:
    """Whether browsers show other colours than those that the pixels have and that we publish.

    Browsers follow the chunks gAMA and cICP (PNG, third edition, 11.3.2), Pillow does not: one file
    could show a reviewer one picture and readers another.
    """
    chunks = dict(_chunks_before_pixels(png))
    if b"cICP" in chunks:
        return chunks[b"cICP"] != _SRGB_CODES
    if b"gAMA" not in chunks or b"sRGB" in chunks or b"iCCP" in chunks:
        return False
    return abs(int.from_bytes(chunks[b"gAMA"]) - _SRGB_GAMMA) > _GAMMA_TOLERANCE


def _chunks_before_pixels(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and contents of a PNG's chunks that say how its pixels are to be shown."""
    position = len(b"\x89PNG\r\n\x1a\n")
    while position + 8 <= len(png):
        length, name = (
            int.from_bytes(png[position : position + 4]),
            png[position + 4 : position + 8],
        )
        if name == b"IDAT":
            return
        yield name, png[position + 8 : position + 8 + length]
        position += 12 + length


def _tells_place(image: Image.Image) -> bool:
    """Whether it says where it was taken: in EXIF, or in XMP as editors of pictures write it."""
    xmp = image.info.get("xmp", b"")
    xmp = xmp.encode() if isinstance(xmp, str) else xmp
    return bool(image.getexif().get_ifd(_GPS)) or b"GPSLatitude" in xmp


def git_problems(docs: Path) -> Iterator[Problem]:
    """Links and submodules as Git knows them: on some systems a checkout hides them."""
    listed = subprocess.run(
        ["git", "ls-files", "--stage", "-z", "--", "."],
        cwd=docs,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=False,
    )
    for line in listed.stdout.split("\0"):
        about, _, path = line.partition("\t")
        if about.startswith((_LINK, _SUBMODULE)):
            yield Problem(path=path, rule="not_a_file", values={"value": path})
