"""The client in front: everything that the two sides do with each other in a month."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.visits import Sit
from tests.browser.walking import CLIENT
from tests.browser.whole import walked


@pytest.mark.slow
def test_from_the_watermelon_to_the_pack(visit: Sit, tmp_path: Path) -> None:
    """From where green is not true to the pack, and every act of both sides stands in the journal."""
    walked(visit, CLIENT, tmp_path)


@pytest.mark.slow
def test_from_the_watermelon_to_its_cause(visit: Sit) -> None:
    """The client's manager asks from the first page why it is so; the provider is asked to say the cause."""
    ines, rui = visit("ines"), visit("rui")
    ines.go("")
    ines.follow("Ask for the cause")
    ines.page.get_by_label("What happened, in one line").fill("Customs documents from Manila")
    ines.press("Ask for the cause")
    assert ines.says("Done, and written into the journal.")
    rui.go("governance")
    rui.follow("Customs documents from Manila")
    assert rui.page.get_by_text("Say the cause").first.is_visible()


@pytest.mark.slow
def test_a_text_with_errors_is_not_asked_for(visit: Sit) -> None:
    """What cannot be read is told at its line, and what nobody has tried cannot be approved."""
    ines, rui = visit("ines"), visit("rui")
    ines.go("open/change")
    ines.page.get_by_label("What should change, in one line").fill("A clause that is not there")
    ines.page.get_by_label("Why, and what it should bring about").fill("To see what is said.")
    ines.page.get_by_label("From which day").fill("2026-12-01")
    wrong = "amends: acme-care\nnumber: 9\neffective: 2026-12-01\nclause: None\nset:\n  terms.nothing.share: 1 %\n"
    ines.page.get_by_label("The amendment, as text").fill(wrong)
    ines.press("Ask for a change")
    assert ines.says("That cannot be done as it is")
    assert ines.says("Line 6")
    ines.page.get_by_label("The amendment, as text").fill(wrong.replace("nothing.share", "late-documents.cap.share"))
    ines.press("Ask for a change")
    rui.go(ines.at)
    assert not rui.page.locator("details.move", has_text="Approve").count()
    rui.move("Refuse with a reason", answer="It pays for nothing that customers tell.")
    ines.page.reload()
    assert ines.says("It pays for nothing that customers tell.")
    assert ines.says("Refused")
