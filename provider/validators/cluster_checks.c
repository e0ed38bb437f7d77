#include "cluster/cron.h"
#include "cluster/duration.h"
#include "cluster/names.h"
#include "cluster/timezone.h"
#include "framework/timeouts.h"
#include "validators/checks.h"
#include "validators/size.h"

static bool index_pattern_check(struct arena *arena, struct str text, struct str *problem)
{
    struct str pattern = str_starts_with(text, STR("-")) ? str_slice(text, 1, text.len) : text;
    if (pattern.len == 0)
        return problem_is(arena, problem, "is no name or pattern of indices: write one, such as \"orders-*\", or \"-orders-old\" to leave some out");
    if (str_find_byte(text, ',', 0) < text.len)
        return problem_is(arena, problem, "holds a comma: write every index as an element of its own, [\"a\", \"b\"]");
    if (str_find_byte(text, ' ', 0) < text.len || str_trim(text).len < text.len)
        return problem_is(arena, problem, "holds a blank, which no index has in its name");
    return true;
}

static bool go_duration_check(struct arena *arena, struct str text, struct str *problem)
{
    int64_t ms;
    if (go_duration_parse(text, &ms))
        return true;
    return problem_is(arena, problem, "is no duration: write numbers with the units h, m, s or ms, such as \"20m\" or \"1h30m\", of at most 1000h");
}

DEFINE_VALIDATOR(validate_repository_name, "Not a name for a repository", repository_name_check)
DEFINE_VALIDATOR(validate_repository_name_to_read, "Not the name of a repository", repository_name_check_to_read)
DEFINE_VALIDATOR(validate_snapshot_name, "Not a name for a snapshot", snapshot_name_check)
DEFINE_VALIDATOR(validate_policy_name, "Not a name for a policy", policy_name_check)
DEFINE_VALIDATOR(validate_index_pattern, "Not an index", index_pattern_check)
DEFINE_VALIDATOR(validate_duration, "Not a duration", duration_check)
DEFINE_VALIDATOR(validate_go_duration, "Not a duration", go_duration_check)
DEFINE_VALIDATOR(validate_size, "Not a size", size_check)
DEFINE_VALIDATOR(validate_cron, "Not a schedule", cron_check)
DEFINE_VALIDATOR(validate_timezone, "Not a time zone", timezone_check)
