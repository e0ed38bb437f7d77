/* provider/plugin/crash.h - last words: lines that Terraform shows to the user as the reason of a crash (terraform-plugin-protocol.md 1.5). */
#ifndef ESDR_PLUGIN_CRASH_H
#define ESDR_PLUGIN_CRASH_H

#include "base/compiler.h"

/* From now on SIGSEGV, SIGABRT, SIGBUS, SIGFPE and SIGILL first write lines to standard error ("panic: SIGSEGV ...", what was being served, the
 * version, the stack), remove the socket, and then end the process the way they would have. `version` is one line about the program and has to stay.
 * Once, before other threads exist; it guards the calling thread against an overflow of its stack too. */
void crash_catch(const char *version);

/* Says what this thread is doing, for the crash lines; NULL for nothing. The text has to stay until the next call. Any thread; cheap. */
void crash_doing(const char *what);

/* Gives the calling thread a second stack, so that an overflow of the first can be reported, and takes it back before the thread ends. NULL when
 * there is no memory for one, which can be released all the same. */
void *crash_guard_thread(void);
void crash_release_thread(void *stack);

#endif
