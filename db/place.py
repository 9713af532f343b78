"""Where a database file lies: SQLite's log needs memory that all programs share, so the disk has to be this computer's.

On a network share locks are often not sent (a file was damaged after 182 saves in a trial with such locks), and the
memory beside the log is never shared. https://www.sqlite.org/wal.html, https://www.sqlite.org/useovernet.html
"""

import sys
from collections.abc import Callable
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")

NETWORK_TYPES = frozenset({
    "9p", "afpfs", "afs", "ceph", "cifs", "coda", "davfs", "fuse.cephfs", "fuse.davfs2", "fuse.gcsfuse",
    "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs",
    "fuse.vmhgfs-fuse", "fuse.webdavfs", "glusterfs", "gfs2", "lustre", "ncp", "ncpfs", "nfs", "nfs4", "ocfs2",
    "pvfs2", "smb", "smb2", "smb3", "smbfs", "sshfs", "vboxsf",
})  # fmt: skip
"""File systems whose files other computers change, as the kernel names them (proc(5), mount(8))."""

_DRIVE_REMOTE = 4
"""What GetDriveTypeW says of a network drive (winbase.h)."""


def is_network_share(path: Path) -> bool:
    """Whether ``path`` lies on a disk of another computer; False where that cannot be found out."""
    if sys.platform == "win32":
        return _is_remote_in_windows(str(path.absolute()))
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        resolved = path.resolve()
    except OSError:
        # macOS and BSD have no such table
        return False
    return file_system(mounts, resolved) in NETWORK_TYPES


def file_system(mounts: str, path: Path) -> str:
    """The type of the file system that holds an absolute path without links; blank when the table has none.

    ``mounts`` is the text of /proc/self/mounts: device, mount point, type and more, blanks written as ``\\040``.
    """
    kind, depth = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(_unescaped(fields[1]))
        # a later line covers an earlier one at the same place
        if len(point.parts) >= depth and path.is_relative_to(point):
            kind, depth = fields[2], len(point.parts)
    return kind


def _unescaped(field: str) -> str:
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, letter)
    return field


def is_unc(path: str) -> bool:
    r"""Whether a Windows path names a computer: ``\\server\share`` or ``\\?\UNC\server\share``."""
    plain = path.replace("/", "\\")
    if plain.upper().startswith("\\\\?\\UNC\\"):
        return True
    return plain.startswith("\\\\") and not plain.startswith(("\\\\?\\", "\\\\.\\"))


def _is_remote_in_windows(path: str, drive_type: Callable[[str], int] | None = None) -> bool:
    if is_unc(path):
        return True
    drive = path.removeprefix("\\\\?\\")[:2]
    if drive_type is None:
        import ctypes

        drive_type = ctypes.windll.kernel32.GetDriveTypeW  # type: ignore[attr-defined,unused-ignore]
    return drive[1:] == ":" and drive_type(f"{drive}\\") == _DRIVE_REMOTE
