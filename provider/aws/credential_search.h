/* provider/aws/credential_search.h - gathers what the sources of credentials look at: settings, environment, shared files. */
#ifndef ESDR_AWS_CREDENTIAL_SEARCH_H
#define ESDR_AWS_CREDENTIAL_SEARCH_H

#include "aws/credential_source.h"

/* Fills `search` with copies in `arena`, which must outlive it. False, with diagnostics below `at`, when a file of the settings cannot be read or is
 * malformed (at.shared_config_files, at.shared_credentials_files), or the settings' profile does not exist (at.profile). A file of the environment or
 * in ~/.aws that is not there is none; one that is unusable goes to search->file_problem, and is an error when the settings name a profile. */
WARN_UNUSED bool credential_search_begin(struct request *rq, struct arena *arena, const struct aws_credential_settings *settings, struct path at,
                                         struct credential_search *search);

#endif
