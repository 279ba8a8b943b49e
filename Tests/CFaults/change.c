#include "change.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "settings.h"

static atomic_long made;
static atomic_bool has_halved;

static void count_anew(void) {
  made = 0;
  has_halved = false;
}

// A child's changes are counted from 1, as another process's are.
__attribute__((constructor)) static void watch_forks(void) {
  pthread_atfork(NULL, NULL, count_anew);
}

static bool fails(change change, long number, const settings *settings) {
  if (!settings->write_error || number < settings->write_after) return false;
  switch (change) {
    case CHANGE_BYTES:
    case CHANGE_GROWTH: return true;
    case CHANGE_REMOVAL: return settings->removal_fails;
    case CHANGE_SYNC: return settings->sync_fails;
  }
  return false;
}

verdict change_verdict(change change, const char *function, const place *place) {
  const settings *settings = faults_settings();
  verdict verdict = {0};
  if (!settings->sees_changes || !place_contains(place, settings->under)) return verdict;
  const long number = ++made;
  if (settings->count) {
    char start[64];
    snprintf(start, sizeof(start), "%d %ld %s ", (int)getpid(), number, function);
    place_note(settings->count, start, place);
  }
  if (fails(change, number, settings)) verdict.error = settings->write_error;
  verdict.kills = number == settings->kill_after;
  if (settings->half && change == CHANGE_BYTES && (verdict.kills || verdict.error))
    verdict.half = !atomic_exchange(&has_halved, true);
  return verdict;
}

int change_carry_out(verdict verdict) {
  if (verdict.kills) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
  }
  return verdict.error;
}

int change_begins(change change, const char *function, const place *place) {
  return change_carry_out(change_verdict(change, function, place));
}
