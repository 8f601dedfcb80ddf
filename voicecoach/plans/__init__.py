"""Interview plans: which questions are asked, and in which order."""

from voicecoach.plans.file import (
    CheckedPlan,
    built_in,
    check_plan,
    find,
    is_file,
    read_plan,
)
from voicecoach.plans.job import Reasoned, plan_for, save
from voicecoach.plans.job_text import read_job
from voicecoach.plans.plan import Plan, Step, draw

__all__ = [
    "CheckedPlan",
    "Plan",
    "Reasoned",
    "Step",
    "built_in",
    "check_plan",
    "draw",
    "find",
    "is_file",
    "plan_for",
    "read_job",
    "read_plan",
    "save",
]
