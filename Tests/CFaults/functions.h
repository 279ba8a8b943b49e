// The C library's own functions, which those of the same name here stand before.
#pragma once

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

// What a program calls in place of open and read when it was compiled with checks of its buffers.
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);
int __openat_2(int folder, const char *path, int flags);
int __openat64_2(int folder, const char *path, int flags);
ssize_t __read_chk(int file, void *bytes, size_t count, size_t capacity);
ssize_t __pread_chk(int file, void *bytes, size_t count, off_t at, size_t capacity);
ssize_t __pread64_chk(int file, void *bytes, size_t count, off64_t at, size_t capacity);

#define FAULTS_FUNCTIONS(X)                                                                      \
  X(open) X(open64) X(openat) X(openat64) X(creat) X(creat64) X(fopen) X(fopen64)                \
  X(mkstemp) X(mkstemp64) X(mkostemp) X(mkostemp64) X(mkdtemp)                                   \
  X(write) X(pwrite) X(pwrite64) X(writev) X(pwritev) X(pwritev64) X(pwritev2) X(pwritev64v2)    \
  X(sendfile) X(sendfile64) X(copy_file_range)                                                   \
  X(ftruncate) X(ftruncate64) X(truncate) X(truncate64)                                          \
  X(fallocate) X(fallocate64) X(posix_fallocate) X(posix_fallocate64)                            \
  X(fsync) X(fdatasync) X(syncfs)                                                                \
  X(mkdir) X(mkdirat) X(link) X(linkat) X(symlink) X(symlinkat)                                  \
  X(rename) X(renameat) X(renameat2) X(unlink) X(unlinkat) X(rmdir) X(remove)                    \
  X(read) X(pread) X(pread64) X(readv) X(preadv) X(preadv64) X(preadv2) X(preadv64v2)            \
  X(__read_chk) X(__pread_chk) X(__pread64_chk)                                                  \
  X(statvfs) X(statvfs64)

#define FAULTS_POINTER(function) __typeof__(&function) function;
typedef struct library {
  FAULTS_FUNCTIONS(FAULTS_POINTER)
} library;
#undef FAULTS_POINTER

const library *libc_functions(void);

// Marks what is to be found in place of the C library's function.
#define INSTEAD __attribute__((visibility("default")))
