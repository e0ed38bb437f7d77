/* provider/http/proxy.h - which proxy a URL is reached through. Private to http. */
#ifndef ESDR_HTTP_PROXY_H
#define ESDR_HTTP_PROXY_H

#include "http/http.h"

struct proxy_settings {
    struct str always;      /* given by the user: nothing else counts */
    struct str https, http; /* of the environment, by the scheme of the URL */
    struct str exceptions;  /* NO_PROXY */
};

/* Takes `configured` when it is not empty, else reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY (else in lower case). Copies into `arena`. */
struct proxy_settings proxy_settings_read(struct arena *arena, struct str configured);

/* The proxy's URL; empty: none. Rules: http.h, http_client_new. */
struct str proxy_for(const struct proxy_settings *settings, const struct http_url *url);

#endif
