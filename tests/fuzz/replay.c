/* Runs a fuzz target on every file of the folders given as arguments, whole and cut short at each byte. */
#include "fuzz/fuzz.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INPUT_BYTES_MAX = 1 << 20 };

static uint8_t input[INPUT_BYTES_MAX];

/* The input in a block of its own length, so that AddressSanitizer sees a read behind its end. */
static void run(size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    if (!copy)
        abort();
    memcpy(copy, input, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static int replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return 0;
    size_t size = fread(input, 1, sizeof(input), file);
    fclose(file);
    for (size_t cut = 0; cut <= size; cut++)
        run(cut);
    return 1;
}

static int replay_folder(const char *folder)
{
    DIR *entries = opendir(folder);
    if (!entries)
        return 0;
    int files = 0;
    for (struct dirent *entry = readdir(entries); entry; entry = readdir(entries)) {
        char path[PATH_MAX];
        snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.')
            files += replay_file(path);
    }
    closedir(entries);
    return files;
}

int main(int argc, char **argv)
{
    int files = 0;
    for (int at = 1; at < argc; at++)
        files += replay_folder(argv[at]);
    printf("%s: %d inputs\n", argv[0], files);
    return files > 0 ? 0 : 1;
}
