"""A site that holds what feeds find hardest, in small."""

from base64 import b64decode

from small_sites import original, translation

PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAIAAADwyuo0AAAAEElEQVR4nGNgaGCAIAKIAQBJwAV/lH8z7wAAAABJRU5E"
    "rkJggg=="
)
"""A PNG of 4 by 2 points."""

HARD_TEXT = """\
Kain & <em>ombak</em>, ]]> lalu \u202eterbalik\u202c, 5 < 7.[^1] Lihat [bagian dua](#bagian-dua),
[berita lain](../lomba/index.id.md), [yang sama](index.en.md) dan [laman](https://example.org/?a=1&b=2).

![Perajin "mencanting"](perajin.png)

## Bagian dua

- [ ] belum
- [x] sudah

| Tahun | Nilai |
|:------|------:|
| 2014  |     1 |

```
<script>alert("a & b")</script> ]]>
```

<script>alert(1)</script>

> [!NOTE]
> Perhatikan.

[^1]: Catatan *kaki*.
"""

SAMPLE = {
    "news/2026/kain/index.id.md": original(
        HARD_TEXT,
        title='"A & B, <B>tebal</B>, <5% dan “kutip” 🌊"',
        published="2026-11-20T08:00+09:00",
        topics="batik, network",
        more=(
            "updated: 2026-11-22\n"
            "image: perajin.png\nimage_alt: Perajin & <canting>\nimage_credit: Ani Wijaya\n"
            "sources:\n  - title: Laporan <1>\n    publisher: ANTARA\n    url: https://example.org/?a=1&b=2\n"
            "    date: 2014-12\n"
            "corrections:\n  - date: 2026-11-23\n    note: Tahunnya 2009, bukan 2012.\n"
        ),
    ),
    "news/2026/kain/index.en.md": translation(
        "Cloth. See [the same](index.id.md).\n",
        title="Cloth",
        more="slug: cloth\nimage_alt: Maker\ncorrections: [The year is 2009.]\n",
    ),
    "news/2026/kain/perajin.png": PICTURE,
    "news/2026/lomba/index.id.md": original(
        "Lomba.\n", title="Lomba", published="2026-10-01T10:00+07:00"
    ),
    "announcements/2026/pameran/index.id.md": original(
        "Pameran.\n",
        title="Pameran",
        published="2026-11-21",
        topics="network",
        more="starts: 2026-12-02T09:00+07:00\nends: 2026-12-02T12:00+07:00\nplace: Museum Batik\n",
    ),
    "announcements/2026/pameran/index.en.md": translation(
        "Fair.\n", title="Fair", more="slug: fair\nplace: Batik Museum\n"
    ),
    "announcements/2026/batal/index.id.md": original(
        "Batal.\n",
        title="Lokakarya",
        published="2026-11-19",
        more="slug: lokakarya\nstarts: 2026-12-05\ncloses: 2026-12-01\ncancelled: 2026-11-23\n",
    ),
}
"""Four articles in Indonesian, two of them in English too."""
