#define _GNU_SOURCE
#include "cprocess.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int process_socket_pair(int keeps_messages, int sockets[2]) {
  const int type = keeps_messages ? SOCK_SEQPACKET : SOCK_STREAM;
  return socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, sockets);
}

// Room for a control message with one descriptor, aligned as its header has to be.
typedef union control {
  struct cmsghdr header;
  char bytes[CMSG_SPACE(sizeof(int))];
} control;

ssize_t process_send(int socket, const void *bytes, size_t count, int descriptor) {
  struct iovec data = {(void *)bytes, count};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1};
  control room;
  if (descriptor >= 0) {
    memset(&room, 0, sizeof(room));
    message.msg_control = &room;
    message.msg_controllen = sizeof(room);
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
  }
  ssize_t sent;
  do sent = sendmsg(socket, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent;
}

ssize_t process_receive(int socket, void *bytes, size_t count, int *descriptor) {
  struct iovec data = {bytes, count};
  control room;
  struct msghdr message = {
      .msg_iov = &data, .msg_iovlen = 1, .msg_control = &room, .msg_controllen = sizeof(room)};
  *descriptor = -1;
  ssize_t received;
  do received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  while (received < 0 && errno == EINTR);
  if (received < 0) return received;
  const struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
    memcpy(descriptor, CMSG_DATA(header), sizeof(int));
  return received;
}

pid_t process_fork(void) { return fork(); }

int process_end_with_parent(pid_t parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return -1;
  // The parent may have ended before the call.
  if (getppid() != parent) {
    errno = ESRCH;
    return -1;
  }
  return 0;
}

void process_dump_no_core(void) {
  // Of 0 bytes one would still be piped to a program (core(5)); 1 byte the kernel takes for neither
  // (do_coredump).
  const struct rlimit none = {1, 1};
  setrlimit(RLIMIT_CORE, &none);
}

void process_offer_to_oom_killer(void) {
  const int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  // Of -1000 to 1000. Where it cannot be set the kernel chooses as it likes.
  const ssize_t written = write(file, "500", 3);
  (void)written;
  close(file);
}

void process_set_name(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }

int process_wait(pid_t child, int *signal) {
  int status;
  pid_t ended;
  do ended = waitpid(child, &status, 0);
  while (ended < 0 && errno == EINTR);
  *signal = 0;
  if (ended < 0) return -1;
  if (WIFSIGNALED(status)) {
    *signal = WTERMSIG(status);
    return 0;
  }
  return WEXITSTATUS(status);
}

int process_has_ended(pid_t child) {
  pid_t ended;
  do ended = waitpid(child, NULL, WNOHANG);
  while (ended < 0 && errno == EINTR);
  return ended != 0;
}

int process_sync_file_system(int descriptor) { return syncfs(descriptor); }
