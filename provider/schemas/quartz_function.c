/* Generated from schemas/functions/quartz.json by make generate. */
#include "schemas/quartz_function.h"

/* clang-format off */

const char quartz_summary[] = "A schedule of five fields in the form that Elasticsearch uses";

const char quartz_description[] =
    "Turns `30 1 * * *` into `0 30 1 * * ?`: the Quartz form of Elasticsearch's schedules, with seconds and other numbers for weekdays. A "
    "schedule that restricts both days of the month and days of the week has no such form and is an error.";

const struct function_parameter quartz_parameters[] = {
    {.name = STR_INIT("cron"), .type = &type_string, .description = "Five fields: minute, hour, day of month, month, day of week."},
};
