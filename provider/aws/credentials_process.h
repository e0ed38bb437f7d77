/* provider/aws/credentials_process.h - credentials that a program prints: the setting credential_process of a profile (s3.md 4.5). */
#ifndef ESDR_AWS_CREDENTIALS_PROCESS_H
#define ESDR_AWS_CREDENTIALS_PROCESS_H

#include "aws/credentials.h"

enum { CREDENTIAL_PROCESS_TIMEOUT_MS = 60000, CREDENTIAL_PROCESS_OUTPUT_MAX = 64 * 1024 };

/* The words of a command line: blanks separate, single quotes keep everything, double quotes keep all but \" and \\, a backslash elsewhere keeps the
 * next byte. The array ends with NULL and lives in `arena`. NULL when a quote is not closed or there is no word. */
char **command_words(struct arena *arena, struct str command);

/* Runs the program, without a shell, and reads {"Version": 1, "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"} from its output. Its
 * standard input is empty and its error output is dropped; it inherits the environment, no open file, no signal setting. After `timeout_ms`, when
 * rq->cancelled is set or at rq->deadline_ms it is killed with all it has started. Blocks. False with a diagnostic, which never holds the output. */
WARN_UNUSED bool credentials_process_run(struct request *rq, struct str command, int64_t timeout_ms, int64_t now_ms,
                                         struct aws_credentials *credentials);

#endif
