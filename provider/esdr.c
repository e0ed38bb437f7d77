#include "esdr.h"

#include <stdio.h>

const char *esdr_version(void)
{
    return ESDR_VERSION;
}

int esdr_provider_main(int argc, char **argv)
{
    (void)argc;
    fprintf(stderr, "%s %s is a provider of Terraform and OpenTofu, and is started by them.\n", argv[0], esdr_version());
    return 1;
}
