#include "s3/checksum.h"

#include <openssl/err.h>
#include <openssl/evp.h>

static bool digest_base64(struct arena *arena, const char *algorithm, struct str body, struct str *out)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    size_t length = 0;
    if (EVP_Q_digest(NULL, algorithm, NULL, body.len > 0 ? body.ptr : "", body.len, digest, &length) != 1) {
        ERR_clear_error();
        return false;
    }
    unsigned char *text = arena_allocate(arena, EVP_MAX_MD_SIZE * 2, 1);
    int written = EVP_EncodeBlock(text, digest, (int)length);
    *out = (struct str){(const char *)text, (size_t)written};
    return true;
}

struct http_header s3_checksum_header(struct arena *arena, const char *md5, struct str body)
{
    struct http_header header = {.name = STR("Content-MD5")};
    if (digest_base64(arena, md5, body, &header.value))
        return header;
    header.name = STR("x-amz-checksum-sha256");
    if (!digest_base64(arena, "SHA256", body, &header.value))
        header.value = STR("");
    return header;
}
