#include "functions.h"

#include <dlfcn.h>
#include <pthread.h>

static library functions;
static pthread_once_t found = PTHREAD_ONCE_INIT;

static void find(void) {
#define FIND(function) functions.function = (__typeof__(&function))dlsym(RTLD_NEXT, #function);
  FAULTS_FUNCTIONS(FIND)
#undef FIND
}

const library *libc_functions(void) {
  pthread_once(&found, find);
  return &functions;
}

// Before there are threads: in the child of a process that forked, dlsym could wait for ever for a
// lock that another thread held. Other libraries' constructors may come first, and find the
// functions by their call.
__attribute__((constructor)) static void find_early(void) { libc_functions(); }
