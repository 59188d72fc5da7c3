"""Clinical trials by registry number or by acronym, and the phases of trials."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.model import BlockKind, Document, EntityType, Mention, Span


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_REGISTERED = re.compile(r"NCT\d{8}")
#: How many blocks the top of a page has.
_TOP = 16
#: Words that a line has at most which is there for the number alone.
_ALONE = 4
#: Words that a line of a registry's page has at most, where it gives the number of the trial.
_LINE = 20
# The formats of the registries: ClinicalTrials.gov, EudraCT, CTIS, ISRCTN, ChiCTR, UMIN, JapicCTI, jRCT,
# ACTRN, CTRI, DRKS, NTR/NL, IRCT, KCT, PACTR, TCTR, RBR (the primary registries of the WHO network and its
# data providers).
_NUMBERS = re.compile(
    r"\bNCT\s?(?:No\.\s?|Number:?\s?)?\d{8}\b"
    r"|\b(?:EudraCT(?:\s?(?:number|no\.?|:))*[\s:,-]*)?(?:20[0-2]\d)-\d{6}-\d{2}(?:-\d{2})?\b"
    r"|\bISRCTN\s?\d{6,8}\b|\bChiCTR(?:-?[A-Z]{2,5}-)?\s?-?\d{8,10}\b|\b(?:JPRN-)?UMIN(?:-CTR)?\s?-?\d{9}\b"
    r"|\bJapicCTI-?\s?\d{6}\b|\bjRCTs?\d{9,10}\b|\bACTRN\s?\d{14}\b|\bCTRI/\d{4}/\d{2,3}/\d{6}\b"
    r"|\bDRKS\s?\d{8}\b"
    r"|\bIRCT\d{10,14}N\d{1,3}\b|\bKCT\d{7}\b|\bPACTR\d{15,16}\b|\bTCTR\d{11}\b|\bRBR-[a-z0-9]{6,7}\b"
    r"|\bNTR\s?\d{4}\b"
)
# Trials that cooperative groups number: the Children's Oncology Group by disease and year, others by name.
_GROUPS = re.compile(
    r"(?<![\w-])(?:(?:ACCL|ACNS|ADVL|AALL|AAML|AEWS|AGCT|AHEP|AHOD|ANBL|ANHL|AOST|AREN|ARET|ARST|ALTE"
    r"|APEC|PEPN)\d{4}[A-Z]{0,2}\d?|SARC\d{3}"
    r"|(?:NRG|GOG|RTOG|NSABP|CALGB|EORTC|SWOG|TROG|ACOSOG|NCCTG|ECOG-ACRIN)[- ](?:[A-Z]{1,3}-?)?"
    r"\d{3,5}[A-Z]?|NCI-?\d{4,5})"
    r"(?![\w-])"
)
# Most letters in capitals: counted afterwards, so that the pattern stays linear.
_NAME = (
    r"(?:[A-Z]{2,5}\d[A-Z]{2,6}-\d{1,4}|\d[A-Z]{3,10}|[A-Z][A-Za-z]{2,15})"
    r"(?:[- ]?\d{1,4}[A-Z]?)?(?:-[A-Z0-9]{1,6})?(?!\w)"
)
#: A name of a trial with a digit inside, where a line opens with it: "AB2CD".
_ENTRY = r"(?:[A-Z]{2,5}\d[A-Z]{2,6}|[A-Z][A-Z\d]{1,7}-[A-Z]{2,6}\d{1,3})(?!\w)"
_NOUN = r"(?:(?:clinical )?(?:trials?|study|studies))"
_ADJ = (
    r"(?:(?:phase \d(?:\s?[/-]\s?\d)?[ab]?|phase [IV]+(?:\s?[/-]\s?[IV]+)?[ab]?|pivotal|randomi[sz]ed"
    r"|registrational"
    r"|single[- ]arm|open[- ]label|multi-?cent(?:er|re)|international|prospective|observational|clinical"
    r"|basket"
    r"|umbrella|platform|ongoing|landmark|double[- ]blind|placebo[- ]controlled|controlled|registration"
    r"|pediatric|\d{1,3}[- ](?:week|month|year)"
    r"|paediatric|first-in-human|global|cooperative|extension|sub-?)[ ,]{1,2})"
)
_CONTEXTS = tuple(
    re.compile(form)
    for form in (
        # the SPEARHEAD-1 phase 2 trial
        rf"(?<![\w-])(?P<name>{_NAME})(?:/[A-Z][\w-]{{3,14}})?(?=,? \(?(?i:{_ADJ}){{0,4}}(?i:{_NOUN})\b)",
        # KEYNOTE-716, CheckMate 067: trials that one sponsor numbers
        r"(?<![\w-])(?P<name>(?:KEYNOTE|[Cc]heck[Mm]ate|CHECKMATE|JAVELIN|IMpower|IMvigor|IMbrave"
        r"|IMmotion|DESTINY|TROPION"
        r"|LEAP|MASTERKEY|NETTER|FIGHT|HERIZON|COSMIC|PALOMA|MONARCH|SOLO|PAOLA|POSEIDON|PACIFIC"
        r"|EMPOWER|ZUMA|SPEARHEAD)"
        r"[- ]?(?:(?<=[- ])[A-Z][A-Za-z]{1,9}[- ]?)?\d{1,4}[A-Z]?)(?![\w-])",
        r"(?<![\w-])(?P<name>IM(?:power|vigor|brave|motion|passion|spire)\d{2,4}[A-Z]?)(?![\w-])",
        # a name with digits on both sides of its last letters: AB1CD-234
        r"(?<![\w-])(?P<name>[A-Z]{2,4}\d[A-Z]{1,4}-\d{3})(?![\w-])",
        # the eREGO-3 trial
        rf"(?<![\w-])(?P<name>[a-z][A-Z]{{3,6}}[a-z]{{0,3}}(?:-\d{{1,3}})?)"
        rf"(?=,? \(?(?i:{_ADJ}){{0,4}}(?i:{_NOUN})\b)",
        # (REGO-2: 9 versus 7 months)
        r"\((?P<name>[A-Z][A-Za-z\d]{2,11}-\d{1,4})(?=[:,;] [^()]{0,60}\b(?:versus|vs|HR|hazard|months)\b)",
        # the HARBOR Renal 300 study
        r"(?<![\w-])(?P<name>[A-Z]{4,12} [A-Z][a-z]{2,12} \d{1,4})"
        rf"(?= (?i:{_ADJ}){{0,4}}(?i:{_NOUN})\b)",
        # a trial called ONITT | the study (named|known as|termed) X | trial X
        rf"\b(?i:{_NOUN}),? (?:\()?(?:which is |is )?(?:called|named|termed|known as|dubbed|titled"
        rf"|entitled) (?:the )?[\"“‘']?(?P<name>{_NAME})(?![\w-])",
        # phase 2 trial (SPEARHEAD-1) | trial (NCT...; SPEARHEAD-1)
        rf"\b(?i:{_NOUN})(?:(?! (?:of|with) )[^().]){{0,60}}? \((?:NCT\d{{8}}[;,] )?(?P<name>{_NAME})"
        r"(?:[;,:] ?NCT\d{8})?\)",
        # trial of a drug (REGO-2); without a number the bracket is another name of the drug
        rf"\b(?i:{_NOUN})[^().]{{0,60}}? \((?:NCT\d{{8}}[;,] )?(?P<name>(?=[A-Za-z]*[-\d]){_NAME})"
        r"(?:[;,:] ?NCT\d{8})?\)",
        # the SPOTLIGHT and GLOW trials
        rf"(?<![\w-])(?P<name>{_NAME})(?= (?:and|or) {_NAME} (?i:{_ADJ}){{0,4}}(?i:trials|studies)\b)",
        # Drug in Disease (REGO-2), a line of its own
        r"(?m:^)[^\n()]{20,160} \((?P<name>[A-Z]{3,12}-\d{1,4}[A-Z]?)\)[ \t]*$",
        # SPEARHEAD-1 (NCT01234567)
        r"(?<![\w-])(?P<name>" + _NAME + r")(?= [(\[]NCT\d{8})",
        # ONITT: A Study of ... | ANGIO-A: drug, drug, and drug in Pediatric Solid Tumors, where a line begins
        rf"(?m:^)[ \t]*(?P<name>{_NAME})(?=:\s(?:(?:An? )?(?:[A-Z][\w/-]* |[a-z]+ ){{0,6}}?(?:Study|Trial"
        rf"|study|trial)\b))",
        # BrightBone: A study of ..., a name of two words written as one
        r"(?m:^)[ \t]*(?P<name>[A-Z][a-z]{2,10}[A-Z][A-Za-z]{1,10})"
        r"(?=:\s(?:An? )(?:[\w/-]+ ){0,4}?(?:[Ss]tudy|[Tt]rial)\b)",
        rf"(?m:^)[ \t]*(?P<name>{_NAME}|{_ENTRY})(?=:\s[A-Z][^.:\n]{{3,160}}\b(?:in|for|of"
        rf"|to [Tt]reat)\b [^.:\n]{{0,60}}"
        r"(?:[Tt]umou?rs?|[Cc]ancers?|[Ss]arcomas?|[Ll]eu[ck]a?emias?|[Ll]ymphomas?|[Pp]atients"
        r"|[Cc]hildren|[Aa]dults|[a-z]+oma)s?\b)",
        # SELECT-1: drug for liposarcoma | SELECT-1: drug versus drug
        rf"(?m:^)[ \t]*(?P<name>(?=\w+[-\d]){_NAME})(?=:\s[^.:\n]{{3,120}}\b(?:in|for|versus|vs\.?)\b )",
        # SPEARHEAD-1, a phase 2 trial | SPEARHEAD-1 then compared X with Y
        rf"(?<![\w-])(?P<name>{_NAME})(?=,? (?:was |is )?(?i:an? (?:{_ADJ}){{0,4}}{_NOUN})\b)",
        rf"(?<![\w-])(?P<name>{_NAME})(?= (?:then |also |has |have |later |directly )?"
        r"(?:compared(?! (?:with|to)\b)|randomi[sz]ed|enroll?ed|recruited|assigned) )",
        # In REGO-2, X improved survival over Y
        rf"(?:^|(?<=[.;!?] )|(?<=\n))(?:In|From) (?P<name>(?=[A-Z-]*-?\d|[A-Z]{{3,}}-[A-Z]\b"
        rf"|[A-Z]{{5}}){_NAME})"
        r"(?=(?: \([^()]{3,40}\))?, [^.;]{0,160}\b(?:versus|vs|compared|survival|response|reduced|improved"
        r"|prolonged|recurrence|benefit rate|placebo|randomi[sz]ed)\b)",
        # In REGO-2 median survival was longer, without a comma
        r"(?:^|(?<=[.;!?] )|(?<=\n))(?:In|From) (?P<name>[A-Z]{5,12}-\d{1,4})"
        r"(?= (?:the |median |overall |progression-free |objective |[a-z]+ (?:was|were|improved"
        r"|prolonged|reduced))\b)",
        # prolonged survival over placebo in REGO (HR 0.5)
        r"\b(?:placebo|survival|PFS|OS|ORR|response rates?|control|chemotherapy) in (?:the )?"
        r"(?P<name>[A-Z]{5,12}(?:-\d{1,3})?)(?= \((?:HR|hazard|n ?=|ORR|\d)|[.;]| and (?:is|was)\b)",
        # is being investigated in REGO-A
        r"\b(?:investigated|studied|tested|evaluated|explored|assessed|shown) in (?:the )?"
        r"(?P<name>[A-Z]{3,12}-(?:\d{1,4}|[A-Z]{1,3}))(?=[.;,)]|$| (?:and|trial|study)\b)",
        # on the strength of REGO-2 | met its primary endpoint in REGO
        rf"\b(?:strength|results|findings|data|basis|evidence|analys[ie]s) (?:of|from|in) (?:the )?"
        rf"(?P<name>(?=[A-Z]+-|[A-Za-z]{{4,}}-\d{{3}}\b)(?:[A-Z]{{3,8}}-[A-Z]{{1,4}}\d{{0,3}}|{_NAME}))(?![\w-])",
        rf"\b(?:met|meet|missed|reached|reach) (?:its|the"
        rf"|their) (?:co-?)?primary end ?points? in (?P<name>{_NAME})(?![\w-])",
        # longer follow-up of REGO confirms
        r"\b(?:follow-up|update|analys[ie]s|results|data) (?:of"
        r"|from) (?:the )?(?P<name>[A-Z]{4,12}(?:-\d{1,3})?)"
        r"(?= (?:also |now |again )?(?:confirm|show|demonstrat|suggest|reveal|indicat)\w*\b)",
        # Study: REGO-2, a line of its own
        rf"(?m:^)[ \t]*(?:Study|Trial|Protocol|Acronym|Short title)(?: name| acronym"
        rf"| ID)?:[ \t]+(?P<name>{_NAME})"
        r"(?=[ \t]*(?:\n|$))",
        # enrolled in/on SPEARHEAD-1
        rf"\b(?:enroll?ed|enrolling|enroll?ment|randomi[sz]ed|accrued) (?:in|on|onto|into"
        rf"|to) (?:the )?(?P<name>{_NAME})(?![\w-])",
    )
)
#: A name made of two words: "BrightBone".
_TWO_WORDS = re.compile(r"[A-Z][a-z]{2,10}[A-Z][A-Za-z]{1,10}")
_PAIR = re.compile(
    rf"(?<![\w-])(?P<one>{_NAME}) (?:and|or) (?P<other>{_NAME}) (?i:{_ADJ}){{0,4}}(?i:trials|studies)\b"
)
_CELL = re.compile(r"[^|]+")
_TRIAL_HEAD = re.compile(r"(?:(?:key|pivotal|main) )?(?:trials?|stud(?:y|ies))(?: names?)?", re.IGNORECASE)
_CELL_NAME = re.compile(
    r"(?<![\w-])[A-Z][A-Z\d]*[A-Za-z]{1,12}\d{0,4}(?:-[A-Z\d][A-Za-z\d]{0,6}){0,2}(?![\w-])"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PLURAL = re.compile(r"[A-Z]{2,}(?:s|i|is)$|[IVX]+[abc]?$")
_PHASE_NUMBER = r"(?:[0-4]|iv|i{1,3})"
_PHASES = re.compile(
    rf"\bphases?[ -]?(?P<a>{_PHASE_NUMBER})(?P<la>[abc])?(?:\s?(?:[/–-]|and|to"
    rf"|or)\s?(?:phase )?(?P<b>{_PHASE_NUMBER})(?P<lb>[abc])?)?(?![\w%])",
    re.IGNORECASE,
)
# Words that are written as acronyms are, and stand before "trial" or "study" without naming it.
_KINDS_OF_STUDY = _set(
    "RCT RCTS CT MRI PET FDA EMA NCI COG EORTC SWOG NRG ECOG RTOG NIH US USA UK EU SIOP GOG CCG POG IRS "
    "EURAMOS PK PD QOL NCT ISRCTN UMIN CCTR EUDRACT CHICTR DRKS CENTRAL MEDLINE EMBASE COCHRANE "
    "CLINICAL TRIAL STUDY THIS TRIALS STUDIES COVID DNA RNA PCR IHC FISH NGS WES WGS GWAS ICU HRQOL OS "
    "PFS ORR IV ID "
    "AIM AIMS BACKGROUND CONCLUSION CONCLUSIONS DESIGN INTERVENTION INTERVENTIONS INTRODUCTION METHOD "
    "METHODS OBJECTIVE OBJECTIVES PARTICIPANTS PATIENTS PURPOSE RESULTS SETTING SUBJECTS "
    "QSAR SAR NMR FMRI EEG ECG DFT SPECT ELISA IHC MTT CFD SEM TEM HPLC PKPD MRS DTI"
)
_STUDY_WORDS = re.compile(
    r"trial|stud(?:y|ies)|evaluat|investigat|assess|compar|regist|program|project|survey|cohort|therap|treat"
    r"|prevent|interven|outcome|random|effect|efficac|safety|improv|reduc|versus",
    re.IGNORECASE,
)


def find_trials(text: str, known: Callable[[str], bool]) -> list[Mention]:
    """Return the TRIAL mentions of `text`, sorted, without overlap; spans are offsets into `text`.

    A registry number is a trial wherever it stands. An acronym is one only where the words around it say so,
    and where `known` does not say that it has another meaning (a gene, a disease, an agency).

    >>> names = find_trials("in the BLUEBELL-2 phase 2 trial (NCT00000000)", lambda word: False)
    >>> [m.text for m in names]
    ['BLUEBELL-2', 'NCT00000000']
    """
    spans = [Span(start=m.start(), end=m.end()) for form in (_NUMBERS, _GROUPS) for m in form.finditer(text)]
    for pattern in _CONTEXTS:
        for match in pattern.finditer(text):
            span = Span(start=match.start("name"), end=match.end("name"))
            if any(span.overlaps(s) for s in spans) or _is_shouted(text, span):
                continue
            entry = (
                re.fullmatch(rf"{_TWO_WORDS.pattern}|{_ENTRY}", match["name"]) is not None
                and text[span.end : span.end + 1] == ":"
            )
            if _may_be_name(match["name"], known) or (entry and not known(match["name"])):
                spans.append(span)
    for match in _PAIR.finditer(text):  # what is joined to the name of a trial is one, whatever else it means
        pair = [Span(start=match.start(part), end=match.end(part)) for part in ("one", "other")]
        if any(span in spans for span in pair):
            spans += [span for span in pair if not any(span.overlaps(s) for s in spans)]
    names = {span.of(text) for span in spans if not _NUMBERS.fullmatch(span.of(text))}
    for name in sorted(names):  # once introduced, the name means the trial wherever it stands
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            span = Span(start=match.start(), end=match.end())
            if not any(span.overlaps(s) for s in spans):
                spans.append(span)
    return [
        Mention(span=span, text=span.of(text), type=EntityType.TRIAL, recogniser="trial")
        for span in sorted(spans)
    ]


def find_tabled_trials(rows: Sequence[str]) -> list[Mention]:
    """Return the TRIAL mentions in the cells of tables below the head "Trial" or "Study"; spans are offsets
    into the row.

    `rows` are the blocks of a document in order, with bars between the cells of what is a row.

    >>> [m.text for m in find_tabled_trials(["| Drug | Trial |", "| fabulimab | BlueBELL-2, LARK |"])]
    ['BlueBELL-2', 'LARK']
    """
    found = []
    column = -1
    for row in rows:
        cells = list(_CELL.finditer(row.strip().strip("|"))) if "|" in row else []
        heads = [i for i, cell in enumerate(cells) if _TRIAL_HEAD.fullmatch(cell.group().strip())]
        if not cells or heads:
            column = heads[0] if heads else -1
        elif 0 <= column < len(cells):
            for name in _CELL_NAME.finditer(cells[column].group()):
                word = name.group()
                if (
                    sum(c.isupper() for c in word) > 1
                    and word.upper() not in _KINDS_OF_STUDY
                    and len(word) > 3
                ):
                    start = row.index(word)
                    span = Span(start=start, end=start + len(word))
                    found.append(Mention(span=span, text=word, type=EntityType.TRIAL, recogniser="trial"))
    return found


def names_study(long_form: str) -> bool:
    """Tell whether the words that a short form stands for can be the title of a study.

    >>> names_study("Lakeside Aspirin Prevention Trial"), names_study("Lakeside Society of Nurses")
    (True, False)
    """
    return _STUDY_WORDS.search(long_form) is not None


def _may_be_name(word: str, known: Callable[[str], bool]) -> bool:
    """Tell whether `word` may be the acronym of a trial: upper case, no other meaning."""
    stem = re.split(r"(?<=\w)[- ]?\d|-", word)[0]
    if (
        word.upper() in _KINDS_OF_STUDY
        or stem.upper() in _KINDS_OF_STUDY
        or len(stem) < (3 if stem != word else 4)
    ):
        return False
    if _PLURAL.fullmatch(word):
        return False
    capitals = sum(c.isupper() for c in stem)
    if capitals * 2 < len(stem) and not (capitals > 1 and stem != word):
        return False
    return not known(word)


def _is_shouted(text: str, span: Span) -> bool:
    """Tell whether the words around are in capitals too, so that they say nothing (a heading)."""
    if any(c.isdigit() for c in span.of(text)):
        return False
    around = re.findall(
        r"[A-Za-z]{4,}", text[max(0, span.start - 25) : span.start] + " " + text[span.end : span.end + 25]
    )
    return len(around) > 1 and all(word.isupper() for word in around)


def find_phases(text: str) -> list[tuple[Span, str]]:
    """Return the trial phases of `text` in order, in one spelling: ``1``, ``1/2``, ``2b``.

    >>> [phase for _, phase in find_phases("a phase I/II study and a Phase 2b trial")]
    ['1/2', '2b']
    """
    found = []
    for match in _PHASES.finditer(text):
        parts = [
            f"{_ROMAN.get(match[n].lower(), match[n])}{(match[f'l{n}'] or '').lower()}"
            for n in "ab"
            if match[n]
        ]
        found.append((Span(start=match.start(), end=match.end()), "/".join(parts)))
    return found


def registered_trial(document: Document) -> Mention | None:
    """Return the trial of a registry's page: the one number that the page gives, and gives near its top, in
    a line of its own and not in passing.
    """
    places = [
        (match, block)
        for index, block in enumerate(document.blocks)
        if block.kind is not BlockKind.REFERENCE and (block.kind is not BlockKind.FURNITURE or index < _TOP)
        for match in _REGISTERED.finditer(document.text, block.span.start, block.span.end)
    ]
    own = [match.group() for match, block in places if len(document.text_of(block).split()) <= _ALONE]
    one = len({match.group() for match, _ in places}) == 1
    if not places or len(document.blocks) < _TOP // 2 or not (one or set(own) == {places[0][0].group()}):
        return None
    top = document.blocks[min(_TOP, len(document.blocks) - 1)].span.start
    first, line = places[0]
    passing = line.kind is BlockKind.PARAGRAPH and len(document.text_of(line).split()) > _LINE
    if first.start() > top or passing:
        return None
    span = Span(start=first.start(), end=first.end())
    return Mention(span=span, text=first.group(), type=EntityType.TRIAL, recogniser="trial")
