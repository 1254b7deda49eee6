"""Every page of the workspace that somebody can stand before, by a short name."""

from __future__ import annotations

from typing import Final

PLACES: Final = {
    "green": "", "scorecard": "scorecard", "truth": "truth", "validity": "validity", "audit": "audit",
    "alignment": "alignment", "behind": "truth/1", "accounts": "accounts", "account": "accounts/91",
    "silence": "silence", "heard": "heard", "hear": "hear", "ranking": "ranking", "backtest": "backtest",
    "value": "value", "plan": "plan", "segments": "plan/segments", "suppliers": "plan/suppliers",
    "capacity": "plan/capacity", "cost": "plan/cost", "saved-plans": "plan/saved", "shared-plans": "shared-plans",
    "statement": "statement?month=2025-10", "governance": "governance",
    "dispute": "matter/dispute-1", "escalation": "matter/escalation-1", "change": "matter/change-1",
    "open": "open/escalation", "runs": "runs", "journal": "journal", "home": "/", "notices": "/notices",
    "first-minute": "first-minute", "agreement": "agreement", "ask-change": "open/change", "people": "people",
    "invite": "people/invite", "permissions": "rights", "review": "review", "pilots": "pilots",
    "calendar": "governance/meetings", "pulse": "governance/pulse", "answering": "governance/pulse/answer",
    "upload": "upload", "drafts": "drafts", "programs": "programs", "webhooks": "webhooks",
    "sessions": "/yourself/sessions", "owner": "/owner", "hearing": "/notices/how", "api": "/api/v1/docs",
    "second-factor": "/account/factor/", "sign-in": "/account/password/change/",
}  # fmt: skip
WIDTHS: Final = (1440, 1024, 390)
LOOKS: Final = ("light", "dark")
