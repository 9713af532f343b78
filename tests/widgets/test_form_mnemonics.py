"""Each field has a letter of its own for Alt where there are enough letters."""

from app.widgets.forms.mnemonics import with_mnemonics


def test_letters_are_used_once_and_short_labels_choose_first() -> None:
    assert with_mnemonics(["Nazwa", "NIP"], taken="ip") == ("N&azwa", "&NIP")


def test_polish_letters_are_left_out_since_altgr_types_them() -> None:
    assert with_mnemonics(["Źródło"]) == ("Ź&ródło",)


def test_a_label_without_a_free_letter_shares_one() -> None:
    assert with_mnemonics(["Ab", "Ab", "Ab"]) == ("&Ab", "A&b", "&Ab")


def test_a_sign_for_and_stays_a_sign() -> None:
    assert with_mnemonics(["B&B"]) == ("&B&&B",)
