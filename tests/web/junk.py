"""What people and programs type that no form expects."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

ODD = (
    b"", b" ", b"\x00", b"a\x00b", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", b"-1", b"0",
    b"1e400", b"9" * 400, b"0x10", b"\xd9\xa1", b"true", b"[]", b"{}", b"null", b"None",
    b"../../etc/passwd", b"/etc/passwd", b"..\\..", b"%00", b"%", b"{{7*7}}", b"${7}",
    b"<script>alert(1)</script>", b"' OR 1=1 --", b"2026-02-31", b"0000-00-00",
    b"9999-12-31", b"2026", b"---\n", b"---\ntitle: x\n---\n", b"&a [*a]", b"- - -",
    b"!!python/object:os.system x", b"? :", b": ", b"\r\nSet-Cookie: a=b",
    b"a" * 5000, b"a " * 20000, b"[" * 3000, b"> " * 2000, b"*" * 3000,
    "\u202e\u200b\ufeff\U0001f469".encode(), b"jo@example.org", b"@", b"a@b",
    b"https://example.org", b"javascript:alert(1)", b"lessons/ask-again", b"public",
)  # fmt: skip
JUNK = st.one_of(
    st.sampled_from(ODD),
    st.binary(max_size=60),
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
)


def often(examples: int) -> settings:
    """Try the same examples each time, so that a failure comes again."""
    return settings(
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=examples,
        suppress_health_check=list(HealthCheck),
    )
