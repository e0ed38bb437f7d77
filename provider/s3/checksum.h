/* provider/s3/checksum.h - the checksum header that S3 wants on documents (s3.md 2.1). Private to provider/s3. */
#ifndef ESDR_S3_CHECKSUM_H
#define ESDR_S3_CHECKSUM_H

#include "http/http.h"

/* Content-MD5, which every store understands; x-amz-checksum-sha256 where OpenSSL has no MD5 (FIPS). `md5` names the digest to try first: "MD5"
 * except in tests. The value lives in `arena`. */
struct http_header s3_checksum_header(struct arena *arena, const char *md5, struct str body);

#endif
