"""Two voices told apart, one voice not split, and who of two asks."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from scripts.measuring.answers import read_answers
from scripts.measuring.arithmetic import quantile, share
from scripts.measuring.corpora import Clip
from scripts.measuring.listeners import watched
from scripts.measuring.tables import Measured, milliseconds, number, table
from voicecoach import audio, hear, weights
from voicecoach.thresholds import TURNS
from voicecoach.turns import VoiceEncoder
from voicecoach.turns.following import turns_of
from voicecoach.turns.roles import Voiced, choose_roles
from voicecoach.turns.voices import Split, refusal, split
from voicecoach.turns.windows import Windows, embedded
from voicecoach.types import SAMPLE_RATE, Recording, Samples, Sound, Span
