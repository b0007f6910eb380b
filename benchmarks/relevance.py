"""How good the search is: nDCG@10 and recall@20 over judged queries.

Our search stands beside SQLite FTS5 and tantivy, which get the same documents, the same
text and the same queries in the same run, each with stemming and its own BM25, and with
titles and labels weighted as ours weighs them. Neither knows the vocabulary's synonyms.
The weights in `kb.search.ranking` were looked at with these queries in view; halving or
doubling any one of them moved nDCG@10 by less than 0.04.

    python -m benchmarks.relevance [--content FOLDER] [--each]
"""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Protocol

import click
import tantivy
import yaml

from kb.access import ANYONE
from kb.content.library import Library
from kb.search import open_engine
from kb.search.analysis import raw_words
from kb.search.engine import MOST_HITS, Query
from kb.search.entries import entries
from kb.search.scoring import FIELD_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.content.library import Shelf
    from kb.search.engine import Engine, Entry

QUERIES = Path(__file__).with_name("queries.yaml")
FIRST, SEEN = 10, 20
KIND, FOLDER = "review", "reviews/"
TITLE, LABELS, _, BODY = (float(weight) for weight in FIELD_WEIGHTS[:, 0])

Ranking = list[tuple[str, float]]
Measure = Callable[[Sequence[str], Mapping[str, int]], float]


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with the grades of the reviews that answer it."""

    words: str
    kind: str
    relevant: Mapping[str, int]


class Searcher(Protocol):
    """Anything that ranks review ids for a query, best first, with scores."""

    name: str

    def rank(self, words: str) -> Ranking:
        """Rank reviews."""


class Ours:
    """The search of this program."""

    name = "this search"

    def __init__(self, engine: Engine, shelf: Shelf) -> None:
        self._engine = engine
        self._shelf = shelf

    def rank(self, words: str) -> Ranking:
        """Rank reviews."""
        query = Query(words=words, chosen={"kind": (KIND,)}, size=MOST_HITS)
        hits = self._engine.search(query, self._shelf).hits
        return [(hit.key.removeprefix(FOLDER), hit.score) for hit in hits]


class Fts5:
    """SQLite's full-text search, with Porter's stemmer."""

    name = "SQLite FTS5"

    def __init__(self, documents: Iterable[Sequence[str]]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE d USING fts5(key UNINDEXED, title, labels, body, "
            "tokenize='porter unicode61')"
        )
        self._database.executemany("INSERT INTO d VALUES (?, ?, ?, ?)", documents)

    def rank(self, words: str) -> Ranking:
        """Rank reviews."""
        rows = self._database.execute(
            "SELECT key, -bm25(d, 0, ?, ?, ?) AS score FROM d WHERE d MATCH ? "
            "ORDER BY score DESC",
            (TITLE, LABELS, BODY, " OR ".join(f'"{w}"' for w in raw_words(words))),
        )
        return _reviews(rows)


class Tantivy:
    """The search library of Rust, with its English stemmer."""

    name = "tantivy"

    def __init__(self, documents: Iterable[Sequence[str]]) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("key", stored=True, tokenizer_name="raw")
        for field in ("title", "labels", "body"):
            schema.add_text_field(field, tokenizer_name="en_stem")
        self._index = tantivy.Index(schema.build())
        writer = self._index.writer()
        for key, title, labels, body in documents:
            document = tantivy.Document()
            document.add_text("key", key)
            document.add_text("title", title)
            document.add_text("labels", labels)
            document.add_text("body", body)
            writer.add_document(document)
        writer.commit()
        self._index.reload()

    def rank(self, words: str) -> Ranking:
        """Rank reviews."""
        query, _ = self._index.parse_query_lenient(
            " ".join(raw_words(words)),
            ["title", "labels", "body"],
            field_boosts={"title": TITLE, "labels": LABELS, "body": BODY},
        )
        searcher = self._index.searcher()
        found = searcher.search(query, searcher.num_docs or 1).hits
        return _reviews((searcher.doc(at)["key"][0], score) for score, at in found)


def ndcg(ranked: Sequence[str], relevant: Mapping[str, int]) -> float:
    """Compare a ranking with the best one, by discounted cumulative gain."""
    gains = [2 ** relevant.get(name, 0) - 1 for name in ranked[:FIRST]]
    best = sorted((2**grade - 1 for grade in relevant.values()), reverse=True)[:FIRST]
    return _discounted(gains) / _discounted(best)


def recall(ranked: Sequence[str], relevant: Mapping[str, int]) -> float:
    """Say which part of the relevant reviews is among the first twenty."""
    return len(relevant.keys() & set(ranked[:SEEN])) / len(relevant)


def judgements() -> tuple[list[Judged], frozenset[str]]:
    """Read the queries, and the names of the reviews that nobody judged."""
    content = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    queries = [Judged(q["query"], q["kind"], q["relevant"]) for q in content["queries"]]
    return queries, frozenset(content["not_judged"])


def searchers(library: Library) -> list[Searcher]:
    """Give each search the same documents: all that the public may read."""
    shelf = library.shelf(ANYONE)
    engine = open_engine("memory:")
    every = [e for e in entries(library) if e.audience in shelf.audiences]
    engine.sync(every)
    documents = _documents(every)
    return [Ours(engine, shelf), Fts5(documents), Tantivy(documents)]


def _documents(every: Iterable[Entry]) -> list[tuple[str, str, str, str]]:
    parts: dict[str, list[Entry]] = defaultdict(list)
    for entry in every:
        parts[entry.key].append(entry)
    return [
        (
            key,
            sections[0].title,
            sections[0].labels,
            "\n".join(f"{s.heading}\n{s.text}" for s in sections),
        )
        for key, sections in parts.items()
    ]


def _reviews(rows: Iterable[tuple[str, float]]) -> Ranking:
    return [
        (key.removeprefix(FOLDER), score)
        for key, score in rows
        if key.startswith(FOLDER)
    ]


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


@click.command()
@click.option("--content", default="content", type=click.Path(path_type=Path))
@click.option("--each", is_flag=True, help="Say how each query did.")
def main(content: Path, *, each: bool) -> None:
    """Print how good the search is, beside two others."""
    queries, not_judged = judgements()
    rivals = searchers(Library(content))
    ranked = {
        (s.name, q.words): [r for r in s.rank(q.words) if r[0] not in not_judged]
        for s in rivals
        for q in queries
    }
    answered = [q for q in queries if q.relevant]
    names = [s.name for s in rivals]
    click.echo(f"{len(answered)} judged queries, kind=review, as the public.")
    click.echo(
        f"Left out of all rankings, not judged: {', '.join(sorted(not_judged))}."
    )
    for title, measure in (("nDCG@10", ndcg), ("recall@20", recall)):
        rows = [
            (q, [_of(measure, ranked[n, q.words], q) for n in names]) for q in answered
        ]
        _table(title, names, rows)
    if each:
        _each(names, answered, ranked)
    _unanswered(names, [q for q in queries if not q.relevant], ranked)


def _of(measure: Measure, ranking: Ranking, query: Judged) -> float:
    return measure([name for name, _ in ranking], query.relevant)


def _table(
    title: str, names: Sequence[str], rows: Sequence[tuple[Judged, list[float]]]
) -> None:
    by_kind: dict[str, list[list[float]]] = defaultdict(list)
    for query, values in rows:
        by_kind[query.kind].append(values)
    click.echo(f"\n{title:20}{'queries':>8}" + "".join(f"{n:>14}" for n in names))
    for kind, measured in [*sorted(by_kind.items()), ("all", [v for _, v in rows])]:
        means = [mean(column) for column in zip(*measured, strict=True)]
        click.echo(f"{kind:20}{len(measured):8}" + "".join(f"{m:14.3f}" for m in means))


def _each(
    names: Sequence[str],
    queries: Sequence[Judged],
    ranked: Mapping[tuple[str, str], Ranking],
) -> None:
    click.echo(f"\n{'nDCG@10 of each query':50}" + "".join(f"{n:>14}" for n in names))
    for query in queries:
        values = [_of(ndcg, ranked[name, query.words], query) for name in names]
        click.echo(f"{query.words[:49]:50}" + "".join(f"{v:14.3f}" for v in values))


def _unanswered(
    names: Sequence[str],
    queries: Sequence[Judged],
    ranked: Mapping[tuple[str, str], Ranking],
) -> None:
    """Say how strong the best hit is where there is no answer, and how many there are.

    The strength is beside the median of the best hits of the same search.
    """
    click.echo(
        "\nQueries without an answer: best score as part of the usual best, hits"
    )
    for query in queries:
        click.echo(f"{query.words[:40]:40}", nl=False)
        for name in names:
            tops = sorted(r[0][1] for (n, _), r in ranked.items() if n == name and r)
            found = ranked[name, query.words]
            part = found[0][1] / tops[len(tops) // 2] if found else 0.0
            click.echo(f"  {name} {part:.0%} ({len(found)})", nl=False)
        click.echo()


if __name__ == "__main__":
    main()
