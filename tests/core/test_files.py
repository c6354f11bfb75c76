"""Private files."""

import hashlib
import io
import re

from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from core.files import CHUNK, chunks_of, private_name, private_storage, sha256_of


@given(content=st.binary(max_size=300), position=st.integers(0, 300))
def test_the_hash_is_of_the_whole_file_wherever_it_was_read_to(content: bytes, position: int) -> None:
    file = io.BytesIO(content)
    file.seek(position)
    assert sha256_of(chunks_of(file)) == hashlib.sha256(content).hexdigest()
    assert file.tell() == 0


def test_a_large_file_comes_in_pieces() -> None:
    pieces = list(chunks_of(io.BytesIO(bytes(CHUNK + 1))))
    assert [len(piece) for piece in pieces] == [CHUNK, 1]


def test_names_tell_nothing_and_never_repeat() -> None:
    names = {private_name("claims", "pdf") for _ in range(100)}
    assert len(names) == 100
    assert all(re.fullmatch(r"claims/([0-9a-f]{2})/\1[0-9a-f]{30}\.pdf", name) for name in names)


def test_private_files_have_no_public_address() -> None:
    location = str(private_storage().location)  # type: ignore[attr-defined]
    assert not location.startswith((str(settings.MEDIA_ROOT), str(settings.STATIC_ROOT)))
