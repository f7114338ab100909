"""Trains the reader's network on marked reports and writes its state.

    python -m training.reader.train --base FOLDER --out STATE.pt [--epochs N] [--no-rules] [--seed N]

``--base`` holds ``model.safetensors`` and ``tokenizer.json`` of all-MiniLM-L6-v2. One report in ten of the training
part is kept for tuning: it is not learnt from, and scores on it are printed after every epoch.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from karez.read.learned.facts import Told, all_facts
from karez.read.learned.features import NAMES
from karez.read.learned.found import ACTING, spans_of
from karez.read.learned.windows import Window
from training.reader.data import KINDS, LINKS, ROLES, base_folder, is_tuning, labels_of, load
from training.reader.examples import Example, Telling
from training.reader.network import WIDTH, Encoder, Heads, Labels, distances, head_name, masks, pretrained

# Tokens, padding and all, that go through the encoder at once.
TOGETHER = 700
# The share of windows that are learnt from without the rules' claims: the rules miss more on reports that they were not
# written on than on some of these.
BARE = 0.1


class Trainer:
    """Holds the network and takes its steps."""

    def __init__(self, encoder: Encoder, labels: Labels, *, rules: bool) -> None:
        self.encoder, self.labels = encoder, labels
        self.heads = Heads(labels, len(NAMES))
        self.rules = rules
        self._lower: dict[tuple[int, ...], Tensor] = {}

    def batch(self, reports: Sequence[Example]) -> tuple[Tensor, dict[str, float]]:
        """The loss of some reports, whole."""
        windows = [window for own in reports for window in own.windows]
        rows = [row for own in reports for row in own.features]
        longest = max(len(window.ids) for window in windows)
        hidden = self.encoded(windows, longest)[:, 1:]
        known = torch.zeros(len(windows), longest - 1, len(NAMES))
        for index, row in enumerate(rows):
            known[index, : len(row)] = self.given(row)
        states = self.heads.tokens(hidden, known)
        lengths = torch.tensor([len(window.spans) for window in windows])
        total: dict[str, Tensor] = {}
        for name, value in self.losses(reports, states, lengths):
            total[name] = total.get(name, torch.zeros(())) + value
        weights = {"tags": 3.0, "classes": 0.7, "roles": 0.7, "actors": 0.3, "links": 0.5, "means": 0.3}
        scale = 1.0 / len(windows)
        loss = sum((weights[name] * value for name, value in total.items()), torch.zeros(())) * scale
        return loss, {name: float(value.detach()) * scale for name, value in total.items()}

    def encoded(self, windows: Sequence[Window], longest: int) -> Tensor:
        """Vectors: windows, ``longest``, width. Windows of like lengths go in together: less is padded."""
        order = sorted(range(len(windows)), key=lambda index: len(windows[index].ids))
        parts, rows = [], []
        while order:
            most = len(windows[order[-1]].ids)
            some = [order.pop() for _ in range(min(len(order), max(1, TOGETHER // most)))]
            lower, mask = torch.zeros(len(some), most, WIDTH), torch.zeros(len(some), most)
            for row, index in enumerate(some):
                own = self.kept(windows[index])
                lower[row, : len(own)] = own
                mask[row, : len(own)] = 1
            parts.append(F.pad(self.encoder.upper(lower, mask), (0, 0, 0, longest - most)))
            rows += some
        back = torch.empty(len(rows), dtype=torch.long)
        back[torch.tensor(rows)] = torch.arange(len(rows))
        return torch.cat(parts)[back]

    def kept(self, window: Window) -> Tensor:
        """What the frozen layers give for a window, worked out once: tokens, width."""
        known = self._lower.get(window.ids)
        if known is None:
            mode = self.encoder.training
            self.encoder.eval()
            ids = torch.tensor([window.ids])
            with torch.no_grad():
                known = self.encoder.lower(ids, torch.ones_like(ids))[0]
            self.encoder.train(mode)
            self._lower[window.ids] = known
        return known

    def given(self, row: np.ndarray) -> Tensor:
        """The features of a window, with those of the rules' claims left out if they are not used, or now and then."""
        made = torch.from_numpy(row)
        if self.rules and not (self.heads.training and random.random() < BARE):
            return made
        keep = torch.tensor([not name.startswith("rule ") for name in NAMES], dtype=torch.float32)
        return made * keep

    def losses(self, reports: Sequence[Example], states: Tensor, lengths: Tensor) -> Iterator[tuple[str, Tensor]]:
        """The losses of some reports, by name. ``states``: windows, tokens, width; ``lengths``: their tokens."""
        told: list[tuple[Telling, int]] = []
        firsts: list[int] = []
        before = 0
        for own in reports:
            told += [(telling, before + telling.window) for telling in own.tellings]
            before += len(own.windows)
        yield "tags", self.tag_loss(states, lengths, told)
        if not told:
            return
        at = torch.tensor([window for _, window in told])
        spans = [telling.span for telling, _ in told]
        kinds = torch.tensor([KINDS.index(telling.kind) for telling, _ in told])
        vectors = self.heads.claims(states[at], masks(spans, states.shape[1]), lengths[at], kinds)
        yield from self.claim_losses(states, lengths, vectors, told)
        row = 0
        for own in reports:
            firsts = [0]
            for window in own.windows:
                firsts.append(firsts[-1] + len(window.spans))
            kept = [
                (telling, vectors[row + i], firsts[telling.window] + telling.span[0])
                for i, telling in enumerate(own.tellings)
            ]
            row += len(own.tellings)
            found = self.link_loss(own, kept)
            if found is not None:
                yield "links", found

    def tag_loss(self, states: Tensor, lengths: Tensor, told: Sequence[tuple[Telling, int]]) -> Tensor:
        wanted = torch.zeros(*states.shape[:2], len(KINDS), dtype=torch.long)
        for telling, window in sorted(told, key=lambda pair: pair[0].span[0] - pair[0].span[1]):
            start, end = telling.span
            row = KINDS.index(telling.kind)
            wanted[window, start:end, row] = 2
            wanted[window, start, row] = 1
        wanted[torch.arange(states.shape[1])[None] >= lengths[:, None]] = -100
        scores = self.heads.tags(states).reshape(-1, 3)
        weight = torch.tensor([1.0, 2.0, 1.0])
        # The sum over a fixed length: longer windows count for more.
        return F.cross_entropy(scores, wanted.reshape(-1), weight=weight, reduction="sum", ignore_index=-100) / 40.0

    def claim_losses(
        self, states: Tensor, lengths: Tensor, vectors: Tensor, told: Sequence[tuple[Telling, int]]
    ) -> Iterator[tuple[str, Tensor]]:
        for head, words in self.labels.classes.items():
            rows = [i for i, (telling, _) in enumerate(told) if head in telling.classes]
            if rows:
                wanted = torch.tensor([words.index(told[i][0].classes[head]) for i in rows])
                yield (
                    "classes",
                    F.cross_entropy(self.heads.classes[head_name(head)](vectors[rows]), wanted, reduction="sum"),
                )
        incidents = [i for i, (telling, _) in enumerate(told) if telling.kind == "incident"]
        if incidents:
            wanted = torch.tensor([[float(m in told[i][0].means) for m in self.labels.means] for i in incidents])
            yield (
                "means",
                F.binary_cross_entropy_with_logits(self.heads.means(vectors[incidents]), wanted, reduction="sum"),
            )
        at = torch.tensor([window for _, window in told])
        spans = [telling.span for telling, _ in told]
        scores = self.heads.role_scores(states, at, vectors, distances(spans, states.shape[1]))
        wanted = torch.zeros_like(scores)
        acting: list[tuple[int, tuple[int, int], int]] = []
        for i, (telling, window) in enumerate(told):
            for role, (start, end), kind in telling.roles:
                place = ROLES.index(role)
                wanted[i, start:end, place, 0] = 1.0
                wanted[i, start, place, 1] = 1.0
                if role in ACTING:
                    known = kind if kind in self.labels.actors else "other"
                    acting.append((window, (start, end), self.labels.actors.index(known)))
        loss = F.binary_cross_entropy_with_logits(scores, wanted, reduction="none")
        inside = torch.arange(states.shape[1])[None] < lengths[at][:, None]
        yield "roles", (loss * inside[:, :, None, None]).sum() / 10.0
        if acting:
            held = torch.stack(
                [torch.cat([states[w, a:b].mean(0), states[w, : lengths[w]].mean(0)]) for w, (a, b), _ in acting]
            )
            yield (
                "actors",
                F.cross_entropy(self.heads.actor(held), torch.tensor([k for _, _, k in acting]), reduction="sum"),
            )

    def link_loss(self, own: Example, kept: Sequence[tuple[Telling, Tensor, int]]) -> Tensor | None:
        linked = {(a, b, name) for a, b, name in own.pairs}
        first, second, facts, wanted = [], [], [], []
        for i, (a, va, at) in enumerate(kept):
            for j, (b, vb, bt) in enumerate(kept):
                if i == j or (a.kind, b.kind) not in {("toll", "toll"), ("toll", "incident"), ("incident", "incident")}:
                    continue
                if a.kind == "incident" and j < i:
                    continue
                row = {
                    "part_of": float((a.claim, b.claim, "part_of") in linked)
                    if (a.kind, b.kind) == ("toll", "toll")
                    else -1.0,
                    "of": float((a.claim, b.claim, "of") in linked) if b.kind != a.kind else -1.0,
                    "same": float(a.claim == b.claim) if a.kind == b.kind else -1.0,
                }
                first.append(va)
                second.append(vb)
                facts.append((told(a, at), told(b, bt)))
                wanted.append([row[name] for name in LINKS])
        if not facts:
            return None
        scores = self.heads.pairs(torch.stack(first), torch.stack(second), torch.from_numpy(all_facts(facts)))
        target = torch.tensor(wanted)
        loss = F.binary_cross_entropy_with_logits(scores, target.clamp(min=0.0), reduction="none")
        # By the number of claims, not of their pairs: a long report would outweigh all else.
        return (loss * (target >= 0)).sum() / len(kept)


def told(telling: Telling, token: int) -> Told:
    """A telling as the facts take it."""
    harm = telling.classes.get("harm")
    return Told(telling.kind, telling.window, token, harm, telling.number)


@torch.no_grad()
def tune(trainer: Trainer, reports: Sequence[Example]) -> str:
    """Scores on reports: F1 of spans that overlap by kind, and classes right on the marked spans."""
    trainer.encoder.eval()
    trainer.heads.eval()
    counts = {kind: [0, 0, 0] for kind in KINDS}
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for own in reports:
        for index, window in enumerate(own.windows):
            ids = torch.tensor([window.ids])
            hidden = trainer.encoder(ids, torch.ones_like(ids))[0, 1:-1]
            states = trainer.heads.tokens(hidden, trainer.given(own.features[index]))
            tags = trainer.heads.tags(states).reshape(len(states), len(KINDS), 3).argmax(-1).numpy()
            here = [telling for telling in own.tellings if telling.window == index]
            for row, kind in enumerate(KINDS):
                have, want = spans_of(tags[:, row]), [t.span for t in here if t.kind == kind]
                hit = sum(any(a < d and c < b for c, d in have) for a, b in want)
                counts[kind][0] += min(hit, len(have))
                counts[kind][1] += len(have)
                counts[kind][2] += len(want)
            if here:
                kinds = torch.tensor([KINDS.index(t.kind) for t in here])
                lengths = torch.full((len(here),), len(states))
                own_states = states[None].expand(len(here), -1, -1)
                spans = [t.span for t in here]
                vectors = trainer.heads.claims(own_states, masks(spans, len(states)), lengths, kinds)
                for head, words in trainer.labels.classes.items():
                    best = trainer.heads.classes[head_name(head)](vectors).argmax(-1)
                    for i, t in enumerate(here):
                        if head in t.classes:
                            right[head] += words[int(best[i])] == t.classes[head]
                            of[head] += 1
    trainer.encoder.train()
    trainer.heads.train()
    spans = " ".join(
        f"{kind} {2 * hit / max(1, have + want):.3f}({want})" for kind, (hit, have, want) in counts.items()
    )
    return spans + " | " + " ".join(f"{head} {right[head] / of[head]:.2f}" for head in sorted(of))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, default=base_folder())
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--no-rules", action="store_true")
    parser.add_argument("--batch", type=int, default=20, help="windows that make a step, at least")
    parser.add_argument("--rate", type=float, default=1.0, help="times the usual rates of learning")
    parser.add_argument("--all", action="store_true", help="learn from the tuning reports, too")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    examples = load(options.base, options.cache)
    labels = labels_of(examples)
    tuning = [own for own in examples if is_tuning(own.set_name, own.identity)]
    learnt = examples if options.all else [own for own in examples if not is_tuning(own.set_name, own.identity)]
    print(
        f"{len(learnt)} reports, {sum(len(own.tellings) for own in learnt)} tellings; {len(tuning)} for tuning",
        flush=True,
    )
    trainer = Trainer(pretrained(str(options.base / "model.safetensors")), labels, rules=not options.no_rules)
    groups = [
        {"params": trainer.encoder.trained(), "lr": 1e-4 * options.rate},
        {"params": list(trainer.heads.parameters()), "lr": 1e-3 * options.rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = options.epochs * len(list(batches(learnt, options.batch)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.06 * steps)) * max(0.02, 1 - step / steps)
    )
    for epoch in range(options.epochs):
        began, sums = time.time(), Counter()
        random.shuffle(learnt)
        for number, reports in enumerate(batches(learnt, options.batch)):
            # Half the time of 32 bits where the processor multiplies such numbers itself; the weights stay in 32 bits.
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss, named = trainer.batch(reports)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for g in groups for p in g["params"]], 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            sums.update(named)
            if number % 20 == 0:
                print(f"  {number} {time.time() - began:.0f} s loss {float(loss.detach()):.3f}", flush=True)
        shown = " ".join(f"{name} {value / (number + 1):.3f}" for name, value in sums.items())
        print(f"epoch {epoch + 1} {time.time() - began:.0f} s {shown}\n  {tune(trainer, tuning)}", flush=True)
        torch.save(
            {
                "encoder": trainer.encoder.state_dict(),
                "heads": trainer.heads.state_dict(),
                "labels": labels,
                "rules": trainer.rules,
            },
            options.out,
        )


def batches(reports: Sequence[Example], least: int) -> Iterator[list[Example]]:
    """Reports in order, some windows at a time."""
    group: list[Example] = []
    for own in reports:
        if not own.windows:
            continue
        group.append(own)
        if sum(len(held.windows) for held in group) >= least:
            yield group
            group = []
    if group:
        yield group


if __name__ == "__main__":
    main()
