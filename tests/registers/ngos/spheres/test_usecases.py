"""The list of spheres: shipped with 41 codes, replaced from a file, an old record keeps its old code."""

from datetime import date

import pytest

from app.bootstrap import Services
from app.core.errors import Invalid
from app.registers.ngos.spheres.domain import SphereLine, SphereListDraft

BOTH_ENGINES = True
_NEW = (
    SphereLine(code="1", name="pomoc społeczna", group="social", valid_from=date(2027, 1, 1)),
    SphereLine(code="35", name="odporność cyfrowa", group="safety", valid_from=date(2027, 1, 1)),
)


def test_shipped_list_has_the_codes_of_the_act(services: Services) -> None:
    held = services.sphere_lists.current().on(date(2026, 11, 22))
    assert len(held) == len({sphere.code for sphere in held}) == 41
    lettered = [sphere.code for sphere in held if not sphere.code.isdigit()]
    assert lettered == ["1a", "1aa", "1b", "5a", "22a", "29a", "32a"]


def test_replaced_list_is_used_and_an_old_code_keeps_its_name(services: Services) -> None:
    done = services.sphere_lists.replace(SphereListDraft(source="Dz.U. 2026 poz. 1", spheres=_NEW))
    current = services.sphere_lists.current()
    assert {sphere.code for sphere in current.on(date(2027, 2, 1))} == {"1", "35"}
    assert current.label("17") == "17. wspieranie i upowszechnianie kultury fizycznej"
    assert done.undo is not None
    done.undo.run()
    assert len(services.sphere_lists.current().on(date(2027, 2, 1))) == 41


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (SphereLine(code="1A!", name="x", group="social", valid_from=date(2027, 1, 1)), "bad_code"),
        (SphereLine(code="2", name="x", group="brak", valid_from=date(2027, 1, 1)), "unknown_group"),
        (SphereLine(code="1", name="x", group="social", valid_from=date(2027, 6, 1)), "code_twice"),
        (SphereLine(code="3", name="x", group="social"), "required"),
    ],
)
def test_wrong_lines_are_refused(services: Services, line: SphereLine, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        services.sphere_lists.replace(SphereListDraft(source="plik", spheres=(*_NEW, line)))
    assert code in {problem.code for problem in refused.value.problems}
    assert services.sphere_lists.own() is None
