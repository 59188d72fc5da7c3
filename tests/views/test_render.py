"""The page: one file, the same bytes each time, nothing in it runs but its own scripts."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.errors import GraphError, KgError, NotFoundError
from kg.views import Records, render_page, write_page
from kg.views.render import SCRIPTS, vis_network, webgl_bundle
from tests.views import sample_records as sample

PAGE_FOLDER = Path(__file__).parents[2] / "kg" / "views" / "page"


class TagCounter(HTMLParser):
    """Counts the elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.count: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] += 1


@pytest.fixture(scope="module")
def page() -> str:
    return render_page(sample.sample(), title=f"Sarcomas {sample.HOSTILE}")


def scripts_of(page: str) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", page, re.DOTALL)


def policy_of(page: str) -> str:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert found
    return html.unescape(found.group(1))


def test_page_of_the_same_records_in_another_order_has_the_same_bytes(page: str) -> None:
    whole = sample.sample()
    turned = Records(
        documents=whole.documents[::-1],
        concepts=whole.concepts[::-1],
        associations=whole.associations[::-1],
        outcomes=whole.outcomes[::-1],
    )
    assert render_page(turned, title=f"Sarcomas {sample.HOSTILE}") == page


def test_policy_allows_exactly_the_scripts_of_the_page_by_hash(page: str) -> None:
    hashes = {
        "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in scripts_of(page)
    }
    [allowed] = re.findall(r"script-src ([^;]*);", policy_of(page))
    assert {entry.strip("'") for entry in allowed.split()} == hashes
    assert len(hashes) == len(SCRIPTS) + 1


def test_policy_allows_exactly_the_style_of_the_page_by_hash(page: str) -> None:
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy_of(page)


def test_policy_forbids_everything_by_default(page: str) -> None:
    policy = policy_of(page)
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_page_names_no_file_that_a_browser_would_fetch(page: str) -> None:
    assert not re.search(
        r"<(?:link|iframe|img|script[^>]+src)\b", page.split('<script type="application/json"')[0]
    )
    assert "sourceMappingURL" not in page


def test_hostile_texts_open_no_element(page: str) -> None:
    tags = TagCounter()
    tags.feed(page)
    assert tags.count["script"] == len(SCRIPTS) + 2
    assert tags.count["img"] == 0
    assert tags.count["h1"] == 1


def test_scripts_of_the_page_never_write_markup() -> None:
    for path in sorted(PAGE_FOLDER.glob("*.js")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", text
        ), path


def test_files_of_the_page_stay_short_and_all_are_used() -> None:
    paths = sorted(PAGE_FOLDER.glob("*.js"))
    assert {path.name for path in paths} == set(SCRIPTS)
    for path in PAGE_FOLDER.iterdir():
        assert len(path.read_text(encoding="utf-8").splitlines()) < 400, path


def test_vis_network_comes_with_its_licence() -> None:
    banner = vis_network()[:1500]
    assert "Apache 2.0" in banner
    assert "MIT" in banner


def test_text_that_looks_like_a_slot_stays_text() -> None:
    assert render_page(Records(), title="<!--slot:data-->").count('id="graph-data"') == 1


def test_focus_by_a_synonym_opens_at_its_concept() -> None:
    assert '"focus":"hgnc:11515"' in render_page(sample.sample(), focus="Brachyury")


def test_focus_on_an_unknown_name_suggests_a_known_one() -> None:
    with pytest.raises(NotFoundError, match="did you mean 'chordoma'"):
        render_page(sample.sample(), focus="chordomas")


@pytest.mark.parametrize("wrong", [{"hops": 0}, {"limit": 0}])
def test_numbers_below_one_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        render_page(sample.sample(), hops=wrong.get("hops", 2), limit=wrong.get("limit", 10))


def test_association_without_its_concept_is_refused() -> None:
    whole = sample.sample()
    broken = Records(documents=whole.documents, concepts=whole.concepts[1:], associations=whole.associations)
    with pytest.raises(GraphError, match="not there"):
        render_page(broken)


def test_write_page_writes_what_render_page_gives_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    write_page(sample.sample(), path, title="A")
    assert path.read_text(encoding="utf-8") == render_page(sample.sample(), title="A")
    assert [each.name for each in tmp_path.iterdir()] == ["graph.html"]


def test_write_page_that_fails_leaves_the_old_page(tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(NotFoundError):
        write_page(sample.sample(), path, focus="no such thing at all")
    assert path.read_text(encoding="utf-8") == "old"


def test_write_page_into_a_missing_folder_says_so_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="cannot be written") as error:
        write_page(Records(), tmp_path / "no" / "graph.html")
    assert "\n" not in str(error.value)


def test_engine_is_webgl_above_two_thousand_concepts() -> None:
    small, large = render_page(sample.many(30)), render_page(sample.many(2001))
    assert '"engine":"vis"' in small
    assert "sigma" not in scripts_of(small)[0][:8000]
    assert '"packed":"' in large
    assert len(scripts_of(large)) == len(SCRIPTS) + 2


def test_engine_can_be_chosen() -> None:
    assert '"packed":"' in render_page(sample.sample(), engine="webgl")
    assert '"engine":"vis"' in render_page(sample.many(2001), engine="vis")


def test_page_for_webgl_has_a_policy_as_strict_as_the_other() -> None:
    policy = policy_of(render_page(sample.sample(), engine="webgl"))
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_bundle_comes_with_the_licences_of_all_that_is_in_it() -> None:
    licences = (PAGE_FOLDER.parent / "webgl" / "LICENCES.txt").read_text(encoding="utf-8")
    assert licences in webgl_bundle()
    for name in ("sigma", "graphology", "fflate"):
        assert re.search(rf"^{name} [\d.]+ \(MIT\)$", licences, re.MULTILINE)


def test_bundle_can_stand_in_a_page_and_makes_no_code_from_text() -> None:
    assert not re.search(r"</script|<!--|\beval\(|new Function|sourceMappingURL", webgl_bundle())
