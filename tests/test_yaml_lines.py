import re
import time

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from voicecoach.errors import InputError
from voicecoach.yaml_events import dump
from voicecoach.yaml_lines import LARGEST, Fields, Items, Text, Torn, parse, read


def told(text):
    return [(mistake.line, mistake.problem) for mistake in parse(text).mistakes]


def test_every_value_knows_its_line_and_stays_a_text():
    root = parse("a: yes\n\nb:\n- 1\n- 2024-01-01\nc: {d: ~}\n").root
    assert root.fields["a"] == Text(1, "yes")
    assert root.fields["b"] == Items(3, (Text(4, "1"), Text(5, "2024-01-01")))
    assert root.fields["c"].fields["d"] == Text(6, "~")


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing but a note\n"])
def test_nothing_is_no_mistake(text):
    parsed = parse(text)
    assert (parsed.root, parsed.mistakes, parsed.whole) == (None, (), True)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\na: 2\n", 2, "'a' is given twice"),
        ("a: &x 1\nb: 2\n", 1, "'&x' is a tag or a reference"),
        ("a: 1\nb: *x\n", 2, "'*x' is a tag or a reference"),
        ("a:\n  - !!python/object:os.system x\n", 2, "'!!python/object:os.system'"),
        ("a: 1\n---\nb: 2\n", 2, "a second document"),
        ("? [a]\n: b\n", 1, "a field's name is no text"),
        ("a: " + "[" * 11, 1, "more than 10"),
        ("a: 1\nb: \x07\n", 2, "a control character"),
        ("a: one\u2028two\n", 1, "a control character"),
    ],
)
def test_what_is_not_read_is_named_with_its_line(text, line, said):
    ((found, problem),) = told(text)
    assert found == line
    assert said in problem


# With the parser in Python as with the one in C: not every platform has the second.
@pytest.fixture(params=["C", "Python"])
def parser(request, monkeypatch):
    if request.param == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader")
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML came without its parser in C")


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("torn", "line", "said"),
    [
        ('  text: "Tell me\n  track: team\n', 3, "a quotation mark is not closed"),
        ("  text\n  track: team\n", 3, "a colon is missing"),
        ("  tags: [a, b\n  track: team\n", 3, "a bracket is not closed"),
        ("  text: one: two\n", 3, "a colon too many"),
        ("\ttext: one\n", 3, "a tab where spaces belong"),
        ("  text: @home\n", 3, "begins with a sign"),
        ("  text: *really* good\n", 3, "begins with a sign"),
        ("  a: 1\n b: 2\n", 4, "does not begin where those above it do"),
    ],
)
def test_a_torn_item_is_named_where_it_is_torn_and_the_next_is_read(torn, line, said):
    text = f'questions:\n- id: a\n{torn}- id: b\n  text: "fine"\n- id: c\n  text: 3\n'
    parsed = parse(text)
    ((found, problem),) = told(text)
    assert (found, parsed.whole) == (line, False)
    assert said in problem
    first, second, third = parsed.root.fields["questions"].items
    assert isinstance(first, Torn)
    assert second.fields["text"].value == "fine"
    assert third.line == text.count("\n") - 1


def test_several_torn_items_are_all_named():
    text = "steps:\n  - a: [\n  - b: 1\n  - c: {\n  - d: 2\nname: x\n"
    assert [line for line, _ in told(text)] == [2, 4]
    items = parse(text).root.fields["steps"].items
    assert [type(item) for item in items] == [Torn, Fields, Torn, Fields]


def test_what_is_torn_outside_a_list_ends_the_reading_and_says_so():
    (mistake,) = parse("name: one: two\nsteps:\n- a\n").mistakes
    assert mistake.remedy.endswith("What follows was not read.")


def test_a_bomb_of_references_is_refused_at_once():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    began = time.process_time()
    assert len(parse(bomb).mistakes) > 9
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "text",
    [
        "\x07" * 200_000,
        "\n".join(["\x07"] * 100_000),
        "a: " + "[" * 200_000,
        "- [\n" * 50_000,
        '- "\n' * 50_000,
        "? " * 100_000,
        "a: &a " + "*a " * 50_000,
    ],
    ids=["control", "lines", "deep", "torn", "quotes", "keys", "aliases"],
)
def test_hostile_text_takes_no_time_to_speak_of(text):
    began = time.process_time()
    parse(text)
    assert time.process_time() - began < 5


@given(st.text(st.sampled_from("ab:-[]{}'\"#&*!|>%@` \n\t?,0\x00\x85"), max_size=60))
@example("- '\n- a")
def test_any_text_gives_values_or_mistakes_with_a_line_of_it(text):
    parsed = parse(text)
    for mistake in parsed.mistakes:
        assert 1 <= mistake.line <= text.count("\n") + 1
        assert mistake.remedy
    assert parsed.whole or parsed.mistakes


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}", fullmatch=True),
        st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N", "P")))),
        max_size=4,
    )
)
def test_what_is_written_is_read_again(value):
    root = parse(dump(value)).root
    again = {
        name: [item.value for item in node.items] for name, node in root.fields.items()
    }
    assert again == value


def test_every_end_of_a_line_counts_as_one(tmp_path):
    path = tmp_path / "lines.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\rc: 3\n")
    assert read(path) == "a: 1\nb: 2\nc: 3\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a: 1\nb: \xff\n", r":2: not a text in UTF-8"),
        (b"\xff\xfea\x00", r":1: not a text in UTF-8"),
        (b"a" * (LARGEST + 1), r"is larger than 1 MB"),
    ],
)
def test_what_is_no_text_is_named(tmp_path, data, said):
    path = tmp_path / "file.yaml"
    path.write_bytes(data)
    with pytest.raises(InputError, match=re.escape(str(path)) + ".*" + said):
        read(path)


@pytest.mark.parametrize("name", ["none.yaml", ".", "a\0b", "x" * 5000])
def test_what_cannot_be_read_is_an_input_error(tmp_path, name):
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path / name)
