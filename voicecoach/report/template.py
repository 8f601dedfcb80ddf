"""Fill a template of ``templates/``, or of the studio's: the one door of Jinja2.

Everything that is put in is escaped, and a name that is not given is an error.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from voicecoach.report import arithmetic, labels

if TYPE_CHECKING:
    import jinja2


TEMPLATES: Final = Path(__file__).with_name("templates")


def fill(
    template: str,
    folders: tuple[Path, ...] = (TEMPLATES,),
    **values: Any,  # noqa: ANN401  (whatever it shows)
) -> str:
    """Fill a template of the first folder that has it."""
    return _environment(folders).get_template(template).render(**values)


def trusted(text: str) -> str:
    """Mark a text of our own (a style, a script) as one that is not escaped."""
    from markupsafe import Markup

    return Markup(text)


@cache
def _environment(folders: tuple[Path, ...]) -> "jinja2.Environment":
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["labels"] = labels
    environment.globals["arithmetic"] = arithmetic
    for shown in (
        labels.clock,
        labels.lasting,
        labels.number,
        labels.points,
        labels.reading,
    ):
        environment.filters[shown.__name__] = shown
    return environment
