"""Work that takes too much, for a process of its own: light, since that imports it."""

from voicecoach.web.limits import allow_processor


def take_memory(line):
    """Take two gigabytes, piece by piece."""
    line.say(begun=True)
    taken = [bytearray(50_000_000) for _ in range(40)]
    line.say(taken=len(taken))


def work_on(line):
    """Work for ever, with leave for a second."""
    allow_processor(1.0)
    line.say(begun=True)
    while True:
        pass
