"""Names: tidied, folded, and found."""

import contextlib
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.value.naming import (
    Ambiguous,
    Key,
    LooksLikeAKey,
    NoName,
    TooLong,
    Unknown,
    beginning,
    clean,
    find_named,
    fold,
    in_command,
    in_menu,
    nearest,
    parse_key,
    quoted,
    visible,
)


@dataclass(frozen=True)
class Named:
    name: str
    key: str = ""


CHECKOUT = Named("One-page checkout", "REL-7")
GUEST = Named("One-page checkout for guests", "REL-12")
SEARCH = Named("Faster search", "REL-9")
KNOWN = [CHECKOUT, GUEST, SEARCH]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Faster  Search", "faster search"), ("Straße", "STRASSE"), ("ﬁlter", "filter"), ("Don’t ask", "don't ask"),
        ("one‑page", "one-page"), ("“Go”", '"go"'), ("a\u200bb", "ab"), ("a\u202eb", "ab"), ("a\nb", "A B"),
        ("Ａ", "a"),
        ("é", "e\u0301"), ("İ", "i\u0307"),
    ],
)  # fmt: skip
def test_names_that_look_alike_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_capitals_and_spaces_never_make_another_name(text: str) -> None:
    assert fold(f"  {text}\t") == fold(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  One-page   checkout ", "One-page checkout"), ("a\x00b\x07c", "a b c"), ("pay\u202enow\u202c", "paynow"),
        ("تسجيل الدخول", "تسجيل الدخول"), ("שלום", "שלום"), ("👩\u200d💻 checkout ❤️", "👩\u200d💻 checkout ❤️"),
        ("می\u200cخواهم", "می\u200cخواهم"), ("line\none", "line one"), ("a\ud800b", "ab"), ("e\u0301", "é"),
        ("<!channel> *b* `c` {{ d }}", "<!channel> *b* `c` {{ d }}"), ("\ufeffname", "name"), ("a\u2028b", "a b"),
    ],
)  # fmt: skip
def test_a_name_keeps_its_letters_and_emoji_and_loses_what_hides_in_it(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_a_longer_text_keeps_its_lines() -> None:
    assert clean(" one \r\n\n two\x00", 100, lines=True) == "one\n\ntwo"
    assert clean("REL-7", 100, lines=True) == "REL-7"


@pytest.mark.parametrize("typed", ["", "   ", "\u200d", "\u202e\x00", "\u200b"])
def test_a_name_of_nothing_visible_is_refused(typed: str) -> None:
    with pytest.raises(NoName, match="Give it a name"):
        clean(typed)

    assert fold(clean(typed, needed=False)) == ""


def test_a_name_of_3000_characters_is_refused_with_both_numbers() -> None:
    with pytest.raises(TooLong, match="3,000 characters long; a name has at most 150"):
        clean("x" * 3000)
    with pytest.raises(TooLong, match="a reason has at most 300"):
        clean("x" * 301, 300, what="a reason")

    assert clean("x" * 150) == "x" * 150


def test_a_name_that_looks_like_a_key_is_refused() -> None:
    with pytest.raises(LooksLikeAKey, match="looks like a key"):
        clean("rel-7")

    assert clean("GPT-4") == "GPT-4"


@given(st.text(max_size=200))
def test_whatever_is_typed_is_kept_clean_or_refused(text: str) -> None:
    with contextlib.suppress(Refusal):
        kept = clean(text)
        assert 0 < len(kept) <= 150
        assert clean(kept) == kept
        assert not set(kept) & {"\n", "\x00", "\u202e", "\u2066", "\ud800"}


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("REL-7", Key("REL", 7)), ("rel-7", Key("REL", 7)), ("REL7", Key("REL", 7)), ("out‑12", Key("OUT", 12)),
        ("REL-", None), ("REL-x", None), ("ABC-7", None), ("7", None), ("REL-7 x", None), ("REL-٣", None),
        ("REL-1234567890", None),
    ],
)  # fmt: skip
def test_a_key_is_known_in_any_case(typed: str, key: Key | None) -> None:
    assert parse_key(typed) == key


@pytest.mark.parametrize(
    ("typed", "found", "rest"),
    [
        ("REL-7 12 Jan", CHECKOUT, "12 Jan"), ("rel-7", CHECKOUT, ""), ("REL-7?", CHECKOUT, ""),
        ("REL-7: soon", CHECKOUT, "soon"),
        ("one-page checkout 12 Jan", CHECKOUT, "12 Jan"), ("One-page checkout for guests 3 Mar", GUEST, "3 Mar"),
        ("One-page checkout for 3 Mar", CHECKOUT, "for 3 Mar"),
        ("“One-page checkout” for guests", CHECKOUT, "for guests"),
        ('"faster search" next Tuesday', SEARCH, "next Tuesday"), ("faster search?", SEARCH, ""),
        ("'faster search'", SEARCH, ""),
        ("FASTER  SEARCH,  next Tuesday", SEARCH, "next Tuesday"), ("`REL-9` x", SEARCH, "x"),
    ],
)  # fmt: skip
def test_a_thing_is_found_by_key_in_quotes_or_by_the_longest_name(typed: str, found: Named, rest: str) -> None:
    assert find_named(typed, KNOWN) == (found, rest)


def test_an_unclosed_quote_is_part_of_the_name() -> None:
    with pytest.raises(Unknown):
        find_named('"faster search', KNOWN)

    odd = Named("'til dawn")
    assert find_named("'til dawn now", [odd]) == (odd, "now")


def test_words_left_over_make_a_whole_name_unknown() -> None:
    assert find_named("Faster search", KNOWN, whole=True) == (SEARCH, "")
    with pytest.raises(Unknown):
        find_named("Faster search now", KNOWN, whole=True)


def test_two_names_alike_are_told_apart_by_key() -> None:
    twin = Named("faster  SEARCH", "REL-10")

    with pytest.raises(Ambiguous, match="2 of them are called “Faster search”: REL-9, REL-10") as refused:
        find_named("Faster search", [SEARCH, twin])
    assert refused.value.hint == "Use the key."
    assert find_named("REL-10", [SEARCH, twin]) == (twin, "")


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(Unknown, match="There is no release called “Fastr search”") as refused:
        find_named("Fastr search", KNOWN, noun="release")

    assert refused.value.hint == "Did you mean Faster search (REL-9)?"


def test_part_of_a_name_is_enough_to_be_offered_it() -> None:
    with pytest.raises(Unknown) as refused:
        find_named("checkout", KNOWN)

    assert refused.value.hint == "Did you mean One-page checkout (REL-7), One-page checkout for guests (REL-12)?"


def test_an_unknown_key_is_refused_by_key_with_the_nearest() -> None:
    with pytest.raises(Unknown, match="“REL-77”") as refused:
        find_named("REL-77 12 Jan", KNOWN)

    assert "REL-7" in refused.value.hint


def test_a_key_of_another_kind_finds_nothing() -> None:
    with pytest.raises(Unknown):
        find_named("OUT-7", KNOWN)


def test_nothing_typed_asks_which_one() -> None:
    with pytest.raises(Unknown, match="Say which metric") as refused:
        find_named("  ", [Named("Signups")], noun="metric")
    assert refused.value.hint == "For example Signups."
    with pytest.raises(Unknown) as refused:
        find_named("", [])
    assert refused.value.hint == ""


def test_what_is_like_nothing_is_offered_nothing() -> None:
    with pytest.raises(Unknown) as refused:
        find_named("zzz", KNOWN)

    assert refused.value.hint == ""


@given(st.text(max_size=400))
def test_any_text_finds_a_thing_or_is_refused(text: str) -> None:
    with contextlib.suppress(Refusal):
        found, _ = find_named(text, KNOWN)
        assert found in KNOWN


@given(st.sampled_from(KNOWN), st.text(alphabet="abc 123", max_size=30))
def test_a_name_and_the_words_after_it_come_apart_again(thing: Named, rest: str) -> None:
    found, left = find_named(f"“{thing.name}” {rest}", KNOWN)

    assert (found, left.split()) == (thing, rest.split())


@given(
    st.text(min_size=1, max_size=30).filter(fold),
    st.sampled_from(["{} {}", '"{}" {}', "“{}” {}", "„{}“{}", "'{}' {}", "`{}`{}", "«{}» {}", "{}? {}", "{}: {}"]),
    st.text(max_size=30),
)
def test_what_begins_with_a_name_begins_with_it_when_both_are_folded(name: str, layout: str, rest: str) -> None:
    # By this what is meant is looked for among many.
    typed = layout.format(name, rest)
    begins = beginning(typed)
    try:
        found, _ = find_named(typed, [Named(name)])
    except Unknown:
        return

    assert begins.typed.startswith(fold(found.name)) or begins.inner.startswith(fold(found.name))


@pytest.mark.parametrize("key", ["REL-7", "rel7", "REL‑7", "ＲＥＬ-7", "out-7"])
@pytest.mark.parametrize("layout", ["{}", "{} 12 Jan", "“{}” x", "`{}`?", "{}: soon", " {}"])
def test_what_begins_with_a_key_begins_with_its_number(key: str, layout: str) -> None:
    typed = layout.format(key)
    assert find_named(typed, [Named("Faster search", "REL-7"), Named("Speed", "OUT-7")])[0].key[-1] == "7"

    assert beginning(typed).number == 7


def test_the_nearest_word_is_offered_or_none() -> None:
    assert nearest("shcedule", ["schedule", "ship", "show"]) == "schedule"
    assert nearest("SHIP", ["schedule", "ship"]) == "ship"
    assert nearest("zzz", ["schedule"]) == ""


def test_a_text_is_quoted_short_and_without_what_hides() -> None:
    assert quoted("a\u202eb") == "“ab”"
    assert quoted("x" * 50) == f"“{'x' * 39}…”"


def test_a_visible_text_keeps_one_line_unless_asked() -> None:
    assert visible(" a \n b ") == visible("a\n\n b") == "a b"
    assert visible(" a \n b ", lines=True) == "a\nb"


@pytest.mark.parametrize("name", ["Signups", "Signups last week", '5" screens', "Ana's “own” number", "`code`", "»x«"])
def test_a_name_put_into_a_command_is_found_again_whatever_follows(name: str) -> None:
    things = [Named(name), Named("Signups last")]

    assert find_named(f"{in_command(name)} last 30d", things) == (things[0], "last 30d")


def test_a_menu_cuts_a_long_name_and_never_its_key() -> None:
    assert in_menu("One-page checkout", "REL-7") == "One-page checkout (REL-7)"
    shown = in_menu("x" * 150, "REL-7")
    assert shown.endswith("x… (REL-7)")
    assert len(shown) <= 75
