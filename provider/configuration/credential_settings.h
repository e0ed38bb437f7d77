/* provider/configuration/credential_settings.h - which credentials the provider block asks for, for the cluster and for the buckets. */
#ifndef ESDR_CONFIGURATION_CREDENTIAL_SETTINGS_H
#define ESDR_CONFIGURATION_CREDENTIAL_SETTINGS_H

#include "aws/credentials.h"
#include "schemas/provider.h"

/* Whether everything that decides on credentials is known, in the block `aws` and in the block `s3`. */
bool cluster_credentials_are_known(const struct provider_model *model);
bool s3_credentials_are_known(const struct provider_model *model);

/* Those of the block `aws`. Texts live as long as the model, the rest in rq->arena. False, with an error, when aws.assume_role.duration is not
 * between 15 minutes and 12 hours (IAM User Guide, "Update the maximum session duration for a role"). */
WARN_UNUSED bool cluster_credential_settings(struct request *rq, const struct provider_model *model, struct aws_credential_settings *settings);

/* Whether the block `s3` has keys or a profile of its own. */
bool s3_has_own_credentials(const struct provider_model *model);

/* Keys or a profile of the block `s3`, with the shared files of `aws`; without them the same as for the cluster. Never one half from each. */
WARN_UNUSED bool s3_credential_settings(struct request *rq, const struct provider_model *model, struct aws_credential_settings *settings);

#endif
