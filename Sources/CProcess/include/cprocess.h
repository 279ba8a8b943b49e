// What Swift cannot call of the system: fork, passing a descriptor through a socket, and syncfs. Each
// function that can fail gives -1 and sets errno then, as system calls do.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

// Two connected sockets that keep messages apart (SOCK_SEQPACKET) or not (SOCK_STREAM), closed on
// exec.
int process_socket_pair(int keeps_messages, int sockets[2]);

// Sends a message, with a descriptor unless it is -1. Nothing is sent to a peer that is gone:
// EPIPE, without a signal.
ssize_t process_send(int socket, const void *bytes, size_t count, int descriptor);

// Receives a message of at most `count` bytes, and into `descriptor` what came with it, or -1.
// 0 where the peer is gone.
ssize_t process_receive(int socket, void *bytes, size_t count, int *descriptor);

// fork. The caller has one thread only: of others the child would have what they held locked, and
// nobody to unlock it.
pid_t process_fork(void);

// Has the kernel kill this process when its parent ends. -1 also where that has happened already.
int process_end_with_parent(pid_t parent);

// Has the kernel dump no core of this process when it crashes.
void process_dump_no_core(void);

// Has the kernel end this process rather than others when there is no memory left.
void process_offer_to_oom_killer(void);

// Gives the process the name that ps and top show.
void process_set_name(const char *name);

// Waits for a child's end. Gives its exit status, or 0 and in `signal` what ended it.
int process_wait(pid_t child, int *signal);

// Whether a child has ended, of which nothing is left then. 1 or 0, also where there is none.
int process_has_ended(pid_t child);

// syncfs: brings everything to the disk that was written to the file system of an open file.
int process_sync_file_system(int descriptor);

#ifdef __cplusplus
}
#endif
