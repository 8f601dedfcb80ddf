"""Show a report: as a page, as data, as tables, captions and labels, in a terminal.

Importing this lets a ``Report`` show itself in a notebook.
"""

from voicecoach.report import notebook
from voicecoach.report.formats import FORMATS, Format, choose
from voicecoach.report.save import free_name, save
from voicecoach.report.session_save import save_session
from voicecoach.types import Report

Report.notebook_form = notebook.fragment

__all__ = ["FORMATS", "Format", "choose", "free_name", "save", "save_session"]
