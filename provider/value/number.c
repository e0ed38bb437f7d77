#include "value/value.h"

/* A decimal number as sign, significant digits without zeros at either end, and the power of ten of the first digit. Zero has no digits. */
struct decimal {
    bool negative;
    struct str before, after; /* the digits on both sides of the point; leading zeros of the whole are cut off */
    int64_t exponent;         /* of the first significant digit */
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static size_t digits_from(struct str text, size_t at)
{
    size_t end = at;
    while (end < text.len && is_digit(text.ptr[end]))
        end++;
    return end - at;
}

bool number_is_valid(struct str text)
{
    size_t at = text.len > 0 && text.ptr[0] == '-' ? 1 : 0;
    size_t whole = digits_from(text, at);
    if (whole == 0 || (whole > 1 && text.ptr[at] == '0'))
        return false;
    at += whole;
    if (at < text.len && text.ptr[at] == '.') {
        size_t fraction = digits_from(text, at + 1);
        if (fraction == 0)
            return false;
        at += 1 + fraction;
    }
    if (at < text.len && (text.ptr[at] == 'e' || text.ptr[at] == 'E')) {
        at++;
        if (at < text.len && (text.ptr[at] == '+' || text.ptr[at] == '-'))
            at++;
        size_t exponent = digits_from(text, at);
        if (exponent == 0 || exponent > 15)
            return false;
        at += exponent;
    }
    return at == text.len;
}

static int64_t exponent_of(struct str text, size_t mark)
{
    struct str digits = str_slice(text, mark + 1, text.len);
    if (digits.len > 0 && digits.ptr[0] == '+')
        digits = str_slice(digits, 1, digits.len);
    int64_t exponent = 0;
    return str_to_int64(digits, &exponent) ? exponent : 0;
}

/* Digit number `at` of the significant digits, '0' behind the last. */
static char digit_at(const struct decimal *number, size_t at)
{
    if (at < number->before.len)
        return number->before.ptr[at];
    at -= number->before.len;
    return at < number->after.len ? number->after.ptr[at] : '0';
}

static struct decimal decimal_of(struct str text)
{
    struct decimal number = {.negative = text.len > 0 && text.ptr[0] == '-'};
    size_t start = number.negative ? 1 : 0, mark = start;
    while (mark < text.len && text.ptr[mark] != 'e' && text.ptr[mark] != 'E')
        mark++;
    struct str mantissa = str_slice(text, start, mark);
    size_t point = str_find_byte(mantissa, '.', 0);
    number.before = str_slice(mantissa, 0, point);
    number.after = str_slice(mantissa, point + 1, mantissa.len);
    number.exponent = (int64_t)number.before.len - 1 + (mark < text.len ? exponent_of(text, mark) : 0);
    while (number.before.len + number.after.len > 0 && digit_at(&number, 0) == '0') {
        if (number.before.len > 0)
            number.before = str_slice(number.before, 1, number.before.len);
        else
            number.after = str_slice(number.after, 1, number.after.len);
        number.exponent--;
    }
    return number;
}

static int magnitude_compare(const struct decimal *a, const struct decimal *b)
{
    size_t a_digits = a->before.len + a->after.len, b_digits = b->before.len + b->after.len;
    if (a_digits == 0 || b_digits == 0)
        return (a_digits > 0) - (b_digits > 0);
    if (a->exponent != b->exponent)
        return a->exponent < b->exponent ? -1 : 1;
    for (size_t at = 0; at < a_digits || at < b_digits; at++)
        if (digit_at(a, at) != digit_at(b, at))
            return digit_at(a, at) < digit_at(b, at) ? -1 : 1;
    return 0;
}

static int sign_of(const struct decimal *number)
{
    if (number->before.len + number->after.len == 0)
        return 0;
    return number->negative ? -1 : 1;
}

int number_compare(struct str a, struct str b)
{
    struct decimal left = decimal_of(a), right = decimal_of(b);
    int left_sign = sign_of(&left), right_sign = sign_of(&right);
    if (left_sign != right_sign)
        return left_sign < right_sign ? -1 : 1;
    int order = magnitude_compare(&left, &right);
    return left_sign < 0 ? -order : order;
}

/* All digits of a whole number below 10^20, written out. False when there is a fraction or too many digits. */
static bool whole_digits(const struct decimal *number, char out[24], size_t *count)
{
    size_t digits = number->before.len + number->after.len;
    if (number->exponent > 19)
        return false;
    for (size_t at = 0; at < digits; at++)
        if ((int64_t)at > number->exponent && digit_at(number, at) != '0')
            return false;
    *count = 0;
    if (number->negative)
        out[(*count)++] = '-';
    for (int64_t at = 0; at <= number->exponent; at++)
        out[(*count)++] = digit_at(number, (size_t)at);
    return number->exponent >= 0;
}

bool value_to_int64(const struct value *number, int64_t *out)
{
    if (number->kind != VALUE_NUMBER)
        return false;
    struct decimal decimal = decimal_of(number->text);
    if (sign_of(&decimal) == 0) {
        *out = 0;
        return true;
    }
    char digits[24];
    size_t count;
    return whole_digits(&decimal, digits, &count) && str_to_int64((struct str){digits, count}, out);
}
