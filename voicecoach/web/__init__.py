"""The studio: voicecoach in the browser, on this computer.

``app`` puts it together, ``guard`` decides who may speak to it, ``jobs`` works through
what is uploaded, ``routes/`` has a module for each subject: its pages, and for each of
them a twin in JSON below ``/api``.
"""
