#include "http/curl_library.h"

#include "base/compiler.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define CURL_LIBRARY_NAME "libcurl.so.4"

static struct curl_library library;
static char error[512];
static pthread_once_t once = PTHREAD_ONCE_INIT;

#define SYMBOL(function)                                                                                                                             \
    {                                                                                                                                                \
        "curl_" #function, offsetof(struct curl_library, function)                                                                                   \
    }

static const struct {
    const char *name;
    size_t offset;
} symbols[] = {
    SYMBOL(global_init),   SYMBOL(easy_init),        SYMBOL(easy_cleanup),        SYMBOL(easy_reset),
    SYMBOL(easy_setopt),   SYMBOL(easy_getinfo),     SYMBOL(easy_strerror),       SYMBOL(multi_init),
    SYMBOL(multi_cleanup), SYMBOL(multi_add_handle), SYMBOL(multi_remove_handle), SYMBOL(multi_perform),
    SYMBOL(multi_poll),    SYMBOL(multi_info_read),  SYMBOL(slist_append),        SYMBOL(slist_free_all),
};

static bool failed(const char *reason)
{
    snprintf(error, sizeof(error), "The library %s cannot be used: %s. Install the package that has it (Debian: libcurl4).", CURL_LIBRARY_NAME,
             reason ? reason : "unknown reason");
    return false;
}

static bool load(void)
{
    void *handle = dlopen(CURL_LIBRARY_NAME, RTLD_NOW | RTLD_LOCAL);
    if (!handle)
        return failed(dlerror());
    for (size_t i = 0; i < ARRAY_LENGTH(symbols); i++) {
        void *address = dlsym(handle, symbols[i].name);
        if (!address)
            return failed(dlerror());
        memcpy((char *)&library + symbols[i].offset, &address, sizeof(address));
    }
    if (library.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return failed("it does not start");
    return true;
}

static void load_once(void)
{
    if (!load())
        library = (struct curl_library){0};
}

const struct curl_library *curl_library_get(void)
{
    pthread_once(&once, load_once);
    return library.global_init ? &library : NULL;
}

const char *curl_library_error(void)
{
    return error;
}
