"""Takes: recordings that lie on the disk while they grow, so that nothing is lost.

Beside the sound lies a small JSON file that says what the take is about. It is there
from before the first sample until somebody has closed or discarded the take, and is
locked while a program is at it: what is there and not locked was left behind by a
program that died.
"""

from voicecoach.growing_wav import Block
from voicecoach.takes.left import Left, left_behind
from voicecoach.takes.take import Take

__all__ = ["Block", "Left", "Take", "left_behind"]
