#include "cluster/answer_meaning.h"

static bool reason_matches(struct str reason, const char *pattern)
{
    struct str expected = str_from(pattern);
    if (str_starts_with(expected, STR("*")))
        return str_ends_with(reason, str_slice(expected, 1, expected.len));
    if (str_ends_with(expected, STR("*")))
        return str_starts_with(reason, str_slice(expected, 0, expected.len - 1));
    return str_equal(reason, expected);
}

static bool matches(const struct cluster_answer *answer, const struct error_meaning *row)
{
    return (row->status == 0 || row->status == answer->status) && (!row->type || str_equal(answer->type, str_from(row->type))) &&
           (!row->reason || reason_matches(answer->reason, row->reason));
}

enum answer_meaning answer_meaning(const struct cluster_answer *answer, const struct error_meaning *rows, size_t count)
{
    if (cluster_answer_is_success(answer))
        return MEANS_SUCCESS;
    for (size_t i = 0; i < count; i++)
        if (matches(answer, &rows[i]))
            return rows[i].meaning;
    return MEANS_FAILED;
}
