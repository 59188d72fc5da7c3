"""An evaluation with one row of each kind."""

from __future__ import annotations

from kg.evaluate.score import Score
from kg.training.parsing_scores import ParsingScores
from kg.training.results import (
    EntityResult,
    Evaluation,
    PipelineSpeed,
    SentenceResult,
    Speed,
    SyntaxResult,
    TypeResult,
)
from kg.training.sentence_scores import SpanScores

SCORE = Score(right=6, spurious=2, missed=4)
SPEED = Speed(
    words=1200,
    model=PipelineSpeed(name="tiny", words_per_second=3000.0, load_seconds=0.5, size=1_500_000),
    peers=(PipelineSpeed(name="general", words_per_second=2000.0, load_seconds=0.75, size=12_000_000),),
)
EVALUATION = Evaluation(
    model="tiny",
    version="0.0.1",
    part="dev",
    entities=(
        EntityResult(
            corpus="ills",
            scheme="ills",
            texts=3,
            score=SCORE,
            types=(TypeResult(type="Disease", score=SCORE),),
        ),
    ),
    syntax=(
        SyntaxResult(
            corpus="genia_dep",
            labels="Universal Dependencies",
            score=ParsingScores(
                words=8, uas=0.75, las=0.5, uas_words=1.0, las_words=0.5, tag=0.875, lemma=1.0
            ),
        ),
    ),
    sentences=(
        SentenceResult(
            corpus="craft_dep", text="blocks", sentences=10, score=SpanScores(right=9, missed=1, wrong=0)
        ),
    ),
    speed=(SPEED,),
)
