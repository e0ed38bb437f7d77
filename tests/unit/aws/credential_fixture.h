/* tests/unit/aws/credential_fixture.h - an environment, a home and a token service for tests of credentials. */
#ifndef ESDR_TESTS_AWS_CREDENTIAL_FIXTURE_H
#define ESDR_TESTS_AWS_CREDENTIAL_FIXTURE_H

#include "aws/credentials.h"
#include "http/scripted_server.h"

/* Setup of a test: no AWS_ variable is set, HOME is a new empty folder, the clock stands at 2026-01-01T00:00:00Z. */
int fresh_surroundings(void **state);

/* Teardown: removes the folder. */
int remove_surroundings(void **state);

/* Writes ~/NAME ("config" and "credentials": ~/.aws/NAME) and returns its path. */
struct str write_at_home(struct arena *arena, const char *name, const char *text);

/* The clock of the tests: pass it as now_ms. */
extern int64_t fixture_now_ms;
int64_t fixture_clock(void);

/* A token service, which AWS_ENDPOINT_URL_STS then names. It answers the keys AK<n>, SK<n>, T<n> for the n-th request, for an hour from now on by the
 * clock of the tests; or `sts_status` and `sts_body`, when the latter is set. */
extern int sts_status;
extern const char *sts_body;
struct scripted_server *sts_service_new(void);

/* "AK SK T from SOURCE", or the first diagnostic's detail. */
struct str credentials_text(struct request *rq, struct aws_credential_chain *chain);
struct str credentials_found(struct request *rq, struct aws_credential_settings settings);

static inline void destroy_chain(struct aws_credential_chain **chain)
{
    aws_credential_chain_destroy(*chain);
}

#define AUTO_CHAIN AUTO(destroy_chain) struct aws_credential_chain

#endif
