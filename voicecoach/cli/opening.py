"""The beginning of a sitting: what it needs is opened, what was left is offered."""

from contextlib import AbstractContextManager, ExitStack, nullcontext
from typing import TYPE_CHECKING

from voicecoach.cli import kept, keys
from voicecoach.cli.context import Desk
from voicecoach.cli.keys import ENTER, Keys
from voicecoach.cli.lines import escape
from voicecoach.cli.rounds import Rounds
from voicecoach.cli.sitting_options import Chosen
from voicecoach.cli.voice import Voice
from voicecoach.errors import InputError, OutputError

if TYPE_CHECKING:
    from voicecoach.rehearsal import Rehearsal


def look_at_kept(desk: Desk, chosen: Chosen) -> int:
    """Open what is kept before anything is asked; give the exit code so far.

    A damaged database is set aside, and told of; a private sitting looks at nothing.

    Raises
    ------
    StoreError
        It is of a newer voicecoach, in use, or cannot be read or written.
    """
    return 0 if chosen.private else kept.open_store(desk.streams)[1]


class Opened(ExitStack):
    """Everything that a sitting needs, open until it ends."""

    def rounds(
        self,
        desk: Desk,
        chosen: Chosen,
        sitting: AbstractContextManager["Rehearsal"],
        first: str,
    ) -> Rounds:
        """Open microphone, voice, keyboard and what is kept.

        Raises
        ------
        DeviceError
            There is no microphone.
        StoreError
            What is kept cannot be opened.
        """
        voice = self.enter_context(Voice(chosen.manner, desk.streams))
        voice.early(first)
        from voicecoach.microphone import Microphone

        microphone = Microphone(chosen.microphone)
        room = self.enter_context(sitting)
        desk.streams.leaving.append(room.forget)
        self.callback(desk.streams.leaving.remove, room.forget)
        wait_for_keys = not chosen.no_keys or (chosen.hands_free and keys.there())
        pressed: AbstractContextManager[Keys] = (
            keys.pressed(desk.streams.leaving)
            if wait_for_keys
            else nullcontext(keys.NoKeys())
        )
        rounds = Rounds(
            desk, chosen, room, microphone, voice, self.enter_context(pressed)
        )
        rounds.load()
        return rounds


def offer_rescued(rounds: Rounds) -> None:
    """Offer recordings that were left behind; nothing happens to them unasked."""
    from voicecoach import rehearsal

    if rounds.chosen.no_keys or rounds.chosen.private:
        return
    for left in rehearsal.rescued():
        asked = rehearsal.asked(left.about)
        rounds.say(
            f"A recording of {kept.minutes(left.seconds)} was left behind: "
            f"{escape(asked.text if asked else left.path.name)}"
        )
        rounds.say("r reports on it, d discards it, Enter leaves it for later")
        key = rounds.wait_for("rd" + ENTER)
        try:
            if key == "r":
                answered = rounds.room.take_up(left, rounds.card)
                rounds.hand_over(answered, left.path.name)
            elif key == "d":
                rounds.say("Discard it for good? y does, any other key keeps it")
                if rounds.wait_for("yn" + ENTER) == "y":
                    left.discard()
        except (InputError, OutputError) as error:
            rounds.failed(error)
