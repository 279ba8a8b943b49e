// A library that makes the system fail as it does fail, for tests to load into a program before it
// starts (LD_PRELOAD). It stands before the C library's functions, and does nothing unless one of
// these variables is set. A name that it does not know, or a value without which another has no
// meaning, ends the program at once, so that no test passes because of a slip of the pen.
//
// Which programs:
//   FAULTS_PROGRAM=name         only those whose file has this name; otherwise all that load it
//
// Opening a file for reading whose absolute path contains the text:
//   FAULTS_CRASH=text           ends the process by a write through a null pointer
//   FAULTS_ABORT=text           ends it by abort()
//   FAULTS_HANG=text            never comes back, and keeps a core busy
//   FAULTS_SLEEP=text           never comes back, and waits
//   FAULTS_ONCE=prefix          makes each of the four happen once for each path, in whatever
//                               process: a file of a name with that prefix is created for each
//   FAULTS_LOG=file             appends the path, a line an opening
//   FAULTS_LOG_ONLY=text        only paths that contain this
//   FAULTS_NOT_IN=name          nothing of this happens in threads of that name (PR_GET_NAME)
//
// Reading from a file whose absolute path contains FAULTS_READ_OF:
//   FAULTS_READ_ERROR=EIO       fails with that error, by the name that the C library has for it
//
// Changes of the disk at absolute paths that contain FAULTS_UNDER, counted from 1 in each process:
//   FAULTS_COUNT=file           appends a line a change: process, number, function, path
//   FAULTS_KILL_AFTER=n         the nth change is not made: SIGKILL ends the process in its place
//   FAULTS_WRITE_ERROR=ENOSPC   the changes from FAULTS_WRITE_AFTER=n on fail with that error, 1
//                               without it: bytes written, files that grow, new files, folders and
//                               links, and renaming
//   FAULTS_WRITE_ALSO=sync,removal
//                               fsync and its like, or what takes away (files, folders, bytes),
//                               fails likewise; both are counted in any case
//   FAULTS_HALF=1               the first write, pwrite that is hit writes half of its bytes before
//                               that
//
// Asking what the disk has free:
//   FAULTS_FREE=bytes           it is that much
//
// In what is logged, bytes that are not printable ASCII, and backslashes, are written as \xHH. What
// the C library does within itself is out of reach: of a FILE the opening is seen, and its reading
// and writing not. Nor are changes made through mapped memory seen, nor calls of syscall().
#pragma once
