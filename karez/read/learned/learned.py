"""Claims by the trained network, from a passage; beside it stand the claims that the rules find."""

from collections.abc import Sequence
from dataclasses import replace

from karez.model.claim import Claim
from karez.read.attribute.where import Units
from karez.read.learned.attribution import told
from karez.read.learned.beside import with_rules
from karez.read.learned.bodies import drafted
from karez.read.learned.features import features
from karez.read.learned.found import find
from karez.read.learned.links import joined
from karez.read.learned.network import Network
from karez.read.learned.persons import together
from karez.read.learned.windows import windows
from karez.read.passage import Passage


def learned_claims(network: Network, passage: Passage, by_rule: Sequence[Claim], unit: Units) -> tuple[Claim, ...]:
    """Return the claims that the network finds, with ids that serve links alone.

    ``by_rule`` are the claims that the rules found: the network is told where they stand.
    """
    cut = list(windows(passage.text, passage.sentences, network.tokenizer))
    rows = features(passage, by_rule if network.card["rules"] else (), cut)
    drafts = [
        (claim, one) for one in together(passage.text, find(network, cut, rows)) for claim in drafted(passage, one)
    ]
    made = joined(network, passage, told(passage, drafts, unit))
    own = tuple(replace(claim, reader=network.name) for claim in made)
    return with_rules(own, by_rule, network.card["beside"])
