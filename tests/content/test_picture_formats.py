"""Of a PNG or JPEG nothing comes out but what is drawn."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kb.content.pictures import PictureError, cleaned
from tests.pictures import photograph

TOLD = "fifty-three degrees north"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_a_camera_wrote_does_not_come_out_and_each_point_stays(kind: str) -> None:
    content = photograph(kind, TOLD)
    assert content.count(TOLD.encode()) >= 3
    picture = cleaned(content)
    assert TOLD.encode() not in picture.content
    assert {"EXIF", "something behind its end"} < picture.told
    with (
        Image.open(BytesIO(content)) as before,
        Image.open(BytesIO(picture.content)) as after,
    ):
        assert not after.getexif()
        assert not {"comment", "exif", "xmp", "XML:com.adobe.xmp"} & set(after.info)
        assert before.tobytes() == after.tobytes()
    assert cleaned(picture.content) == picture.__class__(picture.content)


@pytest.mark.parametrize("save", [{"progressive": True}, {"subsampling": 0}])
def test_every_way_of_writing_a_jpeg_comes_out_whole(save: dict[str, object]) -> None:
    noise = Image.effect_noise((90, 70), 90).convert("CMYK")
    out = BytesIO()
    noise.save(out, "JPEG", restart_marker_rows=1, icc_profile=b"x" * 9, **save)
    picture = cleaned(out.getvalue())
    assert len(picture.content) < len(out.getvalue())
    with Image.open(out) as before, Image.open(BytesIO(picture.content)) as after:
        assert before.tobytes() == after.tobytes()


@given(st.sampled_from(["PNG", "JPEG"]), st.data())
def test_a_file_that_is_broken_anywhere_breaks_nothing(
    kind: str, data: st.DataObject
) -> None:
    whole = photograph(kind, TOLD)
    cut = data.draw(st.integers(0, len(whole)))
    other = data.draw(st.binary(max_size=4))
    try:
        picture = cleaned(whole[:cut] + other + whole[cut + len(other) :])
    except PictureError:
        return
    assert cleaned(picture.content).content == picture.content
