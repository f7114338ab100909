"""The network: a small BERT encoder, and heads that read claims, fields and links off its tokens.

The encoder is MiniLM-L6 (Wang et al. 2020; 6 layers of 384). Its tokens and what is known of them beforehand (features)
are joined to one vector a token. From these come: for every kind of claim a tag a token (begin, inside, outside); for
every claim its classes; for every claim and token whether the token plays a role in it; for two claims their links.
"""

from collections.abc import Sequence

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from karez.read.learned.facts import COUNT
from karez.read.learned.network import Labels

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
# The vectors of words and the first layers stay as they are: most words of a report are not among the marked ones, and
# what these layers give can be kept from one epoch to the next.
FROZEN = 2
TOKEN, CLAIM, ROLE, PAIR = 256, 256, 160, 128
# Distances from a claim, in tokens, that the heads of roles tell apart: below the first, between two, above the last.
DISTANCES = (-40, -20, -10, -5, -2, 0, 1, 3, 6, 11, 21, 41)


def head_name(head: str) -> str:
    """The name of a head of classes as a module's: a plain one could be a method's."""
    return "to_" + head.replace(" ", "_")


class Layer(nn.Module):
    """One layer of the encoder, as BERT has it."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.first, self.second = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x``: batch, tokens, width; ``mask``: added to the scores, batch, 1, 1, tokens."""
        shape = (x.shape[0], x.shape[1], HEADS, WIDTH // HEADS)
        query, key, value = (f(x).reshape(shape).transpose(1, 2) for f in (self.query, self.key, self.value))
        scores = query @ key.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + mask
        mixed = (scores.softmax(-1) @ value).transpose(1, 2).reshape(x.shape)
        x = self.first(x + self.drop(self.out(mixed)))
        return self.second(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Ids of tokens to vectors."""

    def __init__(self, words: int) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(words, WIDTH), nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """``ids``: batch, tokens; ``mask``: 1 where a token is. Returns batch, tokens, width."""
        return self.upper(self.lower(ids, mask), mask)

    def lower(self, ids: Tensor, mask: Tensor) -> Tensor:
        """What the layers give that are not trained: batch, tokens, width."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.places(at)[None] + self.kind)
        return self._through(self.layers[:FROZEN], x, mask)

    def upper(self, x: Tensor, mask: Tensor) -> Tensor:
        """What the trained layers make of it: batch, tokens, width."""
        return self._through(self.layers[FROZEN:], x, mask)

    def trained(self) -> list[nn.Parameter]:
        """The weights that are trained."""
        return list(self.layers[FROZEN:].parameters())

    @staticmethod
    def _through(layers: nn.ModuleList, x: Tensor, mask: Tensor) -> Tensor:
        added = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in layers:
            x = layer(x, added)
        return x


class Heads(nn.Module):
    """Reads claims off the encoder's tokens."""

    def __init__(self, labels: Labels, features: int) -> None:
        super().__init__()
        self.labels = labels
        self.token = nn.Linear(WIDTH + features, TOKEN)
        self.tags = nn.Linear(TOKEN, 3 * len(labels.kinds))
        self.kind = nn.Embedding(len(labels.kinds), TOKEN)
        self.claim = nn.Linear(4 * TOKEN, CLAIM)
        self.classes = nn.ModuleDict({head_name(k): nn.Linear(CLAIM, len(v)) for k, v in labels.classes.items()})
        self.means = nn.Linear(CLAIM, len(labels.means))
        self.role_token, self.role_claim = nn.Linear(TOKEN, ROLE), nn.Linear(CLAIM, ROLE)
        self.role_far = nn.Embedding(len(DISTANCES) + 2, ROLE)
        self.roles = nn.Linear(ROLE, 2 * len(labels.roles))
        self.actor = nn.Linear(2 * TOKEN, len(labels.actors))
        self.pair = nn.Linear(3 * CLAIM + COUNT, PAIR)
        self.links = nn.Linear(PAIR, len(labels.links))
        self.drop = nn.Dropout(0.2)

    def tokens(self, hidden: Tensor, features: Tensor) -> Tensor:
        """One vector a token: tokens, TOKEN."""
        return F.gelu(self.token(self.drop(torch.cat([hidden, features], -1))))

    def claims(self, tokens: Tensor, inside: Tensor, lengths: Tensor, kinds: Tensor) -> Tensor:
        """One vector a claim: claims, CLAIM.

        ``tokens``: claims, tokens of its window, TOKEN; ``inside``: claims, tokens, 1 where the claim stands;
        ``lengths``: how many tokens of the window there are without padding; ``kinds``: indices.
        """
        whole = (torch.arange(tokens.shape[1])[None] < lengths[:, None]).to(tokens.dtype)
        mean = torch.einsum("nt,ntd->nd", inside, tokens) / inside.sum(1, keepdim=True)
        most = (tokens - (1.0 - inside)[:, :, None] * 1e4).max(1).values
        around = torch.einsum("nt,ntd->nd", whole, tokens) / lengths[:, None]
        joined = torch.cat([mean, most, around, self.kind(kinds)], -1)
        return F.gelu(self.claim(self.drop(joined)))

    def role_scores(self, tokens: Tensor, at: Tensor, claims: Tensor, far: Tensor) -> Tensor:
        """Scores: claims, tokens, roles, (inside, begin). ``at``: each claim's window; ``far``: their distances."""
        mixed = self.role_token(tokens)[at] + self.role_claim(claims)[:, None] + self.role_far(far)
        return self.roles(F.gelu(mixed)).reshape(*far.shape, len(self.labels.roles), 2)

    def pairs(self, first: Tensor, second: Tensor, facts: Tensor) -> Tensor:
        """Scores of links: pairs, links."""
        joined = torch.cat([first, second, first * second, facts], -1)
        return self.links(F.gelu(self.pair(self.drop(joined))))


def masks(spans: Sequence[tuple[int, int]], tokens: int) -> Tensor:
    """Claims by tokens: 1 where the claim stands."""
    at = torch.arange(tokens)[None]
    starts, ends = torch.tensor(spans).unbind(1)
    return ((at >= starts[:, None]) & (at < ends[:, None])).float()


def distances(spans: Sequence[tuple[int, int]], tokens: int) -> Tensor:
    """The index of the distance of every token from every claim; the last index is inside."""
    at = torch.arange(tokens)
    bounds = torch.tensor(DISTANCES)
    rows = []
    for start, end in spans:
        gap = torch.where(at < start, at - start, torch.where(at >= end, at - end + 1, torch.zeros_like(at)))
        row = torch.bucketize(gap, bounds)
        row[start:end] = len(DISTANCES) + 1
        rows.append(row)
    return torch.stack(rows)


def pretrained(path: str) -> Encoder:
    """The encoder with the weights of all-MiniLM-L6-v2 in ``path`` (safetensors)."""
    given = {name.removeprefix("bert."): value for name, value in load_file(path).items()}
    words = given["embeddings.word_embeddings.weight"]
    made = Encoder(words.shape[0])
    state = {
        "words.weight": words,
        "places.weight": given["embeddings.position_embeddings.weight"],
        "kind": given["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "first": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "second": "output.LayerNorm",
    }
    for index in range(LAYERS):
        for own, theirs in parts.items():
            for end in ("weight", "bias"):
                state[f"layers.{index}.{own}.{end}"] = given[f"encoder.layer.{index}.{theirs}.{end}"]
    made.load_state_dict(state)
    return made
