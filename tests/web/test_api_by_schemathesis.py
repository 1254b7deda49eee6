"""Another tool reads the schema and asks whatever it can think of: no call breaks, and each answers as it declares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings

from tests.web.people import AGREEMENT
from tests.web.programs import token
from truegreen.web.api.served import schema
from truegreen.web.people.limits import forget
from truegreen.web.people.tokens import Scope

pytestmark = pytest.mark.slow


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("post", ["provider-lead", "auditor"])
def test_no_call_breaks(workspace: Path, post: str) -> None:
    schemathesis = pytest.importorskip("schemathesis", reason="the tool that asks is not installed")
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import status_code_conformance

    from truegreen.web.wsgi import application

    head = {"Authorization": f"Bearer {token(post, *Scope)}", "Host": "localhost"}
    checks, asked = [not_a_server_error, status_code_conformance], list[Any]()

    def answers(case: Any) -> None:
        """Ask once, as often as one likes; nine times of ten of an agreement that is there."""
        cache.clear()
        forget()
        if "agreement" in case.path_parameters and len(asked) % 10:
            case.path_parameters["agreement"] = AGREEMENT
        case.call_and_validate(app=application, headers=head, checks=checks)
        asked.append(case)

    some = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    for found in schemathesis.openapi.from_dict(schema()).get_all_operations():
        some(given(case=found.ok().as_strategy())(answers))()
    assert len(asked) > 400
