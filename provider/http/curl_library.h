/* provider/http/curl_library.h - libcurl, loaded when it is first needed. Private to http. */
#ifndef ESDR_HTTP_CURL_LIBRARY_H
#define ESDR_HTTP_CURL_LIBRARY_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/* The functions we call, under their own names less "curl_", with the types of curl/curl.h. */
struct curl_library {
    __typeof__(curl_global_init) *global_init;
    __typeof__(curl_easy_init) *easy_init;
    __typeof__(curl_easy_cleanup) *easy_cleanup;
    __typeof__(curl_easy_reset) *easy_reset;
    __typeof__(curl_easy_setopt) *easy_setopt;
    __typeof__(curl_easy_getinfo) *easy_getinfo;
    __typeof__(curl_easy_strerror) *easy_strerror;
    __typeof__(curl_multi_init) *multi_init;
    __typeof__(curl_multi_cleanup) *multi_cleanup;
    __typeof__(curl_multi_add_handle) *multi_add_handle;
    __typeof__(curl_multi_remove_handle) *multi_remove_handle;
    __typeof__(curl_multi_perform) *multi_perform;
    __typeof__(curl_multi_poll) *multi_poll;
    __typeof__(curl_multi_info_read) *multi_info_read;
    __typeof__(curl_slist_append) *slist_append;
    __typeof__(curl_slist_free_all) *slist_free_all;
};

/* The library, loaded and initialised once in the process and never unloaded. NULL when that is not possible; curl_library_error says why.
 * Any thread. */
const struct curl_library *curl_library_get(void);

/* A sentence; only after curl_library_get returned NULL. */
const char *curl_library_error(void);

#endif
