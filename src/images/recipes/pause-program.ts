import type { CProgramRecipe } from './recipe.ts';

/** The first process of every pod: holds its namespaces, reaps orphans, ends at once when told to. */
export function pauseProgram(version: string): CProgramRecipe & { readonly revision: number } {
  return { type: 'c-program', revision: 1, name: 'pause', version, source: source(version) };
}

function source(version: string): string {
  return `#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void end(int signal_number) {
  (void)signal_number;
  _exit(0);
}

static void reap(int signal_number) {
  (void)signal_number;
  while (waitpid(-1, NULL, WNOHANG) > 0) {
  }
}

int main(int count, char **arguments) {
  struct sigaction ending = {.sa_handler = end};
  struct sigaction reaping = {.sa_handler = reap, .sa_flags = SA_NOCLDSTOP};
  if (count > 1 && strcmp(arguments[1], "-v") == 0) {
    puts("pause ${version}");
    return 0;
  }
  if (sigaction(SIGINT, &ending, NULL) || sigaction(SIGTERM, &ending, NULL) || sigaction(SIGCHLD, &reaping, NULL)) {
    perror("pause: no signal handler");
    return 1;
  }
  for (;;) {
    pause();
  }
}
`;
}
