#include "cluster/cron.h"

#include "base/buffer.h"

struct field_rule {
    const char *title;
    unsigned first, last;
    const struct str *names; /* of the values from `first` on; NULL: none */
    size_t name_count;
};

static const struct str months[] = {STR_INIT("JAN"), STR_INIT("FEB"), STR_INIT("MAR"), STR_INIT("APR"), STR_INIT("MAY"), STR_INIT("JUN"),
                                    STR_INIT("JUL"), STR_INIT("AUG"), STR_INIT("SEP"), STR_INIT("OCT"), STR_INIT("NOV"), STR_INIT("DEC")};
static const struct str weekdays[] = {STR_INIT("SUN"), STR_INIT("MON"), STR_INIT("TUE"), STR_INIT("WED"),
                                      STR_INIT("THU"), STR_INIT("FRI"), STR_INIT("SAT")};

static const struct field_rule rules[CRON_FIELDS] = {
    [CRON_MINUTE] = {"minute", 0, 59, NULL, 0},
    [CRON_HOUR] = {"hour", 0, 23, NULL, 0},
    [CRON_DAY] = {"day of the month", 1, 31, NULL, 0},
    [CRON_MONTH] = {"month", 1, 12, months, ARRAY_LENGTH(months)},
    [CRON_WEEKDAY] = {"day of the week", 0, 7, weekdays, ARRAY_LENGTH(weekdays)},
};

static const unsigned longest_month[] = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

enum { MINUTES_A_DAY = 24 * 60 };

static bool is_star(struct str text)
{
    return str_equal(text, STR("*"));
}

static bool refuse(struct arena *arena, const struct field_rule *rule, struct str item, const char *why, struct str *problem)
{
    *problem = arena_format(arena, "is no schedule of five fields: \"%.*s\" in the field for the %s %s", STR_ARGS(item), rule->title, why);
    return false;
}

static bool read_value(const struct field_rule *rule, struct str text, unsigned *value)
{
    for (size_t i = 0; i < rule->name_count; i++) {
        if (str_equal_ignoring_case(text, rule->names[i])) {
            *value = rule->first + (unsigned)i;
            return true;
        }
    }
    int64_t number;
    if (text.len == 0 || text.len > 2 || text.ptr[0] == '-' || !str_to_int64(text, &number))
        return false;
    *value = (unsigned)number;
    return number >= rule->first && number <= rule->last;
}

static bool read_range(const struct field_rule *rule, struct str text, unsigned *from, unsigned *to)
{
    *from = rule->first;
    *to = rule == &rules[CRON_WEEKDAY] ? 6 : rule->last;
    if (is_star(text))
        return true;
    size_t dash = str_find_byte(text, '-', 0);
    if (!read_value(rule, str_slice(text, 0, dash), from))
        return false;
    *to = *from;
    return dash == text.len || (read_value(rule, str_slice(text, dash + 1, text.len), to) && *from <= *to);
}

static void add_values(uint64_t *values, unsigned from, unsigned to, unsigned step)
{
    for (unsigned value = from; value <= to; value += step)
        *values |= UINT64_C(1) << value;
}

static bool read_item(struct arena *arena, const struct field_rule *rule, struct str item, uint64_t *values, struct str *problem)
{
    size_t slash = str_find_byte(item, '/', 0);
    struct str range = str_slice(item, 0, slash);
    unsigned from, to;
    if (!read_range(rule, range, &from, &to))
        return refuse(arena, rule, item, "is none of *, a number or name in range, or a range a-b that does not run backwards", problem);
    int64_t step = 1;
    if (slash < item.len) {
        if (!is_star(range) && str_find_byte(range, '-', 0) == range.len)
            return refuse(arena, rule, item, "has a step without a range: write a-b/n or */n", problem);
        if (!str_to_int64(str_slice(item, slash + 1, item.len), &step) || step < 1 || step > rule->last)
            return refuse(arena, rule, item, "has a step that is not in range", problem);
    }
    add_values(values, from, to, (unsigned)step);
    return true;
}

static bool read_field(struct arena *arena, const struct field_rule *rule, struct str text, uint64_t *values, struct str *problem)
{
    struct str item;
    size_t items = 0;
    *values = 0;
    for (struct str rest = text; str_next_field(&rest, ',', &item); items++)
        GUARD(read_item(arena, rule, item, values, problem));
    return items > 0 || refuse(arena, rule, text, "is empty", problem);
}

static bool next_word(struct str *rest, struct str *word)
{
    *rest = str_trim(*rest);
    size_t end = 0;
    while (end < rest->len && rest->ptr[end] != ' ' && rest->ptr[end] != '\t')
        end++;
    *word = str_slice(*rest, 0, end);
    *rest = str_slice(*rest, end, rest->len);
    return end > 0;
}

static bool split_words(struct str text, struct str *words, size_t expected, size_t *count)
{
    struct str word;
    *count = 0;
    while (next_word(&text, &word)) {
        if (*count < expected)
            words[*count] = word;
        *count += 1;
    }
    return *count == expected;
}

static bool day_exists(const struct cron *cron)
{
    for (unsigned month = 1; month <= 12; month++)
        for (unsigned day = 1; day <= longest_month[month]; day++)
            if (cron->values[CRON_MONTH] >> month & 1 && cron->values[CRON_DAY] >> day & 1)
                return true;
    return false;
}

bool cron_parse(struct arena *arena, struct str text, struct cron *cron, struct str *problem)
{
    size_t count;
    if (!split_words(text, cron->texts, CRON_FIELDS, &count)) {
        *problem =
            arena_format(arena, "has %zu fields: a schedule has five (minute, hour, day of month, month, day of week), such as \"0 2 * * *\"", count);
        return false;
    }
    for (int field = 0; field < CRON_FIELDS; field++)
        GUARD(read_field(arena, &rules[field], cron->texts[field], &cron->values[field], problem));
    uint64_t *week = &cron->values[CRON_WEEKDAY];
    *week = (*week | *week >> 7) & 0x7f;
    if (is_star(cron->texts[CRON_WEEKDAY]) && !day_exists(cron)) {
        *problem = arena_format(arena, "never runs: no such month has a day %.*s", STR_ARGS(cron->texts[CRON_DAY]));
        return false;
    }
    return true;
}

bool cron_check(struct arena *arena, struct str text, struct str *problem)
{
    struct cron cron;
    return cron_parse(arena, text, &cron, problem);
}

static void append_number(struct buffer *out, const char *separator, unsigned number)
{
    buffer_format(out, "%s%u", separator, number);
}

/* 1 to 7 with runs of three or more as a range. */
static struct str quartz_weekdays(struct arena *arena, uint64_t days)
{
    struct buffer out = {.arena = arena};
    for (unsigned day = 0; day < 7; day++) {
        if (!(days >> day & 1))
            continue;
        unsigned last = day;
        while (last < 6 && days >> (last + 1) & 1)
            last++;
        append_number(&out, out.len ? "," : "", day + 1);
        if (last >= day + 2) {
            append_number(&out, "-", last + 1);
            day = last;
        }
    }
    return buffer_str(&out);
}

static struct str upper_case(struct arena *arena, struct str text)
{
    char *copy = ARENA_ARRAY(arena, char, text.len + 1);
    for (size_t i = 0; i < text.len; i++)
        copy[i] = (char)(text.ptr[i] >= 'a' && text.ptr[i] <= 'z' ? text.ptr[i] - 'a' + 'A' : text.ptr[i]);
    return (struct str){copy, text.len};
}

bool cron_to_quartz(struct arena *arena, const struct cron *cron, struct str *quartz, struct str *problem)
{
    bool any_day = is_star(cron->texts[CRON_DAY]), any_weekday = is_star(cron->texts[CRON_WEEKDAY]);
    if (!any_day && !any_weekday) {
        *problem =
            arena_format(arena, "restricts both the day of the month and the day of the week: Elasticsearch's schedules can restrict only one of "
                                "them; write * for the other, or use two policies");
        return false;
    }
    struct str day = any_weekday ? cron->texts[CRON_DAY] : STR("?");
    struct str weekday = any_weekday ? STR("?") : quartz_weekdays(arena, cron->values[CRON_WEEKDAY]);
    struct str month = upper_case(arena, cron->texts[CRON_MONTH]);
    *quartz = arena_format(arena, "0 %.*s %.*s %.*s %.*s %.*s", STR_ARGS(cron->texts[CRON_MINUTE]), STR_ARGS(cron->texts[CRON_HOUR]), STR_ARGS(day),
                           STR_ARGS(month), STR_ARGS(weekday));
    return true;
}

/* Quartz counts from 1, and takes names as they are. Only lists and ranges: with a step the numbers mean other days. */
static bool weekdays_from_quartz(struct arena *arena, struct str text, struct str *out)
{
    struct buffer buffer = {.arena = arena};
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.ptr[i];
        bool in_number = i + 1 < text.len && text.ptr[i + 1] >= '0' && text.ptr[i + 1] <= '9';
        if (byte >= '0' && byte <= '9' && (byte == '0' || byte > '7' || in_number))
            return false;
        if (byte == '/')
            return false;
        buffer_append_byte(&buffer, byte >= '1' && byte <= '7' ? (char)(byte - 1) : byte);
    }
    *out = buffer_str(&buffer);
    return true;
}

bool cron_from_quartz(struct arena *arena, struct str quartz, struct str *text)
{
    struct str words[6], weekday, problem;
    size_t count;
    if (!split_words(quartz, words, ARRAY_LENGTH(words), &count) || !str_equal(words[0], STR("0")))
        return false;
    GUARD(weekdays_from_quartz(arena, words[5], &weekday));
    struct str day = str_equal(words[3], STR("?")) ? STR("*") : words[3];
    if (str_equal(weekday, STR("?")))
        weekday = STR("*");
    *text =
        arena_format(arena, "%.*s %.*s %.*s %.*s %.*s", STR_ARGS(words[1]), STR_ARGS(words[2]), STR_ARGS(day), STR_ARGS(words[4]), STR_ARGS(weekday));
    struct cron cron;
    return cron_parse(arena, *text, &cron, &problem);
}

static bool runs_at(const struct cron *cron, unsigned minute_of_day)
{
    return cron->values[CRON_HOUR] >> minute_of_day / 60 & 1 && cron->values[CRON_MINUTE] >> minute_of_day % 60 & 1;
}

static bool runs_on_neighbouring_days(const struct cron *cron)
{
    uint64_t days = cron->values[CRON_DAY], week = cron->values[CRON_WEEKDAY];
    bool by_day = days & days >> 1 || (days & 2 && days >> 28);
    bool by_week = week & week >> 1 || (week & 1 && week >> 6 & 1);
    if (is_star(cron->texts[CRON_DAY]))
        return by_week;
    return is_star(cron->texts[CRON_WEEKDAY]) ? by_day : true;
}

int64_t cron_shortest_gap_ms(const struct cron *cron)
{
    unsigned gap = MINUTES_A_DAY, first = MINUTES_A_DAY, last = 0;
    for (unsigned minute = 0; minute < MINUTES_A_DAY; minute++) {
        if (!runs_at(cron, minute))
            continue;
        if (first == MINUTES_A_DAY)
            first = minute;
        else if (minute - last < gap)
            gap = minute - last;
        last = minute;
    }
    unsigned over_midnight = first + MINUTES_A_DAY - last;
    if (runs_on_neighbouring_days(cron) && over_midnight < gap)
        gap = over_midnight;
    return (int64_t)gap * 60000;
}

static bool same_days(const struct cron *a, const struct cron *b)
{
    return is_star(a->texts[CRON_DAY]) == is_star(b->texts[CRON_DAY]) && is_star(a->texts[CRON_WEEKDAY]) == is_star(b->texts[CRON_WEEKDAY]);
}

bool cron_same(struct str a, struct str b)
{
    AUTO_ARENA arena = {0};
    struct cron one, other;
    struct str problem;
    if (!cron_parse(&arena, a, &one, &problem) || !cron_parse(&arena, b, &other, &problem))
        return str_equal(a, b);
    for (int field = 0; field < CRON_FIELDS; field++)
        if (one.values[field] != other.values[field])
            return false;
    return same_days(&one, &other);
}
