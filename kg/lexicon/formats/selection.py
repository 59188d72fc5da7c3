"""From drafts to entries: which terms are kept, what type they have, and a hierarchy without circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.lexicon.formats.draft import LONGEST_NAME, Draft, Source
from kg.lexicon.sources.names import tidy
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

#: What the terms of a namespace are, where neither the file nor the user says.
_BY_PREFIX = {
    "mondo": EntityType.DISEASE, "doid": EntityType.DISEASE, "orphanet": EntityType.DISEASE,
    "oncotree": EntityType.DISEASE, "hp": EntityType.PHENOTYPE, "symp": EntityType.PHENOTYPE,
    "uberon": EntityType.ANATOMY, "cl": EntityType.CELL, "cellosaurus": EntityType.CELL_LINE,
    "hgnc": EntityType.GENE, "ncbigene": EntityType.GENE, "hgnc.genegroup": EntityType.GENE_FAMILY,
    "fplx": EntityType.GENE_FAMILY, "chebi": EntityType.DRUG, "drugbank": EntityType.DRUG,
    "chembl.compound": EntityType.DRUG, "maxo": EntityType.THERAPY, "go": EntityType.PROCESS,
    "ncbitaxon": EntityType.SPECIES,
}  # fmt: skip
#: Type of what has none, where types do not matter: to check or to compare files.
_STAND_IN = EntityType.PROCESS


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What of some files becomes entries.

    `prefixes` keeps only the terms with one of these prefixes (all, where it is empty). `type` is that of
    every term that the file gives none, `types` pairs of an ancestor and the type of all below it, of which
    the nearest decides. `xrefs` are prefixes whose cross-references count as exact matches: the loose ones
    of most ontologies do not. With `untyped`, terms stay that no rule gives a type.
    """

    prefixes: frozenset[str] = frozenset()
    type: EntityType | None = None
    types: Mapping[str, EntityType] = field(default_factory=dict)
    xrefs: frozenset[str] = frozenset()
    untyped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """The entries, sorted by CURIE, and what a person should know: one line each."""

    entries: tuple[Entry, ...]
    warnings: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...] = ()
    """The circles that were cut, each with its first member last again."""
    untyped: int = 0
    """Terms left out because nothing says what they are."""


def select(sources: Sequence[Source], selection: Selection) -> Selected:
    """Join what several files say and keep what is asked for.

    The mappings of SSSOM tables are added to the concepts of the other files; where there are none, the
    subjects of the tables with their labels are the concepts. Parents that are passed over are replaced by
    their nearest kept ancestors; an edge that closes a circle is cut. Withdrawn terms are no parents.
    """
    warnings = [warning for source in sources for warning in source.summary()]
    drafts = _joined(sources)
    parents = {curie: _clean_parents(draft, sources) for curie, draft in drafts.items()}
    circles = tuple(cut_circles(parents))
    warnings += [_circle_warning(drafts, circle) for circle in circles]
    mapped = _mapped(sources, drafts, selection)
    kept: dict[str, EntityType] = {}
    nameless: list[str] = []
    untyped: list[str] = []
    for curie, draft in drafts.items():
        if selection.prefixes and curie.partition(":")[0] not in selection.prefixes:
            continue
        if not any(status is Status.LABEL for status, _ in draft.names[:1]):
            nameless.append(curie)
            continue
        kind = draft.type or _type(curie, parents, selection)
        if kind is None and not selection.untyped:
            untyped.append(curie)
            continue
        kept[curie] = kind or _STAND_IN
    if nameless:
        warnings.append(f"terms without a label, left out: {len(nameless):,}, the first {nameless[0]}")
    if untyped:
        warnings.append(
            f"terms to which nothing gives a type, left out: {len(untyped):,}, the first {untyped[0]}"
        )
    entries = []
    for curie in sorted(kept):
        names = tidy(_names(drafts[curie], warnings))
        if not names or names[0][0] is not Status.LABEL:
            warnings.append(
                f"{drafts[curie].place}: {curie} has no label that could be found in a text, left out"
            )
            continue
        above = sorted(_kept_parents(curie, parents, kept))
        exact = {match for match in (*drafts[curie].exact, *mapped.get(curie, ())) if match != curie}
        entries.append(
            Entry(
                curie=curie,
                type=kept[curie],
                names=names,
                parents=tuple(above),
                exact=tuple(sorted(exact)),
            )
        )
    return Selected(entries=tuple(entries), warnings=tuple(warnings), circles=circles, untyped=len(untyped))


def _joined(sources: Sequence[Source]) -> dict[str, Draft]:
    tables_only = all(source.only_mappings for source in sources)
    joined = Source(file="", format="", name="")
    for source in sources:
        if tables_only or not source.only_mappings:
            for draft in source.drafts.values():
                joined.add(
                    Draft(
                        curie=draft.curie,
                        place=draft.place,
                        names=list(draft.names),
                        parents=list(draft.parents),
                        exact=list(draft.exact),
                        xrefs=list(draft.xrefs),
                        type=draft.type,
                    )
                )
    return joined.drafts


def _clean_parents(draft: Draft, sources: Sequence[Source]) -> list[str]:
    """Return the parents once each, in order, without those that a file withdraws."""
    return [
        parent
        for parent in dict.fromkeys(draft.parents)
        if not any(parent in source.obsolete for source in sources)
    ]


def cut_circles(parents: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """Remove from `parents` each edge that closes a circle; yield the circles, their first member last again.

    >>> above = {"a:1": ["a:2"], "a:2": ["a:3"], "a:3": ["a:1", "a:4"], "a:5": ["a:5"]}
    >>> list(cut_circles(above))
    [('a:1', 'a:2', 'a:3', 'a:1'), ('a:5', 'a:5')]
    >>> above["a:3"], above["a:5"]
    (['a:4'], [])
    """
    done: set[str] = set()
    for start in sorted(parents):
        if start in done:
            continue
        path: list[str] = [start]
        on_path = {start}
        todo = [iter(list(parents[start]))]
        while todo:
            above = next(todo[-1], None)
            if above is None:
                todo.pop()
                last = path.pop()
                on_path.discard(last)
                done.add(last)
            elif above in on_path:
                parents[path[-1]].remove(above)
                yield (*path[path.index(above) :], above)
            elif above in parents and above not in done:
                path.append(above)
                on_path.add(above)
                todo.append(iter(list(parents[above])))


def _circle_warning(drafts: Mapping[str, Draft], circle: Sequence[str]) -> str:
    shown = " > ".join(circle if len(circle) <= 6 else (*circle[:3], "...", *circle[-2:]))
    return f"{drafts[circle[0]].place}: a circle of superclasses is cut: {shown}"


def _mapped(
    sources: Sequence[Source], drafts: Mapping[str, Draft], selection: Selection
) -> dict[str, set[str]]:
    """Return the equivalents that mappings and trusted cross-references add, both ways."""
    found: dict[str, set[str]] = {}
    for source in sources:
        for subject, target, kind in source.mappings:
            if kind == "exact" or target.partition(":")[0] in selection.xrefs:
                found.setdefault(subject, set()).add(target)
                found.setdefault(target, set()).add(subject)
    for curie, draft in drafts.items():
        trusted = {xref for xref in draft.xrefs if xref.partition(":")[0] in selection.xrefs}
        if trusted:
            found.setdefault(curie, set()).update(trusted)
    return found


def _type(curie: str, parents: Mapping[str, Sequence[str]], selection: Selection) -> EntityType | None:
    """Return the type by the nearest ancestor that has one, the first named where several are as near."""
    level, seen = {curie}, {curie}
    while level and selection.types:
        for ancestor, kind in selection.types.items():
            if ancestor in level:
                return kind
        level = {above for member in level for above in parents.get(member, ())} - seen
        seen |= level
    if selection.type or selection.types:
        return selection.type
    return _BY_PREFIX.get(curie.partition(":")[0])


def _names(draft: Draft, warnings: list[str]) -> Iterator[tuple[Status, str]]:
    for status, name in draft.names:
        if len(name) > LONGEST_NAME:
            warnings.append(f"{draft.place}: a name of {len(name):,} characters of {draft.curie} is left out")
        else:
            yield status, name


def _kept_parents(
    curie: str, parents: Mapping[str, Sequence[str]], kept: Mapping[str, EntityType]
) -> Iterable[str]:
    """Return the nearest ancestors that are kept, or that the files do not have (other packs may)."""
    found: set[str] = set()
    todo, seen = list(parents[curie]), set(parents[curie])
    while todo:
        above = todo.pop()
        if above in kept or above not in parents:
            found.add(above)
            continue
        fresh = [higher for higher in parents[above] if higher not in seen]
        seen.update(fresh)
        todo += fresh
    return found
