"""JSON as the stream of tokens that the servers' hand-written parsers walk through. Some of their habits only show at this level: an object under
a key that a parser does not know is entered as if its members were the parser's own, and its end is taken for the parser's end."""
import dataclasses

from .errors import illegal_argument, refused

START_OBJECT, END_OBJECT, START_ARRAY, END_ARRAY, NAME, VALUE = "START_OBJECT", "END_OBJECT", "START_ARRAY", "END_ARRAY", "FIELD_NAME", "VALUE"
KINDS = {str: "VALUE_STRING", int: "VALUE_NUMBER", float: "VALUE_NUMBER", bool: "VALUE_BOOLEAN", type(None): "VALUE_NULL"}


@dataclasses.dataclass(frozen=True)
class Token:
    kind: str
    name: str | None            # the name of the member it belongs to; None inside an array
    value: object = None


def stream(value, name=None):
    if isinstance(value, dict):
        yield Token(START_OBJECT, name)
        for key, member in value.items():
            yield Token(NAME, key)
            yield from stream(member, key)
        yield Token(END_OBJECT, name)
    elif isinstance(value, list):
        yield Token(START_ARRAY, name)
        for member in value:
            yield from stream(member)
        yield Token(END_ARRAY, name)
    else:
        yield Token(VALUE, name, value)


class Cursor:
    """A position in the stream; starts on the opening brace."""

    def __init__(self, value):
        self._tokens = list(stream(value))
        self._at = 0

    @property
    def token(self):
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def next(self):
        self._at += 1
        return self.token

    def members(self):
        """The names of the members of the object the cursor is on, with the cursor on each one's value. What the caller leaves unread of a value is
        walked through as if it were further members."""
        self.expect(START_OBJECT)
        while (token := self.next()) and token.kind != END_OBJECT:
            name = token.name
            self.next()
            yield name

    def kind(self):
        """What the token is called in messages."""
        token = self.token
        if not token or token.kind != VALUE:
            return token.kind if token else "null"
        return KINDS[type(token.value)]

    def expect(self, kind):
        if self.kind() != kind:
            raise refused(400, "parsing_exception", f"Failed to parse object: expecting token of type [{kind}] but found [{self.kind()}]")

    def is_null(self):
        return self.kind() == "VALUE_NULL"

    def text(self):
        token = self.token
        if not self.kind().startswith(VALUE) or self.is_null():
            raise refused(500, "illegal_state_exception", f"Can't get text on a {self.kind()}")
        return str(token.value).lower() if isinstance(token.value, bool) else str(token.value)

    def boolean(self):
        text = self.text()
        if text not in ("true", "false"):
            raise illegal_argument(f"Failed to parse value [{text}] as only [true] or [false] are allowed.")
        return text == "true"

    def integer(self):
        text = self.text()
        try:
            number = float(text)
        except ValueError:
            raise refused(400, "number_format_exception", f'For input string: "{text}"') from None
        if number != int(number):
            raise illegal_argument(f"{text} cannot be converted to Integer without data loss")
        return int(number)

    def instant(self):
        return None if self.is_null() else self.integer()

    def whole(self):
        """The value the cursor is on, as it was written; the cursor ends on its last token."""
        token = self.token
        if not token or token.kind == VALUE:
            return token.value if token else None
        if token.kind == START_ARRAY:
            values = []
            while self.next().kind != END_ARRAY:
                values.append(self.whole())
            return values
        members = {}
        while self.next().kind != END_OBJECT:
            name = self.token.name
            self.next()
            members[name] = self.whole()
        return members
