// Put before the program's libraries (LD_PRELOAD): its fork server is started by valgrind, and the
// instructions of workers counted from the moment that they are forked. The program itself runs
// without valgrind, so it is refused to fork the server, and starts it as /proc/self/exe, which is
// valgrind's own under valgrind; and it would take minutes for the models.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <valgrind/callgrind.h>

// What is executed instead, as words with a line feed after each; the arguments follow.
static const char kCommand[] = "ALIGN_BENCH_SPAWN";
enum { kMostWords = 64 };

typedef int Spawn(pid_t *, const char *, const posix_spawn_file_actions_t *,
                  const posix_spawnattr_t *, char *const[], char *const[]);

int posix_spawn(pid_t *process, const char *path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *attributes, char *const arguments[],
                char *const environment[]) {
  Spawn *spawn = (Spawn *)dlsym(RTLD_NEXT, "posix_spawn");
  const char *command = getenv(kCommand);
  if (command == NULL || strcmp(path, "/proc/self/exe") != 0)
    return spawn(process, path, actions, attributes, arguments, environment);
  char *text = strdup(command);
  if (text == NULL) return ENOMEM;
  char *words[kMostWords + 1];
  int count = 0;
  for (char *word = strtok(text, "\n"); word != NULL && count < kMostWords;
       word = strtok(NULL, "\n"))
    words[count++] = word;
  for (int i = 1; arguments[i] != NULL && count < kMostWords; ++i) words[count++] = arguments[i];
  words[count] = NULL;
  const int code = spawn(process, words[0], actions, attributes, words, environment);
  free(text);
  return code;
}

pid_t fork(void) {
  if (!RUNNING_ON_VALGRIND) {
    errno = EAGAIN;
    return -1;
  }
  const pid_t child = ((pid_t(*)(void))dlsym(RTLD_NEXT, "fork"))();
  if (child == 0) CALLGRIND_START_INSTRUMENTATION;
  return child;
}
