"""The models that come along, as a user of spaCy meets them."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from spacy.language import Language

from kg.nlp.models import ACCURATE_MODEL, DEFAULT_MODEL, bundled_models, load_pipeline, model_info

TEXT = (
    "Imatinib inhibits KIT in gastrointestinal stromal tumors.  Two mice that lacked p53 had died "
    "(day 12); osteosarcoma was found in the femur.\n\nSee Table 2."
)


@pytest.fixture(scope="module", params=bundled_models())
def pipeline(request: pytest.FixtureRequest) -> Language:
    if request.param == ACCURATE_MODEL and find_spec("onnxruntime") is None:
        pytest.skip("the accurate model needs onnxruntime")
    return load_pipeline(request.param)


def test_both_tiers_come_along() -> None:
    assert bundled_models() == (ACCURATE_MODEL, DEFAULT_MODEL)


@pytest.mark.model
def test_default_tier_keeps_to_its_size() -> None:
    assert model_info(DEFAULT_MODEL).size < 30_000_000


@pytest.mark.model
def test_pipeline_finds_what_a_text_is_about(pipeline: Language) -> None:
    doc = pipeline(TEXT)
    found = {(span.text, span.label_) for span in doc.spans["graph"]}
    assert {("Imatinib", "chemical"), ("KIT", "gene"), ("osteosarcoma", "disease")} <= found
    assert {"mice", "p53", "femur"} <= {text for text, _ in found}


@pytest.mark.model
def test_pipeline_gives_each_sentence_one_tree(pipeline: Language) -> None:
    doc = pipeline(TEXT)
    sentences = list(doc.sents)
    assert [sentence[0].text for sentence in sentences] == ["Imatinib", "Two", "See"]
    for sentence in sentences:
        assert [t for t in sentence if t.head == t] == [sentence.root]
        assert all(t.head in sentence for t in sentence)
    inhibits = doc[1]
    assert (inhibits.tag_, inhibits.dep_, inhibits.lemma_) == ("VBZ", "ROOT", "inhibit")
    assert {(t.text, t.dep_) for t in inhibits.children} >= {("Imatinib", "nsubj"), ("KIT", "dobj")}


@pytest.mark.model
def test_pipeline_leaves_no_states_behind(pipeline: Language) -> None:
    doc = pipeline(TEXT)
    assert not len(doc.tensor)
    assert not doc.user_data


@pytest.mark.model
def test_pipeline_reads_the_same_in_any_company(pipeline: Language) -> None:
    alone = pipeline(TEXT)
    for doc in list(pipeline.pipe(["PTEN was lost.", TEXT, "", " \n"]))[1:2]:
        assert [(t.tag_, t.head.i, t.dep_) for t in doc] == [(t.tag_, t.head.i, t.dep_) for t in alone]
        assert [(s.start, s.end, s.label_) for s in doc.spans["graph"]] == [
            (s.start, s.end, s.label_) for s in alone.spans["graph"]
        ]
