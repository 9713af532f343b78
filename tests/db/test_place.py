"""Disks of other computers are told apart from disks of this one, and a database there is refused."""

from pathlib import Path

import pytest

from db import place
from db.errors import DatabaseProblem, ProblemKind
from db.file_store import FileStore

MOUNTS = """\
/dev/sda2 / ext4 rw,relatime 0 0
proc /proc proc rw,nosuid 0 0
tmpfs /tmp tmpfs rw 0 0
/dev/sdb1 /dane ext4 rw 0 0
serwer:/dane /mnt/nfs nfs4 rw,vers=4.2 0 0
//serwer/dane /mnt/dane\\040urzędu cifs rw,vers=3.0 0 0
//serwer/nowy /mnt/nowy smb3 rw 0 0
jan@serwer:/x /dane/jan/sieć fuse.sshfs rw 0 0
/dev/sdc1 /mnt/nfs/lokalny xfs rw 0 0
pendrive /media/pendrive vfat rw 0 0
dysk /mnt/plik fuseblk rw 0 0
host /mnt/host 9p rw 0 0
systemd-1 /mnt/sam autofs rw 0 0
serwer:/sam /mnt/sam nfs rw 0 0

zły-wiersz
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/urzad.db", "ext4"),
        ("/dane/jan/urzad.db", "ext4"),
        ("/dane/jan/sieć/urzad.db", "fuse.sshfs"),
        ("/mnt/nfs/a/urzad.db", "nfs4"),
        ("/mnt/nfsx/urzad.db", "ext4"),
        ("/mnt/nfs/lokalny/urzad.db", "xfs"),
        ("/mnt/dane urzędu/urzad.db", "cifs"),
        ("/mnt/nowy/urzad.db", "smb3"),
        ("/media/pendrive/urzad.db", "vfat"),
        ("/mnt/plik/urzad.db", "fuseblk"),
        ("/mnt/host/urzad.db", "9p"),
        # what is mounted over another file system hides it
        ("/mnt/sam/urzad.db", "nfs"),
    ],
)
def test_file_system_of_a_path(path: str, kind: str) -> None:
    assert place.file_system(MOUNTS, Path(path)) == kind
    remote = kind in {"nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs"}
    assert (kind in place.NETWORK_TYPES) is remote


def test_without_a_table_nothing_is_known() -> None:
    assert place.file_system("", Path("/urzad.db")) == ""


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        (r"\\serwer\dane\urzad.db", True),
        ("//serwer/dane/urzad.db", True),
        (r"\\?\UNC\serwer\dane\urzad.db", True),
        (r"\\?\C:\dane\urzad.db", False),
        (r"\\.\C:\urzad.db", False),
        (r"C:\dane\urzad.db", False),
        (r"Z:\urzad.db", True),
        (r"\\?\Z:\urzad.db", True),
    ],
)
def test_windows_paths(path: str, remote: bool) -> None:
    asked = []

    def drive_type(root: str) -> int:
        asked.append(root)
        return 4 if root == "Z:\\" else 3

    assert place._is_remote_in_windows(path, drive_type) is remote
    assert all(root.endswith(":\\") for root in asked)


def test_a_database_on_a_share_is_neither_made_nor_opened(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"/dev/sda2 / ext4 rw 0 0\n//serwer/dane {tmp_path} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(place, "MOUNTS", table)
    before = path.read_bytes()
    for deed, target in ((FileStore.open, path), (FileStore.create, tmp_path / "nowa.db")):
        with pytest.raises(DatabaseProblem) as caught:
            deed(target)
        assert caught.value.kind is ProblemKind.NETWORK_SHARE
    assert path.read_bytes() == before
    assert not (tmp_path / "nowa.db").exists()


def test_the_computer_of_the_tests_is_no_share(tmp_path: Path) -> None:
    assert not place.is_network_share(tmp_path / "urzad.db")
