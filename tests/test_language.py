import subprocess
import sys

import pytest

from voicecoach.errors import ModelError
from voicecoach.language import WINDOW, ends_sentence, parse
from voicecoach.testing import spoken
from voicecoach.types import Word


def test_nothing_said_needs_no_grammar():
    assert parse(()) == ()
    assert parse((Word("um", None, None, kind="filler"), Word(" ", None, None))) == ()


def test_a_folder_without_a_model_says_what_to_try(tmp_path):
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        parse((Word("hello", None, None),), model=tmp_path)
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["done.", "what?", "no!", 'done."', "well…"])
def test_punctuation_closes_a_sentence(text):
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["well,", "done", "", "(e.g.)x", "3.5"])
def test_other_words_do_not(text):
    assert not ends_sentence(text)


@pytest.mark.slow
def test_a_word_may_be_two_tokens_and_fillers_are_none():
    words = spoken("I um don't know.").words
    tokens = parse(words)
    assert [(token.text, token.word) for token in tokens] == [
        ("I", 0),
        ("do", 2),
        ("n't", 2),
        ("know", 3),
        (".", 3),
    ]
    assert tokens[3].lemma == "know"
    assert tokens[3].tag == "VB"
    assert tokens[0].head == 3
    assert tokens[3].head == 3  # a root


@pytest.mark.slow
def test_every_word_has_a_token_whatever_it_looks_like():
    words = (
        *spoken("well… U.S. “it’s” 90% C++ — A/B").words,
        Word(" two  parts ", 1, 2),
    )
    assert {token.word for token in parse(words)} == set(range(len(words)))


@pytest.mark.slow
@pytest.mark.parametrize("end", ["", "."])
def test_a_long_answer_is_parsed_in_windows(end):
    sentence = f"I led the small team that built it{end} "
    words = spoken(sentence * (3 * WINDOW // 8)).words
    tokens = parse(words)
    assert {token.word for token in tokens} == set(range(len(words)))
    sentences = [token.sentence for token in tokens]
    assert sentences == sorted(sentences)
    assert set(sentences) == set(range(sentences[-1] + 1))
    for index, token in enumerate(tokens):
        assert tokens[token.head].sentence == token.sentence, index
    if end:
        assert sentences[-1] + 1 == len(words) // 8


@pytest.mark.slow
def test_grammar_does_not_load_torch():
    script = (
        "import sys\n"
        "from voicecoach.language import parse\n"
        "from voicecoach.types import Word\n"
        "parse((Word('hello', None, None),))\n"
        "sys.exit('torch' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
