#include "cluster/cron.h"
#include "cluster/duration.h"
#include "validators/midnight.h"
#include "validators/size.h"
#include "validators/validators.h"

bool same_cron(struct str a, struct str b)
{
    return cron_same(a, b);
}

bool same_duration(struct str a, struct str b)
{
    return duration_same(a, b);
}

bool same_size(struct str a, struct str b)
{
    return size_same(a, b);
}

bool same_date(struct str a, struct str b)
{
    return date_same(a, b);
}

bool same_letter_case(struct str a, struct str b)
{
    return str_equal_ignoring_case(a, b);
}
