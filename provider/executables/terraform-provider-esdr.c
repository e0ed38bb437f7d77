#include "esdr.h"

int main(int argc, char **argv)
{
    return esdr_provider_main(argc, argv);
}
