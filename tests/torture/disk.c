/* Preloaded into a process: writes down what it does to the files of one folder, and makes the disk refuse.

   Nothing happens until the process itself calls disk_tape() or disk_faults() (by ctypes). A record is written after
   the call it tells of succeeded, and before the process goes on; several processes may share one tape.
   Record: kind (1 byte), file number, offset, length of path, length of data (8 bytes each, little endian), then both.
*/
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define MOST 4096

static int tape = -1;
static char root[PATH_MAX];
static size_t root_length;
static char watched[MOST]; /* by descriptor */
static double failing;     /* probability that a write or a sync fails */
static uint64_t dice = 1;
static int64_t room = -1;  /* bytes by which files may still grow; -1: any number */

static void record(char kind, uint64_t number, int64_t offset, const char *path, const void *data, size_t length) {
    if (tape < 0) return;
    uint64_t head[4] = {number, (uint64_t)offset, path ? strlen(path) : 0, length};
    struct iovec parts[4] = {{&kind, 1}, {head, sizeof head}, {(void *)path, head[2]}, {(void *)data, length}};
    if (syscall(SYS_writev, tape, parts, 4) != (long)(1 + sizeof head + head[2] + length)) abort();
}

static int inside(const char *path) {
    return root_length && path && !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

void disk_watch(const char *folder) { snprintf(root, sizeof root, "%s", folder); root_length = strlen(root); }

void disk_tape(const char *path) {
    tape = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (tape < 0) abort();
}

void disk_faults(double probability, uint64_t seed, int64_t growth) { failing = probability; dice = seed | 1; room = growth; }

static int unlucky(void) {
    if (failing <= 0) return 0;
    dice ^= dice << 13; dice ^= dice >> 7; dice ^= dice << 17;
    return (double)(dice >> 11) / 9007199254740992.0 < failing;
}

static uint64_t number_of(int fd) { struct stat s; return fstat(fd, &s) ? 0 : s.st_ino; }
static int ours(int fd) { return fd >= 0 && fd < MOST && watched[fd]; }

static const char *absolute(int folder, const char *path, char *buffer) {
    if (path[0] == '/' || folder == AT_FDCWD) return path;
    char link[64], base[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, base, sizeof base - 1);
    if (length < 0) return path;
    base[length] = 0;
    if (snprintf(buffer, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) abort();
    return buffer;
}

static int opened(int fd, const char *path, int existed, int flags) {
    if (fd < 0 || fd >= MOST) return fd;
    watched[fd] = (char)inside(path);
    if (watched[fd] && (flags & O_CREAT) && !existed) record('c', number_of(fd), 0, path, NULL, 0);
    if (watched[fd] && existed && (flags & O_TRUNC)) record('t', number_of(fd), 0, NULL, NULL, 0);
    return fd;
}

#define MODE(flags) mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list a; va_start(a, flags); mode = va_arg(a, mode_t); va_end(a); }
#define OPENING(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); MODE(flags) \
        int existed = inside(path) && !access(path, F_OK); \
        return opened(real(path, flags, mode), path, existed, flags); }
#define OPENING_AT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        REAL(name); MODE(flags) \
        char buffer[PATH_MAX]; const char *full = absolute(folder, path, buffer); \
        int existed = inside(full) && !access(full, F_OK); \
        return opened(real(folder, path, flags, mode), full, existed, flags); }
OPENING(open)
OPENING(open64)
OPENING_AT(openat)
OPENING_AT(openat64)

int close(int fd) { REAL(close); if (fd >= 0 && fd < MOST) watched[fd] = 0; return real(fd); }

static void wrote(int fd, const void *data, ssize_t length, off_t offset) {
    if (length > 0) record('w', number_of(fd), offset, NULL, data, (size_t)length);
}

/* How many of the bytes the disk takes; fewer than asked means that it refuses then. */
static size_t taken(int fd, size_t length, off_t offset) {
    if (unlucky()) { errno = EIO; return length / 1024 * 512; }
    struct stat s;
    if (room < 0 || fstat(fd, &s)) return length;
    int64_t growth = offset + (int64_t)length - s.st_size;
    if (growth <= 0) return length;
    if (growth <= room) { room -= growth; return length; }
    errno = ENOSPC;
    return 0;
}

ssize_t write(int fd, const void *data, size_t length) {
    REAL(write);
    if (!ours(fd)) {
        ssize_t done = real(fd, data, length);
        if (fd == 1 && done > 0) record('a', 0, 0, NULL, data, (size_t)done);
        return done;
    }
    off_t offset = lseek(fd, 0, SEEK_CUR);
    size_t part = taken(fd, length, offset);
    int why = errno;
    ssize_t done = part ? real(fd, data, part) : 0;
    wrote(fd, data, done, offset);
    if (part == length) return done;
    errno = why;
    return -1;
}

#define WRITING_AT(name, offset_type) \
    ssize_t name(int fd, const void *data, size_t length, offset_type offset) { \
        REAL(name); \
        if (!ours(fd)) return real(fd, data, length, offset); \
        size_t part = taken(fd, length, offset); \
        int why = errno; \
        ssize_t done = part ? real(fd, data, part, offset) : 0; \
        wrote(fd, data, done, offset); \
        if (part == length) return done; \
        errno = why; \
        return -1; }
WRITING_AT(pwrite, off_t)
WRITING_AT(pwrite64, off64_t)

#define SYNCING(name) \
    int name(int fd) { \
        REAL(name); \
        if (!ours(fd)) return real(fd); \
        if (unlucky()) { errno = EIO; return -1; } \
        int done = real(fd); \
        if (!done) { \
            struct stat s; char link[64], path[PATH_MAX]; \
            snprintf(link, sizeof link, "/proc/self/fd/%d", fd); \
            ssize_t length = readlink(link, path, sizeof path - 1); \
            path[length < 0 ? 0 : length] = 0; \
            int folder = !fstat(fd, &s) && S_ISDIR(s.st_mode); \
            record(folder ? 'd' : 's', s.st_ino, 0, path, NULL, 0); \
        } \
        return done; }
SYNCING(fsync)
SYNCING(fdatasync)

#define CUTTING(name, offset_type) \
    int name(int fd, offset_type size) { \
        REAL(name); \
        if (ours(fd) && unlucky()) { errno = EIO; return -1; } \
        int done = real(fd, size); \
        if (!done && ours(fd)) record('t', number_of(fd), size, NULL, NULL, 0); \
        return done; }
CUTTING(ftruncate, off_t)
CUTTING(ftruncate64, off64_t)

/* The kernel copies: what arrived is read back. */
static void copied(int fd, ssize_t length, off_t offset) {
    if (length <= 0 || !ours(fd)) return;
    char *data = malloc((size_t)length), name[64];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    int again = (int)syscall(SYS_openat, AT_FDCWD, name, O_RDONLY | O_CLOEXEC);
    if (!data || again < 0 || syscall(SYS_pread64, again, data, length, offset) != length) abort();
    syscall(SYS_close, again);
    wrote(fd, data, length, offset);
    free(data);
}
#define SENDING(name, offset_type) \
    ssize_t name(int to, int from, offset_type *at, size_t length) { \
        REAL(name); \
        off_t offset = ours(to) ? lseek(to, 0, SEEK_CUR) : 0; \
        ssize_t done = real(to, from, at, length); \
        copied(to, done, offset); \
        return done; }
SENDING(sendfile, off_t)
SENDING(sendfile64, off64_t)
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *into, size_t length, unsigned flags) {
    REAL(copy_file_range);
    off_t offset = into ? *into : ours(to) ? lseek(to, 0, SEEK_CUR) : 0;
    ssize_t done = real(from, at, to, into, length, flags);
    copied(to, done, offset);
    return done;
}

/* A file must not grow unseen. */
int posix_fallocate(int fd, off_t offset, off_t length) {
    REAL(posix_fallocate);
    return ours(fd) ? EOPNOTSUPP : real(fd, offset, length);
}
int posix_fallocate64(int fd, off64_t offset, off64_t length) {
    REAL(posix_fallocate64);
    return ours(fd) ? EOPNOTSUPP : real(fd, offset, length);
}

static int gone(int done, const char *path) { if (!done && inside(path)) record('u', 0, 0, path, NULL, 0); return done; }
int unlink(const char *path) { REAL(unlink); return gone(real(path), path); }
int rmdir(const char *path) { REAL(rmdir); return gone(real(path), path); }
int unlinkat(int folder, const char *path, int flags) {
    REAL(unlinkat);
    char buffer[PATH_MAX]; const char *full = absolute(folder, path, buffer);
    return gone(real(folder, path, flags), full);
}

static int two(char kind, int done, const char *from, const char *to) {
    if (!done && (inside(from) || inside(to))) {
        struct stat s;
        uint64_t number = stat(to, &s) ? 0 : s.st_ino;
        record(kind, number, 0, from, to, strlen(to));
    }
    return done;
}
int rename(const char *from, const char *to) { REAL(rename); return two('r', real(from, to), from, to); }
int renameat(int one, const char *from, int other, const char *to) {
    REAL(renameat);
    char a[PATH_MAX], b[PATH_MAX];
    const char *x = absolute(one, from, a), *y = absolute(other, to, b);
    return two('r', real(one, from, other, to), x, y);
}
int link(const char *from, const char *to) { REAL(link); return two('l', real(from, to), from, to); }
int linkat(int one, const char *from, int other, const char *to, int flags) {
    REAL(linkat);
    char a[PATH_MAX], b[PATH_MAX];
    const char *x = absolute(one, from, a), *y = absolute(other, to, b);
    return two('l', real(one, from, other, to, flags), x, y);
}
static int folder_made(int done, const char *path) { if (!done && inside(path)) record('m', 0, 0, path, NULL, 0); return done; }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); return folder_made(real(path, mode), path); }
int mkdirat(int folder, const char *path, mode_t mode) {
    REAL(mkdirat);
    char buffer[PATH_MAX]; const char *full = absolute(folder, path, buffer);
    return folder_made(real(folder, path, mode), full);
}
