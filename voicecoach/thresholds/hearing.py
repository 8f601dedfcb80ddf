"""What is heard in the sound: speech, silence, the end of an answer, a language."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Hearing:
    """How sound becomes speech, silence and pitch.

    Design values, measured on recordings whose word times are known.

    Attributes
    ----------
    floor_reach, floor_step : float
        The noise floor looks so many seconds to each side, every so many seconds.
    floor_percentile : float
        The level that so many per cent of the frames around lie below is the floor.
    voice_low, voice_high : float
        The band of the voice in Hz; above it lie the hisses of s, f and t.
    hiss_under_floor : float
        A hiss counts if it is at most so many dB under the voice's noise floor.
    loud_percentile : float
        The level that so many per cent of the speech frames lie below is loud speech.
    speech_on, speech_off : float
        Speech starts where Silero's probability reaches the first and lasts while it
        is over the second (its authors' hysteresis).
    speech_over_floor : float
        Speech is at least so many dB over the noise floor ...
    speech_range : float
        ... and over this fraction of the distance from the floor to loud speech.
    boundary_reach : float
        Energy may move a boundary of Silero's by so many seconds.
    shortest_sound, shortest_gap : float
        A shorter burst in a silence is a click; a shorter dip in speech is a consonant.
    pitch_low, pitch_high, voiced, shortest_voiced
        Range of the human speaking voice in Hz, SwiftF0's own voicing limit, and the
        shortest sound (s) whose pitch is looked for.
    quiet, noisy : float
        Median level of speech in dBFS, and its distance to the floor in dB, below
        which a warning is given.
    """

    floor_reach: float = 3.0
    floor_step: float = 0.25
    floor_percentile: float = 8.0
    voice_low: float = 160.0
    voice_high: float = 4000.0
    hiss_under_floor: float = 6.0
    loud_percentile: float = 90.0
    speech_on: float = 0.4
    speech_off: float = 0.1
    speech_over_floor: float = 4.0
    speech_range: float = 0.28
    boundary_reach: float = 0.12
    shortest_sound: float = 0.04
    shortest_gap: float = 0.06
    pitch_low: float = 60.0
    pitch_high: float = 500.0
    voiced: float = 0.5
    shortest_voiced: float = 0.2
    quiet: float = -50.0
    noisy: float = 12.0


HEARING: Final = Hearing()


@dataclass(frozen=True, slots=True)
class EndpointRules:
    """When an answer is taken to be over, where it is to end by itself.

    Dialogue systems wait 1.6 s and still cut off one turn in twenty; an answer has
    thinking pauses. Waiting longer by the speaker's own pauses cut off people who
    stutter 79 % less often (doi 10.1145/3544548.3581224). Design values.

    Attributes
    ----------
    least, most : float
        Seconds of silence that are waited for, at least and at most.
    times, percentile : float
        It waits so many times the length that so many per cent of the speaker's own
        pauses stay under.
    least_speech : float
        It never ends before so many seconds of speech.
    begun : float
        Silence is a pause of the speaker's after so many seconds of speech.
    countdown : float
        Seconds that are counted down in sight; speaking takes it back.
    floor_reach : float
        Seconds that the noise floor and loud speech are taken from.
    sure_over_floor, sure_range : float
        Speech that counts is so many dB over the noise floor, and over this fraction
        of the way from there to loud speech; a fainter sound only keeps it waiting.
    """

    least: float = 3.0
    most: float = 8.0
    times: float = 2.5
    percentile: float = 95.0
    least_speech: float = 5.0
    begun: float = 0.5
    countdown: float = 2.0
    floor_reach: float = 12.0
    sure_over_floor: float = 10.0
    sure_range: float = 0.5


ENDPOINT: Final = EndpointRules()


@dataclass(frozen=True, slots=True)
class Languages:
    """When another language than English is believed. Design values.

    ``sure`` is its mean probability over at least ``speech`` seconds of speech; a text
    is foreign with so many ``small_words`` of another language, and more of them than
    of English.
    """

    sure: float = 0.8
    speech: float = 10.0
    small_words: int = 3


LANGUAGE: Final = Languages()
