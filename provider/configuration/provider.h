/* provider/configuration/provider.h - what becomes of a provider block: a cluster to speak to, an S3 service, and what this run has planned so far.
 */
#ifndef ESDR_CONFIGURATION_PROVIDER_H
#define ESDR_CONFIGURATION_PROVIDER_H

#include "aws/signed_http.h"
#include "cluster/cluster.h"
#include "configuration/planned_objects.h"
#include "framework/provider.h"
#include "s3/lifecycle_writer.h"

/* One configured provider (one alias). Shared by all requests; everything in it may be used from any thread. */
struct provider {
    struct arena arena; /* texts that live as long as it does */
    struct aws_credential_chain *cluster_credentials, *s3_credentials;
    struct aws_signer cluster_signer;
    struct http_client *s3_http;
    struct cluster *cluster; /* NULL: no endpoints are configured, or they are not known yet */
    struct s3_client *s3;    /* NULL: parts of its configuration are not known yet */
    struct lifecycle_writer lifecycle_writer;
    struct planned_objects *planned;
    bool cluster_is_unknown, s3_is_unknown; /* because the configuration has parts that are only known after other objects exist */
};

/* The slots of the provider's descriptor: configure makes one without touching the network, release destroys it. */
bool provider_configure(struct request *rq, const void *config, struct provider **instance);
void provider_release(struct provider *provider);

/* The cluster. False, with an error that says what to write, when none is configured, or when its configuration is not known yet. */
WARN_UNUSED bool provider_cluster(struct request *rq, struct provider *provider, struct cluster **cluster);

/* Whether it makes sense to ask the cluster, or S3, at plan time: the provider is there and its endpoints, or its credentials, are known. */
bool provider_has_cluster(const struct provider *provider);
bool provider_has_s3(const struct provider *provider);

/* The S3 service. False, with an error, when there are no credentials for it or its configuration is not known yet. */
WARN_UNUSED bool provider_s3(struct request *rq, struct provider *provider, struct s3_client **s3);

#endif
