/* The provider of the framework's tests, once more for this layer. */
#include "framework/gadget.c" // NOLINT(bugprone-suspicious-include): support files are linked a layer at a time
