from voicecoach.analyse.stretches import plain, stretches
from voicecoach.testing import spoken
from voicecoach.types import Word


def texts(line):
    return [part.text for part in stretches(spoken(line).words)]


def test_punctuation_ends_a_stretch():
    assert texts("We had no plan at all. It failed.") == [
        "we had no plan at all",
        "it failed",
    ]


def test_a_conjunction_with_a_subject_ends_a_stretch():
    assert texts("we built a small tool and I showed it to them") == [
        "we built a small tool",
        "and i showed it to them",
    ]


def test_a_conjunction_inside_a_list_does_not():
    assert texts("we had apples and pears and nuts") == [
        "we had apples and pears and nuts"
    ]


def test_a_silence_ends_a_stretch():
    words = (
        *spoken("the whole team went home").words,
        *spoken("nobody said very much there", start=4.0).words,
    )
    assert len(stretches(words)) == 2


def test_fillers_and_asides_are_left_out_of_the_text():
    assert texts("so um you know we just went home") == ["so we went home"]


def test_like_as_a_verb_stays():
    assert texts("I like this very much") == ["i like this very much"]


def test_every_word_is_in_one_stretch():
    words = spoken("um, yes. And then, uh, we left because it rained. uh").words
    parts = stretches(words)
    assert [part.first for part in parts[1:]] == [part.last for part in parts[:-1]]
    assert (parts[0].first, parts[-1].last) == (0, len(words))


def test_no_words_give_no_stretches():
    assert stretches(()) == ()


def test_signs_of_money_and_per_cent_stay():
    assert [plain(text) for text in ("$5,", "70%.", "(so)")] == ["$5", "70%", "so"]


def test_words_that_are_only_signs_are_no_meaning():
    assert stretches((Word("—", None, None),))[0].size == 0
